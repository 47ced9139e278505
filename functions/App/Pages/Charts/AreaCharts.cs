using System.Globalization;
using BudgetWatch.App.Pages.Charts.Drawings;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Series;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>The charts of one area: service by service, year by year, and among areas like it.</summary>
internal static class AreaCharts
{
    /// <summary>The longest name that stands beside a bar of a wide drawing.</summary>
    private const int LongestBeside = 37;

    /// <summary>What each service lost or gained, in the measure: they add up to what comparable spending did.</summary>
    public static Answered<Chart> Services(AreaQuestion question, AreaDetailAnswer answer)
    {
        var measure = question.Comparison.Measure;
        var cuts = answer
            .Cuts.Where(cut => cut.Change is not null && AreaSentences.Services.Contains(cut.Scope))
            .OrderBy(cut => cut.Change)
            .ToList();
        if (cuts.Count == 0)
        {
            return new QueryProblem(404, "Nothing to compare", $"No service is compared here. {answer.Cuts[0].Excluded}", null, null);
        }

        string Printed(double pounds) => AreaSentences.Amount(pounds, measure);
        var scale = measure.IsPerHead() ? 1 : 1e-6;
        return new Chart(
            "services",
            ServicesTitle(answer.Area.Name, cuts, measure),
            $"{string.Join("; ", cuts.Select(cut => $"{cut.Title}: {Printed(cut.Change!.Value)} ({FigureText.Percent(cut.ChangePercent)})"))}. {question.Comparison.From} to {question.Comparison.To}, {answer.Units.Change}.",
            width => new Bars(
                [
                    .. cuts.Select(cut => new Bar(
                        Beside(cut.Title, width),
                        scale * cut.Change!.Value,
                        Printed(cut.Change!.Value),
                        $"{cut.Title}: {Printed(cut.From!.Value)} to {Printed(cut.To!.Value)}, {Printed(cut.Change!.Value)} ({FigureText.Percent(cut.ChangePercent)})",
                        IsPicked: cut.Scope == question.Scope
                    )),
                ],
                width < 500
                    ? $"Change, {(measure.IsPerHead() ? "£ per resident" : "£m")}"
                    : $"Change, {(measure.IsPerHead() ? "" : "millions of ")}{answer.Units.Change}",
                Reference: null,
                width
            ),
            ServicesTable(answer, measure),
            $"{answer.Href}&format=csv"
        )
        {
            Area = answer.Area.Code,
            IsTableOpen = true,
            Question = QuestionText.Describe(question.Comparison with { Scope = Scopes.ComparableExcludingLevies }),
            Hint =
                "The services in comparable spending, without levies. In the table, figures link to their published cells, and ranks to all areas.",
        };
    }

    /// <summary>What was planned and what was spent in each year; a year without a figure is left open.</summary>
    public static Answered<Chart> Years(LoadedRelease release, AreaQuestion question, AreaDetailAnswer answer)
    {
        var measure = question.Comparison.Measure;
        var found = new[] { (Return: Return.Budget, Name: "Planned (budget)"), (Return: Return.Outturn, Name: "Spent (outturn)") }
            .Where(own => release.Figures.Of(question.Comparison.Geography).Series.ContainsKey((own.Return, question.Scope)))
            .Select(own =>
                (
                    own.Name,
                    AnswerSeries
                        .Run(
                            release,
                            answer.Area.Code.Value,
                            new SeriesQuery(own.Return, question.Scope, measure) { Geography = question.Comparison.Geography }
                        )
                        .Answer
                )
            )
            .Where(own => own.Answer?.Values.Any(value => value.Value is not null) == true)
            .Select(own => (own.Name, Answer: own.Answer!, Values: own.Answer!.Values.ToDictionary(value => value.Year)))
            .ToList();
        if (found.Count == 0)
        {
            return new QueryProblem(
                404,
                "No figure",
                $"{answer.Area.Name} has no figure of {question.Scope.Title} in either return.",
                null,
                null
            );
        }

        var had = found.SelectMany(own => own.Values.Keys).ToList();
        var years = Enumerable
            .Range(had.Min().StartYear, had.Max().StartYear - had.Min().StartYear + 1)
            .Select(year => new FinancialYear(year))
            .ToList();
        var scale = measure.IsPerHead() ? 1 : 1e-6;
        string Printed(double? value) => value is { } known ? AreaSentences.Amount(known, measure) : "";
        return new Chart(
            "years",
            $"{question.Scope.Title} in {answer.Area.Name}: {YearsTitle(found[0].Name, found[0].Answer, measure)}",
            string.Join(" ", found.Select(own => YearsText(own.Name, own.Answer, measure))),
            width => new YearLines(
                [
                    .. found.Select(own => new YearLine(
                        own.Name,
                        [
                            .. years
                                .Select(year => (Year: year, own.Values.GetValueOrDefault(year)?.Value))
                                .Select(figure => new YearFigure(
                                    figure.Value * scale,
                                    $"{own.Name}, {figure.Year}: {Printed(figure.Value)}"
                                )),
                        ]
                    )),
                ],
                [.. years.Select(year => year.ToString())],
                (measure.IsPerHead() ? "" : "Millions of ") + found[0].Answer.Units.Level,
                width
            ),
            new PageTable(
                $"{question.Scope.Title} in {answer.Area.Name}, {found[0].Answer.Units.Level}",
                [("Year", false), .. found.Select(own => (own.Name, true)), ("To know", false)],
                [
                    .. years
                        .Where(year => found.Any(own => own.Values.ContainsKey(year)))
                        .Select(year =>
                            (IReadOnlyList<Cell>)
                                [
                                    year.ToString(),
                                    .. found.Select(own =>
                                        own.Values.GetValueOrDefault(year) is { Value: { } value }
                                            ? new Cell(
                                                AreaSentences.Amount(value, measure),
                                                Hrefs.Provenance(answer.Area.Code, year, own.Answer.Query, release.Release.Id)
                                            )
                                            : "none"
                                    ),
                                    string.Join(
                                        "; ",
                                        found
                                            .Select(own => (own.Name, Text: ToKnow(own.Values.GetValueOrDefault(year))))
                                            .Where(own => own.Text.Length > 0)
                                            .Select(own => $"{own.Name}: {own.Text}")
                                    ),
                                ]
                        ),
                ]
            ),
            Hrefs.Series(answer.Area.Code, found[0].Answer.Query, release.Release.Id) + "&format=csv"
        )
        {
            Area = answer.Area.Code,
            Hint = "A gap in a line is a year without a figure. The CSV has the first line only.",
            Notes = [.. found.SelectMany(own => own.Answer.Notes).DistinctBy(note => (note.Flag, note.Text))],
        };
    }

