using System.Globalization;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Returns;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages;

/// <summary>The page of one area: what it lost, on which services, when, compared with which areas, and the sources.</summary>
internal static class AreaPage
{
    private const string Under = "/areas";

    /// <summary>Makes the page of a code, present or abolished, for a question.</summary>
    public static SitePage Of(string code, Parameters parameters, LoadedRelease release)
    {
        var address = $"/areas/{Uri.EscapeDataString(code)}";
        var returnsYears = YearsOfBoth(release);
        var (question, problem) = AreaQuestion.Of(parameters, release);
        AreaDetailAnswer? answer = null;
        if (question is not null)
        {
            (answer, problem) = AnswerAreas.One(release, code, question.Comparison, question.Scope);
        }

        FinancialYear? returnsYear = returnsYears.Count > 0 ? returnsYears[^1] : null;
        if (parameters.Find(PageQuestions.ReturnsYear) is { } sent)
        {
            returnsYear = returnsYears.Where(year => year.ToString() == sent).Select(year => (FinancialYear?)year).FirstOrDefault();
            problem ??= returnsYear is null
                ? QueryProblem.BadValue(PageQuestions.ReturnsYear.Name, sent, [.. returnsYears.Select(year => year.ToString())])
                : null;
        }

        if (problem is not null || question is null || answer is null)
        {
            return problem!.Status == 404
                ? NoSuchArea(code, problem, parameters, release)
                : new SitePage(
                    problem.Title,
                    problem.Detail,
                    Markup.Of(
                        $"""
                        <h1>{problem.Title}</h1>
                        {ProblemPage.Told(problem, address)}{Controls(address, parameters, release, returnsYears, null)}
                        """
                    )
                )
                {
                    Status = problem.Status,
                    Under = Under,
                };
        }

        var england = answer.Cuts.First(cut => cut.Scope == question.Scope).From is null
            ? null
            : release.Compare(question.Comparison with { Scope = question.Scope }).England?.ChangePercent;
        var heading = AreaSentences.Heading(answer, question.Scope);
        var sentences = string.Join(" ", AreaSentences.Sentences(answer, question.Scope, england));
        var query = PageQuestions.Pinned(parameters, release);
        var own = $"/areas/{answer.Area.Code}";
        var main = Markup.Of(
            $"""
            <h1>{heading}</h1>
            {AskedOtherwise(
                code,
                answer,
                question,
                parameters,
                release
            )}<blockquote class="quote"><p class="lead">{sentences}</p></blockquote>
            {Figures(answer, question, england)}{Controls(own, parameters, release, returnsYears, returnsYear)}
            """
        );
        main.Add(
            $"{ChartSection("service", "Service by service", AreaCharts.Services(question, answer), query, own, answer.Cuts.Any(cut => cut.From is not null) ? AreaCharts.ServicesTable(answer, question.Comparison.Measure) : null)}"
        );
        main.Add(
            $"{ChartSection("year", "Year by year", AreaCharts.Years(release, question, answer), query, own, before: YearsAsUsual(question))}"
        );
        main.Add($"{Returns(release, question, answer, returnsYear)}");
        main.Add($"{ChartSection("like", "Among areas like it", AreaCharts.Similar(release, question, answer), query, own)}");
        main.Add(
            $"{Deprivation(answer)}{Capacity(answer)}{Lineage(answer, question, parameters, release)}{Notes(answer)}{Sources(answer, question)}"
        );
        return new SitePage(heading, sentences, main) { Under = Under };
    }

    private static SitePage NoSuchArea(string code, QueryProblem problem, Parameters parameters, LoadedRelease release)
    {
        var sought = code.Length > AreaNames.Longest ? code[..AreaNames.Longest] : code;
        var found =
            release.Names.Find(sought).Places.Count > 0
                ? Markup.Of($"<section aria-labelledby=\"found\">{AreaIndexPage.Found(sought, parameters, release, "h2")}</section>\n")
                : new Markup();
        return new SitePage(
            "No such area",
            problem.Detail,
            Markup.Of(
                $"""
                <h1>No such area</h1>
                {ProblemPage.Told(problem, null)}{AreaIndexPage.Search(sought, parameters, release)}{found}<p><a href="/areas{(
                    PageQuestions.PinnedTo(parameters, release) is { } id ? $"?release={id}" : ""
                )}">Every area</a></p>

                """
            )
        )
        {
            Status = problem.Status,
            Under = Under,
        };
    }

