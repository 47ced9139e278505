using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Makes the rows of damaged releases again, under their own ids, from what their inputs say: the same figures to the bit, or none. Which are damaged, open incidents say.
/// Every build begins with it, so that trying an incident again restores its release, and so does the next run of the week.
/// </summary>
public sealed class RestoreReleases(IReleaseStore releases, IEditionArchive archive, IIncidentLog incidents, TimeProvider clock)
{
    private const string About = "release ";

    /// <summary>What incidents about a damaged release are about.</summary>
    public static string AboutOf(string releaseId) => About + releaseId;

    /// <summary>Whether an incident is about a damaged release.</summary>
    public static bool IsAbout(string about) => about.StartsWith(About, StringComparison.Ordinal);

    /// <summary>Restores every release that an open incident is about. For other damage it closes the incidents. If the damage is found again, another opens.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (
            var about in (await incidents.OpenAsync(cancellation))
                .Select(incident => incident.About)
                .Where(IsAbout)
                .Distinct(StringComparer.Ordinal)
        )
        {
            await RestoreAsync(about[About.Length..], cancellation);
            await incidents.ResolveAsync(about, clock.GetUtcNow(), null, cancellation);
        }

        await incidents.ResolveAsync(ReportedDamage.About, clock.GetUtcNow(), null, cancellation);
    }

    private async Task RestoreAsync(string id, CancellationToken cancellation)
    {
        var release =
            await releases.FindAsync(id, cancellation)
            ?? throw new InvalidOperationException($"Release {id} is damaged, and its inputs are no longer known.");
        var editions = new List<ReadEdition>();
        foreach (var input in release.Inputs)
        {
            editions.Add(
                new ReadEdition(
                    input,
                    EditionContentJson.Read(
                        await archive.FindReadingAsync(
                            input.Sha256,
                            IngestSource.ReaderOf(input.SourceId, input.ReaderVersion),
                            cancellation
                        )
                            ?? throw new InvalidOperationException(
                                $"The reading of edition {input.Sha256}, of which release {id} was made, is not in the archive."
                            )
                    )
                )
            );
        }

        var (inputs, missing) = ReleaseInputs.From(editions);
        var figures =
            inputs?.Harmonise().Figures
            ?? throw new InvalidOperationException($"Release {id} cannot be made again: {string.Join("; ", missing)}");
        List<ReleaseRow> rows = [.. ReleaseRows.Of(figures)];
        foreach (var chunk in ReleaseChunk.Of(figures))
        {
            cancellation.ThrowIfCancellationRequested();
            rows.AddRange(chunk.Compute());
        }

        if (ReleaseRows.Digest(rows) != release.ContentSha256)
        {
            throw new InvalidOperationException(
                $"Release {id} was made by another version of the code (method {release.MethodVersion}), so this version cannot restore it: deploy the version that made it."
            );
        }

        await releases.WriteAsync(id, rows, null, cancellation);
        await releases.KeepPartsAsync(id, ReleasePart.AllOf(rows), cancellation);
        if (ReleaseRows.Digest(await releases.ReadAsync(id, "", cancellation).ToListAsync(cancellation)) != release.ContentSha256)
        {
            throw new InvalidOperationException($"Release {id} was written again and has extra rows: delete those from the table Figures.");
        }
    }
}
