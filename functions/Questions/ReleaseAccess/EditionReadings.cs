using BitFaster.Caching;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Questions.ReleaseAccess;

/// <summary>What was read from the editions of a release: immutable, so this instance caches the few it was asked for last.</summary>
/// <param name="archive">Where they are read from.</param>
public sealed class EditionReadings(IEditionArchive archive)
{
    // A return's reading is about 0.7 MB in memory. This many hold both years of a comparison and everything that is no return.
    private readonly IAsyncCache<(string Sha256, string Reader), EditionContent> readings = LoadCache.Create<
        (string Sha256, string Reader),
        EditionContent
    >(24);

    /// <summary>What was read from an input of a release.</summary>
    /// <exception cref="InvalidOperationException">The archive lacks it, though nothing in it is ever deleted.</exception>
    public Task<EditionContent> OfAsync(ReleaseInput input, CancellationToken cancellation) =>
        readings.LoadAsync(
            (input.Sha256, Reader: IngestSource.ReaderOf(input.SourceId, input.ReaderVersion)),
            async asked =>
                await archive.FindReadingAsync(asked.Sha256, asked.Reader, CancellationToken.None) is { } json
                    ? EditionContentJson.Read(json)
                    : throw new InvalidOperationException($"The reading of edition {asked.Sha256} is not in the archive."),
            cancellation
        );

    /// <summary>A year of a return, with the edition a release took it from and the lines it joined to it; null where the release does not have it.</summary>
    public async Task<ReturnEdition?> ReturnAsync(
        PublishedRelease release,
        Return @return,
        FinancialYear year,
        CancellationToken cancellation
    )
    {
        if (release.Returns.FirstOrDefault(used => used.Return == @return && used.Year == year) is not { } source)
        {
            return null;
        }

        var edition = ReturnEdition
            .In(await ReadAsync(source.Sha256))
            .First(edition => edition.Content.Return == @return && edition.Content.Year == year);
        var details = new List<ReadEdition>();
        foreach (var sha256 in source.Details)
        {
            details.Add(await ReadAsync(sha256));
        }

        return edition.With(details);

        async Task<ReadEdition> ReadAsync(string sha256)
        {
            var input = release.Inputs.First(candidate => candidate.Sha256 == sha256);
            return new ReadEdition(input, await OfAsync(input, cancellation));
        }
    }
}