    private static IReadOnlyList<FinancialYear> YearsOfBoth(LoadedRelease release) =>
        [.. release.Figures.YearsOf(Return.Budget).Intersect(release.Figures.YearsOf(Return.Outturn))];

    private static Markup Controls(
        string address,
        Parameters parameters,
        LoadedRelease release,
        IReadOnlyList<FinancialYear> returnsYears,
        FinancialYear? returnsYear
    ) =>
        returnsYears.Count == 0
        || (parameters.Find(QueryParameters.Geography) ?? QueryParameters.Geography.Default) != GeographyKind.UpperTier.Id()
            ? QuestionControls.Of(address, parameters, release)
            : QuestionControls.Of(
                address,
                parameters,
                release,
                QuestionControls.Select(
                    "year",
                    "Budget against outturn",
                    returnsYear?.ToString() ?? "",
                    [.. returnsYears.Select(year => (year.ToString(), year.ToString()))]
                )
            );

    /// <summary>That the code asked for is not the area's own, and where else it leads.</summary>
    private static Markup AskedOtherwise(
        string code,
        AreaDetailAnswer answer,
        AreaQuestion question,
        Parameters parameters,
        LoadedRelease release
    )
    {
        if (code == answer.Area.Code.Value || !GssCode.TryParse(code, out var place))
        {
            return new Markup();
        }

        var known = KnownGeography.AsOfApril2023(place);
        var member = answer.Area.Members.FirstOrDefault(own => own.Code == known);
        var told =
            known.Value == answer.Area.Code.Value || member is null
                ? Markup.Of($"<p class=\"notice\">{code} is another code of {answer.Area.Name}.")
                : Markup.Of(
                    $"<p class=\"notice\">{code} is {member.Name}, {(member.SucceededBy.Count > 0 ? "which no longer exists" : "part of this area")}: its figures are in {answer.Area.Name}, which this page is about."
                );
        var district =
            question.Comparison.Geography == GeographyKind.UpperTier && release.Figures.Geographies.Contains(GeographyKind.LowerTier)
                ? release.Figures.Of(GeographyKind.LowerTier).Find(code)
                : null;
        return (
            district is not null && district.Code != answer.Area.Code
                ? told.Add(
                    $" On the map of districts: <a href=\"{PageQuestions.AreaOf(district.Code.Value, parameters, release, GeographyKind.LowerTier)}\">{district.Name}</a>."
                )
                : told
        ).Add($"</p>\n");
    }

    private static Markup Figures(AreaDetailAnswer answer, AreaQuestion question, double? england)
    {
        var cut = answer.Cuts.First(own => own.Scope == question.Scope);
        var measure = question.Comparison.Measure;
        var figures = new List<(string Name, string Figure)>();
        if (cut is { From: { } from, To: { } to })
        {
            figures.Add((question.Scope.Title, Wording.Percent(cut.ChangePercent)));
            figures.Add(($"{answer.Query.From}", AreaSentences.Amount(from, measure)));
            figures.Add(($"{answer.Query.To}", AreaSentences.Amount(to, measure)));
        }

        if (cut.Rank is { } rank)
        {
            figures.Add(("Rank, 1 the deepest cut", string.Create(CultureInfo.InvariantCulture, $"{rank} of {cut.Of}")));
        }

        if (england is { } all)
        {
            figures.Add(
                (
                    question.Comparison.Class is not null ? "All of its class"
                    : question.Comparison.WithLondon ? "England"
                    : "England without London",
                    Wording.Percent(all)
                )
            );
        }

        if (answer.Area.Deprivation.TryGetValue(answer.Query.Imd, out var deprivation))
        {
            figures.Add(("Deprivation, 1 the most", FindingCharts.Whole(deprivation.Rank)));
        }

        return figures.Count == 0
            ? new Markup()
            : Markup.Of(
                $"""
                <dl class="figures">
                {new Markup().AddEach(figures, own => $"<div><dt>{own.Name}</dt><dd>{own.Figure}</dd></div>\n")}</dl>

                """
            );
    }

