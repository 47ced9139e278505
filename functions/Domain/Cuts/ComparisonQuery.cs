using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Domain.Cuts;

/// <summary>A question: how did spending change, on what, between which years, stated how, against which Indices.</summary>
/// <param name="Return">Budget or outturn.</param>
/// <param name="Scope">The lines summed.</param>
/// <param name="From">The base year.</param>
/// <param name="To">The end year, after <paramref name="From"/>.</param>
/// <param name="Measure">In what it is stated.</param>
/// <param name="Imd">Vintage of the Indices of Deprivation.</param>
public sealed record ComparisonQuery(Return Return, Scope Scope, FinancialYear From, FinancialYear To, Measure Measure, int Imd)
{
    /// <summary>On which areas.</summary>
    public GeographyKind Geography { get; init; } = GeographyKind.UpperTier;

    /// <summary>The class of authorities compared; null on every geography but that of authorities, where there must be one.</summary>
    public AuthorityClass? Class { get; init; }

    /// <summary>Whether areas in London take part.</summary>
    public bool WithLondon { get; init; } = true;

    /// <summary>What fifths and tenths hold equal numbers of.</summary>
    public Grouping Groups { get; init; } = Grouping.Areas;

    /// <summary>Which deflator makes a year's pounds real.</summary>
    public DeflatorBasis Deflator { get; init; } = DeflatorBasis.Published;

    /// <summary>Which vintages of the estimates residents are taken from.</summary>
    public PopulationBasis Population { get; init; } = PopulationBasis.Newest;

    /// <summary>What an area counts for in the statistics; pooled figures are sums whatever it is.</summary>
    public Weighting Weights { get; init; } = Weighting.Residents;

    /// <summary>Why a question leaves an area out whatever the scope and the years; null where it does not.</summary>
    public string? WhyLeftOut(Area area) =>
        area.SetAside ?? (!WithLondon && area.Region == Area.London ? "in London, which the question leaves out" : null);

    /// <summary>The headline: comparable budgets, 2010-11 to 2019-20, real terms per head, IMD 2019.</summary>
    public static readonly ComparisonQuery Headline = new(
        Return.Budget,
        Scopes.Comparable,
        new FinancialYear(2010),
        new FinancialYear(2019),
        Measure.RealPerHead,
        2019
    );
}
