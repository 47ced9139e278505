using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Community;

/// <summary>The same question of coincidence with another scope, vintage of the Indices or threshold.</summary>
/// <param name="Scope">The lines summed.</param>
/// <param name="Imd">Vintage of the Indices of Deprivation.</param>
/// <param name="Threshold">How much of the areas is the worst part.</param>
/// <param name="Overlap">The count against chance.</param>
/// <param name="Coinciding">The areas in the worst part of all three, deepest cut first.</param>
public sealed record CoincidenceVariant(
    Scope Scope,
    int Imd,
    Threshold Threshold,
    TripleOverlap Overlap,
    IReadOnlyList<AreaCode> Coinciding
)
{
    /// <summary>The scopes that coincidence is calculated for: what councils spend on services that can be compared, and on what sustains social action.</summary>
    public static readonly IReadOnlyList<Scope> ScopesAsked = [Scopes.OutsideSocialCare, Scopes.Comparable, Scopes.CommunitySupport];

    /// <summary>Every variant of a question that the figures can answer.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="query">The question; its scope and vintage are replaced by each in turn.</param>
    /// <param name="capacity">The areas' capacity.</param>
    public static IReadOnlyList<CoincidenceVariant> Of(GeographyFigures figures, ComparisonQuery query, CapacityIndex capacity) =>
        [
            .. from scope in ScopesAsked
            where ComparabilityRefusal.Of(query.Return, scope, query.From, query.To) is null
            from imd in figures.Scores.Keys.Order()
            let comparison = figures.Compare(query with { Scope = scope, Imd = imd })
            from threshold in Thresholds.All
            let coincidence = Coincidence.Of(comparison, capacity, threshold)
            where coincidence.Areas.Count > 0
            select new CoincidenceVariant(
                scope,
                imd,
                threshold,
                coincidence.Overlap,
                [.. coincidence.Coinciding.Select(area => area.Cut.Area.Code)]
            ),
        ];
}
