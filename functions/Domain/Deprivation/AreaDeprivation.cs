using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Population;

namespace BudgetWatch.Domain.Deprivation;

/// <summary>Average scores of areas (methodology 5).</summary>
public static class AreaDeprivation
{
    /// <summary>
    /// The scores of every loaded vintage: from its upper-tier edition where there is one, else from its districts.
    /// </summary>
    public static IReadOnlyList<VintageScores> ByVintage(
        IEnumerable<DeprivationIndices> editions,
        AreaMap map,
        PopulationSeries population
    ) =>
        [
            .. editions
                .GroupBy(edition => edition.Vintage)
                .OrderBy(vintage => vintage.Key)
                .Select(vintage => vintage.MinBy(edition => edition.Tier == DeprivationTier.UpperTier ? 0 : 1)!)
                .Select(edition => new VintageScores(
                    edition.Vintage,
                    Scores(edition, map, population),
                    edition.Tier == DeprivationTier.LowerTier ? WeightYear(edition, population) : null
                )),
        ];

    /// <summary>
    /// The scores of present districts and single-tier councils in every vintage that has an edition for them: a place's own, or where it took the
    /// place of several their mean, weighed by the mid-year estimate of the vintage's year or by the last mid-year before for which one vintage has all of them.
    /// </summary>
    public static IReadOnlyList<VintageScores> OfPlaces(
        IEnumerable<DeprivationIndices> editions,
        AreaMap lowerTier,
        PopulationSeries population
    ) =>
        [
            .. editions
                .Where(edition => edition.Tier == DeprivationTier.LowerTier)
                .OrderBy(edition => edition.Vintage)
                .Select(edition => new VintageScores(
                    edition.Vintage,
                    Scores(edition, lowerTier, population.OfOrBefore, WeightYear(edition, population)),
                    edition.Scores.GroupBy(score => lowerTier.AreaOf(score.Place)).Any(place => place.Key is not null && place.Count() > 1)
                        ? WeightYear(edition, population)
                        : null
                )),
        ];

    /// <summary>
    /// The scores of authorities, each on its own map, in every vintage: a district's or single-tier council's as the lower-tier edition has it, or
    /// where it came later that of its place; a county's as the upper-tier edition has it, or the mean of its districts' weighed by residents.
    /// </summary>
    public static IReadOnlyList<VintageScores> OfAuthorities(
        IReadOnlyCollection<DeprivationIndices> editions,
        AreaMap authorities,
        AreaMap lowerTier,
        PopulationSeries population
    )
    {
        var places = OfPlaces(editions, lowerTier, population).ToDictionary(vintage => vintage.Vintage);
        var counties = lowerTier.Counties.ToDictionary(county => county.Place.Value, StringComparer.Ordinal);
        return
        [
            .. editions
                .GroupBy(edition => edition.Vintage)
                .OrderBy(vintage => vintage.Key)
                .Select(vintage =>
                {
                    var upper = ByPlace(vintage.FirstOrDefault(edition => edition.Tier == DeprivationTier.UpperTier));
                    var lowerEdition = vintage.FirstOrDefault(edition => edition.Tier == DeprivationTier.LowerTier);
                    var lower = ByPlace(lowerEdition);
                    var present = places.GetValueOrDefault(vintage.Key);
                    var scores = new Dictionary<AreaCode, double>();
                    var weighed = present?.WeightedAt is not null;
                    foreach (var code in authorities.Areas.Select(area => area.Code))
                    {
                        double? score =
                            !GssCode.TryParse(code.Value, out var place) ? null
                            : lower.TryGetValue(place, out var own) || upper.TryGetValue(place, out own) ? own
                            : present?.Scores.TryGetValue(code, out own) == true ? own
                            : null;
                        if (score is null && counties.TryGetValue(code.Value, out var county) && lowerEdition is not null)
                        {
                            score = MeanOf(county, lower, lowerEdition, population);
                            weighed |= score is not null;
                        }

                        if (score is { } found)
                        {
                            scores[code] = found;
                        }
                    }

                    return new VintageScores(vintage.Key, scores, weighed ? WeightYear(vintage.First(), population) : null);
                }),
        ];
    }

    private static Dictionary<GssCode, double> ByPlace(DeprivationIndices? edition) =>
        edition
            ?.Scores.GroupBy(score => KnownGeography.AsOfApril2023(score.Place))
            .ToDictionary(group => group.Key, group => group.First().AverageScore)
        ?? [];

    private static double? MeanOf(
        County county,
        Dictionary<GssCode, double> scores,
        DeprivationIndices edition,
        PopulationSeries population
    )
    {
        var parts = county.Parts.Select(part => part.Districts.Where(scores.ContainsKey).ToList()).ToList();
        var districts = parts.SelectMany(part => part).ToList();
        return
            parts.TrueForAll(part => part.Count > 0)
            && WeightYear(edition, population) is { } year
            && population.OfOrBefore(districts, year) is { } people
            ? districts.Zip(people, (district, residents) => residents * scores[district]).Sum() / people.Sum()
            : null;
    }

    /// <summary>
    /// Each area's score: its own where one authority of the edition covers it, else the population-weighted mean of its members', by
    /// the mid-year estimate of the vintage's year, or the last there is where that year has no estimate yet. An area whose members'
    /// residents are unknown has no score.
    /// </summary>
    public static IReadOnlyDictionary<AreaCode, double> Scores(DeprivationIndices indices, AreaMap map, PopulationSeries population) =>
        Scores(indices, map, population.Of, WeightYear(indices, population));

    private static Dictionary<AreaCode, double> Scores(
        DeprivationIndices indices,
        AreaMap map,
        Func<IReadOnlyList<GssCode>, int, IReadOnlyList<long>?> population,
        int? weightYear
    )
    {
        var scores = new Dictionary<AreaCode, double>();
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

    private static double? ScoreOf(
        IReadOnlyList<DeprivationScore> members,
        int? weightYear,
        Func<IReadOnlyList<GssCode>, int, IReadOnlyList<long>?> population
    )
    {
        if (members is [var only])
        {
            return only.AverageScore;
        }

        if (weightYear is not { } year || population([.. members.Select(member => member.Place)], year) is not { } people)
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
/// loaded.
/// </param>
public sealed record VintageScores(int Vintage, IReadOnlyDictionary<AreaCode, double> Scores, int? WeightedAt);
