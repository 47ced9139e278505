using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Sources;

namespace BudgetWatch.Questions.Vocabulary;

/// <summary>Figures and flags in words: rounded once, here, at the edge (methodology 4 and 11).</summary>
public static class Wording
{
    /// <summary>The acknowledgements every answer carries.</summary>
    public static readonly IReadOnlyList<string> Attribution =
    [
        "Contains public sector information licensed under the Open Government Licence v3.0: Ministry of Housing, Communities and Local"
            + " Government (revenue accounts, Indices of Deprivation), Office for National Statistics (population, codes), HM Treasury (deflators).",
        "Authority register: mySociety, CC BY 4.0.",
        "Computed by BudgetWatch; not official statistics.",
    ];

    private const string TotalsAttribution =
        "Grants: data that funders publish in the 360Giving Data Standard, each under an open licence of its own; totals by recipient district compiled"
        + " by yanoak (360giving-deprivation).";

    private const string ListAttribution =
        "Grants: data that funders publish in the 360Giving Data Standard under open licences, gathered by 360Giving (GrantNav); the publishers are";

    /// <summary>The acknowledgements of an answer with community capacity in it: of its own components.</summary>
    /// <param name="capacity">The index.</param>
    /// <param name="grants">The grants; null where there are none.</param>
    /// <param name="naming">Whether every publisher of grants is named, some hundreds, and not where they are.</param>
    public static IReadOnlyList<string> AttributionWith(CapacityIndex capacity, GrantsByArea? grants, bool naming) =>
        [
            Attribution[0],
            Attribution[1],
            .. capacity.Components.Any(own => own.Component.Id == GrantsByArea.Id) ? [Of(grants, naming)] : Array.Empty<string>(),
            .. capacity.Components.Any(own => CharityComponents.Ids.Contains(own.Component.Id))
                ? [AttributionOf("charity-register")]
                : Array.Empty<string>(),
            .. capacity.Components.Any(own => own.Component.Id == CharityComponents.AtHomeId)
                ? [AttributionOf("postcode-districts")]
                : Array.Empty<string>(),
            .. capacity.Components.Any(own => own.Component.Id == VolunteeringByArea.NoSurvey.Id)
                ? [AttributionOf(VolunteeringByArea.SourceId)]
                : Array.Empty<string>(),
            Attribution[2],
        ];

    private static string AttributionOf(string source) => SourceCatalogue.Find(source)!.Description.Attribution;

    private static string Of(GrantsByArea? grants, bool naming) =>
        grants?.ByYear is not { } byYear ? TotalsAttribution
        : naming ? $"{ListAttribution} {string.Join(", ", byYear.Publishers.Where(name => name.Length > 0))}."
        : $"{ListAttribution} named in the answer of /api/v1/coincidence.";

