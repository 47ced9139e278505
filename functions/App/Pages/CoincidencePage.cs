using System.Globalization;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.Domain.Community;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages;

/// <summary>Where deep cuts, deprivation and little community capacity meet, against chance; how capacity was measured; whether grants follow need.</summary>
internal static class CoincidencePage
{
    private const string Address = "/coincidence";

    /// <summary>At or below it a count is said to be more than chance would bring, here as in the API.</summary>
    private const double Level = 0.05;

    /// <summary>Makes the page of a question.</summary>
    public static SitePage Of(Parameters parameters, LoadedRelease release)
    {
        var (answer, problem) = AnswerCoincidence.Run(release, parameters);
        problem ??= PageQuestions.NoSuchMark(parameters, release);
        if (problem is not null || answer is null)
        {
            return new SitePage(
                problem!.Title,
                problem.Detail,
                Markup.Of(
                    $"""
                    <h1>{problem.Title}</h1>
                    {ProblemPage.Told(problem, Address)}{Controls(parameters, release)}
                    """
                )
            )
            {
                Status = problem.Status,
                Under = Address,
            };
        }

        var title = Title(answer);
        var query = PageQuestions.Pinned(parameters, release);
        var main = Markup.Of(
            $"""
            <h1>{title}</h1>
            <blockquote class="quote"><p class="lead">{answer.Sentence}</p></blockquote>
            {Against(answer)}{Controls(parameters, release)}
            """
        );
        main.Add(
            $"<section aria-labelledby=\"about-coincidence\"><h2 id=\"about-coincidence\">The map</h2>\n{ChartMarkup.Figure(MapChart.Overlap(release, answer, new AreasShown(parameters, release)), query, Address)}</section>\n"
        );
        main.Add(
            $"<section aria-labelledby=\"about-areas\"><h2 id=\"about-areas\">Where all three meet</h2>\n{Areas(answer, new AreasShown(parameters, release))}{Pairs(answer.Coincidence).Written()}</section>\n"
        );
        main.Add(
            $"<section aria-labelledby=\"about-ways\"><h2 id=\"about-ways\">Calculated in other ways</h2>\n{Ways(answer, parameters, release)}</section>\n"
        );
        main.Add(
            $"<section aria-labelledby=\"about-capacity\"><h2 id=\"about-capacity\">How capacity was measured</h2>\n{Capacity(answer.Capacity)}</section>\n"
        );
        var (grants, noGrants) = GrantsChart.Of(answer);
        main.Add(
            $"<section aria-labelledby=\"about-grants\"><h2 id=\"about-grants\">Do grants follow need?</h2>\n{(grants is null ? ProblemPage.Told(noGrants!, null) : Markup.Of($"<p>{answer.Resources!.Sentence}</p>\n{ChartMarkup.Figure(grants, query, Address)}{Grants(answer.Resources)}"))}</section>\n"
        );
        main.Add($"{NotesSection.Of(answer.Notes)}");
        main.Add(
            $"<p>All of this is answered by the API: <a href=\"{answer.Query.Href(release.Release.Id)}\">as JSON</a>, <a href=\"{answer.Query.Href(release.Release.Id)}&amp;format=csv\">the areas as CSV</a>.</p>\n"
        );
        return new SitePage(title, answer.Sentence, main) { Under = Address };
    }

    /// <summary>What the count against chance shows, saying no more than chance does.</summary>
    public static string Title(CoincidenceAnswer answer)
    {
        var overlap = answer.Coincidence;
        return $"{What(answer)}, {(overlap.P <= Level ? "more than chance would explain" : "which could be chance")}";
    }