    /// <summary>What comparable spending did here and in the areas most like it before the cuts.</summary>
    public static Answered<Chart> Similar(LoadedRelease release, AreaQuestion question, AreaDetailAnswer answer)
    {
        var similar = answer.Similar;
        var own = answer.Cuts[0];
        var others = similar.Areas.Where(area => area.ChangePercent is not null).OrderBy(area => area.ChangePercent).ToList();
        if (others.Count == 0 || own.ChangePercent is not { } change)
        {
            return new QueryProblem(
                404,
                "Nothing to compare",
                $"It is not compared with areas like it. {(similar.Excluded ?? own.Excluded)?.ToString() ?? "Nothing has a percentage"}",
                null,
                null
            );
        }

        var deeper = others.Count(area => area.ChangePercent < change);
        var england = release.Compare(question.Comparison with { Scope = ComparisonQuery.Headline.Scope }).England?.ChangePercent;
        var all = others
            .Select(area => (area.Name, Change: area.ChangePercent!.Value, Picked: false))
            .Append((answer.Area.Name, Change: change, Picked: true))
            .OrderBy(area => area.Change)
            .ToList();
        return new Chart(
            "similar",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{answer.Area.Name} {FindingCharts.Moved(change)}; of the {others.Count} areas most like it, {(deeper == 0 ? "none" : $"{deeper}")} {(others.All(area => area.ChangePercent <= 0) && change <= 0 ? "lost more" : "lost more or gained less")}"
            ),
            $"{ComparisonQuery.Headline.Scope.Title}, {question.Comparison.From} to {question.Comparison.To}. {string.Join("; ", all.Select(area => $"{area.Name}: {FigureText.Percent(area.Change)}"))}.",
            width => new Bars(
                [
                    .. all.Select(area => new Bar(
                        Beside(area.Name, width),
                        area.Change,
                        FigureText.Percent(area.Change),
                        $"{area.Name}: {FigureText.Percent(area.Change)}",
                        area.Picked
                    )),
                ],
                "Change, %",
                england is { } value
                    ? new Reference(value, $"{QuestionText.Whole(question.Comparison.WithLondon)} {FigureText.Percent(value)}")
                    : null,
                width
            ),
            new PageTable(
                $"Areas most like {answer.Area.Name} in {similar.Year}",
                [
                    ("Area", false),
                    ("Region", false),
                    ("Change, %", true),
                    ("Deprivation score", true),
                    ("Residents", true),
                    ("£ per head then", true),
                    ("Social care, %", true),
                    ("Distance", true),
                ],
                [
                    .. similar.Traits is { } traits
                        ? [Traits(new Cell(answer.Area.Name), answer.Area.Region, change, traits, 0)]
                        : Array.Empty<IReadOnlyList<Cell>>(),
                    .. similar.Areas.Select(area =>
                        Traits(
                            new Cell(area.Name, PageOf(area.Code, question)),
                            area.Region,
                            area.ChangePercent,
                            area.Traits,
                            area.Distance
                        )
                    ),
                ]
            ),
            $"{answer.Href}&format=csv"
        )
        {
            Area = answer.Area.Code,
            Question = QuestionText.Describe(question.Comparison with { Scope = ComparisonQuery.Headline.Scope }),
            Hint = $"{similar.Method} Compared: {FindingCharts.Whole(similar.Compared)} areas.",
        };
    }

    /// <summary>The page of another area, of the same question's geography.</summary>
    public static string PageOf(AreaCode code, AreaQuestion question) =>
        $"/areas/{code}"
        + (question.Comparison.Geography, question.Comparison.Class) switch
        {
            (GeographyKind.UpperTier, _) => "",
            (var geography, null) => $"?geography={geography.Id()}",
            (var geography, { } @class) => $"?geography={geography.Id()}&class={@class.Id()}",
        };

    private static IReadOnlyList<Cell> Traits(Cell name, string region, double? change, TraitsAnswer traits, double distance) =>
        [
            name,
            region,
            FigureText.Percent(change),
            traits.DeprivationScore.ToString("0.0", CultureInfo.InvariantCulture),
            FindingCharts.Whole(traits.Population),
            FigureText.Pounds(traits.SpendingPerHead),
            FigureText.Points(100 * traits.SocialCareShare),
            distance.ToString("0.00", CultureInfo.InvariantCulture),
        ];

    /// <summary>Every scope and line, with where each figure is from.</summary>
    public static PageTable ServicesTable(AreaDetailAnswer answer, Measure measure)
    {
        string Printed(double? pounds) => pounds is { } known ? AreaSentences.Amount(known, measure) : "none";
        return new PageTable(
            $"Every service and scope, {answer.Query.From} to {answer.Query.To}, {answer.Units.Level}",
            [
                ("Services", false),
                ($"{answer.Query.From}", true),
                ($"{answer.Query.To}", true),
                ("Change", true),
                ("Change, %", true),
                ("Rank", true),
                ("By year", false),
                ("To know", false),
            ],
            [
                .. answer.Cuts.Select(cut =>
                    (IReadOnlyList<Cell>)
                        [
                            cut.Title,
                            new Cell(Printed(cut.From), cut.Links.From),
                            new Cell(Printed(cut.To), cut.Links.To),
                            Printed(cut.Change),
                            cut.From is null ? "" : FigureText.Percent(cut.ChangePercent),
                            cut.Rank is { } rank
                                ? new Cell(string.Create(CultureInfo.InvariantCulture, $"{rank} of {cut.Of}"), cut.Links.Cuts)
                                : "none",
                            cut.Links.Series is { } series ? new Cell("series", series) : "",
                            cut.Excluded is { } excluded ? $"Left out: {excluded}" : string.Join(", ", cut.Flags),
                        ]
                ),
            ]
        );
    }

    private static string ServicesTitle(string name, List<ScopeCutAnswer> cuts, Measure measure)
    {
        var (least, most) = (cuts[0], cuts[^1]);
        string Each(double pounds) => AreaSentences.Amount(Math.Abs(pounds), measure) + (measure.IsPerHead() ? " per head" : "");
        return (least.Change, most.Change) switch
        {
            (< 0 and { } loss, > 0 and { } gain) =>
                $"{name} lost most on {AreaSentences.Lower(least.Title)}, {Each(loss)}; {AreaSentences.Lower(most.Title)} gained {Each(gain)}",
            (< 0 and { } loss, _) => $"{name} lost most on {AreaSentences.Lower(least.Title)}, {Each(loss)}; no service gained",
            (_, { } gain) => $"{name} lost on no service; {AreaSentences.Lower(most.Title)} gained {Each(gain)}",
            _ => name,
        };
    }

    private static string YearsTitle(string name, SeriesAnswer answer, Measure measure)
    {
        var had = answer.Values.Where(value => value.Value is not null).ToList();
        var verb = AreaSentences.Lower(name);
        return had.Count == 1
            ? $"{AreaSentences.Amount(had[0].Value!.Value, measure)} {verb} in {had[0].Year}"
            : $"{AreaSentences.Amount(had[0].Value!.Value, measure)} {verb} in {had[0].Year}, {AreaSentences.Amount(had[^1].Value!.Value, measure)} in {had[^1].Year}";
    }

    private static string YearsText(string name, SeriesAnswer answer, Measure measure)
    {
        var had = answer.Values.Where(value => value.Value is not null).ToList();
        return $"{name}: {AreaSentences.Amount(had[0].Value!.Value, measure)} in {had[0].Year}, {AreaSentences.Amount(had[^1].Value!.Value, measure)} in {had[^1].Year}, {answer.Units.Level}.";
    }

    private static string ToKnow(ValueAnswer? value) =>
        value switch
        {
            null => "",
            { Value: null, Lacking.Count: > 0 } =>
                $"{Word(value.Status)}: {string.Join(", ", value.Lacking.Take(6))}{(value.Lacking.Count > 6 ? string.Create(CultureInfo.InvariantCulture, $" and {value.Lacking.Count - 6} more") : "")}",
            { Value: null } => Word(value.Status),
            _ => string.Join(", ", value.Flags),
        };

    private static string Word(CellStatus status) =>
        status switch
        {
            CellStatus.NotApplicable => "no such line",
            CellStatus.Suppressed => "withheld by the publisher",
            CellStatus.Missing => "missing",
            _ => "no residents known",
        };

    private static string Beside(string name, int width) =>
        width < 500 || name.Length <= LongestBeside ? name : $"{name[..(LongestBeside - 1)].TrimEnd()}\u2026";
}
