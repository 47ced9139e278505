using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>
/// Whether details of services can be what they say they are: the councils are those of the year, their services' totals are those of the year's outturn, and their
/// lines are their own and not another year's, nor under each other's headings.
/// </summary>
internal static class DetailPlausibility
{
    /// <summary>Share of the councils that have a service whose figure of it may be another than in every outturn of the year. None is in any edition we have.</summary>
    private const double ShareDifferent = 0.1;

    /// <summary>How many times further a line may be from itself in the year beside it than from another line. In loaded editions it is 0.84 at most: a line is always closer to itself.</summary>
    private const double CloserToAnother = 1.5;

    /// <summary>How far a line may be from itself, over most councils, before others are checked that it is more like.</summary>
    private const double UnlikeItself = 1.3;

    /// <summary>Share of councils whose figure of a line has another sign than in the year beside it. Most in loaded editions: 0.12, other adult care.</summary>
    private const double ShareOfTurnedSigns = 0.3;

    /// <summary>Years on either side with which lines are compared.</summary>
    private const int YearsAbout = 2;

    /// <summary>The questions about details.</summary>
    public static IEnumerable<Question> Of(ServiceDetails own, OtherEditions others)
    {
        var cells = Cells(own, others);
        var about = others
            .Contents.OfType<ServiceDetails>()
            .Where(other => other.Form == own.Form && other.Year != own.Year)
            .OrderBy(other => Math.Abs(other.Year.StartYear - own.Year.StartYear))
            .ThenBy(other => other.Year)
            .Select(other => (other.Year, Cells: Cells(other, others)))
            .ToList();
        return
        [
            .. ReturnPlausibility.Councils(own.Year, own.Filings, others),
            .. Totals(own, others),
            .. Copied(cells, about),
            .. about
                .Where(other => Math.Abs(other.Year.StartYear - own.Year.StartYear) <= YearsAbout)
                .Take(1)
                .SelectMany(other => Lines(cells, other.Cells, other.Year, [.. Redefined(own.Return, own.Year, other.Year)])),
        ];
    }

    /// <summary>The one thing another file states too: the service's total. Where no outturn of the year is here, nothing can be said, and nothing is joined.</summary>
    private static IEnumerable<Question> Totals(ServiceDetails own, OtherEditions others)
    {
        var outturns = others
            .Contents.SelectMany(other =>
                other switch
                {
                    RevenueReturn one => [one],
                    RevenueTimeSeries several => several.Years,
                    _ => (IReadOnlyList<RevenueReturn>)[],
                }
            )
            .Where(other => (other.Return, other.Year) == (own.Return, own.Year))
            .ToList();
        foreach (var service in own.ServiceTotals())
        {
            var nearest = outturns
                .Select(other => own.JoinTo(other).Services.FirstOrDefault(joined => joined.Service == service))
                .OfType<JoinedService>()
                .MinBy(joined => joined.Different.Count);
            if (nearest is { } compared && compared.Different.Count > ShareDifferent * (compared.Equal + compared.Different.Count))
            {
                yield return new Question(
                    "totals-of-another-file",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"'{service.Title}' of {compared.Different.Count:N0} councils is another figure than in the outturn of {own.Year}, and of {compared.Equal:N0} the same. Are both of one year, and of one correction?"
                    )
                );
            }
        }
    }

    private static IEnumerable<Question> Copied(
        Dictionary<(Line Line, string Council), decimal> own,
        List<(FinancialYear Year, Dictionary<(Line Line, string Council), decimal> Cells)> others
    )
    {
        var copied = others
            .Select(other => (other.Year, Share: Distance.ShareEqual(own, other.Cells)))
            .OrderByDescending(other => other.Share)
            .FirstOrDefault();
        if (copied.Share > ReturnPlausibility.ShareCopied)
        {
            yield return new Question(
                "figures-of-another-year",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{100 * copied.Share:N0} in 100 of its figures are those of {copied.Year}. Is it that file under another title?"
                )
            );
        }
    }

    private static IEnumerable<Question> Lines(
        Dictionary<(Line Line, string Council), decimal> own,
        Dictionary<(Line Line, string Council), decimal> before,
        FinancialYear year,
        HashSet<Line> redefined
    )
    {
        var compared = before.Keys.Select(key => key.Line).ToHashSet();
        var lines = own.Keys.Select(key => key.Line).Distinct().Where(compared.Contains).ToList();
        foreach (var line in lines.Where(line => !redefined.Contains(line)))
        {
            var pairs = Pairs(line, line);
            if (pairs.Count < CouncilFigures.Enough)
            {
                continue;
            }

            if (pairs.Count(pair => Math.Sign(pair.Own) != Math.Sign(pair.Before)) > ShareOfTurnedSigns * pairs.Count)
            {
                yield return new Question(
                    "signs-turned",
                    $"'{line.Title}' has another sign in many councils than in {year}. Are its signs turned?"
                );
            }

            var itself = Median(pairs);
            var (nearest, distance) = lines
                .Where(other => other != line)
                .Select(other => (Line: other, Pairs: Pairs(line, other)))
                .Where(other => other.Pairs.Count >= CouncilFigures.Enough)
                .Select(other => (other.Line, Distance: Median(other.Pairs)))
                .OrderBy(other => other.Distance)
                .FirstOrDefault();
            if (nearest is not null && itself > UnlikeItself && itself > CloserToAnother * distance)
            {
                yield return new Question(
                    "line-of-another",
                    $"'{line.Title}' is more like '{nearest.Title}' of {year} than like itself. Does it stand under another's heading?"
                );
            }
        }

        List<(decimal Own, decimal Before)> Pairs(Line line, Line other) =>
            [
                .. from cell in own
                where cell.Key.Line == line && before.ContainsKey((other, cell.Key.Council))
                select (cell.Value, before[(other, cell.Key.Council)]),
            ];
    }

    /// <summary>Lines that the form redefined between two years, and kept the name of.</summary>
    private static IEnumerable<Line> Redefined(Return @return, FinancialYear one, FinancialYear other) =>
        Concordance
            .Changes.Where(change =>
                change.Return == @return && change.Kind == LineChangeKind.Noted && (change.Year > one != change.Year > other)
            )
            .Select(change => change.Line);

    private static double Median(List<(decimal Own, decimal Before)> pairs) =>
        Distance.Median(pairs.Select(pair => Distance.Between(pair.Own, pair.Before)))!.Value;

    /// <summary>Figures of lines that are not 0, by line and council.</summary>
    private static Dictionary<(Line Line, string Council), decimal> Cells(ServiceDetails details, OtherEditions others)
    {
        var cells = new Dictionary<(Line Line, string Council), decimal>();
        foreach (var filing in details.Filings.Where(filing => filing.Class != AuthorityClass.Other))
        {
            var council = others.Coverage?.CodeOf(filing) ?? filing.Code;
            foreach (var (line, cell) in filing.Cells)
            {
                if (!line.IsServiceTotal && cell.Pounds is { } pounds && pounds != 0)
                {
                    cells.TryAdd((line, council), pounds);
                }
            }
        }

        return cells;
    }
}
