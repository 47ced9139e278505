using BudgetWatch.Domain;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Questions.ReleaseAccess;

/// <summary>What was read from the editions of a release: immutable, so this instance keeps the few it was asked for last.</summary>
public sealed class EditionReadings
{
    // A return's reading is about 2 MB in memory. This many hold both years of a comparison and everything that is no return.
    private const int Kept = 24;

    private readonly LastAsked<EditionContent> readings;

    /// <summary>Reads from an archive.</summary>
    public EditionReadings(IEditionArchive archive) =>
        readings = new LastAsked<EditionContent>(
            Kept,
            async key =>
            {
                var (sha256, reader) = (key[..64], key[64..]);
                return await archive.FindReadingAsync(sha256, reader, CancellationToken.None) is { } json
                    ? EditionContentJson.Read(json)
                    : null;
            }
        );

    /// <summary>What was read from an input of a release.</summary>
    /// <exception cref="InvalidOperationException">The archive lacks it, though nothing in it is ever deleted.</exception>
    public async Task<EditionContent> OfAsync(ReleaseInput input, CancellationToken cancellation) =>
        await readings.FindAsync(input.Sha256 + IngestSource.ReaderOf(input.SourceId, input.ReaderVersion)).WaitAsync(cancellation)
        ?? throw new InvalidOperationException($"The reading of edition {input.Sha256} is not in the archive.");

    /// <summary>A year of a return, with the edition a release took it from; null where the release does not have it.</summary>
    public async Task<ReturnEdition?> ReturnAsync(
        PublishedRelease release,
        string returnId,
        FinancialYear year,
        CancellationToken cancellation
    )
    {
        if (release.Returns.FirstOrDefault(used => used.Return == returnId && used.Year == year.ToString()) is not { } source)
        {
            return null;
        }

        var @return = ReleaseRows.FindReturn(returnId);
        var input = release.Inputs.First(candidate => candidate.Sha256 == source.Sha256);
        return ReturnEdition
            .In(new ReadEdition(input, await OfAsync(input, cancellation)))
            .First(edition => edition.Content.Return == @return && edition.Content.Year == year);
    }
}