    private static Markup ChartSection(
        string id,
        string heading,
        Answered<Chart> made,
        string query,
        string page,
        PageTable? otherwise = null,
        Markup? before = null
    )
    {
        var (chart, whyNot) = made;
        var shown = chart is not null
            ? Markup.Of($"{before ?? new Markup()}{ChartMarkup.Figure(chart, query, page)}{Told(chart.Notes)}")
            : Markup.Of($"<p>{whyNot!.Detail.TrimEnd('.')}.</p>\n{otherwise?.Written() ?? new Markup()}");
        return Section(id, heading, shown);
    }

    /// <summary>Values by year know one way to count residents and prices: that it is not the one chosen for the change, where that was another.</summary>
    private static Markup YearsAsUsual(AreaQuestion question)
    {
        var (query, usual) = (question.Comparison, new List<string>());
        if (query.Measure.IsPerHead() && query.Population == PopulationBasis.BeforeCensus)
        {
            usual.Add("the latest population estimates, not those from before the census of 2021");
        }

        if (query.Measure.IsReal() && query.Deflator == DeflatorBasis.Bridged)
        {
            usual.Add("the deflator as published, not the bridged one");
        }

        return usual.Count == 0 ? new Markup() : Markup.Of($"<p>Values by year are calculated with {string.Join(", and ", usual)}.</p>\n");
    }

    private static Markup Section(string id, string heading, Markup shown) =>
        Markup.Of($"<section aria-labelledby=\"about-{id}\"><h2 id=\"about-{id}\">{heading}</h2>\n{shown}</section>\n");

    private static Markup Told(IReadOnlyList<NoteAnswer> notes) =>
        notes.Count == 0
            ? new Markup()
            : Markup.Of(
                $"""
                <ul class="plain small">
                {new Markup().AddEach(notes, note => $"<li>{note.Text}</li>\n")}</ul>

                """
            );

    private static Markup Returns(LoadedRelease release, AreaQuestion question, AreaDetailAnswer answer, FinancialYear? year)
    {
        if (question.Comparison.Geography != GeographyKind.UpperTier || year is null)
        {
            return new Markup();
        }

        var (returns, problem) = AnswerReturns.Of(
            release,
            new ReturnsQuestion(answer.Area.Code.Value, null, [year.Value], question.Comparison.Measure, question.Comparison.Imd)
        );
        if (returns is null || returns.Rows.Count == 0)
        {
            return Section(
                "returns",
                "Budget against outturn",
                Markup.Of($"<p>{problem?.Detail ?? $"{answer.Area.Name} has nothing in both returns of {year}."}</p>\n")
            );
        }

        var measure = question.Comparison.Measure;
        var rows = Scopes.Main.Select(scope => returns.Rows.FirstOrDefault(row => row.Scope == scope)).OfType<ReturnsRowAnswer>().ToList();
        var spoken = rows.FirstOrDefault(row => row.Scope == question.Scope) ?? rows[0];
        return Section(
            "returns",
            "Budget against outturn",
            Markup.Of(
                $"""
            <p>{ReturnsSentence.Of(spoken)} {returns.Notes[0].Text}</p>
            {new PageTable(
                $"Planned and spent, {year}, {returns.Units.Level}",
                [("Services", false), ("Planned", true), ("Spent", true), ("Difference", true), ("Difference, %", true), ("To know", false)],
                [
                    .. rows.Select(row => (IReadOnlyList<Cell>)
                    [
                        row.Title, AreaSentences.Amount(row.Planned, measure), AreaSentences.Amount(row.Spent, measure), AreaSentences.Amount(row.Difference, measure), Wording.Percent(row.DifferencePercent),
                        string.Join(", ", row.Flags.Skip(1)),
                    ]),
                ]).Written()}<p class="tools"><a href="/api/v1/compare/returns?area={answer.Area.Code}&amp;year={year}&amp;measure={answer.Query.Measure.Id()}&amp;release={release.Release.Id}&amp;format=csv">CSV<span class="unseen"> of budget against outturn</span></a></p>
            {(returns.Excluded.Count == 0 ? new Markup() : Markup.Of($"<p class=\"small\">Not in both returns of {year}: {string.Join(", ", returns.Excluded.Select(own => own.Scope.Title).Distinct())}.</p>\n"))}{Told([.. returns.Notes.Skip(1)])}
            """
            )
        );
    }

