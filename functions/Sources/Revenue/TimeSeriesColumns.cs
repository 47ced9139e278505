using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using Known = BudgetWatch.Domain.Observations.Lines;

namespace BudgetWatch.Sources.Revenue;

/// <summary>Which column of an outturn time series holds what.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Year">The year, unless the document states it.</param>
/// <param name="OnsCode">The ONS code.</param>
/// <param name="Authority">The E-code, where there is one.</param>
/// <param name="Name">The name.</param>
/// <param name="Status">The status, where there is one.</param>
/// <param name="Class">The class, where there is one.</param>
/// <param name="Lines">Each line.</param>
internal sealed record TimeSeriesColumns(
    TimeSeriesLayout Layout,
    int? Year,
    int OnsCode,
    int? Authority,
    int Name,
    int? Status,
    int? Class,
    IReadOnlyList<(Line Line, int Column)> Lines
)
{
    /// <summary>Finds the columns; what is missing is added to the outcome, all of it at once.</summary>
    public static TimeSeriesColumns? Find(HeadingRow headings, TimeSeriesLayout layout, ReadingOutcome outcome)
    {
        int? Require(string? heading) => heading is null ? null : headings.Require(outcome, heading);
        var year = layout.IsOfOneYear ? null : Require(layout.Year);
        var (onsCode, authority, name) = (Require(layout.OnsCode), Require(layout.Authority), Require(layout.Name));
        var (status, @class) = (Require(layout.Status), Require(layout.Class));
        var lines = new List<(Line, int)>(layout.Lines.Count);
        foreach (var (line, heading) in layout.Lines)
        {
            // A copy that leaves 0 out has no column for a service without any spending.
            if ((layout.OmitsZero ? headings.Find(heading) : Require(heading)) is { } column)
            {
                lines.Add((line, column));
            }
        }

        return outcome.IsRefused
            ? null
            : new TimeSeriesColumns(layout, year, onsCode!.Value, authority, name!.Value, status, @class, lines);
    }

    /// <summary>Whether the layout has the total that services add up to.</summary>
    public bool HasTotal => Lines.Any(line => line.Line == Known.Total);
}