    /// <summary>What meets, and in how many areas.</summary>
    public static string What(CoincidenceAnswer answer) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(WorstWereCut(answer) ? "Deep cuts" : "The lowest changes")}, deprivation and little capacity meet in {(answer.Coincidence.Observed == 1 ? "one area" : $"{answer.Coincidence.Observed} areas")}"
        );

    /// <summary>Whether every area of the worst part by change was cut: over some years the lowest changes are rises, and no cuts.</summary>
    public static bool WorstWereCut(CoincidenceAnswer answer) =>
        answer.Areas.Where(area => area.Cut.Worst).All(area => area.Cut.ChangePercent < 0);

    /// <summary>A p in words: how often chance alone gives as many.</summary>
    public static string InWords(double p) =>
        p < 0.001
            ? "chance alone would give as many in fewer than 1 of 1,000 tries"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"chance alone would give as many, or more, in about {Math.Round(1_000 * p, MidpointRounding.AwayFromZero):N0} of 1,000 tries"
            );

    private static Markup Controls(Parameters parameters, LoadedRelease release) =>
        QuestionControls.Among(
            CoincidenceVariant.ScopesAsked,
            Address,
            parameters,
            release,
            QuestionControls.Select(
                "threshold",
                "Worst part of each",
                parameters.Value(CoincidenceParameters.Threshold)!,
                [.. CoincidenceParameters.Threshold.Words!.Select(word => (word, $"Worst {word}"))]
            ),
            QuestionControls.Select(
                "deflator",
                "Prices of 2020-21",
                parameters.Value(QueryParameters.Deflator)!,
                [("published", "As published"), ("bridged", "Bridged over the pandemic")]
            ),
            QuestionControls.Areas(release, "Mark an area", "None", parameters.Find(PageQuestions.Marked))
        );

    private static Markup Against(CoincidenceAnswer answer)
    {
        var overlap = answer.Coincidence;
        var below = answer.Sensitivity.Count(way => way.P <= Level);
        return Markup.Of(
            $"""
            <dl class="figures">
            <div><dt>Areas where all three meet</dt><dd>{FindingCharts.Whole(overlap.Observed)}</dd></div>
            <div><dt>Expected by chance</dt><dd>{overlap.Expected.ToString("0.0", CultureInfo.InvariantCulture)}</dd></div>
            <div><dt>p</dt><dd>{P(overlap.P)}</dd></div>
            <div><dt>Areas compared</dt><dd>{FindingCharts.Whole(overlap.Areas)}</dd></div>
            {(answer.Lost is { } lost ? Markup.Of($"<div><dt>Change where they meet, a year</dt><dd>{lost.Display.Total}</dd></div>\n<div><dt>Per head</dt><dd>{lost.Display.PerHead}</dd></div>\n") : new Markup())}</dl>
            <p>If the three were unrelated, {InWords(overlap.P)}. {(overlap.P <= Level
                ? "That is rare enough to say that they meet more often than by chance. It does not say why."
                : "That is often: this count does not show that the three meet more often than by chance.")} Of {FindingCharts.Whole(answer.Sensitivity.Count)} ways to calculate it, {FindingCharts.Whole(below)} have a p of 0.05 or less. By chance alone one in twenty would, and the ways are not independent of each other.</p>

            """
        );
    }

    private static PageTable Pairs(OverlapAnswer overlap) =>
        new(
            "How many areas are in the worst part of two or three",
            [("In the worst part by", false), ("Areas", true), ("Expected by chance", true)],
            [
                .. overlap.Pairs.Select(pair =>
                    (IReadOnlyList<Cell>)
                        [
                            string.Join(" and ", pair.Of),
                            FindingCharts.Whole(pair.Observed),
                            pair.Expected.ToString("0.0", CultureInfo.InvariantCulture),
                        ]
                ),
                ["all three", FindingCharts.Whole(overlap.Observed), overlap.Expected.ToString("0.0", CultureInfo.InvariantCulture)],
            ]
        );

    private static Markup Areas(CoincidenceAnswer answer, AreasShown shown)
    {
        var meeting = answer.Areas.Where(area => area.Coincides).ToList();
        return meeting.Count == 0
            ? Markup.Of($"<p>In none of the {FindingCharts.Whole(answer.Coincidence.Areas)} areas.</p>\n")
            : Markup.Of(
                $"""
                {new PageTable(
                    $"{(WorstWereCut(answer) ? "What each lost" : "How each changed")}, {answer.Query.From} to {answer.Query.To}, and its rank among {FindingCharts.Whole(answer.Coincidence.Areas)} areas",
                    [
                        ("Area", false), ("Region", false), ("Change", true), ("A head", true), ("A year", true), (WorstWereCut(answer) ? "Cut rank" : "Change rank", true), ("Deprivation rank", true), ("Capacity rank", true), ("Ways", true),
                    ],
                    [
                        .. meeting.Select(area => (IReadOnlyList<Cell>)
                        [
                            new Cell(area.Name, shown.PageOf(area.Code)), area.Region, FigureText.Percent(area.Cut.ChangePercent), FigureText.Pounds(area.Cut.PerHead), FigureText.Millions(area.Cut.Total),
                            FindingCharts.Whole(area.Cut.Rank), FindingCharts.Whole(area.Deprivation.Rank),
                            $"{FindingCharts.Whole(area.Capacity.Rank)}{(area.Capacity is { RankLow: { } low, RankHigh: { } high } ? $" ({FindingCharts.Whole(low)} to {FindingCharts.Whole(high)})" : "")}",
                            FindingCharts.Whole(area.Variants),
                        ]),
                    ]).Written()}<p class="small">Ranks: 1 is the {(WorstWereCut(answer) ? "deepest cut" : "lowest change")}, the most deprived, the least capacity; in brackets the 95% interval of the rank, where it can be estimated. Ways: in how many of the {FindingCharts.Whole(answer.Sensitivity.Count)} ways below all three meet there. How intervals are calculated: {answer.Capacity.Intervals}.</p>
                {new Markup().AddEach(answer.Excluded, area => $"<p class=\"small\">Left out: {area.Reason.About(area.Name)}.</p>\n")}
                """
            );
    }

    private static Markup Ways(CoincidenceAnswer answer, Parameters parameters, LoadedRelease release)
    {
        string Imd(int vintage) => vintage.ToString(CultureInfo.InvariantCulture);
        return Markup.Of(
            $"""
            <p>Do not rely on a finding that appears in only some versions. These are all the versions by services, Indices and threshold, with the years, figures and measure chosen above.</p>
            {new PageTable(
                $"{FindingCharts.Whole(answer.Sensitivity.Count)} ways to calculate it", [("Way", false), ("Areas", true), ("All three meet", true), ("By chance", true), ("p", true), ("Against chance", false)],
                [
                    .. answer.Sensitivity.Select(way => (IReadOnlyList<Cell>)
                    [
                        new Cell(
                            $"{way.Scope.Title}; Indices of {Imd(way.Imd)}; worst {way.Threshold.Id()}",
                            $"{Address}?{parameters.With(("release", release.Release.Id), ("asOf", null), ("scope", way.Scope.Id), ("imd", Imd(way.Imd)), ("threshold", way.Threshold.Id()))}"),
                        FindingCharts.Whole(way.Areas), FindingCharts.Whole(way.Observed), way.Expected.ToString("0.0", CultureInfo.InvariantCulture), P(way.P), way.P <= Level ? "more" : "no more",
                    ]),
                ]).Written()}<p class="small">How p is calculated: {answer.Coincidence.Method}.</p>

            """
        );
    }

    private static Markup Capacity(CapacityAnswer capacity)
    {
        string Correlation(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "it is the only one";
        return Markup.Of(
            $"""
            <p>{capacity.Text}</p>
            {new PageTable(
                "How capacity is measured", [("Component", false), ("Unit", false), ("Period", false), ("Index without it", true), ("Component alone", true)],
                [.. capacity.Components.Select(own => (IReadOnlyList<Cell>)[own.Title, own.Unit, own.Period, Correlation(own.Without), Correlation(own.Alone)])]).Written()}<p class="small">The last two: rank correlation with the whole index.</p>
            {new Markup().AddEach(capacity.Components, own => $"<h3>What biases it: {own.Title}</h3>\n<ul class=\"plain\">\n{new Markup().AddEach(own.Biases, bias => $"<li>{bias.Text}</li>\n")}</ul>\n")}{(capacity.Missing.Count == 0 ? new Markup() : Markup.Of($"""
                <h3>What is missing</h3>
                <ul class="plain">
                {new Markup().AddEach(capacity.Missing, own => $"<li>{own.Title}: {own.Reason}</li>\n")}</ul>

                """))}
            """
        );
    }

    private static Markup Grants(ResourcesAnswer resources)
    {
        (string Text, AssociationAnswer? Found)[] told =
        [
            ("Deprivation and grants per head", resources.Deprivation),
            ("Change in council support and grants per head", resources.SupportChange),
            ("Change in council support and change in grants", resources.Change?.SupportChange),
            ("The same, for publishers with grants in every year", resources.ChangeOfSamePublishers?.SupportChange),
        ];
        (string Text, GrantsChangeAnswer? Found)[] changes =
        [
            ("All publishers", resources.Change),
            ("Only publishers with grants in every year", resources.ChangeOfSamePublishers),
        ];
        return Markup.Of(
            $"""
            {new PageTable(
                "Whether grants go where need is, area by area", [("Compared", false), ("Areas", true), ("Rank correlation", true), ("p", true), ("Against chance", false)],
                [
                    .. told.Where(own => own.Found is not null).Select(own => (IReadOnlyList<Cell>)
                    [
                        own.Text, FindingCharts.Whole(own.Found!.Areas), own.Found.Spearman.ToString("0.00", CultureInfo.InvariantCulture), P(own.Found.P),
                        own.Found.P <= Level ? "a pattern" : "no clear pattern",
                    ]),
                ]).Written()}{(resources.Change is null ? new Markup() : new PageTable(
                $"Grants a head a year before and after, {resources.Change.PriceBase} prices",
                [("Grants of", false), ("Publishers", true), ($"{resources.Change.Before}", true), ($"{resources.Change.After}", true), ("Change", true), ("Areas that gained", true), ("Areas that lost", true), ("Areas left out", true)],
                [
                    .. changes.Where(own => own.Found is not null).Select(own => (IReadOnlyList<Cell>)
                    [
                        own.Text, FindingCharts.Whole(own.Found!.Publishers), FigureText.Pounds(own.Found.BeforePerHead), FigureText.Pounds(own.Found.AfterPerHead), FigureText.Pounds(own.Found.ChangePerHead),
                        FindingCharts.Whole(own.Found.Gained), FindingCharts.Whole(own.Found.Lost), FindingCharts.Whole(own.Found.Without),
                    ]),
                ]).Written())}
            """
        );
    }

    private static string P(double p) => p < 0.001 ? "< 0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);
}
