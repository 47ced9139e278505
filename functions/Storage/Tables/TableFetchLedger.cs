using System.Security.Cryptography;
using System.Text;

namespace BudgetWatch.Storage.Tables;

/// <summary>
/// What was last fetched from each address: a partition for each host, a row for each address, named by its SHA-256 because addresses are
/// longer than keys may be. Losing it costs downloads and nothing else.
/// </summary>
internal sealed class TableFetchLedger(StorageConnection connection)
{
    private readonly DocumentTable table = new(connection, "Fetches");

    /// <summary>What was last fetched from an address, or null.</summary>
    public async Task<Fetch?> FindAsync(Uri address, CancellationToken cancellation) =>
        (await table.FindAsync<Fetch>(address.Authority, Row(address), cancellation))?.Document;

    /// <summary>Records a fetch in place of the one before.</summary>
    public Task RecordAsync(Fetch fetch, CancellationToken cancellation) =>
        table.PutAsync(fetch.Address.Authority, Row(fetch.Address), fetch, cancellation);

    private static string Row(Uri address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri)));
}
