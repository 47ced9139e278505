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
    public ExclusionReason? WhyLeftOut(Area area) =>
        area.SetAside is not null ? ExclusionReason.NeverRanked(area)
        : !WithLondon && area.Region == Area.London ? ExclusionReason.InLondon
        : null;

    /// <summary>The base year of a headline: the last budgets set before the cuts.</summary>
    public static readonly FinancialYear BaseYear = new(2010);

    /// <summary>The base year that is meant where none is asked for: <see cref="BaseYear"/>, or the first year there is.</summary>
    /// <param name="years">The years there are, in order; at least one.</param>
    public static FinancialYear BaseYearAmong(IReadOnlyList<FinancialYear> years) => years.Contains(BaseYear) ? BaseYear : years[0];

    /// <summary>The depth of the cuts, which every headline states beside its newest year (methodology 1).</summary>
    public static readonly FinancialYear DepthOfCuts = new(2019);

    /// <summary>
    /// The default question (methodology 1): budgets for services outside social care, 2010-11 to a year, real terms per head, IMD 2019. Which year
    /// is the newest that a headline may end in, a release decides: <see cref="Releases.ReleaseFigures.Headline"/>.
    /// </summary>
    /// <param name="to">The end year.</param>
    public static ComparisonQuery HeadlineTo(FinancialYear to) =>
        new(Return.Budget, Scopes.OutsideSocialCare, BaseYear, to, Measure.RealPerHead, 2019);

    /// <summary>The headline to <see cref="DepthOfCuts"/>: its other choices are those of every default question.</summary>
    public static readonly ComparisonQuery Headline = HeadlineTo(DepthOfCuts);
}
