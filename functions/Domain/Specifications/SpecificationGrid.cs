using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Domain.Specifications;

/// <summary>
/// Every defensible way to ask a headline question (methodology 9): which scope, return, years, prices, Indices, areas, weights and groups a
/// study could have chosen without misleading. Each can also be asked as a single question.
/// </summary>
public static class SpecificationGrid
{
    /// <summary>The scopes that have a curve.</summary>
    public static readonly IReadOnlyList<Scope> Headlines =
    [
        Scopes.OutsideSocialCare,
        Scopes.Comparable,
        Scopes.AllSocialCare,
        Scopes.CommunitySupport,
    ];

    /// <summary>The last accounts before the cuts, the last budgets set before them, and the first budgets that made them.</summary>
    public static readonly IReadOnlyList<FinancialYear> BaseYears = [new(2009), new(2010), new(2011)];

    /// <summary>An end nearer than this has seen too little of the decade to speak of it.</summary>
    public static readonly FinancialYear FirstEndYear = new(2014);

    /// <summary>Ends that say more of the pandemic than of the cuts.</summary>
    public static readonly IReadOnlyList<FinancialYear> PandemicYears = [new(2020), new(2021)];

    /// <summary>Real terms and cash, both per head: pounds not per head would call a growing place less cut than it is.</summary>
    public static readonly IReadOnlyList<Measure> Measures = [Measure.RealPerHead, Measure.CashPerHead];

    // Fifths of people with areas that count equally would be two minds in one answer.
    private static readonly (Weighting Weights, Grouping Groups)[] Countings =
    [
        (Weighting.Residents, Grouping.Areas),
        (Weighting.Residents, Grouping.People),
        (Weighting.Equal, Grouping.Areas),
    ];

    /// <summary>The curve's questions to a release, in chunks of one return, scope and pair of years each.</summary>
    /// <param name="headline">One of <see cref="Headlines"/>.</param>
    /// <param name="figures">What the release holds.</param>
    public static IEnumerable<SpecificationChunk> Chunks(Scope headline, ReleaseFigures figures) =>
        from scope in ScopesOf(headline)
        from @return in figures.Series.Keys.Select(key => key.Return).Distinct().Order()
        let years = figures.YearsOf(@return, scope)
        from @from in BaseYears.Where(years.Contains)
        from to in years.Where(year => year >= FirstEndYear && !PandemicYears.Contains(year) && !figures.IsRehosted(@return, year))
        select new SpecificationChunk(headline, @return, scope, @from, to);

    /// <summary>The questions of a chunk, in order.</summary>
    public static IEnumerable<ComparisonQuery> Questions(SpecificationChunk chunk, ReleaseFigures figures) =>
        from measure in Measures
        from imd in figures.Scores.Keys.Order()
        from london in (bool[])[true, false]
        from counting in Countings
        from population in PopulationsOf(chunk, figures)
        select new ComparisonQuery(chunk.Return, chunk.Scope, chunk.From, chunk.To, measure, imd)
        {
            WithLondon = london,
            Weights = counting.Weights,
            Groups = counting.Groups,
            Population = population,
        };

    // Where both bases take the same vintages there is nothing to choose.
    private static IEnumerable<PopulationBasis> PopulationsOf(SpecificationChunk chunk, ReleaseFigures figures) =>
        figures.FramesBeforeCensus.TryGetValue(chunk.From, out var from)
        && figures.FramesBeforeCensus.TryGetValue(chunk.To, out var to)
        && (from.PopulationVintage, to.PopulationVintage)
            != (figures.Frames[chunk.From].PopulationVintage, figures.Frames[chunk.To].PopulationVintage)
            ? PopulationBases.All
            : [PopulationBasis.Newest];

    private static Scope[] ScopesOf(Scope headline) =>
        headline == Scopes.Comparable ? [Scopes.Comparable, Scopes.ComparableExcludingLevies] : [headline];
}

/// <summary>A part of a curve that is computed and stored separately.</summary>
/// <param name="Headline">The scope whose curve it is part of.</param>
/// <param name="Return">Budget or outturn.</param>
/// <param name="Scope">The lines summed.</param>
/// <param name="From">The base year.</param>
/// <param name="To">The end year.</param>
public sealed record SpecificationChunk(Scope Headline, Return Return, Scope Scope, FinancialYear From, FinancialYear To);
