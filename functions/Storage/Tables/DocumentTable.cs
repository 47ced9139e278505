using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using BudgetWatch.Pipeline;

namespace BudgetWatch.Storage.Tables;

/// <summary>A table of records kept as JSON, read by point or by a range of one partition.</summary>
internal sealed class DocumentTable(StorageConnection connection, string name)
{
    public Task<TableClient> ClientAsync(CancellationToken cancellation) => connection.TableAsync(name, cancellation);

    public static TableEntity Entity<T>(string partition, string key, T document)
        where T : notnull => LargeText.Entity(TableKey.Encode(partition), TableKey.Encode(key), Json.Write(document));

    public async Task<Stored<T>?> FindAsync<T>(string partition, string key, CancellationToken cancellation)
        where T : class
    {
        // Readers name what they look for, at whatever length.
        var row = TableKey.Encode(key);
        if (!TableKey.IsPossible(row))
            return null;
        var table = await ClientAsync(cancellation);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(TableKey.Encode(partition), row, cancellationToken: cancellation);
        return found is { HasValue: true, Value: { } entity } ? new Stored<T>(Json.Require<T>(LargeText.Of(entity)), entity.ETag) : null;
    }

    /// <summary>Adds a record where there is none.</summary>
    /// <returns>Whether it was added.</returns>
    public async Task<bool> AddAsync<T>(string partition, string key, T document, CancellationToken cancellation)
        where T : notnull
    {
        var table = await ClientAsync(cancellation);
        try
        {
            await table.AddEntityAsync(Entity(partition, key, document), cancellation);
            return true;
        }
        catch (RequestFailedException problem) when (problem.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return false;
        }
    }

    public async Task PutAsync<T>(string partition, string key, T document, CancellationToken cancellation)
        where T : notnull
    {
        var table = await ClientAsync(cancellation);
        await table.UpsertEntityAsync(Entity(partition, key, document), TableUpdateMode.Replace, cancellation);
    }

    /// <summary>
    /// Changes a record by what it is at that moment, again if someone else changed it meanwhile.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="key">The row.</param>
    /// <param name="change">The record as it should be, from what it is or null; null leaves it.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task ChangeAsync<T>(string partition, string key, Func<T?, T?> change, CancellationToken cancellation)
        where T : class
    {
        var table = await ClientAsync(cancellation);

        // Of all who try at once one succeeds, so this ends; the token bounds it anyway.
        while (true)
        {
            var stored = await FindAsync<T>(partition, key, cancellation);
            if (change(stored?.Document) is not { } changed)
                return;
            if (stored is null)
            {
                if (await AddAsync(partition, key, changed, cancellation))
                    return;
                continue;
            }

            try
            {
                await table.UpdateEntityAsync(Entity(partition, key, changed), stored.ETag, TableUpdateMode.Replace, cancellation);
                return;
            }
            catch (RequestFailedException problem) when (IsChangedOrGone(problem))
            {
                // Changed or gone since it was read: look again.
            }
        }
    }

    /// <summary>Whether a conditional write failed because the row is not what it was; anything else is a fault.</summary>
    public static bool IsChangedOrGone(RequestFailedException problem) =>
        problem.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied || problem.ErrorCode == TableErrorCode.ResourceNotFound;

    /// <summary>The records whose keys start with a prefix, in order of key, with their keys.</summary>
    public async IAsyncEnumerable<(string Key, string Json)> RangeAsync(
        string partition,
        string prefix,
        int? pageSize = null,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var table = await ClientAsync(cancellation);
        await foreach (var entity in table.QueryAsync<TableEntity>(InRange(partition, prefix), pageSize, cancellationToken: cancellation))
            yield return (TableKey.Decode(entity.RowKey), LargeText.Of(entity));
    }

    /// <summary>The records whose keys start with a prefix, in order of key.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string partition, string prefix, CancellationToken cancellation)
    {
        var documents = new List<T>();
        await foreach (var (_, json) in RangeAsync(partition, prefix, cancellation: cancellation))
            documents.Add(Json.Require<T>(json));
        return documents;
    }

    /// <summary>Every record of a partition, or of all, in order of partition and key; or those of one key in every partition.</summary>
    public async IAsyncEnumerable<(string Partition, string Key, string Json)> AllAsync(
        string? partition = null,
        string? key = null,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var table = await ClientAsync(cancellation);
        var filter =
            partition is not null ? TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Encode(partition)}")
            : key is not null ? TableClient.CreateQueryFilter($"RowKey eq {TableKey.Encode(key)}")
            : null;
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            yield return (TableKey.Decode(entity.PartitionKey), TableKey.Decode(entity.RowKey), LargeText.Of(entity));
    }

    private static string InRange(string partition, string prefix)
    {
        var (from, before) = TableKey.Range(prefix);
        return TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Encode(partition)} and RowKey ge {from} and RowKey lt {before}");
    }
}

/// <summary>A record as it was read.</summary>
/// <param name="Document">The record.</param>
/// <param name="ETag">Its version.</param>
internal sealed record Stored<T>(T Document, ETag ETag);
