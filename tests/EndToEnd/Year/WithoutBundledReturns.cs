using System.Runtime.CompilerServices;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.EndToEnd.Tests.Year;

/// <summary>
/// The app's own origin, but that the bundled snapshot has no returns: releases have the years that the publishers of the year have out, and are built the sooner. That
/// the snapshot fills what a publisher lacks is tested where publishers are asked.
/// </summary>
internal sealed class WithoutBundledReturns(IEditionOrigin origin) : IEditionOrigin, IBundledOrigin
{
    public string Name => origin.Name;

    /// <summary>Puts it in the place of the app's own.</summary>
    public static void Replace(IServiceCollection services)
    {
        var own = services.Last(service => service.ServiceType == typeof(IEditionOrigin)).ImplementationFactory!;
        services.AddSingleton<IEditionOrigin>(provider => new WithoutBundledReturns((IEditionOrigin)own(provider)));
    }

    public IAsyncEnumerable<OfferedFile> OfferAsync(SourceDescription source, string runId, CancellationToken cancellation) =>
        WithoutAsync(origin.OfferAsync(source, runId, cancellation), cancellation);

    public IAsyncEnumerable<OfferedFile> OfferBundledAsync(SourceDescription source, string runId, CancellationToken cancellation) =>
        WithoutAsync(((IBundledOrigin)origin).OfferBundledAsync(source, runId, cancellation), cancellation);

    private static async IAsyncEnumerable<OfferedFile> WithoutAsync(
        IAsyncEnumerable<OfferedFile> files,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var file in files.WithCancellation(cancellation))
        {
            if (file.IsBundled && file.Name.StartsWith("revenue-", StringComparison.Ordinal))
            {
                file.Content?.Dispose();
            }
            else
            {
                yield return file;
            }
        }
    }
}
