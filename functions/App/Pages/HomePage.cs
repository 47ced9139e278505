using System.Globalization;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.GradientSeries;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Summary;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages;

/// <summary>The home page: the finding with its interval and caveat, and everything that it rests on.</summary>
public sealed class HomePage(AnswerSummary summary, ChartCatalogue charts)
{
    private static readonly IReadOnlyList<(string Id, string Heading)> Shown =
    [
        ("deprivation", "Every area"),
        ("fifths", "The five fifths"),
        ("specifications", "Every defensible calculation"),
        ("map", "The map"),
    ];

    /// <summary>Makes the page of a question.</summary>
    internal async Task<SitePage> MakeAsync(Parameters parameters, LoadedRelease release)
    {
        var (answer, problem) = await ComparisonQueries
            .Comparison(parameters, release)
            .ThenAsync(query => summary.RunAsync(release, query, null, CancellationToken.None));
        problem ??= PageQuestions.NoSuchMark(parameters, release);
        if (problem is not null || answer is null)
        {
            return new SitePage(
                problem!.Title,
                problem.Detail,
                Markup.Of(
                    $"""
                    <h1>{problem.Title}</h1>
                    {ProblemPage.Told(problem, "/")}{Controls(parameters, release)}
                    """
                )
            )
            {
                Status = problem.Status,
                Under = "/",
            };
        }

        var asked = ComparisonQueries.Comparison(parameters, release).Answer!;
        var title = $"{FindingCharts.FifthsTitle(answer.Gradient, asked.Groups)}, {asked.From} to {asked.To}";
        var main = Markup.Of(
            $"""
            <h1>{title}</h1>
            <blockquote class="quote"><p class="lead">{answer.Sentence}</p></blockquote>
            {Figures(answer, asked)}{Beside(answer)}{Controls(parameters, release)}{MarkedArea(parameters, release)}
            """
        );
        var query = PageQuestions.Pinned(parameters, release);
        foreach (var (id, heading) in Shown)
        {
            var (chart, whyNot) = await charts.MakeAsync(id, parameters, release);
            main.Add(
                $"<section aria-labelledby=\"about-{id}\"><h2 id=\"about-{id}\">{heading}</h2>\n{(chart is null ? ProblemPage.Told(whyNot!, "/") : ChartMarkup.Figure(chart, query, "/"))}</section>\n"
            );
        }

        main.Add($"{ByYear(release, asked)}");
        main.Add(
            $"""
            <section aria-labelledby="about-notes"><h2 id="about-notes">What to know before printing this</h2>
            <ul class="plain">
            {new Markup().AddEach(
                answer.Notes,
                note =>
                    $"<li>{note.Text}{(note.Source is null ? new Markup() : Markup.Of($" <span class=\"small\">({note.Source})</span>"))}</li>\n"
            )}</ul></section>

            """
        );
        return new SitePage(title, answer.Sentence, main) { Under = "/" };
    }

    private static Markup Controls(Parameters parameters, LoadedRelease release) =>
        QuestionControls.Of(
            "/",
            parameters,
            release,
            QuestionControls.Select(
                "show",
                "Map shows",
                parameters.Value(PageQuestions.Shown)!,
                [
                    ("cut", "Cut"),
                    ("deprivation", "Deprivation"),
                    ("capacity", "Community capacity"),
                    ("coincidence", "Where the three meet"),
                ]
            ),
            QuestionControls.Areas(release, "Mark an area", "None", parameters.Find(PageQuestions.Marked))
        );

    private static Markup Figures(SummaryAnswer answer, ComparisonQuery asked)
    {
        var gradient = answer.Gradient;
        return Markup.Of(
            $"""
            <dl class="figures">
            <div><dt>{QuestionText.Whole(asked.WithLondon)}</dt><dd>{FigureText.Percent(gradient.England.ChangePercent)}</dd></div>
            <div><dt>Most deprived fifth</dt><dd>{FigureText.Percent(gradient.Fifths[0].ChangePercent)}</dd></div>
            <div><dt>Least deprived fifth</dt><dd>{FigureText.Percent(gradient.Fifths[^1].ChangePercent)}</dd></div>
            {(
                gradient.Gap is { } gap
                    ? Markup.Of(
                        $"<div><dt>{(asked.Weights == Weighting.Residents ? "Gap between them" : "Gap between plain means of areas")}, points</dt><dd>{FigureText.Points(gap.Value)}</dd></div>\n"
                    )
                    : new Markup()
            )}<div><dt>Areas compared</dt><dd>{gradient.Areas.ToString(CultureInfo.InvariantCulture)}</dd></div>
            </dl>

            """
        );
    }

