using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Population;

namespace BudgetWatch.Domain.Deprivation;

/// <summary>Average scores of areas (methodology 5).</summary>
public static class AreaDeprivation
{
    /// <summary>
    /// The scores of every vintage at hand: from its upper-tier edition where there is one, else from its districts.
    /// </summary>
    public static IReadOnlyList<VintageScores> ByVintage(IEnumerable<DeprivationIndices> editions, AreaMap map, PopulationSeries population) =>
    [
        .. editions
            .GroupBy(edition => edition.Vintage)
            .OrderBy(vintage => vintage.Key)
            .Select(vintage => vintage.MinBy(edition => edition.Tier == DeprivationTier.UpperTier ? 0 : 1)!)
            .Select(edition => new VintageScores(
                edition.Vintage, Scores(edition, map, population),
                edition.Tier == DeprivationTier.LowerTier ? WeightYear(edition, population) : null)),
    ];

    /// <summary>
    /// Each area's score: its own where one authority of the edition covers it, else the population-weighted mean of its members', by
    /// the mid-year estimate of the vintage's year, or the last there is where nobody has estimated that year yet. An area whose members'
    /// residents are unknown has no score.
    /// </summary>
    public static IReadOnlyDictionary<AreaCode, double> Scores(DeprivationIndices indices, AreaMap map, PopulationSeries population)
    {
        var scores = new Dictionary<AreaCode, double>();
        var weightYear = WeightYear(indices, population);
        foreach (var members in indices.Scores.GroupBy(score => map.AreaOf(score.Place)).Where(group => group.Key is not null))
        {
            if (ScoreOf([.. members.OrderBy(member => member.Place)], weightYear, population) is { } score)
            {
                scores[members.Key!.Value] = score;
            }
        }

        return scores;
    }

    // The Indices of 2025 came out before the estimates of mid-2025 did.
    private static int? WeightYear(DeprivationIndices indices, PopulationSeries population) =>
        population.LastMidYear is { } last ? Math.Min(indices.Vintage, last) : null;

    private static double? ScoreOf(IReadOnlyList<DeprivationScore> members, int? weightYear, PopulationSeries population)
    {
        if (members is [var only])
        {
            return only.AverageScore;
        }

        if (weightYear is not { } year || population.Of([.. members.Select(member => member.Place)], year) is not { } people)
        {
            return null;
        }

        return members.Zip(people, (member, residents) => residents * member.AverageScore).Sum() / people.Sum();
    }
}

/// <summary>Scores of areas in one vintage of the Indices.</summary>
/// <param name="Vintage">The year the Indices are named after.</param>
/// <param name="Scores">IMD average score of each area.</param>
/// <param name="WeightedAt">
/// Where the vintage was published for districts only: the mid-year whose residents weighted them into areas; null where an upper-tier edition is
/// at hand.
/// </param>
public sealed record VintageScores(int Vintage, IReadOnlyDictionary<AreaCode, double> Scores, int? WeightedAt);
