using System.Globalization;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Series;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages;

/// <summary>A few areas side by side: by year, by the change of a question, and service by service.</summary>
internal static class ComparePage
{
    private const string Address = "/compare";

    /// <summary>Makes the page of a question.</summary>
    public static SitePage Of(Parameters parameters, LoadedRelease release)
    {
        var (query, problem) = ComparisonQueries.Comparison(parameters, release);
        if (query is null)
        {
            var asked = PageQuestions
                .Compared.Select(parameter => parameters.Find(parameter) is { } code ? release.Figures.Find(code) : null)
                .ToList();
            return new SitePage(
                problem!.Title,
                problem.Detail,
                Markup.Of(
                    $"""
                    <h1>{problem.Title}</h1>
                    {ProblemPage.Told(problem, Address)}{Controls(parameters, release, asked)}
                    """
                )
            )
            {
                Status = problem.Status,
                Under = Address,
            };
        }

        var compared = ComparedAreas.Of(release, query, parameters);
        var comparison = release.Compare(query);
        var rows = compared
            .Areas.Select(area => new Side(
                area,
                comparison.Areas.FirstOrDefault(cut => cut.Area.Code == area.Code),
                WhyNot(comparison, area)
            ))
            .ToList();
        var details = compared
            .Areas.Select(area => AnswerAreas.One(release, area.Code.Value, query, query.Scope).Answer)
            .OfType<AreaDetailAnswer>()
            .ToList();
        var title = string.Join(", ", rows.Select(row => $"{row.Area.Name} {(row.Cut is { } cut ? Moved(cut, query) : "is left out")}"));
        var sentence = Sentence(query, rows);
        var main = Markup.Of(
            $"""
            <h1>{title}</h1>
            {(
                compared.Problem is { } wrong ? ProblemPage.Told(wrong, null) : new Markup()
            )}<blockquote class="quote"><p class="lead">{sentence}</p></blockquote>
            {Controls(parameters, release, compared.Areas)}
            """
        );
        if (compared.Added > 0)
        {
            main.Add(
                $"<p class=\"small\">If you choose no areas, the page shows typical ones: the area with the middle cut in the most deprived fifth, and the same in the least deprived.</p>\n"
            );
        }

        var codes = compared.Areas.Select(area => area.Code.Value).ToList();
        var (chart, noChart) = CompareChart.Of(release, query, codes);
        main.Add(
            $"<section aria-labelledby=\"about-years\"><h2 id=\"about-years\">Year by year</h2>\n{(chart is null ? ProblemPage.Told(noChart!, null) : ChartMarkup.Figure(chart, Pinned(parameters, release, codes), Address))}</section>\n"
        );
        main.Add(
            $"<section aria-labelledby=\"about-change\"><h2 id=\"about-change\">{query.From} to {query.To}</h2>\n{Changes(query, comparison, rows, parameters, release).Written()}{LeftOut(rows)}</section>\n"
        );
        main.Add(
            $"<section aria-labelledby=\"about-services\"><h2 id=\"about-services\">Service by service</h2>\n{Services(query, parameters, release, codes, details)}</section>\n"
        );
        var notes = details.SelectMany(detail => detail.Notes).ToList();
        main.Add(
            $"{NotesSection.Of(notes.Concat(SeriesNotes(release, query, codes).Where(note => !notes.Exists(own => own.Flag == note.Flag))))}"
        );
        main.Add($"{Behind(release, query, compared.Areas, parameters)}");
        return new SitePage(title, sentence, main) { Status = compared.Problem?.Status ?? 200, Under = Address };
    }

    private static Markup Controls(Parameters parameters, LoadedRelease release, IReadOnlyList<Area?> areas)
    {
        (string Label, string None)[] sides =
        [
            ("First area", "A typical one"),
            ("Second area", "A typical one"),
            ("Third area", "None"),
            ("Fourth area", "None"),
        ];
        return QuestionControls.Of(
            Address,
            parameters,
            release,
            [
                .. PageQuestions.Compared.Select(
                    (parameter, i) =>
                        QuestionControls.Areas(
                            release,
                            sides[i].Label,
                            sides[i].None,
                            areas.ElementAtOrDefault(i)?.Code.Value,
                            parameter.Name
                        )
                ),
            ]
        );
    }

