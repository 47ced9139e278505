using System.Runtime.CompilerServices;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;
using BudgetWatch.Storage.Origins.Live.GovUk;
using BudgetWatch.Storage.Origins.Live.Nomis;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// The publishers themselves (ADR 0004), and last the bundled snapshot, for what none of them has an API for and for slots none of them has (ADR 0019). One file at a
/// time.
/// </summary>
internal sealed class LiveOrigin(
    GovUkEditions govUk,
    NomisEditions nomis,
    FixedEditions addressed,
    IEditionOrigin bundled,
    LiveSettings settings,
    TimeProvider clock
) : IEditionOrigin, IBundledOrigin
{
    public const string OriginName = "Live";

    public string Name => OriginName;

    public async IAsyncEnumerable<OfferedFile> OfferAsync(
        SourceDescription source,
        string runId,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(settings.SourceTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        await using var files = EveryAsync(source, runId, either.Token).GetAsyncEnumerator(either.Token);
        while (await NextAsync(files, source, cancellation))
            yield return files.Current;
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<OfferedFile> files, SourceDescription source, CancellationToken cancellation)
    {
        try
        {
            return await files.MoveNextAsync();
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new OriginUnavailableException(
                $"Fetching {source.Id} from the publisher took longer than {settings.SourceTimeout:c}. What was fetched is kept; "
                    + $"the next attempt continues from there. Ingestion:Live:{nameof(LiveSettings.SourceTimeout)} sets the time.",
                late
            );
        }
    }

    private async IAsyncEnumerable<OfferedFile> EveryAsync(
        SourceDescription source,
        string runId,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var places = EditionPlaces.Of(source.Id);
        foreach (var place in places)
        {
            var files = place switch
            {
                GovUkPlace page => govUk.OfferAsync(source, page, cancellation),
                NomisPlace dataset => OneAsync(nomis.OfferAsync(source, dataset, cancellation)),
                FixedPlace file => OneAsync(addressed.OfferAsync(source, file, cancellation)),
                _ => throw new InvalidOperationException($"Nothing looks at a {place.GetType().Name}."),
            };
            await foreach (var file in files.WithCancellation(cancellation))
                yield return file;
        }

        await using var rest = OfferBundledAsync(source, runId, cancellation).GetAsyncEnumerator(cancellation);
        while (await HasNextAsync(rest, isNeeded: places.Count == 0))
            yield return rest.Current;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<OfferedFile> OfferBundledAsync(
        SourceDescription source,
        string runId,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var file in bundled.OfferAsync(source, runId, cancellation))
            yield return file with
            {
                Origin = bundled.Name,
                IsBundled = true,
            };
    }

    /// <summary>A snapshot that is not beside the app matters to sources that have nothing else.</summary>
    private static async Task<bool> HasNextAsync(IAsyncEnumerator<OfferedFile> files, bool isNeeded)
    {
        try
        {
            return await files.MoveNextAsync();
        }
        catch (OriginUnavailableException) when (!isNeeded)
        {
            return false;
        }
    }

    private static async IAsyncEnumerable<OfferedFile> OneAsync(Task<OfferedFile> file)
    {
        yield return await file;
    }
}