    private static Markup Deprivation(AreaDetailAnswer answer) =>
        answer.Area.Deprivation.Count == 0
            ? Section(
                "deprivation",
                "Deprivation",
                Markup.Of(
                    $"<p>{(answer.Area.Region == Area.London && answer.Query.London == London.Excluded ? $"The question leaves London out, so {answer.Area.Name} has no rank here." : $"{answer.Area.Name} has no rank in the Indices of Deprivation that BudgetWatch has loaded.")}</p>\n"
                )
            )
            : Section(
                "deprivation",
                "Deprivation",
                new PageTable(
                    "By vintage of the Indices of Deprivation; rank, fifth and tenth 1 are the most deprived",
                    [("Indices of", false), ("Average score", true), ("Rank", true), ("Fifth", true), ("Tenth", true)],
                    [
                        .. answer
                            .Area.Deprivation.OrderBy(own => own.Key)
                            .Select(own =>
                                (IReadOnlyList<Cell>)
                                    [
                                        own.Key.ToString(CultureInfo.InvariantCulture),
                                        own.Value.Score.ToString("0.0", CultureInfo.InvariantCulture),
                                        FindingCharts.Whole(own.Value.Rank),
                                        FindingCharts.Whole(own.Value.Fifth),
                                        FindingCharts.Whole(own.Value.Tenth),
                                    ]
                            ),
                    ]
                ).Written()
            );

    private static Markup Capacity(AreaDetailAnswer answer)
    {
        if (answer.Coincidence is not { } row)
        {
            return new Markup();
        }

        if (row.Excluded is { } excluded)
        {
            return Section("capacity", "Community capacity", Markup.Of($"<p>Not compared with cut and deprivation: {excluded}.</p>\n"));
        }

        static string Third(bool worst) => worst ? "yes" : "no";
        var lines = new List<IReadOnlyList<Cell>>();
        if (row.Cut is { } cut)
        {
            lines.Add([
                "Change in comparable spending",
                Wording.Percent(cut.ChangePercent),
                FindingCharts.Whole(cut.Rank),
                Third(cut.Worst),
            ]);
        }

        if (row.Deprivation is { } deprivation)
        {
            lines.Add([
                "Deprivation, average score",
                deprivation.Score.ToString("0.0", CultureInfo.InvariantCulture),
                FindingCharts.Whole(deprivation.Rank),
                Third(deprivation.Worst),
            ]);
        }

        if (row.Capacity is { } capacity)
        {
            lines.Add([
                "Community capacity, index",
                capacity.Index.ToString("0.00", CultureInfo.InvariantCulture),
                FindingCharts.Whole(capacity.Rank)
                    + (
                        capacity is { RankLow: { } low, RankHigh: { } high }
                            ? string.Create(CultureInfo.InvariantCulture, $" ({low} to {high})")
                            : ""
                    ),
                Third(capacity.Worst),
            ]);
        }

        return Section(
            "capacity",
            "Community capacity",
            Markup.Of(
                $"""
                <p>{Overlap(row)} <a href="/coincidence">Where they meet</a></p>
                {new PageTable(
                    "Its ranks: 1 is the deepest cut, the most deprived, the least capacity",
                    [("Order", false), ("Figure", true), ("Rank", true), ("In the worst third", false)],
                    lines
                ).Written()}<p class="tools"><a href="{row.Href}">Data<span class="unseen"> of coincidence</span></a></p>

                """
            )
        );
    }

