using BudgetWatch.Domain;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>A source whose files are tables. The one place where bytes that fail half-way turn into a refusal, whatever was read before.</summary>
internal abstract class TabularSource : PublishedSource
{
    /// <summary>How many rows of comma-separated text it takes, the heading row and blank rows among them.</summary>
    protected virtual int MostRows => ReadingLimits.Rows;

    /// <inheritdoc/>
    protected sealed override Reading ReadWhole(PublishedFile file, CancellationToken cancellation)
    {
        var opening = Opening.Of(file, MostRows, cancellation);
        if (opening is Opening.Refused refused)
        {
            return new Reading.Refused([refused.Reason]);
        }

        using var rows = ((Opening.Opened)opening).Rows;
        var outcome = new ReadingOutcome();
        var content = Read(rows, outcome);
        return (rows.Fault is { } fault ? new Reading.Refused([fault]) : outcome.Conclude(content)) with { Cells = rows.Cells };
    }

    /// <summary>Reads the rows; null only with a reason.</summary>
    protected abstract EditionContent? Read(SheetCursor rows, ReadingOutcome outcome);
}
