using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace BudgetWatch.EndToEnd.Tests.Damage;

/// <summary>
/// Damages stored rows and blobs, by seed, as somebody else who writes to the account or a medium that fails might, and puts back what it found. It knows the account and nothing of
/// how the app reads it.
/// </summary>
internal sealed class StoredDamage
{
    private readonly TableServiceClient _tables;
    private readonly BlobServiceClient _blobs;
    private readonly List<(string Table, TableEntity Row)> _rows = [];
    private readonly List<(string Container, string Blob)> _files = [];
    private readonly (string Older, string Live) _releases;

    private StoredDamage(string connection, (string Older, string Live) releases)
    {
        _tables = new TableServiceClient(connection);
        _blobs = new BlobServiceClient(connection);
        _releases = releases;
    }

    /// <summary>Takes stock of an account.</summary>
    public static async Task<StoredDamage> OfAsync(string connection, (string Older, string Live) releases)
    {
        var damage = new StoredDamage(connection, releases);
        await foreach (var table in damage._tables.QueryAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            await foreach (
                var row in damage
                    ._tables.GetTableClient(table.Name)
                    .QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken)
            )
            {
                damage._rows.Add((table.Name, row));
            }
        }

        foreach (var container in (string[])["raw", "read"])
        {
            await foreach (
                var blob in damage
                    ._blobs.GetBlobContainerClient(container)
                    .GetBlobsAsync(cancellationToken: TestContext.Current.CancellationToken)
            )
            {
                damage._files.Add((container, blob.Name));
            }
        }

