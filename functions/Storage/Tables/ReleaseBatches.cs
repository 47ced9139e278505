using Azure.Data.Tables;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Storage.Tables;

/// <summary>Rows of a release in transactions that Table Storage takes: 100 rows and 4 MiB at most.</summary>
internal static class ReleaseBatches
{
    private const int RowLimit = 100;

    // Under 4 MiB (4,194,304) by enough for what frames the rows.
    private const int ByteLimit = 3_800_000;
    private const int BytesAroundRow = 1_500;

    public static IEnumerable<IReadOnlyList<TableTransactionAction>> Of(string releaseId, IEnumerable<ReleaseRow> rows)
    {
        var partition = TableKey.Encode(releaseId);
        var batch = new List<TableTransactionAction>(RowLimit);
        var bytes = 0;
        foreach (var row in rows)
        {
            var size = BytesAroundRow + LargeText.WireBytes(row.Json);
            if (batch.Count == RowLimit || (batch.Count > 0 && bytes + size > ByteLimit))
            {
                yield return batch;
                batch = new List<TableTransactionAction>(RowLimit);
                bytes = 0;
            }

            var entity = LargeText.Entity(partition, TableKey.Encode(row.Key), row.Json);
            batch.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity));
            bytes += size;
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
