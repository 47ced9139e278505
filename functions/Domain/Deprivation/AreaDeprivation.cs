using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Population;

namespace BudgetWatch.Domain.Deprivation;

/// <summary>Average scores of areas (methodology 5).</summary>
public static class AreaDeprivation
{
    /// <summary>
    /// Each area's score: its own where one authority of the edition covers it, else the population-weighted mean of its members', by
    /// the mid-year estimate of the vintage's year. An area whose members' residents are unknown has no score.
    /// </summary>
    public static IReadOnlyDictionary<AreaCode, double> Scores(DeprivationIndices indices, AreaMap map, PopulationSeries population)
    {
        var scores = new Dictionary<AreaCode, double>();
        foreach (var members in indices.Scores.GroupBy(score => map.AreaOf(score.Place)).Where(group => group.Key is not null))
        {
            if (ScoreOf([.. members.OrderBy(member => member.Place)], indices.Vintage, population) is { } score)
            {
                scores[members.Key!.Value] = score;
            }
        }

        return scores;
    }

    private static double? ScoreOf(IReadOnlyList<DeprivationScore> members, int vintage, PopulationSeries population)
    {
        if (members is [var only])
        {
            return only.AverageScore;
        }

        double people = 0, weighted = 0;
        foreach (var member in members)
        {
            if (population.Of(member.Place, vintage) is not { } residents)
            {
                return null;
            }

            people += residents;
            weighted += residents * member.AverageScore;
        }

        return weighted / people;
    }
}