        return damage;
    }

    /// <summary>Damages one thing.</summary>
    /// <param name="seed">Another thing for another seed.</param>
    /// <returns>What it did, and how to put it back.</returns>
    public async Task<(string What, Func<Task> UndoAsync)> DoAsync(int seed)
    {
        var random = new Random(unchecked((seed * 1_000_003) + 7));
        return random.Next(20) switch
        {
            < 8 => await RowAsync(Of(random, row => row.Table == "Figures" && IsOf(row, _releases.Live)), random),
            8 or 9 => await SwapAsync(random),
            10 or 11 => await StaleAsync(random),
            12 => await RowAsync(Of(random, row => row.Table == "Releases"), random),
            13 => await PointerAsync(),
            14 or 15 => await ChangeAsync(
                Of(
                    random,
                    row => row.Table is "Editions" or "Runs" or "Ledger" || row.Table.StartsWith("Edition", StringComparison.Ordinal)
                ),
                random
            ),
            16 or 17 => await BlobAsync("raw", random),
            _ => await BlobAsync("read", random),
        };
    }

    private static bool IsOf((string Table, TableEntity Row) row, string release) => row.Row.PartitionKey == release;

    private (string Table, TableEntity Row) Of(Random random, Func<(string Table, TableEntity Row), bool> which)
    {
        var own = _rows.Where(which).ToList();
        return own[random.Next(own.Count)];
    }

    /// <summary>Deletes a row, or changes what it holds.</summary>
    private async Task<(string What, Func<Task> UndoAsync)> RowAsync((string Table, TableEntity Row) row, Random random)
    {
        if (random.Next(4) > 0)
        {
            return await ChangeAsync(row, random);
        }

        await _tables.GetTableClient(row.Table).DeleteEntityAsync(row.Row.PartitionKey, row.Row.RowKey);
        return ($"deleted {Name(row)}", () => PutAsync(row));
    }

    private async Task<(string What, Func<Task> UndoAsync)> ChangeAsync((string Table, TableEntity Row) row, Random random)
    {
        var damaged = Copy(row.Row, row.Row.PartitionKey, row.Row.RowKey);
        var texts = row.Row.Keys.Where(name => name.StartsWith("Json", StringComparison.Ordinal)).ToList();
        var name = texts[random.Next(texts.Count)];
        var text = (string)row.Row[name];
        var (what, other) = random.Next(3) switch
        {
            0 => ("cut short", text[..random.Next(text.Length)]),
            1 => ("a digit changed in", Digit(text, random)),
            _ => ("a letter changed in", Letter(text, random.Next(text.Length))),
        };
        damaged[name] = other;
        await PutAsync((row.Table, damaged));
        return ($"{what} {name} of {Name(row)}", () => PutAsync(row));
    }

    /// <summary>What one row of the live release holds is put into another, seal and all.</summary>
    private async Task<(string What, Func<Task> UndoAsync)> SwapAsync(Random random)
    {
        bool IsLive((string Table, TableEntity Row) row) => row.Table == "Figures" && IsOf(row, _releases.Live);
        var one = Of(random, IsLive);
        var other = Of(random, row => IsLive(row) && row.Row.RowKey != one.Row.RowKey);
        await PutAsync(("Figures", Copy(one.Row, other.Row.PartitionKey, other.Row.RowKey)));
        await PutAsync(("Figures", Copy(other.Row, one.Row.PartitionKey, one.Row.RowKey)));
        return (
            $"swapped {Name(one)} and {Name(other)}",
            async () =>
            {
                await PutAsync(one);
                await PutAsync(other);
            }
        );
    }

    /// <summary>A row of the older release in the place of the live one's, where the two differ.</summary>
    private async Task<(string What, Func<Task> UndoAsync)> StaleAsync(Random random)
    {
        var older = _rows
            .Where(row => row.Table == "Figures" && IsOf(row, _releases.Older))
            .ToDictionary(row => row.Row.RowKey, row => row.Row);
        var live = Of(
            random,
            row =>
                row.Table == "Figures"
                && IsOf(row, _releases.Live)
                && older.TryGetValue(row.Row.RowKey, out var was)
                && (string)was["Json"] != (string)row.Row["Json"]
        );
        await PutAsync(("Figures", Copy(older[live.Row.RowKey], live.Row.PartitionKey, live.Row.RowKey)));
        return ($"stale {Name(live)}", () => PutAsync(live));
    }

    /// <summary>The live pointer names the older release.</summary>
    private async Task<(string What, Func<Task> UndoAsync)> PointerAsync()
    {
        var pointer = _rows.Single(row => row.Table == "Releases" && row.Row.RowKey == "live");
        var damaged = Copy(pointer.Row, pointer.Row.PartitionKey, pointer.Row.RowKey);
        damaged["Json"] = ((string)pointer.Row["Json"]).Replace(_releases.Live, _releases.Older, StringComparison.Ordinal);
        await PutAsync(("Releases", damaged));
        return ("the live pointer names the older release", () => PutAsync(pointer));
    }

    private async Task<(string What, Func<Task> UndoAsync)> BlobAsync(string container, Random random)
    {
        var own = _files.Where(file => file.Container == container).ToList();
        var (file, other) = (own[random.Next(own.Count)], own[random.Next(own.Count)]);
        var client = _blobs.GetBlobContainerClient(container).GetBlobClient(file.Blob);
        var bytes = (await client.DownloadContentAsync()).Value.Content.ToArray();
        Task PutBackAsync() => client.UploadAsync(BinaryData.FromBytes(bytes), overwrite: true);
        switch (random.Next(4))
        {
            case 0:
                await client.DeleteAsync();
                return ($"deleted {container}/{file.Blob}", PutBackAsync);
            case 1:
                await client.UploadAsync(BinaryData.FromBytes(bytes[..random.Next(bytes.Length)]), overwrite: true);
                return ($"cut short {container}/{file.Blob}", PutBackAsync);
            case 2:
                byte[] flipped = [.. bytes];
                flipped[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                await client.UploadAsync(BinaryData.FromBytes(flipped), overwrite: true);
                return ($"a bit flipped in {container}/{file.Blob}", PutBackAsync);
            default:
                await client.UploadAsync(
                    (await _blobs.GetBlobContainerClient(container).GetBlobClient(other.Blob).DownloadContentAsync()).Value.Content,
                    overwrite: true
                );
                return ($"{container}/{other.Blob} in the place of {container}/{file.Blob}", PutBackAsync);
        }
    }

    private async Task PutAsync((string Table, TableEntity Row) row) =>
        await _tables
            .GetTableClient(row.Table)
            .UpsertEntityAsync(Copy(row.Row, row.Row.PartitionKey, row.Row.RowKey), TableUpdateMode.Replace);

    private static TableEntity Copy(TableEntity row, string partition, string key)
    {
        var copy = new TableEntity(partition, key);
        foreach (
            var (name, value) in row.Where(property => property.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
        )
        {
            copy[name] = value;
        }

        return copy;
    }

    private static string Digit(string text, Random random)
    {
        var digits = Enumerable.Range(0, text.Length).Where(i => char.IsAsciiDigit(text[i])).ToList();
        if (digits.Count == 0)
        {
            return text + "0";
        }

        var at = digits[random.Next(digits.Count)];
        return new StringBuilder(text) { [at] = (char)('0' + ((text[at] - '0' + 1) % 10)) }.ToString();
    }

    private static string Letter(string text, int at) =>
        text.Length == 0 ? "x" : string.Concat(text.AsSpan(0, at), text[at] == 'x' ? "y" : "x", text.AsSpan(at + 1));

    private static string Name((string Table, TableEntity Row) row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Table} {row.Row.PartitionKey} {row.Row.RowKey}");
}
