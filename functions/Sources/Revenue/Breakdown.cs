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
    /// <summary>What stands between total service expenditure and net current expenditure in RA 2021-22 and is in neither.</summary>
    private const string InNeither = "Disbursement payments to businesses";

    private static readonly Line[] Levies = [Known.TransportLevy, Known.WasteLevy];

    /// <summary>The breakdowns of a table. The lines of a service stand before its total and behind the total of the service before.</summary>
    public static IReadOnlyList<Breakdown> Find(HeadingRow headings, IReadOnlyList<(Line Line, int Column)> lines)
    {
        var found = new List<Breakdown>();
        int[] totals = [.. lines.Where(line => line.Line.IsServiceTotal).Select(line => line.Column)];
        var details = lines
            .Where(line => !line.Line.IsServiceTotal && line.Line != Known.Total && !Levies.Contains(line.Line))
            .Select(line => line.Column)
            .ToList();
        foreach (var whole in totals)
        {
            var before = totals.Where(column => column < whole).DefaultIfEmpty(int.MaxValue - 1).Max();
            Add(found, headings, whole, before + 1, details.Exists(column => column > before && column < whole));
        }

        if (
            headings.FindByWords("NET CURRENT EXPENDITURE") is { } net
            && lines.FirstOrDefault(line => line.Line == Known.Total) is { Line: not null, Column: var total }
        )
        {
            Add(found, headings, net, total, lines.Any(line => Levies.Contains(line.Line) && line.Column > total && line.Column < net));
        }

        return found;
    }

    private static void Add(List<Breakdown> found, HeadingRow headings, int whole, int from, bool hasLines)
    {
        if (hasLines)
        {
            found.Add(
                new Breakdown(
                    whole,
                    [
                        .. headings
                            .Headings.Where(heading => heading.Column >= from && heading.Column < whole && heading.Text != InNeither)
                            .Select(heading => heading.Column),
                    ]
                )
            );
        }
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
