using BudgetWatch.App.Pages.Charts.Drawings;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Series;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>The chart of a few areas side by side: what each spends by year.</summary>
internal static class CompareChart
{
    /// <summary>The chart of a question; an unknown area is left out, and the page says so.</summary>
    public static Answered<Chart> Of(LoadedRelease release, Parameters parameters) =>
        ComparisonQueries
            .Comparison(parameters, release)
            .Then(query =>
            {
                var compared = ComparedAreas.Of(release, query, parameters);
                return compared.Problem is { } problem ? problem : Of(release, query, [.. compared.Areas.Select(area => area.Code.Value)]);
            });

    /// <summary>The chart of areas by code.</summary>
    public static Answered<Chart> Of(LoadedRelease release, ComparisonQuery query, IReadOnlyList<string> codes)
    {
        var series = codes
            .Select(code => AnswerSeries.Run(release, code, new SeriesQuery(query.Return, query.Scope, query.Measure)).Answer)
            .OfType<SeriesAnswer>()
            .ToList();
        var known = series.SelectMany(own => own.Values).Where(value => value.Value is not null).Select(value => value.Year).ToList();
        if (known.Count == 0)
        {
            return new QueryProblem(
                400,
                "Nothing to compare",
                $"None of these areas has a figure of '{query.Scope}' in any year.",
                "scope",
                null
            );
        }

        // A year without a return is a gap like any other: years are drawn to scale.
        var years = Enumerable
            .Range(known.Min().StartYear, known.Max().StartYear - known.Min().StartYear + 1)
            .Select(year => new FinancialYear(year))
            .ToList();
        var byArea = series
            .Select(own => (own.Area, Values: years.Select(year => own.Values.FirstOrDefault(value => value.Year == year)).ToList()))
            .ToList();
        var stated = QueryAnswer.Of(query);
        return new Chart(
            "compare",
            string.Join(
                "; ",
                byArea.Select(own =>
                    Ends(own.Area.Name, [.. own.Values.OfType<ValueAnswer>().Where(value => value.Value is not null)], query.Measure)
                )
            ),
            $"{string.Join(" and ", byArea.Select(own => own.Area.Name))} from {years[0]} to {years[^1]}. {string.Join(" ", byArea.Select(own => Gaps(own.Area.Name, years, own.Values)).Where(text => text.Length > 0))}".TrimEnd(),
            width => new YearLines(
                [
                    .. byArea.Select(own => new YearLine(
                        own.Area.Name,
                        [
                            .. years.Select(
                                (year, i) =>
                                    new YearFigure(
                                        Drawn(own.Values[i]?.Value, query.Measure),
                                        $"{own.Area.Name}, {year}: {Figure(own.Values[i], query.Measure)}"
                                    )
                            ),
                        ]
                    )),
                ],
                [.. years.Select(year => year.ToString())],
                $"{(query.Measure.IsPerHead() ? "Pounds per head" : "Millions of pounds")}, {(query.Measure.IsReal() ? $"{stated.PriceBase} prices" : "of the year")}",
                width
            ),
            new PageTable(
                $"{query.Scope.Title} by year, {series[0].Units.Level}",
                [("Year", false), .. byArea.Select(own => (own.Area.Name, true))],
                [
                    .. years.Select(
                        (year, i) =>
                            (IReadOnlyList<Cell>)[year.ToString(), .. byArea.Select(own => new Cell(Figure(own.Values[i], query.Measure)))]
                    ),
                ]
            ),
            ""
        )
        {
            Page = "/compare",
            Question = $"{query.Scope.Title}, {(query.Return == Return.Budget ? "budgets" : "outturn")}, {series[0].Units.Level}, by year.",
            Figures =
            [
                .. byArea.Select(own =>
                    ($"CSV, {own.Area.Name}", Hrefs.Series(own.Area.Code, stated.ToSeries(), release.Release.Id) + "&format=csv")
                ),
            ],
            Hint = "A line is broken where a year has no figure. Each area has a colour, a shape and a way its line is drawn.",
        };
    }

    private static string Ends(string name, List<ValueAnswer> values, Measure measure) =>
        values switch
        {
            [] => $"{name} has no figure",
            [var only] => $"{name} has {Figure(only, measure)} in {only.Year}",
            [var first, .., var last] =>
                $"{name} went from {Figure(first, measure)} in {first.Year} to {Figure(last, measure)} in {last.Year}",
        };

    private static string Gaps(string name, List<FinancialYear> years, List<ValueAnswer?> values)
    {
        var missing = years.Where((_, i) => values[i]?.Value is null).ToList();
        return missing.Count == 0 ? "" : $"{name} has no figure in {string.Join(", ", missing)}.";
    }

    private static string Figure(ValueAnswer? answer, Measure measure) =>
        answer?.Value is not { } value ? "no figure" : AreaSentences.Amount(value, measure);

    private static double? Drawn(double? value, Measure measure) => measure.IsPerHead() ? value : value / 1_000_000;
}
