using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Questions.Requests;
using Newtonsoft.Json;

namespace BudgetWatch.Questions.Vocabulary;

/// <summary>The release an answer is from.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Href">Where it is described.</param>
public sealed record ReleaseReference(string Id, DateTimeOffset PublishedAt, string Href);

/// <summary>The question as it was understood, with its defaults.</summary>
/// <param name="Return">budget or outturn.</param>
/// <param name="Scope">A scope or line.</param>
/// <param name="From">The base year.</param>
/// <param name="To">The end year.</param>
/// <param name="Geography">upper-tier, lower-tier, authority, region or combined-authority.</param>
/// <param name="Class">The class of authorities compared; null on other geographies.</param>
/// <param name="Measure">How it is stated.</param>
/// <param name="Imd">Vintage of the Indices of Deprivation.</param>
/// <param name="London">included or excluded.</param>
/// <param name="Groups">Whether fifths and tenths hold equal numbers of areas or people.</param>
/// <param name="Weights">How much an area counts in the statistics: by residents, or equal.</param>
/// <param name="Population">Which vintages residents are from: newest or before-census.</param>
/// <param name="Deflator">What makes pounds real: published or bridged.</param>
/// <param name="PriceBase">The year whose pounds real figures are in.</param>
public sealed record QueryAnswer(
    Return Return,
    Scope Scope,
    FinancialYear From,
    FinancialYear To,
    GeographyKind Geography,
    [property: JsonConverter(typeof(ClassLetters))] AuthorityClass? Class,
    Measure Measure,
    int Imd,
    London London,
    Grouping Groups,
    Weighting Weights,
    PopulationBasis Population,
    DeflatorBasis Deflator,
    FinancialYear PriceBase
)
{
    /// <summary>A question as its answer states it.</summary>
    public static QueryAnswer Of(ComparisonQuery query) =>
        new(
            query.Return,
            query.Scope,
            query.From,
            query.To,
            query.Geography,
            query.Class,
            query.Measure,
            query.Imd,
            query.WithLondon ? London.Included : London.Excluded,
            query.Groups,
            query.Weights,
            query.Population,
            query.Deflator,
            Deflators.PriceBase
        );

    /// <summary>The question of a series with the same choices.</summary>
    public SeriesQueryAnswer ToSeries() => new(Return, Scope, Geography, Measure, PriceBase);
}

/// <summary>Units of an answer's figures.</summary>
/// <param name="Level">Of from and to.</param>
/// <param name="Change">Of change.</param>
/// <param name="ChangePercent">Of changePercent.</param>
public sealed record UnitsAnswer(string Level, string Change, string ChangePercent);

/// <summary>Something a reader must know about an answer.</summary>
/// <param name="Flag">The word.</param>
/// <param name="Text">What it means here.</param>
/// <param name="Source">Where that is stated, where it is a fact about the figures.</param>
public sealed record NoteAnswer(string Flag, string Text, string? Source = null);

/// <summary>Figures as they are printed: per cent to one decimal, pounds to the whole.</summary>
/// <param name="From">In the base year.</param>
/// <param name="To">In the end year.</param>
/// <param name="Change">The change.</param>
/// <param name="ChangePercent">The change in per cent.</param>
public sealed record ChangeDisplay(string From, string To, string Change, string ChangePercent);

/// <summary>How deprived an area is among those of the answer.</summary>
/// <param name="Score">IMD average score.</param>
/// <param name="Rank">1 is the most deprived.</param>
/// <param name="Fifth">1 is the most deprived fifth.</param>
/// <param name="Tenth">1 is the most deprived tenth.</param>
public sealed record DeprivationAnswer(double Score, int Rank, int Fifth, int Tenth)
{
    /// <summary>From an area's rank.</summary>
    public static DeprivationAnswer Of(DeprivationRank standing) => new(standing.Score, standing.Rank, standing.Fifth, standing.Tenth);
}

/// <summary>An area left out.</summary>
/// <param name="Code">The area.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why.</param>
public sealed record ExcludedAnswer(AreaCode Code, string Name, ExclusionReason Reason);

/// <summary>The question of a series as it was understood.</summary>
/// <param name="Return">budget or outturn.</param>
/// <param name="Scope">A scope or line.</param>
/// <param name="Geography">upper-tier, lower-tier, authority, region or combined-authority.</param>
/// <param name="Measure">How it is stated.</param>
/// <param name="PriceBase">The year whose pounds real figures are in.</param>
public sealed record SeriesQueryAnswer(Return Return, Scope Scope, GeographyKind Geography, Measure Measure, FinancialYear PriceBase);

/// <summary>An area by code and name.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region.</param>
public sealed record AreaName(AreaCode Code, string Name, string Region);

/// <summary>Something current in the answer of a release.</summary>
public abstract record LiveOnly
{
    /// <summary>Changes whenever it says something else.</summary>
    public abstract string Stamp { get; }
}
