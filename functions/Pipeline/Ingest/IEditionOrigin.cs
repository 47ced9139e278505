using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>Where editions come from: the bundled snapshot, a folder of published files, or the publishers themselves.</summary>
public interface IEditionOrigin
{
    /// <summary>The name of the bundled snapshot.</summary>
    const string Bundled = "Snapshot";

    /// <summary>Snapshot, Folder, Live or Raw: kept in every manifest.</summary>
    string Name { get; }

    /// <summary>
    /// The files that may be editions of a source. A folder offers all it holds, since only a file's content says what it is; a
    /// publisher offers the source's current attachments.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="runId">The run that asks. What is offered to several sources of one run is looked at once.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="OriginUnavailableException">The origin cannot be reached or does not exist; the message says what to do.</exception>
    IAsyncEnumerable<OfferedFile> OfferAsync(SourceDescription source, string runId, CancellationToken cancellation);
}

/// <summary>An origin with bundled editions to use for what it could not get.</summary>
public interface IBundledOrigin
{
    /// <summary>The bundled editions of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="runId">The run that asks.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="OriginUnavailableException">There are none beside the app.</exception>
    IAsyncEnumerable<OfferedFile> OfferBundledAsync(SourceDescription source, string runId, CancellationToken cancellation);
}

/// <summary>The origin of editions cannot be reached.</summary>
public sealed class OriginUnavailableException : Exception
{
    /// <summary>With a message that says what to do.</summary>
    public OriginUnavailableException(string message)
        : base(message) { }

    /// <summary>With a message that says what to do, and the cause.</summary>
    public OriginUnavailableException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Without a message.</summary>
    public OriginUnavailableException() { }
}