    /// <summary>Whether the three meet in an area, in words; what rose is not called cut.</summary>
    public static string Overlap(AreaCoincidenceRow row) =>
        row.Coincides switch
        {
            true =>
                $"{(row.Cut is { ChangePercent: < 0 } ? "A deep cut" : "One of the lowest changes")}, high deprivation and little community capacity meet here: it is in the worst third of all three.",
            false => "The three do not meet here: it is not in the worst third of cut, deprivation and community capacity at once.",
            null => "One of the three is not known here.",
        };

    private static Markup Lineage(AreaDetailAnswer answer, AreaQuestion question, Parameters parameters, LoadedRelease release)
    {
        var area = answer.Area;
        var others = area.Members.Where(member => member.Code.Value != area.Code.Value).ToList();
        var names = area.Members.ToDictionary(member => member.Code, member => member.Name);
        var isUpper = question.Comparison.Geography == GeographyKind.UpperTier;
        var shown = Markup.Of(
            $"<p>{area.Name} ({area.Code}): {AreaNames.Kind(area.Kind)}{(area.Region.Length > 0 ? $" in {area.Region}" : "")}.</p>\n"
        );
        if (others.Count + area.FormerAuthorities.Count > 0)
        {
            shown.Add(
                $"""
                <p>It adds up these authorities:</p>
                <ul class="places columns">
                {new Markup().AddEach(
                    others,
                    member =>
                        $"<li>{(isUpper ? Markup.Of($"<a href=\"{PageQuestions.AreaOf(member.Code.Value, parameters, release, GeographyKind.LowerTier)}\">{member.Name}</a>") : Markup.Of($"{member.Name}"))} <span class=\"small\">{Codes(member)}{(member.SucceededBy.Count > 0 ? $", to {string.Join(" and ", member.SucceededBy.Select(own => names.GetValueOrDefault(own) ?? own.Value))}" : "")}</span></li>\n"
                )}{new Markup().AddEach(
                    area.FormerAuthorities,
                    former => $"<li>{former.Name} <span class=\"small\">{former.Authority}, {former.Reason}</span></li>\n"
                )}</ul>

                """
            );
        }

        foreach (var county in area.SharesOf)
        {
            shown.Add(
                $"<p>What <a href=\"{PageQuestions.AreaOf(county.Code.Value, parameters, release)}\">{county.Name}</a> spends as a county is shared among its districts by residents, including this one.</p>\n"
            );
        }

        return Section("lineage", "What it is made of", shown);
    }

    private static string Codes(MemberAnswer member) =>
        member.Authority is { } authority ? $"{member.Code}, {authority}" : member.Code.Value;

    private static Markup Notes(AreaDetailAnswer answer) =>
        Section(
            "notes",
            "What to know before printing this",
            Markup.Of(
                $"""
                <ul class="plain">
                {new Markup().AddEach(
                    answer.Notes,
                    note =>
                        $"<li>{note.Text}{(note.Source is null ? new Markup() : Markup.Of($" <span class=\"small\">({note.Source})</span>"))}</li>\n"
                )}</ul>

                """
            )
        );

    private static Markup Sources(AreaDetailAnswer answer, AreaQuestion question)
    {
        var links = answer.Cuts.First(cut => cut.Scope == question.Scope).Links;
        var all = new (string? Href, string Text)[]
        {
            (links.From, $"The published cells behind {answer.Query.From}, with the arithmetic"),
            (links.To, $"The published cells behind {answer.Query.To}, with the arithmetic"),
            (links.Series, "Its values by year"),
            (links.Cuts, "Its row among all areas"),
            (answer.Href, "All of this as data, at a permanent address"),
        };
        return Section(
            "sources",
            "Sources, to the cell",
            Markup.Of(
                $"""
                <ul class="plain">
                {new Markup().AddEach(
                    all.Where(own => own.Href is not null),
                    own => $"<li><a href=\"{own.Href}\">{own.Text}</a></li>\n"
                )}</ul>

                """
            )
        );
    }
}
