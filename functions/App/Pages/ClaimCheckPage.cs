using System.Globalization;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Questions.Claims;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Specifications;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages;

/// <summary>A number from a claim, compared with every defensible reading: which give it, which do not, and what to say instead.</summary>
internal static class ClaimCheckPage
{
    private const string Address = "/claims";
    private static readonly string England = ClaimGroup.England.Id();

    private static readonly IReadOnlyList<(string Value, string Text)> Groups =
    [
        ("", "England, or the area chosen"),
        (ClaimGroup.Fifth1.Id(), "Most deprived fifth of areas"),
        (ClaimGroup.Fifth2.Id(), "Fifth 2"),
        (ClaimGroup.Fifth3.Id(), "Fifth 3"),
        (ClaimGroup.Fifth4.Id(), "Fifth 4"),
        (ClaimGroup.Fifth5.Id(), "Least deprived fifth of areas"),
        (ClaimGroup.Gap.Id(), "Gap: most deprived fifth less least"),
    ];

    /// <summary>Makes the page of a claim, or of none.</summary>
    public static SitePage Of(Parameters parameters, LoadedRelease release)
    {
        if (parameters.Find("claim") is not { } typed)
        {
            return Explained(parameters, release);
        }

        var asked = AsMeant(parameters, typed);
        var (found, problem) = AnswerClaims.Check(release, asked);
        if (found is null)
        {
            return new SitePage(
                "This claim cannot be checked yet",
                Mistake(problem!),
                Markup.Of(
                    $"""
                    <h1>This claim cannot be checked yet</h1>
                    {(HasControl(problem!.Parameter) ? new Markup() : ProblemPage.Told(problem, null))}{Controls(
                        parameters,
                        release,
                        problem
                    )}
                    """
                )
            )
            {
                Status = problem.Status,
                Under = Address,
            };
        }

        var answer = found.Answer;
        var title = Verdict(found);
        var chart = ClaimChart.Of(release, found);
        return new SitePage(
            title,
            answer.Sentence,
            Markup.Of(
                $"""
                <h1>{title}</h1>
                <blockquote class="quote"><p class="lead">{answer.Sentence}</p></blockquote>
                {Controls(parameters, release, null)}<section aria-labelledby="about-instead"><h2 id="about-instead">What to say{(
                    answer.Verdict == ClaimVerdict.Supported ? "" : " instead"
                )}</h2>
                {Instead(found, ClaimSubject.Of(asked, release).Answer!)}</section>
                <section aria-labelledby="about-claim"><h2 id="about-claim">Every reading</h2>
                {ChartMarkup.Figure(chart, asked.With(("release", release.Release.Id), ("asOf", null)), Address)}</section>
                <section aria-labelledby="about-supports"><h2 id="about-supports">Readings that give it</h2>
                {Readings(answer, answer.Supports, answer.Readings.Supporting, "give the claim", release)}</section>
                <section aria-labelledby="about-contradicts"><h2 id="about-contradicts">Readings that do not</h2>
                {Readings(
                    answer,
                    answer.Contradicts,
                    answer.Readings.Count - answer.Readings.Supporting,
                    "give another number",
                    release
                )}</section>
                {NotesSection.Of(answer.Notes)}<p>The same as an answer of the API: <a href="{ClaimChart.AddressOf(
                    answer,
                    release
                )}">as JSON</a>.</p>

                """
            )
        )
        {
            Under = Address,
        };
    }