    /// <summary>The query string of the areas that are shown, pinned to the release: which are typical is then settled too.</summary>
    private static string Pinned(
        Parameters parameters,
        LoadedRelease release,
        IReadOnlyList<string> codes,
        params IReadOnlyList<(string Name, string? Value)> put
    ) =>
        parameters.With([
            ("release", release.Release.Id),
            ("asOf", null),
            .. PageQuestions.Compared.Select((parameter, i) => (parameter.Name, codes.ElementAtOrDefault(i))),
            .. put,
        ]);

    private static string? WhyNot(Comparison comparison, Area area) =>
        comparison.Areas.Any(cut => cut.Area.Code == area.Code)
            ? null
            : comparison.Excluded.FirstOrDefault(other => other.Area.Code == area.Code)?.Reason ?? "it takes no part in this question";

    /// <summary>What an area lost or gained in per cent; in pounds where nothing was spent to take a share of.</summary>
    private static string Moved(AreaCut cut, ComparisonQuery query)
    {
        var (from, to) = (AreaSentences.Amount(cut.From, query.Measure), AreaSentences.Amount(cut.To, query.Measure));
        return cut.ChangePercent is { } percent ? FindingCharts.Moved(percent)
            : from == to ? $"stayed at {to}"
            : $"went from {from} to {to}";
    }

