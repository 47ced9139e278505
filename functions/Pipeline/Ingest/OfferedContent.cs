using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>
/// The content of an offered file, in memory or on disk. What it is is known from the first; before it is read it is held, so that what is
/// hashed, archived and read are the same bytes, whatever happens to a folder meanwhile. The caller that is offered it closes it, and with it goes
/// whatever was kept of it on this machine.
/// </summary>
public abstract class OfferedContent : IDisposable
{
    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    public abstract string Sha256 { get; }

    /// <summary>How many bytes there are.</summary>
    public abstract long Length { get; }

    /// <summary>Sees to it that it cannot change any more; a second time does nothing.</summary>
    /// <returns>False where it is not what was offered any more.</returns>
    public abstract Task<bool> HoldAsync(CancellationToken cancellation);

    /// <summary>The content as a stream that can be sought in; once it is held.</summary>
    public abstract Stream OpenRead();

    /// <summary>The content as a file that is read where it lies; once it is held.</summary>
    /// <param name="name">The name it is offered under.</param>
    public virtual PublishedFile As(string name) => PublishedFile.From(name, Length, OpenRead);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what was kept of it on this machine.</summary>
    protected virtual void Dispose(bool disposing) { }
}
