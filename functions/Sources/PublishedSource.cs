using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// One family of published files: how a file of it is recognised by what is in it, and how it is read. Bytes in, typed rows or a
/// refusal out; no network, no clock, no state.
/// </summary>
public abstract class PublishedSource
{
    /// <summary>What a file is expected to let its reader do where the reader itself failed over it.</summary>
    public const string FaultlessReading = "a file that its reader can come to the end of";

    /// <summary>Who publishes it, under which licence, how often.</summary>
    public abstract SourceDescription Description { get; }

    /// <summary>
    /// Whether a file is of this family, from the first cells of its sheets. Weaker than readable: a budget workbook that lost its
    /// header is still recognised, so that it is refused by name and not overlooked. The file's own name is never looked at.
    /// </summary>
    public abstract bool Recognises(FilePeek file);

    /// <summary>
    /// What a recognised file is, where it belongs to this family but holds none of what is read: the second part of a return that is published in two.
    /// Null for a file to be read.
    /// </summary>
    public virtual string? OtherPart(FilePeek file) => null;

    /// <summary>
    /// Reads a recognised file whole. A fault of the reader's own is a refusal that names it: one file must not keep the others of its source
    /// from being read. Only what a file is not to blame for is thrown: the end of memory, a file that is gone, and the caller's wish to stop.
    /// </summary>
    /// <returns>What it yields, or every reason why it is refused.</returns>
    public Reading Read(PublishedFile file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            return ReadWhole(file, cancellation);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException or IOException))
        {
            return new Reading.Refused([new Refusal(file.Name, null, null, FaultlessReading, $"{fault.GetType().Name}: {fault.Message}")])
            {
                Fault = fault,
            };
        }
    }

    /// <summary>Reads a recognised file whole.</summary>
    protected abstract Reading ReadWhole(PublishedFile file, CancellationToken cancellation);
}
