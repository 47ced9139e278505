using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using Known = BudgetWatch.Domain.Observations.Lines;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// Columns that add up to another on every row, among them lines that no other sum of the row has: the lines of a service, and levies in net
/// current expenditure. Only these show a changed figure where ENGLAND and the class hold imputations.
/// </summary>
/// <param name="Whole">The column of the sum.</param>
/// <param name="Parts">The columns it is the sum of.</param>
internal sealed record Breakdown(int Whole, IReadOnlyList<int> Parts)
{
    /// <summary>
    /// The breakdowns of a table: of each total the lines that the concordance says are parts of it. Where columns stand in the order of the form, those
    /// between them whose headings are not known are parts too.
    /// </summary>
    public static IReadOnlyList<Breakdown> Find(HeadingRow headings, IReadOnlyList<(Line Line, int Column)> lines)
    {
        var sections = FormSections.Of(headings, lines);
        var inOrder = sections.AreInOrder(lines);
        var known = lines.Select(line => line.Column).ToHashSet();
        var found = new List<Breakdown>();
        foreach (var (whole, from, to) in sections.All)
        {
            var parts = lines.Where(line => Concordance.WholesOf(line.Line).Contains(whole)).ToList();
            // The outturn summary has no details: of its parts of net current expenditure two are lines, and the others only columns between.
            if (parts.Count == 0 || !(inOrder || parts.Exists(part => !Known.IsMain(part.Line))))
            {
                continue;
            }

            var between = headings
                .Headings.Select(heading => heading.Column)
                .Where(column => column > from && column < to && !known.Contains(column));
            found.Add(
                new Breakdown(
                    to,
                    [
                        .. whole == Known.NetCurrentExpenditure ? [from] : Array.Empty<int>(),
                        .. parts.Select(part => part.Column).Concat(inOrder ? between : []).Order(),
                    ]
                )
            );
        }

        return found;
    }

    /// <summary>What the parts of the present row add up to, and what is stated; null where the row has no figures.</summary>
    public BreakdownSum? Of(SheetCursor rows)
    {
        var sum = new BreakdownSum(0, 0, 0);
        var hasFigures = rows.Cell(Whole).TryDecimal(out var stated);
        sum = sum with { Stated = stated * ReturnTable.PoundsInUnit, Rounding = Rounding.Of(stated * ReturnTable.PoundsInUnit) };
        foreach (var part in Parts)
        {
            if (rows.Cell(part).TryDecimal(out var figure))
            {
                hasFigures = true;
                var pounds = figure * ReturnTable.PoundsInUnit;
                sum = sum with { Parts = sum.Parts + pounds, Rounding = sum.Rounding + Rounding.Of(pounds) };
            }
        }

        return hasFigures ? sum : null;
    }
}

/// <summary>What the parts of a breakdown come to on one row.</summary>
/// <param name="Parts">Their sum, in pounds.</param>
/// <param name="Stated">What the row states, in pounds.</param>
/// <param name="Rounding">By how much the two may differ through rounding.</param>
internal readonly record struct BreakdownSum(decimal Parts, decimal Stated, decimal Rounding);
