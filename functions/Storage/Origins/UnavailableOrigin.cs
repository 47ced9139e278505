using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;

namespace BudgetWatch.Storage.Origins;

/// <summary>An origin that was chosen but cannot be had; it says what to set.</summary>
internal sealed class UnavailableOrigin(string name, string message) : IEditionOrigin
{
    public string Name => name;

    /// <summary>What to set.</summary>
    public string Message => message;

    public IAsyncEnumerable<OfferedFile> OfferAsync(SourceDescription source, string runId, CancellationToken cancellation) =>
        throw new OriginUnavailableException(message);
}
