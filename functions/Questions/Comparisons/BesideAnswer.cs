using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;

namespace BudgetWatch.Questions.Comparisons;

/// <summary>What stands beside a headline: the same question about another year, or about other services (methodology 1).</summary>
/// <param name="Scope">The scope.</param>
/// <param name="From">The base year.</param>
/// <param name="To">The end year.</param>
/// <param name="Areas">How many areas are compared.</param>
/// <param name="England">All of them pooled.</param>
/// <param name="FifthsChangePercent">Change of each fifth by deprivation in per cent, the most deprived first; null for one that has none. Empty for levies, which are nothing in most areas, and for comparable services beside the headline.</param>
/// <param name="Ratio">Spending of the most deprived fifth for each pound of the least, at both ends; null beside other services, where the measure is not per head, and where a level is not positive.</param>
public sealed record BesideAnswer(
    Scope Scope,
    FinancialYear From,
    FinancialYear To,
    int Areas,
    ChangeAnswer England,
    IReadOnlyList<double?> FifthsChangePercent,
    BothEnds<double?> Ratio
)
{
    /// <summary>The scopes that the headline is shown with: what care took, what is paid to joint bodies, and all of them together.</summary>
    private static readonly IReadOnlyList<Scope> BesideTheHeadline = [Scopes.AllSocialCare, Scopes.Levies, Scopes.Comparable];

    /// <summary>
    /// What stands beside a question: the depth of the cuts and the release's newest year, the one of the two that it is not about, and for the headline's scope the other scopes in
    /// both. What cannot be compared is left out.
    /// </summary>
    public static IReadOnlyList<BesideAnswer> Of(LoadedRelease release, ComparisonQuery query) =>
        [.. QuestionsBeside(release, query).Select(asked => Of(release.Compare(asked), query)).OfType<BesideAnswer>()];

    /// <summary>The questions that stand beside one.</summary>
    internal static IEnumerable<ComparisonQuery> QuestionsBeside(LoadedRelease release, ComparisonQuery query)
    {
        var newest = release.Figures.EndYearOf(query.Return, query.Scope)?.Year ?? query.To;
        return from scope in query.Scope == Scopes.OutsideSocialCare ? BesideTheHeadline.Prepend(query.Scope) : [query.Scope]
            let sums = release.Figures.Of(query.Geography).YearsOf(query.Return, scope)
            where sums.Contains(query.From)
            from year in new[] { query.To, newest, ComparisonQuery.DepthOfCuts }.Distinct()
            let asked = query with
            {
                Scope = scope,
                To = year,
            }
            where asked != query && year > query.From && sums.Contains(year) && CanBeAsked(release, asked)
            select asked;
    }

    private static bool CanBeAsked(LoadedRelease release, ComparisonQuery query) =>
        ComparabilityRefusal.Of(query) is null
        && (
            query.Population == PopulationBasis.Newest
            || (release.Figures.FramesBeforeCensus.ContainsKey(query.From) && release.Figures.FramesBeforeCensus.ContainsKey(query.To))
        );

    private static BesideAnswer? Of(Comparison comparison, ComparisonQuery asked)
    {
        if (comparison.England is not { } england)
        {
            return null;
        }

        var query = comparison.Query;
        // A levy is nothing in most areas: by fifths it would say where joint bodies are. Of comparable services England is enough to set beside a headline.
        var byFifth = query.Scope != Scopes.Levies && (query.Scope != Scopes.Comparable || asked.Scope == Scopes.Comparable);
        var fifths = byFifth ? GroupChange.FifthsOf(comparison) : [];
        double? Ratio(Func<GroupChange, double> level) =>
            query.Scope == asked.Scope && query.Measure.IsPerHead() ? GroupChange.Ratio(fifths, level) : null;
        return new BesideAnswer(
            query.Scope,
            query.From,
            query.To,
            comparison.Areas.Count,
            ChangeAnswer.Of(england),
            [.. fifths.Select(fifth => fifth.Pooled.ChangePercent)],
            new BothEnds<double?>(Ratio(fifth => fifth.Pooled.From), Ratio(fifth => fifth.Pooled.To))
        );
    }
}
