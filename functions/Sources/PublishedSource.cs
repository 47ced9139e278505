using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// One family of published files: how a file of it is recognised by what is in it, and how it is read. Bytes in, typed rows or a
/// refusal out; no network, no clock, no state.
/// </summary>
public abstract class PublishedSource
{
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

    /// <summary>Reads a recognised file whole.</summary>
    /// <returns>What it yields, or every reason why it is refused.</returns>
    public abstract Reading Read(PublishedFile file, CancellationToken cancellation);
}
