using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>Whether Indices of Deprivation can be what they say they are: scores that can be scores, and places that are about as deprived as in another vintage.</summary>
internal static class IndicesPlausibility
{
    /// <summary>A score is made from ranks on a scale from 0 to 100. Means of authorities in loaded editions: 4.5 to 45.0.</summary>
    private const double MostOfScore = 80;

    /// <summary>Rank correlation with another vintage over the places they share. In loaded editions: 0.93 to 0.99.</summary>
    private const double LeastAlike = 0.7;

    /// <summary>How far a place may be from itself in another vintage, as a factor. Most in loaded editions: 1.51 over fifteen years.</summary>
    private const double MostOfPlace = 3;

    /// <summary>How far most places may be. In loaded editions: 1.05.</summary>
    private const double MostOfMedian = 1.4;

    /// <summary>Share of the scores that are another vintage's. None in loaded editions.</summary>
    private const double ShareCopied = 0.2;

    /// <summary>How many places tell anything.</summary>
    private const int Enough = 50;

    /// <summary>The questions about Indices.</summary>
    public static IEnumerable<Question> Of(DeprivationIndices own, OtherEditions others) =>
        [
            .. Scores(own),
            .. Districts(own, others),
            .. own.Vintage > others.Today.Year || (others.PublishedOn is { } published && published.Year < own.Vintage)
                ?
                [
                    new Question(
                        "year-to-come",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"These are Indices of {own.Vintage}, which cannot have been published before that year. Is the year in its title right?"
                        )
                    ),
                ]
                : Array.Empty<Question>(),
            .. others
                .Indices.Where(other => other.Vintage != own.Vintage)
                .SelectMany(other => Beside(own, other))
                .DistinctBy(question => question.Kind),
            .. ((IEnumerable<DeprivationIndices>)[.. others.Together.OfType<DeprivationIndices>(), .. others.Indices])
                .Where(other => other.Vintage == own.Vintage && other.Tier != own.Tier)
                .Take(1)
                .SelectMany(other => OtherTier(own, other)),
        ];

    private static IEnumerable<Question> Scores(DeprivationIndices own)
    {
        var odd = own.Scores.Where(score => !(score.AverageScore > 0 && score.AverageScore <= MostOfScore)).ToList();
        if (odd.Count > 0)
        {
            yield return new Question(
                "scores",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"An average score is above 0 and at most {MostOfScore}, higher where a place is more deprived: {Question.Some([.. odd.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Name} {score.AverageScore}"))])}. Are these ranks, or of another column?"
                )
            );
        }
    }

    /// <summary>Every present place has a score, or one of those that became it: Indices rank all of England.</summary>
    private static IEnumerable<Question> Districts(DeprivationIndices own, OtherEditions others)
    {
        if (others.Contents.OfType<DistrictLineage>().FirstOrDefault() is not { } lineage)
        {
            yield break;
        }

        GssCode Of(DistrictLink link) => KnownGeography.AsOfApril2023(own.Tier == DeprivationTier.LowerTier ? link.Active : link.UpperTier);
        var ranked = own.Scores.Select(score => KnownGeography.AsOfApril2023(score.Place)).ToHashSet();
        var absent = lineage
            .Districts.GroupBy(Of)
            .Where(links => !ranked.Contains(links.Key) && !links.Any(link => ranked.Contains(KnownGeography.AsOfApril2023(link.Place))))
            .Select(links => $"{links.First().Name} ({links.Key})")
            .Order(StringComparer.Ordinal)
            .ToList();

        // A county that was split has a score in neither of its parts' names.
        if (own.Tier == DeprivationTier.LowerTier && absent.Count > 0)
        {
            yield return new Question("districts-absent", $"Places of England are not in it: {Question.Some(absent)}.");
        }
    }

    private static IEnumerable<Question> Beside(DeprivationIndices own, DeprivationIndices other)
    {
        var (mine, theirs) = (ByPlace(own), ByPlace(other));
        var shared = mine.Keys.Where(theirs.ContainsKey).Order().ToList();
        if (shared.Count < Enough)
        {
            yield break;
        }

        if (Distance.ShareEqual(mine, theirs) is var share && share > ShareCopied)
        {
            yield return new Question(
                "figures-of-another-year",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{100 * share:N0} in 100 of its scores are those of the Indices of {other.Vintage}. Is it that year's file under another title?"
                )
            );
            yield break;
        }

        if (
            RankCorrelation.Spearman([.. shared.Select(place => mine[place])], [.. shared.Select(place => theirs[place])])
                is not { } correlation
            || correlation < LeastAlike
        )
        {
            yield return new Question(
                "unlike-another-vintage",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Places are not in the order of the Indices of {other.Vintage}: the rank correlation is {RankCorrelation.Spearman([.. shared.Select(place => mine[place])], [.. shared.Select(place => theirs[place])]) ?? 0:N2}, and from one vintage to another it is above 0.9. Are scores turned round, or in rows of other places?"
                )
            );
            yield break;
        }

        var factors = shared.Select(place => (Place: place, Factor: Distance.Between(mine[place], theirs[place]))).ToList();
        if (Distance.Median(factors.Select(pair => pair.Factor)) is { } median && median > MostOfMedian)
        {
            yield return new Question(
                "scores-of-another-scale",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Half of the scores are {median:N1} times those of the Indices of {other.Vintage}, or less than that part of them. Are they of another scale?"
                )
            );
        }
        else if (factors.Where(pair => pair.Factor > MostOfPlace).ToList() is { Count: > 0 } far)
        {
            yield return new Question(
                "place-unlike-itself",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"No place changes so much: {Question.Some([.. far.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Place} {mine[pair.Place]:N1} against {theirs[pair.Place]:N1} in {other.Vintage}"))])}."
                )
            );
        }
    }

    /// <summary>A unitary authority is a district as well: of one vintage both tiers give it the same score.</summary>
    private static IEnumerable<Question> OtherTier(DeprivationIndices own, DeprivationIndices other)
    {
        var (mine, theirs) = (ByPlace(own), ByPlace(other));
        var unlike = mine.Where(score => theirs.TryGetValue(score.Key, out var compared) && Math.Abs(score.Value - compared) > 0.5)
            .Select(score => score.Key.Value)
            .Order(StringComparer.Ordinal)
            .ToList();
        return unlike.Count > 0
            ?
            [
                new Question(
                    "unlike-the-other-tier",
                    $"The other table of {own.Vintage.ToString(CultureInfo.InvariantCulture)} has other scores for the same places: {Question.Some(unlike)}."
                ),
            ]
            : [];
    }

    private static Dictionary<GssCode, double> ByPlace(DeprivationIndices edition) =>
        edition
            .Scores.GroupBy(score => KnownGeography.AsOfApril2023(score.Place))
            .ToDictionary(place => place.Key, place => place.First().AverageScore);
}