    /// <summary>The question as it was meant: people paste a true minus or a per cent sign, and a claim that names no area or group is about England.</summary>
    public static Parameters AsMeant(Parameters parameters, string typed)
    {
        var number = typed.Trim().Replace('\u2212', '-').Replace('\u2013', '-');
        if (parameters.Find("unit") is null or "percent" && number is [.., '%'])
        {
            number = number[..^1].TrimEnd();
        }

        var hasNoSubject = parameters.Find(ClaimSubject.AreaAsked) is null && parameters.Find(ClaimSubject.GroupAsked) is null;
        return Parameters
            .Of(
                PageQuestions
                    .OfClaim.Select(parameter =>
                        KeyValuePair.Create(
                            parameter.Name,
                            parameter.Name switch
                            {
                                "claim" => number,
                                "group" when hasNoSubject => England,
                                _ => parameters.Find(parameter),
                            }
                        )
                    )
                    .Where(pair => pair.Value is not null)
                    .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!)),
                PageQuestions.OfClaim
            )
            .Answer!;
    }

    /// <summary>The verdict in a few words.</summary>
    public static string Verdict(CheckedClaim found)
    {
        var (answer, said) = (found.Answer, ClaimChart.Said(found.Answer, found.Unit));
        return answer.Verdict switch
        {
            ClaimVerdict.Supported => $"{said}: every reading gives it",
            ClaimVerdict.Contradicted => $"{said}: no defensible reading gives it",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{said}: {answer.Readings.Supporting:N0} of {answer.Readings.Count:N0} defensible readings {(answer.Readings.Supporting == 1 ? "gives" : "give")} it"
            ),
        };
    }

    private static SitePage Explained(Parameters parameters, LoadedRelease release)
    {
        const string What =
            "Type a number from a claim about cuts to council spending. See which defensible calculations give it, which do not, and what can be said instead.";
        var pinned =
            parameters.Find(QueryParameters.Release) is null && parameters.Find(QueryParameters.AsOf) is null
                ? ""
                : $"&release={release.Release.Id}";
        return new SitePage(
            "Check a claim",
            What,
            Markup.Of(
                $"""
                <h1>Check a claim</h1>
                <p class="lead">{What}</p>
                {Controls(parameters, release, null)}<h2>Two examples</h2>
                <ul class="plain">
                <li><a href="{Address}?claim=-26&amp;area=E08000006{pinned}">&#8216;Salford lost 26%&#8217;</a>: one area, in per cent</li>
                <li><a href="{Address}?claim=-43&amp;group=england{pinned}">&#8216;Councils in England lost 43%&#8217;</a>: all areas together</li>
                </ul>
                <h2>How a claim is checked</h2>
                <p>We calculate the number in every way your choices leave open: budgets or outturn, pairs of years, real terms or cash, vintages of the Indices, with and without London. A reading supports the claim if it rounds to it: -30 covers -30.5 to -29.5, and -30.0 covers -30.05 to -29.95. The more you choose, the fewer readings are left.</p>
                <p>A reading that gives the number is not always the right one for a sentence: say which you mean. All of it is about areas, not people.</p>

                """
            )
        )
        {
            Under = Address,
        };
    }

    private static bool HasControl(string? parameter) =>
        parameter is "claim" or "unit" or "area" or "group" or "scope" or "return" or "from" or "to" or "measure" or "imd";

    private static string Mistake(QueryProblem problem) =>
        problem.Parameter switch
        {
            "claim" =>
                "This is not a number that can be checked. Use digits, with a point for decimals and a minus for a cut, such as -30 or -30.5.",
            "group" when problem.Excludes is not null => "Choose a group or an area, not both.",
            _ => problem.Detail
                + (problem.Allowed is { Count: > 0 and <= 40 } allowed ? $" Valid values: {string.Join(", ", allowed)}." : ""),
        };

    private static Markup Controls(Parameters parameters, LoadedRelease release, QueryProblem? problem)
    {
        string? Of(string name) => problem?.Parameter == name ? Mistake(problem) : null;
        var headline =
            SpecificationGrid.Headlines.FirstOrDefault(scope => scope.Id == parameters.Value(CurveParameters.Scope))
            ?? ComparisonQuery.Headline.Scope;
        var questions = CurveQuestion.In(release, headline);
        Markup Open(string name, string label, Func<string, string>? text = null) =>
            QuestionControls.Select(
                name,
                label,
                parameters.Find(name) ?? "",
                [
                    ("", "Any"),
                    .. questions
                        .Select(question => question.Choice(name))
                        .Distinct()
                        .Order(StringComparer.Ordinal)
                        .Select(word => (word, text?.Invoke(word) ?? word)),
                ],
                Of(name)
            );
        var chosen = parameters.Find(ClaimSubject.AreaAsked) is { } code ? release.Figures.Find(code)?.Code.Value : null;
        return QuestionControls.Form(
            Address,
            parameters,
            [
                QuestionControls.Typed("claim", "The number", parameters.Find("claim"), "A cut is negative, as -30 or -30.5.", Of("claim")),
                QuestionControls.Select(
                    "unit",
                    "It is in",
                    parameters.Find("unit") ?? "percent",
                    [("percent", "Per cent, or points of a gap"), ("pounds", "Pounds per head")],
                    Of("unit")
                ),
                QuestionControls.Select(
                    "group",
                    "It is about",
                    parameters.Find("group") is { } group && group != England ? group : "",
                    Groups,
                    Of("group")
                ),
                QuestionControls.Select(
                    "area",
                    "Or about one area",
                    chosen ?? "",
                    [
                        ("", "None"),
                        .. release
                            .Figures.Areas.OrderBy(area => area.Name, StringComparer.Ordinal)
                            .Select(area => (area.Code.Value, area.Name)),
                    ],
                    Of("area")
                ),
                QuestionControls.Select(
                    "scope",
                    "Services",
                    headline.Id,
                    [.. SpecificationGrid.Headlines.Select(scope => (scope.Id, scope.Title))],
                    Of("scope")
                ),
                Open("return", "Figures", QuestionControls.InWords),
                Open("from", "From"),
                Open("to", "To"),
                Open("measure", "Measure", QuestionControls.InWords),
                Open("imd", "Deprivation by", word => $"Indices of {word}"),
            ]
        );
    }

    private static Markup Instead(CheckedClaim found, ClaimSubject subject)
    {
        var answer = found.Answer;
        var reading = answer.Headline ?? answer.Nearest;
        var named = answer.Supports.Count > 0 && answer.Supports[0].Query != reading.Query ? answer.Supports[0] : null;
        return Markup.Of(
            $"""
            <blockquote class="quote"><p>{answer.Query.About}: {Words(reading, found, subject)}{(
                answer.Headline is null ? ", the nearest of the readings left open" : ", the published reading"
            )}. This is about areas, not people.</p></blockquote>
            {(
                named is null
                    ? new Markup()
                    : Markup.Of(
                        $"<p>To keep the number, say which reading you mean: {answer.Query.About}: {Words(named, found, subject)}.</p>\n"
                    )
            )}
            """
        );
    }

    /// <summary>A reading with every choice that makes its number: fewer would fit other readings too.</summary>
    private static string Words(ReadingAnswer reading, CheckedClaim found, ClaimSubject subject)
    {
        var query = reading.Query;
        var choices = AnswerClaims.Choices(found.Readings.First(own => QueryAnswer.Of(own.Query) == query).Query, subject);
        return $"{reading.Display} in {(query.Return == Return.Budget ? "budgets" : "outturn")} of {query.Scope.Title.ToLowerInvariant()}, {query.From} to {query.To}, {Terms(query)}{string.Concat(choices.Select(choice => $", {choice}"))}";
    }

    private static string Terms(QueryAnswer query) =>
        query.Measure.IsReal() ? $"real terms per head ({query.PriceBase} prices)" : "cash per head";

    private static Markup Readings(
        ClaimsAnswer answer,
        IReadOnlyList<ReadingAnswer> readings,
        int all,
        string what,
        LoadedRelease release
    ) =>
        readings.Count == 0
            ? Markup.Of($"<p>None.</p>\n")
            : Markup.Of(
                $"""
            {new PageTable(
                string.Create(CultureInfo.InvariantCulture, $"{all:N0} readings {what}{(all > readings.Count ? $"; the nearest {readings.Count}" : "")}"),
                [("Reading", false), ("Number", true), ("Figures", false), ("Years", false), ("Measure", false), ("Indices", true), ("Otherwise", false), ("API", false)],
                [
                    .. readings.Select((reading, i) => (IReadOnlyList<Cell>)
                    [
                        new Cell(reading.Query.Scope.Title, PageQuestions.HomeOf(reading.Query, answer.Query.Area, release.Release.Id)), reading.Display,
                        reading.Query.Return.Id(), $"{reading.Query.From} to {reading.Query.To}", reading.Query.Measure.IsReal() ? "real, per head" : "cash, per head",
                        reading.Query.Imd.ToString(CultureInfo.InvariantCulture), Otherwise(reading, answer), new Cell("JSON", reading.Href),
                    ]),
                ]).Written()}
            """
            );

    private static string Otherwise(ReadingAnswer reading, ClaimsAnswer answer)
    {
        var (query, other) = (reading.Query, new List<string>());
        void Say(bool holds, string text)
        {
            if (holds)
            {
                other.Add(text);
            }
        }

        // By its question: an answer holds a list, and two with the same words in it are not the same.
        Say(query == answer.Headline?.Query, "the published reading");
        Say(query.London == London.Excluded, "without London");
        Say(query.Groups == Grouping.People, "fifths of people");
        Say(query.Weights == Weighting.Equal, "each area counts once");
        Say(query.Population != PopulationBasis.Newest, "residents as estimated before the census");
        return other.Count == 0 ? "as usual" : string.Join(", ", other);
    }
}
