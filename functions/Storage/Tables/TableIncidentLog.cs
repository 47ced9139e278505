using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using BudgetWatch.Pipeline.Operations;

namespace BudgetWatch.Storage.Tables;

/// <summary>
/// Incidents: a row <c>seen|id</c> that is never removed, so that an id is never recorded twice, and a row <c>open|id</c> while a person
/// must look, so that reading the open ones never reads the closed. A row <c>failed|id</c> has why the last delivery of a message failed.
/// </summary>
internal sealed class TableIncidentLog(StorageConnection connection) : IIncidentLog
{
    private const string Partition = "incidents";
    private const string SeenPrefix = "seen|";
    private const string OpenPrefix = "open|";
    private const string FailedPrefix = "failed|";

    private readonly DocumentTable table = new(connection, "Incidents");

    public async Task RecordAsync(Incident incident, CancellationToken cancellation)
    {
        var client = await table.ClientAsync(cancellation);
        try
        {
            await client.SubmitTransactionAsync(
                [
                    new TableTransactionAction(
                        TableTransactionActionType.Add,
                        DocumentTable.Entity(Partition, SeenPrefix + incident.Id, new Seen(incident, ResolvedAt: null))
                    ),
                    new TableTransactionAction(
                        TableTransactionActionType.Add,
                        DocumentTable.Entity(Partition, OpenPrefix + incident.Id, incident)
                    ),
                ],
                cancellation
            );
        }
        catch (RequestFailedException problem) when (problem.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            // Recorded before; whether it is still open is not ours to change.
        }
    }

    public async Task ReviseAsync(Incident incident, CancellationToken cancellation)
    {
        var client = await table.ClientAsync(cancellation);
        await client.SubmitTransactionAsync(
            [
                new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace,
                    DocumentTable.Entity(Partition, SeenPrefix + incident.Id, new Seen(incident, ResolvedAt: null))
                ),
                new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace,
                    DocumentTable.Entity(Partition, OpenPrefix + incident.Id, incident)
                ),
            ],
            cancellation
        );
    }

    public async Task<IReadOnlyList<Incident>> OpenAsync(CancellationToken cancellation)
    {
        var open = await table.ListAsync<Incident>(Partition, OpenPrefix, cancellation);
        return [.. open.OrderByDescending(incident => incident.At).ThenByDescending(incident => incident.Id, StringComparer.Ordinal)];
    }

    public async Task ResolveAsync(string about, DateTimeOffset at, string? standing, CancellationToken cancellation)
    {
        var client = await table.ClientAsync(cancellation);

        // What went wrong after this went well stays open.
        foreach (
            var incident in (await OpenAsync(cancellation)).Where(incident =>
                incident.About == about && incident.Id != standing && (incident.At <= at || incident.At - at > Incident.LongestWork)
            )
        )
        {
            var open = DocumentTable.Entity(Partition, OpenPrefix + incident.Id, incident);
            var seen = DocumentTable.Entity(Partition, SeenPrefix + incident.Id, new Seen(incident, at));
            try
            {
                await client.SubmitTransactionAsync(
                    [
                        new TableTransactionAction(TableTransactionActionType.Delete, open, ETag.All),
                        new TableTransactionAction(TableTransactionActionType.UpdateReplace, seen, ETag.All),
                    ],
                    cancellation
                );
            }
            catch (RequestFailedException problem) when (DocumentTable.IsChangedOrGone(problem))
            {
                // Another instance closed it at the same moment.
            }
        }
    }

    public Task NoteFailureAsync(string id, string reason, CancellationToken cancellation) =>
        table.PutAsync(Partition, FailedPrefix + id, new Failure(reason), cancellation);

    public async Task<string?> LastFailureAsync(string id, CancellationToken cancellation) =>
        (await table.FindAsync<Failure>(Partition, FailedPrefix + id, cancellation))?.Document.Reason;

    /// <summary>Why a delivery failed.</summary>
    /// <param name="Reason">A sentence.</param>
    private sealed record Failure(string Reason);

    /// <summary>An incident that was recorded.</summary>
    /// <param name="Incident">The incident.</param>
    /// <param name="ResolvedAt">When what it is about went well again; null while it is open.</param>
    private sealed record Seen(Incident Incident, DateTimeOffset? ResolvedAt);
}
