using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Storage.Blobs;
using BudgetWatch.Storage.Tables;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// Pages of a publisher's API, asked for conditionally where they were read before. A page that could not be read is not remembered: it may
/// have been spoilt on the way.
/// </summary>
internal sealed class ApiPages(PublisherClient client, TableFetchLedger fetches, BlobPages kept, TimeProvider clock)
{
    /// <summary>The largest page that is taken: the longest collections are a few hundred kilobytes.</summary>
    public const int PageLimit = 8 * 1024 * 1024;

    /// <summary>Reads a page.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="read">Reads its bytes; null with a reason where they are not a page.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <returns>The page, or why it was not taken.</returns>
    /// <exception cref="OriginUnavailableException">The publisher cannot be reached.</exception>
    public async Task<(T? Page, Rejected? Reason)> ReadAsync<T>(
        Uri address,
        Func<ReadOnlyMemory<byte>, (T? Page, Rejected? Reason)> read,
        CancellationToken cancellation
    )
        where T : class
    {
        var known = await fetches.FindAsync(address, cancellation);
        var before = known is null ? null : await kept.FindAsync(known.Sha256, cancellation);
        switch (await client.GetAsync(address, PageLimit, before is null ? null : known, cancellation))
        {
            case Answer.NotModified:
                return read(before!.Value);
            case Answer.Fetched fetched:
                var page = await fetched.TakeBytesAsync(cancellation);
                var result = read(page);
                if (result.Page is not null)
                    await RememberAsync(address, fetched, page, cancellation);
                return result;
            case Answer.Refused refused:
                return (null, refused.Reason);
            case Answer.Unreachable unreachable:
                throw new OriginUnavailableException(
                    $"{address.GetLeftPart(UriPartial.Path)} could not be asked: {unreachable.Found}. The editions in force stay; it is tried again."
                );
            default:
                throw new InvalidOperationException("An answer is one of four.");
        }
    }

    private async Task RememberAsync(Uri address, Answer.Fetched fetched, ReadOnlyMemory<byte> page, CancellationToken cancellation)
    {
        var fetch = new Fetch(address, fetched.ETag, fetched.LastModified, fetched.Content.Sha256, clock.GetUtcNow());
        if (!fetch.CanBeAskedConditionally)
            return;

        // The page before the record of it: where there is a record, there is its page.
        await kept.KeepAsync(fetch.Sha256, page, cancellation);
        await fetches.RecordAsync(fetch, cancellation);
    }
}
