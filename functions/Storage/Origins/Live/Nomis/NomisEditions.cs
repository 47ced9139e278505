using System.Globalization;
using System.Text;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;

namespace BudgetWatch.Storage.Origins.Live.Nomis;

/// <summary>
/// An answer of Nomis, all its pages as one CSV file. Records stand once each (an authority that is district and unitary is answered as both)
/// and in ordinal order, so that the file is the same for as long as the figures are.
/// </summary>
internal sealed class NomisEditions(PublisherClient client, EditionDownloads downloads, LiveSettings settings)
{
    /// <summary>What a guest is given at a time.</summary>
    private const int PageRows = 25_000;

    /// <summary>More than this is not what was asked for.</summary>
    private const int RecordLimit = 500_000;

    /// <summary>The edition at a place, or why it could not be had.</summary>
    /// <exception cref="OriginUnavailableException">Nomis could not be asked.</exception>
    public async Task<OfferedFile> OfferAsync(SourceDescription source, NomisPlace place, CancellationToken cancellation)
    {
        var address = new Uri(settings.Nomis, $"/api/v01/dataset/{place.Dataset}.data.csv?{place.Query}");
        var about = new OfferedFile(place.FileName, null, Title: place.Title, Url: address, IsOfSource: true);
        if (await downloads.JustTakenAsync(source, address, about, cancellation) is { } justTaken)
            return justTaken;
        var (records, reason) = await RecordsAsync(address, cancellation);
        return records is null
            ? about with
            {
                Rejected = reason,
            }
            : await downloads.KeptAsync(address, about, new Answer.Fetched(new ContentInMemory(Join(records)), null, null), cancellation);
    }

    private async Task<(List<string>? Records, Rejected? Reason)> RecordsAsync(Uri address, CancellationToken cancellation)
    {
        var records = new List<string>();
        int? count = null;
        do
        {
            var (page, reason) = await PageAsync(address, records.Count, cancellation);
            if (page is null)
                return (null, reason);
            if (page.RecordCount > RecordLimit)
                return (null, new Rejected(Records("at most", RecordLimit), Records("", page.RecordCount)));
            if (page.Records.Count == 0 || (count is not null && count != page.RecordCount))
                return (
                    null,
                    new Rejected(
                        Records("", count ?? 1) + " on all pages together",
                        Records("a page of", page.Records.Count) + " of " + Records("", page.RecordCount)
                    )
                );
            count = page.RecordCount;
            records.AddRange(page.Records);
        } while (records.Count < count);

        return records.Count == count ? (records, null) : (null, new Rejected(Records("", count.Value), Records("", records.Count)));
    }

    private async Task<(NomisPage? Page, Rejected? Reason)> PageAsync(Uri address, int offset, CancellationToken cancellation)
    {
        var columns = string.Join(',', NomisPage.Columns).ToLowerInvariant();
        var page = new Uri(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{address}&select={columns},record_count&recordlimit={PageRows}&recordoffset={offset}"
            )
        );
        return await client.GetAsync(page, ApiPages.PageLimit, known: null, cancellation) switch
        {
            Answer.Fetched fetched => await fetched.TakeBytesAsync(cancellation) is var bytes && Sniffing.Refuse(bytes.Span) is { } refusal
                ? (null, refusal)
                : NomisPage.Read(bytes),
            Answer.Refused refused => (null, refused.Reason),
            Answer.Unreachable unreachable => throw new OriginUnavailableException(
                $"{page.GetLeftPart(UriPartial.Path)} could not be asked: {unreachable.Found}. The editions in force stay; it is tried again."
            ),
            _ => throw new InvalidOperationException("What was asked for whole is not unchanged."),
        };
    }

    private static byte[] Join(IEnumerable<string> records)
    {
        var file = new StringBuilder(string.Join(',', NomisPage.Columns)).Append('\n');
        foreach (var record in records.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            file.Append(record).Append('\n');
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static string Records(string before, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{before} {count:N0} records").Trim();
}