    /// <summary>The headline's other year and the services beside it, as a table and a sentence on the lead of the most deprived.</summary>
    private static Markup Beside(SummaryAnswer answer)
    {
        if (answer.Beside.Count == 0)
        {
            return new Markup();
        }

        var own = new BesideAnswer(
            answer.Query.Scope,
            answer.Query.From,
            answer.Query.To,
            answer.Gradient.Areas,
            answer.England,
            [.. answer.Gradient.Fifths.Select(fifth => fifth.ChangePercent)],
            answer.Gradient.Ratio
        );
        var rows = answer.Beside.Prepend(own).GroupBy(row => row.Scope).SelectMany(rows => rows.OrderByDescending(row => row.To));
        var table = new PageTable(
            $"Change since {answer.Query.From}, {QuestionText.Terms(answer.Query.Measure)}",
            [
                ("Services", false),
                ("To", false),
                ("Areas", true),
                ("All areas, %", true),
                ("Most deprived fifth, %", true),
                ("Least deprived fifth, %", true),
            ],
            [
                .. rows.Select(row =>
                    (IReadOnlyList<Cell>)
                        [
                            row.Scope.Title,
                            $"{row.To}",
                            FindingCharts.Whole(row.Areas),
                            FigureText.Percent(row.England.ChangePercent),
                            OfFifth(row.FifthsChangePercent.FirstOrDefault()),
                            OfFifth(row.FifthsChangePercent.LastOrDefault()),
                        ]
                ),
            ]
        );
        return Markup.Of(
            $"""
            <section aria-labelledby="about-beside"><h2 id="about-beside">Two years, and what stands beside them</h2>
            {Lead(answer)}{table.Written()}{EndYear(answer)}</section>

            """
        );
    }

    /// <summary>Every year since the base year, gaps among them.</summary>
    private static Markup ByYear(LoadedRelease release, ComparisonQuery asked)
    {
        var years = AnswerGradientSeries.YearsOf(release, asked);
        if (years.Count < 2)
        {
            return new Markup();
        }

        var table = new PageTable(
            $"{asked.Scope.Title}: change since {asked.From}, {QuestionText.Terms(asked.Measure)}",
            [
                ("Year", false),
                ("Areas", true),
                ("All areas, %", true),
                .. Enumerable.Range(1, 5).Select(fifth => (FindingCharts.Name(fifth) + ", %", true)),
            ],
            [
                .. years.Select(year =>
                    (IReadOnlyList<Cell>)
                        [
                            $"{year.Year}",
                            year.Gap is null ? FindingCharts.Whole(year.Areas) : "no figures",
                            year.England is null ? "" : FigureText.Percent(year.England.ChangePercent),
                            .. Enumerable
                                .Range(1, 5)
                                .Select(fifth => year.Fifths.FirstOrDefault(own => own.Fifth == fifth))
                                .Select(own => (Cell)(own is null ? "" : FigureText.Percent(own.ChangePercent))),
                        ]
                ),
            ]
        );
        var gaps = years.Where(year => year.Gap is not null).Select(year => year.Gap!).Distinct().ToList();
        return Markup.Of(
            $"""
            <section aria-labelledby="about-by-year"><h2 id="about-by-year">Year by year</h2>
            {table.Written()}{(gaps.Count == 0 ? new Markup() : Markup.Of($"<p class=\"small\">{string.Join(" ", gaps)}</p>"))}</section>

            """
        );
    }

    private static string OfFifth(double? percent) => percent is null ? "not by fifths" : FigureText.Percent(percent);

    private static Markup Lead(SummaryAnswer answer) =>
        answer.Gradient.Ratio is { From: { } before, To: { } now }
            ? Markup.Of(
                $"<p>In {answer.Query.From} areas in the most deprived fifth {(answer.Query.Return == Return.Budget ? "planned to spend" : "spent")} {More(before)} per head than those in the least deprived; in {answer.Query.To}, {More(now)}.</p>\n"
            )
            : new Markup();

    private static string More(double ratio) => $"{FigureText.Percent(Math.Abs(100 * (ratio - 1)))} {(ratio < 1 ? "less" : "more")}";

    private static Markup EndYear(SummaryAnswer answer) =>
        answer.EndYear is { } end ? Markup.Of($"<p class=\"small\">{end.Reason}</p>\n") : new Markup();

    private static Markup MarkedArea(Parameters parameters, LoadedRelease release)
    {
        if (
            parameters.Find(PageQuestions.Marked) is not { } marked
            || ComparisonQueries.Comparison(parameters, release).Answer is not { } query
        )
        {
            return new Markup();
        }

        var area = release.Figures.Find(marked)!;
        var cut = release.Compare(query).Areas.FirstOrDefault(own => own.Area.Code == area.Code);
        return cut is null
            ? Markup.Of(
                $"<p><a href=\"{PageQuestions.AreaOf(area.Code.Value, parameters, release)}\">{area.Name}</a> is left out of this question.</p>\n"
            )
            : Markup.Of(
                $"<p><a href=\"{PageQuestions.AreaOf(area.Code.Value, parameters, release)}\">{area.Name}</a>: {FigureText.Percent(cut.ChangePercent)}, from {FigureText.Pounds(cut.From)} to {FigureText.Pounds(cut.To)}{(cut.Rank is { } rank ? $"; cut rank {FindingCharts.Whole(rank)} of {FindingCharts.Whole(release.Compare(query).Ranked)}" : "")}; deprivation rank {FindingCharts.Whole(cut.Deprivation.Rank)}.</p>\n"
            );
    }
}
