using System.Text.Json.Serialization;

namespace BudgetWatch.Costs;

/// <summary>Operations on storage, by what they are billed as.</summary>
/// <param name="BlobWrites">Blobs written, containers made and listed.</param>
/// <param name="BlobReads">Blobs read, and their properties.</param>
/// <param name="TableWrites">Entities written alone, tables made.</param>
/// <param name="TableBatches">Transactions of up to 100 entities.</param>
/// <param name="TableReads">Entities read alone.</param>
/// <param name="TableScans">Pages of entities read.</param>
/// <param name="QueueSends">Messages sent, queues made.</param>
public sealed record Operations(
    int BlobWrites,
    int BlobReads,
    int TableWrites,
    int TableBatches,
    int TableReads,
    int TableScans,
    int QueueSends
)
{
    /// <summary>Each kind by name.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Kind, int Count)> Kinds =>
        [
            ("blob writes and lists", BlobWrites),
            ("blob reads", BlobReads),
            ("table writes", TableWrites),
            ("table batches", TableBatches),
            ("table reads", TableReads),
            ("table scans", TableScans),
            ("messages sent", QueueSends),
        ];

    /// <summary>All on tables, which cost the same.</summary>
    [JsonIgnore]
    public int OnTables => TableWrites + TableBatches + TableReads + TableScans;
}