    private static string Sentence(ComparisonQuery query, List<Side> rows)
    {
        var print = Printed(query);
        var compared = rows.Where(row => row.Cut is not null).ToList();
        var told = compared.Where(row => row.Cut!.ChangePercent is not null).OrderBy(row => row.Cut!.ChangePercent).ToList();
        if (compared.Count == 0)
        {
            return $"None of these areas can be compared on {query.Scope.Title.ToLowerInvariant()} from {query.From} to {query.To}.";
        }

        var each = string.Join(
            "; ",
            compared.Select(row =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Area.Name} {Moved(row.Cut!, query)}{(row.Cut!.ChangePercent is null ? "" : $" ({print(row.Cut.From)} to {print(row.Cut.To)})")}, deprivation rank {row.Cut.Deprivation.Rank}"
                )
            )
        );
        var between =
            told.Count < 2
                ? ""
                : $" Between {told[0].Area.Name} and {told[^1].Area.Name} lie {Wording.Points(told[^1].Cut!.ChangePercent!.Value - told[0].Cut!.ChangePercent!.Value)} percentage points.";
        return $"{(query.Return == Return.Budget ? "Budgets" : "Outturn")} of {query.Scope.Title.ToLowerInvariant()}, {query.From} to {query.To}, {Wording.Units(query.Measure).Level}: {each}.{between} This is about areas, not people.";
    }

    private static PageTable Changes(
        ComparisonQuery query,
        Comparison comparison,
        List<Side> rows,
        Parameters parameters,
        LoadedRelease release
    )
    {
        var print = Printed(query);
        return new PageTable(
            $"{query.Scope.Title}, {query.From} to {query.To}, {Wording.Units(query.Measure).Level}",
            [
                ("Area", false),
                ("Region", false),
                ($"{query.From}", true),
                ($"{query.To}", true),
                ("Change", true),
                ("Change, %", true),
                ("Cut rank", true),
                ("Deprivation rank", true),
                ("Fifth", true),
            ],
            [
                .. rows.Select(row =>
                    (IReadOnlyList<Cell>)
                        [
                            new Cell(row.Area.Name, PageQuestions.AreaOf(row.Area.Code.Value, parameters, release)),
                            row.Area.Region,
                            .. row.Cut is { } cut
                                ? (Cell[])
                                    [
                                        print(cut.From),
                                        print(cut.To),
                                        print(cut.Change),
                                        Wording.Percent(cut.ChangePercent),
                                        FindingCharts.Whole(cut.Rank),
                                        FindingCharts.Whole(cut.Deprivation.Rank),
                                        FindingCharts.Whole(cut.Deprivation.Fifth),
                                    ]
                                : [.. Enumerable.Repeat(new Cell("left out"), 7)],
                        ]
                ),
                .. comparison.England is { } england
                    ? (IReadOnlyList<Cell>[])
                        [
                            [
                                query.WithLondon ? "England" : "England without London",
                                $"{FindingCharts.Whole(comparison.Areas.Count)} areas",
                                print(england.From),
                                print(england.To),
                                print(england.Change),
                                Wording.Percent(england.ChangePercent),
                                "",
                                "",
                                "",
                            ],
                        ]
                    : [],
            ]
        );
    }

    private static Markup LeftOut(List<Side> rows) =>
        new Markup().AddEach(
            rows.Where(row => row.WhyNot is not null),
            row => $"<p>Left out: {NotesSection.LeftOut(row.Area.Name, row.WhyNot!)}.</p>\n"
        );

    private static Markup Services(
        ComparisonQuery query,
        Parameters parameters,
        LoadedRelease release,
        IReadOnlyList<string> codes,
        List<AreaDetailAnswer> details
    )
    {
        if (details.Count == 0)
        {
            return Markup.Of($"<p>There is no area to show.</p>\n");
        }

        // Years that this scope has and another has not are passed over by dropping the row, not by figures of other years.
        var scopes = details[0]
            .Cuts.Select((cut, i) => (cut.Scope, cut.Title, Cells: details.Select(detail => detail.Cuts[i]).ToList()))
            .ToList();
        var shown = scopes.Where(scope => scope.Cells.Exists(cell => cell.Excluded is null)).ToList();
        var table = new PageTable(
            $"Change by service, {query.From} to {query.To}, %",
            [("Service", false), .. details.Select(detail => (detail.Area.Name, true))],
            [
                .. shown.Select(scope =>
                    (IReadOnlyList<Cell>)
                        [
                            new Cell(scope.Title, $"{Address}?{Pinned(parameters, release, codes, ("scope", scope.Scope.Id))}"),
                            .. scope.Cells.Select(cell => new Cell(Service(cell))),
                        ]
                ),
            ]
        );
        var without = scopes.Except(shown).GroupBy(scope => scope.Cells[0].Excluded!).ToList();
        return Markup.Of(
            $"""
            {table.Written()}{(without.Count == 0 ? new Markup() : Markup.Of($"""
                <details><summary>Services that cannot be compared here, and why</summary>
                <ul class="plain">
                {new Markup().AddEach(without, own => $"<li>{string.Join("; ", own.Select(scope => scope.Title))}: {own.Key}</li>\n")}</ul></details>

                """))}
            """
        );
    }

    /// <summary>A change in per cent; in pounds where nothing was spent to take a share of.</summary>
    private static string Service(ScopeCutAnswer cell) =>
        cell switch
        {
            { Display: null } => "no figure",
            { From: 0, To: 0 } => "nothing spent",
            { ChangePercent: null, Display: { } display } => $"{display.From} to {display.To}",
            _ => Wording.Percent(cell.ChangePercent),
        };

    private static IEnumerable<NoteAnswer> SeriesNotes(LoadedRelease release, ComparisonQuery query, IReadOnlyList<string> codes) =>
        codes.SelectMany(code =>
            AnswerSeries.Run(release, code, new SeriesQuery(query.Return, query.Scope, query.Measure)).Answer?.Notes ?? []
        );

    private static Markup Behind(LoadedRelease release, ComparisonQuery query, IReadOnlyList<Area> areas, Parameters parameters)
    {
        var (stated, id) = (QueryAnswer.Of(query), release.Release.Id);
        return Markup.Of(
            $"""
            <section aria-labelledby="about-answers"><h2 id="about-answers">The answers behind this page</h2>
            <ul class="plain">
            <li><a href="{Hrefs.Cuts(stated, id)}">Every area's change</a></li>
            {new Markup().AddEach(
                areas,
                area =>
                    $"<li>{area.Name}: <a href=\"{PageQuestions.AreaOf(area.Code.Value, parameters, release)}\">its page</a>, <a href=\"{Hrefs.Area(area.Code, stated, id)}\">every service<span class=\"unseen\"> of {area.Name}</span></a>, <a href=\"{Hrefs.Series(area.Code, stated.ToSeries(), id)}\">year by year<span class=\"unseen\"> of {area.Name}</span></a></li>\n"
            )}</ul></section>

            """
        );
    }

    private static Func<double, string> Printed(ComparisonQuery query) => pounds => AreaSentences.Amount(pounds, query.Measure);

    private sealed record Side(Area Area, AreaCut? Cut, string? WhyNot);
}
