using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>The heading each line of a return has stood under; several where it has changed.</summary>
/// <param name="Labels">Line by line, in the order of the return.</param>
internal sealed record LineHeadings(IReadOnlyList<(Line Line, string[] Headings)> Labels)
{
    private readonly Dictionary<Line, string[]> byLine = Labels.ToDictionary(label => label.Line, label => label.Headings);

    /// <summary>Finds the columns of a heading row; what is missing is added to the outcome, all of it at once.</summary>
    public ReturnColumns? Find(HeadingRow headings, FinancialYear year, ReadingOutcome outcome) =>
        ReturnColumns.Find(
            headings,
            year,
            Labels.Select(label => label.Line),
            line => byLine.TryGetValue(line, out var labels) ? headings.FindByWords(labels) : null,
            line => headings.Require(outcome, byLine[line]),
            outcome
        );
}