    /// <summary>What of a list of grants is not counted, with its grants and pounds.</summary>
    internal static string GrantsLeftOut(GrantsByYear grants)
    {
        var counted = grants.Areas.Sum(area => area.Given.Sum(given => (long)given.Grants));
        var pounds = grants.Areas.Sum(area => area.Given.Sum(given => given.Pounds));
        var left = grants.LeftOut.Select(own =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{own.Grants:N0} {Why(own.Reason)}{(own.Pounds is { } known ? $" ({Millions((double)known)})" : "")}"
            )
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Counted are {counted:N0} grants ({Millions((double)pounds)}) awarded from {grants.First:yyyy-MM-dd} to {grants.Last:yyyy-MM-dd}. Left out: {(grants.LeftOut.Count == 0 ? "none" : string.Join("; ", left))}."
        );
    }

    private static string Why(string reason) =>
        reason switch
        {
            Domain.Community.GrantsLeftOut.Unusable => "without an identifier, a day, a currency or an amount that can be read",
            Domain.Community.GrantsLeftOut.OtherCurrency => "in another currency",
            Domain.Community.GrantsLeftOut.LicenceNotStated => "published without a licence",
            Domain.Community.GrantsLeftOut.LicenceNotOpen =>
                "published under a licence that asks for more than acknowledgement, or is not known",
            Domain.Community.GrantsLeftOut.OutsideEngland => "to recipients outside England",
            Domain.Community.GrantsLeftOut.NoDistrict => "without a recipient's district",
            Domain.Community.GrantsLeftOut.Duplicate => "listed a second time",
            Domain.Community.GrantsLeftOut.NoArea => "in places whose codes lead to no area",
            _ => reason,
        };

    /// <summary>What holds of every finding about deprivation.</summary>
    internal const string AreasNotPeople = "Findings about deprivation are about areas, not about the people in them.";

    /// <summary>Per cent to one decimal: <c>-26.4%</c>.</summary>
    public static string Percent(double? value) =>
        value is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{Rounded(percent, 1):0.0}%") : "no percentage";

    /// <summary>Pounds to the whole: <c>-£1,366</c>.</summary>
    public static string Pounds(double value)
    {
        var pounds = Rounded(value, 0);
        return string.Create(CultureInfo.InvariantCulture, $"{(pounds < 0 ? "-" : "")}£{Math.Abs(pounds):N0}");
    }

    /// <summary>Millions of pounds to one decimal: <c>-£95.1m</c>.</summary>
    public static string Millions(double pounds)
    {
        var millions = Rounded(pounds / 1_000_000, 1);
        return string.Create(CultureInfo.InvariantCulture, $"{(millions < 0 ? "-" : "")}£{Math.Abs(millions):N1}m");
    }

    /// <summary>What a measure states, in words: <c>per head in real terms</c>.</summary>
    public static string Terms(Measure measure) =>
        measure switch
        {
            Measure.RealPerHead => "per head in real terms",
            Measure.Real => "in real terms",
            Measure.CashPerHead => "per head in cash",
            _ => "in cash",
        };

    /// <summary>What the figures of a return are: <c>budgets for</c>, <c>spending on</c>.</summary>
    public static string Figures(Return @return) => @return == Return.Budget ? "budgets for" : "spending on";

    /// <summary>All the areas of a question: <c>England</c>, where London is among them.</summary>
    public static string Whole(bool withLondon) => withLondon ? "England" : "England without London";

    /// <summary>What a fifth is of: areas, or people by the areas they live in.</summary>
    public static string FifthOf(Grouping groups) => groups == Grouping.Areas ? "fifth of areas" : "fifth of people, by area,";

    /// <summary>A question in words, with every choice that is not the usual one.</summary>
    public static string InWords(ComparisonQuery query)
    {
        var headline = ComparisonQuery.Headline;
        var figures = Figures(query.Return);
        string[] unusual =
        [
            .. query.WithLondon ? Array.Empty<string>() : ["without London"],
            .. query.Groups == headline.Groups ? Array.Empty<string>() : [$"fifths of equal numbers of {query.Groups.Id()}"],
            .. query.Weights == headline.Weights ? Array.Empty<string>() : ["every area counted the same"],
            .. query.Population == headline.Population ? Array.Empty<string>() : ["residents as estimated before the census of 2021"],
            .. query.Deflator == headline.Deflator ? Array.Empty<string>() : ["with a bridged deflator"],
        ];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{char.ToUpperInvariant(figures[0])}{figures[1..]} {query.Scope.Title.ToLowerInvariant()}, {Terms(query.Measure)}, {query.From} to {query.To}; deprivation by the Indices of {query.Imd}{string.Concat(unusual.Select(text => $"; {text}"))}"
        );
    }

    /// <summary>A change as printed.</summary>
    public static ChangeDisplay Display(double from, double to, double? changePercent) =>
        new(Pounds(from), Pounds(to), Pounds(to - from), Percent(changePercent));

    /// <summary>Units of a measure.</summary>
    public static UnitsAnswer Units(Measure measure)
    {
        var unit =
            (measure.IsReal() ? $"pounds in {Deflators.PriceBase} prices" : "pounds of the year")
            + (measure.IsPerHead() ? " per resident" : "");
        return new UnitsAnswer(unit, unit, "per cent of the base year");
    }

    /// <summary>Everything a reader must know of a question's answer: breaks it crosses, vintages, the flags of its rows.</summary>
    /// <param name="query">The question.</param>
    /// <param name="figures">The figures that answer it.</param>
    /// <param name="rowFlags">The flags of the answer's rows.</param>
    /// <param name="only">The one area the answer is about; null where it is about all.</param>
    /// <param name="naming">Whether each case of what happened is named; otherwise how many there are.</param>
    public static IReadOnlyList<NoteAnswer> Notes(
        ComparisonQuery query,
        ReleaseFigures figures,
        IEnumerable<string> rowFlags,
        Area? only = null,
        bool naming = true
    )
    {
        var own = figures.Of(query.Geography);
        var notes = new List<NoteAnswer>();
        if (query.Class is { } @class)
        {
            notes.Add(
                new NoteAnswer(
                    Flag.OwnMap,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Authorities of class {@class.Id()} as they filed, each on its own map of the year: residents of {query.From} are from the"
                            + $" mid-{own.FrameOf(query, query.From).PopulationVintage} vintage of the ONS estimates, those of {query.To} from the"
                            + $" mid-{own.FrameOf(query, query.To).PopulationVintage} vintage. What other tiers spend in the same places is not in it."
                    )
                )
            );
        }

        if (figures.PopulationVintagesDiffer(query))
        {
            notes.Add(
                new NoteAnswer(
                    Flag.PopulationVintagesDiffer,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Residents of {query.From} are from the mid-{own.FrameOf(query, query.From).PopulationVintage} vintage of the ONS estimates, those of"
                            + $" {query.To} from the mid-{own.FrameOf(query, query.To).PopulationVintage} vintage. We use the {(query.Geography == GeographyKind.Authority ? "estimate that has most of the year's authorities" : "latest population estimate")} for each year. Some of the"
                            + $" change per head may come from revised estimates."
                    )
                )
            );
        }

        notes.AddRange(
            new[] { query.From, query.To }
                .Select(year => own.Frames.GetValueOrDefault(year))
                .OfType<YearFactors>()
                .SelectMany(frame => OfYearsToCome(frame, query.Measure))
        );
        if (ScoresFromDistricts(own, query.Imd) is { } scores)
        {
            notes.Add(scores);
        }

        notes.AddRange(ComparabilityBreak.Crossed(query).Select(crossed => new NoteAnswer(crossed.Word, crossed.Reason, crossed.Source)));
        var moved = figures
            .TotalMoves.Where(move =>
                move.Return == query.Return && query.From <= move.From && move.To <= query.To && query.Scope.AllLines.Contains(move.Line)
            )
            .Select(move => $"{move.Line.Title} {move.From} to {move.To} ({Percent(move.ChangePercent)})")
            .ToList();
        if (moved.Count > 0)
        {
            notes.Add(
                new NoteAnswer(
                    Flag.TotalMoved,
                    $"England's total moved by more than 15 % in cash between consecutive years in this span: {(naming ? string.Join("; ", moved) : $"{moved.Count} times")}. Check whether"
                        + " a definition changed before printing a figure for these lines."
                )
            );
        }

        var flagged = rowFlags.ToHashSet(StringComparer.Ordinal);
        notes.AddRange(
            Flag.OfRows.Where(flag => flagged.Contains(flag.Word))
                .Select(flag => new NoteAnswer(
                    flag.Word,
                    flag.Meaning + (naming ? Cases(flag.Word, query, own, only is null ? own.Areas : [only]) : "")
                ))
        );
        notes.Add(new NoteAnswer("areas-not-people", AreasNotPeople));
        return notes;
    }

    /// <summary>What is carried forward or forecast in a measure's figures of a year.</summary>
    internal static IEnumerable<NoteAnswer> OfYearsToCome(YearFactors frame, Measure measure)
    {
        if (measure.IsPerHead() && frame.CarriedForwardFrom is { } midYear)
        {
            yield return new NoteAnswer(
                Flag.PopulationCarriedForward,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"No estimate has the residents of mid-{frame.Year.StartYear} yet: figures per head of {frame.Year} use those of mid-{midYear}. Where an area has grown since, they are too high."
                )
            );
        }

        if (measure.IsReal() && frame.IsForecast)
        {
            yield return new NoteAnswer(
                Flag.DeflatorForecast,
                $"The deflator of {frame.Year} was a forecast when HM Treasury published it. Real figures of {frame.Year} will move with it."
            );
        }
    }

    /// <summary>How areas were scored, where a vintage is loaded for districts only; null where it is not.</summary>
    internal static NoteAnswer? ScoresFromDistricts(GeographyFigures figures, int imd) =>
        figures.ScoresFromDistricts.TryGetValue(imd, out var weightedAt)
            ? new NoteAnswer(
                Flag.ScoresFromDistricts,
                figures.Geography == GeographyKind.UpperTier
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"BudgetWatch has the Indices of Deprivation {imd} for districts only. The score of an area of several districts is the mean of theirs,"
                            + $" weighted by residents at mid-{weightedAt}."
                    )
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"Where the Indices of Deprivation {imd} have no score for an area, we use the mean of its districts' scores, weighted by residents"
                            + $" at mid-{weightedAt}, or at the last mid-year before with an estimate for every one."
                    )
            )
            : null;

    /// <summary>Which way something went.</summary>
    public static string Way(double change, string down = "fell", string up = "rose") => change < 0 ? down : up;

    /// <summary>A change in per cent in words: <c>fell by 26.4%</c>.</summary>
    public static string Moved(double percent, string down = "fell by", string up = "rose by") =>
        $"{Way(percent, down, up)} {Percent(Math.Abs(percent))}";

    /// <summary>Percentage points to one decimal: <c>17.0</c>.</summary>
    public static string Points(double value) => Rounded(value, 1).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Where a flag stands for something that happened, what happened: which area, which line, which years.</summary>
    private static string Cases(string flag, ComparisonQuery query, GeographyFigures figures, IReadOnlyList<Area> areas)
    {
        var names = areas.ToDictionary(area => area.Code, area => area.Name);
        List<string> cases = flag switch
        {
            Flag.LargeMove =>
            [
                .. figures
                    .LargeMovesIn(query)
                    .Where(move => names.ContainsKey(move.Area))
                    .Select(move => $"{names[move.Area]} {move.From} to {move.To} ({Percent(move.ChangePercent)})"),
            ],
            Flag.LineVanished =>
            [
                .. figures
                    .VanishedLinesIn(query)
                    .Where(line => names.ContainsKey(line.Area))
                    .Select(line =>
                        $"{names[line.Area]}, {line.Line.Title.ToLowerInvariant()}, {line.From} to {line.To}"
                        + $" ({Pounds((double)line.PoundsFrom)} to {Pounds((double)line.PoundsTo)})"
                    ),
            ],
            _ => [],
        };
        return cases.Count == 0 ? "" : $" Here: {string.Join("; ", cases)}.";
    }

    /// <summary>What a reader must know of statistics computed only now from a release that was made by a given method.</summary>
    internal static IReadOnlyList<NoteAnswer> ComputedNow(int methodOfRelease) =>
        methodOfRelease == ReleaseIdentity.MethodVersion
            ? []
            :
            [
                new NoteAnswer(
                    Flag.ComputedByAnotherMethod,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"This release was made by method {methodOfRelease} and does not store these statistics; they were computed just now from its"
                            + $" figures by method {ReleaseIdentity.MethodVersion}."
                    )
                ),
            ];

    /// <summary>How many decimals a difference of figures that are served as they are is stated with: enough for any score, too few for the noise of subtracting.</summary>
    internal const int ServedDigits = 6;

    /// <summary>A figure as it is printed with so many decimals: halves away from zero, and never -0.</summary>
    internal static double Rounded(double value, int digits)
    {
        var rounded = Math.Round(value, digits, MidpointRounding.AwayFromZero);
        return rounded == 0 ? 0 : rounded;
    }
}
