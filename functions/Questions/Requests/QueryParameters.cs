using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Questions.Requests;

/// <summary>The parameters there are. Which of them a question has, the question says.</summary>
public static class QueryParameters
{
    private const string YearForm = "[0-9]{4}-[0-9]{2}";
    private const string VintageForm = "[0-9]{4}";

    private static readonly ComparisonQuery Headline = ComparisonQuery.Headline;

    /// <summary>Budget or outturn.</summary>
    public static readonly Parameter Return = new(
        "return",
        "Budget (what was planned) or outturn (what was spent); one that the release holds. They are never mixed."
    )
    {
        Words = ReturnNames.Words.Ids,
        Default = Headline.Return.Id(),
    };

    /// <summary>The lines summed.</summary>
    public static readonly Parameter Scope = new("scope", "The lines of spending that are summed: a scope, or a single line.")
    {
        Words = [.. Scopes.All.Select(scope => scope.Id)],
        Default = Headline.Scope.Id,
    };

    /// <summary>The same as a scope.</summary>
    public static readonly Parameter Line = new("line", "The same as scope, for a single line. Not with scope.") { Words = Scope.Words };

    /// <summary>The base year.</summary>
    public static readonly Parameter From = new(
        "from",
        $"The base year. The release must be able to sum the scope in it. Default: {ComparisonQuery.BaseYear}, or the first available year."
    )
    {
        Form = YearForm,
        Example = Headline.From.ToString(),
    };

    /// <summary>The end year.</summary>
    public static readonly Parameter To = new(
        "to",
        "The end year, after from. The release must be able to sum the scope in it. Default: the newest year with figures of nine in ten areas and residents,"
            + " which /summary names, or the last available year."
    )
    {
        Form = YearForm,
        Example = Headline.To.ToString(),
    };

    /// <summary>On which areas.</summary>
    public static readonly Choice<GeographyKind> Geography = new(
        "geography",
        Geographies.Words,
        Headline.Geography,
        "Which areas: counties and single-tier councils; districts and single-tier councils, with a county's spending shared among its districts by"
            + " residents; authorities as they filed; or regions or combined authorities of today, which are sums of areas. One that the release holds."
    );

    /// <summary>Which authorities.</summary>
    public static readonly Parameter Class = new(
        "class",
        "Which authorities: shire counties, shire districts, unitary authorities, metropolitan districts or London boroughs. Must be sent with"
            + " geography=authority where two years are compared, and with no other geography."
    )
    {
        Words = PrincipalClasses.Words.Ids,
    };

    /// <summary>In what figures are stated.</summary>
    public static readonly Choice<Measure> Measure = new(
        "measure",
        Measures.Words,
        Headline.Measure,
        $"How figures are stated: in prices of {Deflators.PriceBase} (real) or of each year (cash), per resident or in total."
    );

    /// <summary>The vintage of the Indices of Deprivation.</summary>
    public static readonly Parameter Imd = new(
        "imd",
        "The vintage of the Indices of Deprivation, one that the release holds."
            + string.Create(CultureInfo.InvariantCulture, $" Default: {Headline.Imd}, or the latest available.")
    )
    {
        Form = VintageForm,
        Example = Headline.Imd.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Whether areas in London take part.</summary>
    public static readonly Choice<London> London = new(
        "london",
        LondonNames.Words,
        Requests.London.Included,
        "Whether to include areas in London."
    );

    /// <summary>What fifths and tenths hold equal numbers of.</summary>
    public static readonly Choice<Grouping> Groups = new(
        "groups",
        Groupings.Words,
        Headline.Groups,
        "Whether fifths and tenths by deprivation hold equal numbers of areas or of people."
    );

    /// <summary>What an area counts for.</summary>
    public static readonly Choice<Weighting> Weights = new(
        "weights",
        Weightings.Words,
        Headline.Weights,
        "How much an area counts in the statistics: by its residents, or the same as any other."
    );

    /// <summary>Which estimates residents are from.</summary>
    public static readonly Choice<PopulationBasis> Population = new(
        "population",
        PopulationBases.Words,
        Headline.Population,
        "Residents from the latest ONS estimate for each year, or from the latest made before the census of 2021 (upper tier only, years to"
            + " 2019-20)."
    );

    /// <summary>What makes pounds real.</summary>
    public static readonly Choice<DeflatorBasis> Deflator = new(
        "deflator",
        DeflatorBases.Words,
        Headline.Deflator,
        "HM Treasury's figure for 2020-21, which the pandemic distorts, or the geometric mean of the years either side."
    );

    /// <summary>One area.</summary>
    public static readonly Parameter Area = new(
        "area",
        "An area's code: of the chosen geography, or of any authority, present or abolished, that is part of one."
    )
    {
        IsName = true,
        Example = "E08000006",
    };

    /// <summary>One year.</summary>
    public static readonly Parameter Year = new("year", "A financial year, one that the release holds.")
    {
        Form = YearForm,
        Example = Headline.From.ToString(),
    };

    /// <summary>A release by name.</summary>
    public static readonly Parameter Release = new(
        "release",
        "The id of a published release. Its answers never change. Default: the live release."
    )
    {
        IsName = true,
        Example = "$RELEASE",
    };

    /// <summary>The release of a time.</summary>
    public static readonly Parameter AsOf = new(
        Requests.AsOf.Parameter,
        "The release that was live at a time, or at the end of a date (UTC). Not with release, and not in the future. Before the first release: 404."
    )
    {
        Form = Requests.AsOf.Form,
        Example = "2026-11-24T09:30:00Z",
    };

    /// <summary>How the answer is written.</summary>
    public static readonly Parameter Format = new(
        "format",
        "JSON, the same rows as CSV, or what the columns of that CSV are (W3C CSV on the Web). Default: what Accept prefers."
    )
    {
        Words = ["json", "csv", "csvw"],
        Default = "json",
    };

    /// <summary>The word of <c>format</c> for a cube.</summary>
    public const string JsonStat = "json-stat";

    /// <summary>How an answer is written that is a cube too.</summary>
    public static readonly Parameter CubeFormat = Format with
    {
        Of = "cube",
        Meaning = $"{Format.Meaning} Here also a JSON-stat 2.0 dataset.",
        Words = [.. Format.Words!, JsonStat],
    };

    /// <summary>How many rows a page of a list has.</summary>
    public static readonly Parameter Limit = new("limit", "The most items on a page.") { Bounds = (1, 1_000), Default = "500" };

    /// <summary>Where a page of a list begins.</summary>
    public static readonly Parameter Cursor = new("cursor", "Where the page begins, as given in page.next.")
    {
        Bounds = (0, 1_000_000),
        Default = "0",
    };

    /// <summary>What every question to a release has: which release, and how the answer is written.</summary>
    public static readonly IReadOnlyList<Parameter> OfRelease = [Release, AsOf, Format];
}
