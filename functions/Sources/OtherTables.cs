using BudgetWatch.Sources.Revenue;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>Tables that publishers put beside those that are read, recognised by their content.</summary>
public static class OtherTables
{
    /// <summary>Why a file offered for a source is set aside: what it is known to be instead. Null for one to be read, or one that is not known.</summary>
    /// <param name="source">The source it is offered for.</param>
    /// <param name="file">Its first cells.</param>
    public static string? ReasonToSetAside(PublishedSource source, FilePeek file)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Recognises(file))
        {
            return source.OtherPart(file);
        }

        return SourceCatalogue.Recognise(file) is { } other
                ? $"This is a file of another source, {other.Description.Id}, and is read only as that."
            : FormTitle.In(file) is { } title ? $"This is another table: '{title}'."
            : null;
    }
}
