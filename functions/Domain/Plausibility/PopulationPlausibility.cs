using System.Globalization;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Population;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>Whether estimates of residents can be what they say they are: all of England, growing as places grow, and near to what another vintage says of the same year.</summary>
internal static class PopulationPlausibility
{
    /// <summary>Residents of England in millions. From 2001 to 2024: 49.4 to 58.6.</summary>
    private const double LeastMillions = 40,
        MostMillions = 80;

    /// <summary>Growth of England in one year. From 2001 to 2024: 0.2 % to 1.0 %. It has not fallen by more than 0.1 % since there are estimates.</summary>
    private const double LeastGrowth = -0.0025,
        MostGrowth = 0.02;

    /// <summary>How much a place may grow or shrink in one year, as a factor. Most in loaded editions: 1.09, and 1.32 in the City of London and the Isles of Scilly, which have few residents.</summary>
    private const double MostOfPlace = 1.2,
        MostOfSmallPlace = 1.7;

    /// <summary>Below so many residents one building is a large part.</summary>
    private const long Small = 20_000;

    /// <summary>How far two vintages may be apart on the same place and year, as a factor. Most in loaded editions: 1.26, Westminster in 2019, which the census of 2021 found too high.</summary>
    private const double MostBetweenVintages = 1.6;

    /// <summary>How far the middle place and year may be. In loaded editions: 1.005, after the census of 2021.</summary>
    private const double MostOfMedian = 1.05;

    /// <summary>Share of the figures that are another year's in another vintage. None in loaded editions.</summary>
    private const double ShareCopied = 0.2;

    /// <summary>How many places and years are needed to detect a shift by a year.</summary>
    private const int EnoughToTellAShift = 200;

    /// <summary>The questions about estimates.</summary>
    public static IEnumerable<Question> Of(PopulationEstimates own, OtherEditions others)
    {
        var england = England(own);
        return
        [
            .. Vintage(own, others),
            .. Totals(own, england, others),
            .. Places(own),
            .. others
                .Populations.Where(other => other.Vintage != own.Vintage)
                .SelectMany(other => Beside(own, other))
                .DistinctBy(question => question.Kind),
        ];
    }

    /// <summary>Residents of England by mid-year: of every district, in the years for which the edition has them all.</summary>
    public static IReadOnlyDictionary<int, long> England(PopulationEstimates edition)
    {
        var districts = edition.Places.Where(place => place.Place.IsDistrict).ToList();
        return districts
            .SelectMany(place => place.ByMidYear)
            .GroupBy(year => year.Key)
            .Where(year => year.Count() == districts.Count)
            .ToDictionary(year => year.Key, year => year.Sum(place => place.Value));
    }

    private static IEnumerable<Question> Vintage(PopulationEstimates own, OtherEditions others)
    {
        var last = own.Places.SelectMany(place => place.ByMidYear.Keys).DefaultIfEmpty(own.Vintage).Max();
        if (new DateOnly(last, 6, 30) > others.Today)
        {
            yield return new Question(
                "year-to-come",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It has residents at 30 June {last}, which is still to come. Are its years right?"
                )
            );
        }
        else if (others.PublishedOn is { } published && published <= new DateOnly(last, 6, 30))
        {
            yield return new Question(
                "published-before-its-year",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It has residents at 30 June {last}, but it was published on {published:d MMMM yyyy}. Are its years right?"
                )
            );
        }
    }

    private static IEnumerable<Question> Totals(PopulationEstimates own, IReadOnlyDictionary<int, long> england, OtherEditions others)
    {
        foreach (var (year, residents) in england.OrderBy(year => year.Key))
        {
            if (residents / 1e6 is < LeastMillions or > MostMillions)
            {
                yield return new Question(
                    "residents-of-england",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The districts have {residents:N0} residents in mid-{year}; England has between {LeastMillions} and {MostMillions} million. Are all districts there, and is it people and not thousands of them?"
                    )
                );
                yield break;
            }
        }

        // The year before may be of another vintage: of an edition of one year, nothing else tells.
        var known = others
            .Populations.Where(other => other.Vintage != own.Vintage)
            .OrderBy(other => other.Vintage)
            .SelectMany(England)
            .GroupBy(year => year.Key)
            .ToDictionary(year => year.Key, year => year.Last().Value);
        foreach (var (year, residents) in england.OrderBy(year => year.Key))
        {
            var isOwn = england.TryGetValue(year - 1, out var before);
            if (!isOwn && !known.TryGetValue(year - 1, out before))
            {
                continue;
            }

            // Between vintages the census makes a step besides.
            var growth = ((double)residents / before) - 1;
            if (growth < LeastGrowth - (isOwn ? 0 : 0.01) || growth > MostGrowth + (isOwn ? 0 : 0.01))
            {
                yield return new Question(
                    "growth-of-england",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Residents of England {(growth < 0 ? "fall" : "grow")} by {Math.Abs(100 * growth):N1} % from mid-{year - 1} to mid-{year}; in a year they never fell by more than 0.1 %, nor grew by more than 1 %. Are two years swapped, or districts counted twice or not at all?"
                    )
                );
                yield break;
            }
        }
    }

    private static IEnumerable<Question> Places(PopulationEstimates own)
    {
        var odd = new List<string>();
        foreach (var place in own.Places.Where(place => place.Place.IsDistrict))
        {
            foreach (var (year, residents) in place.ByMidYear.OrderBy(year => year.Key))
            {
                if (
                    place.ByMidYear.TryGetValue(year + 1, out var after)
                    && Distance.Between(residents, after) > (Math.Max(residents, after) < Small ? MostOfSmallPlace : MostOfPlace)
                )
                {
                    odd.Add(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{place.Name} {residents:N0} in mid-{year} and {after:N0} in mid-{year + 1}"
                        )
                    );
                    break;
                }
            }
        }

        if (odd.Count > 0)
        {
            yield return new Question("growth-of-a-place", $"No place grows or shrinks so much in one year: {Question.Some(odd)}.");
        }
    }

    private static IEnumerable<Question> Beside(PopulationEstimates own, PopulationEstimates other)
    {
        var (mine, theirs) = (Figures(own), Figures(other));
        var odd = mine.Where(figure =>
                theirs.TryGetValue(figure.Key, out var compared)
                && Math.Max(figure.Value, compared) >= Small
                && Distance.Between(figure.Value, compared) > MostBetweenVintages
            )
            .Select(figure =>
                (
                    figure.Key,
                    Text: string.Create(
                        CultureInfo.InvariantCulture,
                        $"{figure.Key.Place} in mid-{figure.Key.Year}: {figure.Value:N0} against {theirs[figure.Key]:N0}"
                    )
                )
            )
            .OrderBy(pair => pair.Key)
            .Select(pair => pair.Text)
            .ToList();
        if (odd.Count > 0)
        {
            yield return new Question(
                "unlike-another-vintage",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It is far from the estimates to mid-{other.Vintage} of the same place and year: {Question.Some(odd)}."
                )
            );
        }

        if (Nearness(mine, theirs, 0) is { } middle && middle > MostOfMedian)
        {
            yield return new Question(
                "unlike-another-vintage",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Half of its figures are {middle:N2} times those of the estimates to mid-{other.Vintage}, or less than that part of them. Are they of all ages, and of people?"
                )
            );
        }
        else if (
            IsSeries(mine)
            && IsSeries(theirs)
            && Nearness(mine, theirs, 0) is { } asDated
            && asDated > 1
            && ((int[])[-1, 1])
                .Select(shift => (Shift: shift, Nearness: Nearness(mine, theirs, shift)))
                .Where(pair => pair.Nearness < asDated)
                .Select(pair => (int?)pair.Shift)
                .FirstOrDefault()
                is { } nearer
        )
        {
            yield return new Question(
                "years-shifted",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Its years are nearer to those {(nearer > 0 ? "after" : "before")} them in the estimates to mid-{other.Vintage}. Are its figures a year out?"
                )
            );
        }

        // The year it adds may be the last one's figures under another heading.
        foreach (var year in own.Places.SelectMany(place => place.ByMidYear.Keys).Distinct().Order())
        {
            foreach (
                var compared in other
                    .Places.SelectMany(place => place.ByMidYear.Keys)
                    .Distinct()
                    .Where(compared => compared != year)
                    .Order()
            )
            {
                if (Distance.ShareEqual(OfYear(mine, year), OfYear(theirs, compared)) is var share && share > ShareCopied)
                {
                    yield return new Question(
                        "figures-of-another-year",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{100 * share:N0} in 100 of its residents in mid-{year} are those of mid-{compared} in the estimates to mid-{other.Vintage}."
                        )
                    );
                    yield break;
                }
            }
        }
    }

    // Of one year alone its neighbours are not known.
    private static bool IsSeries(Dictionary<(string Place, int Year), long> figures) =>
        figures.Keys.Select(key => key.Year).Distinct().Take(3).Count() == 3;

    /// <summary>The median distance of the same places some years apart; null where there are too few.</summary>
    private static double? Nearness(
        Dictionary<(string Place, int Year), long> mine,
        Dictionary<(string Place, int Year), long> theirs,
        int shift
    )
    {
        var factors = mine.Where(figure => theirs.ContainsKey((figure.Key.Place, figure.Key.Year + shift)))
            .Select(figure => Distance.Between(figure.Value, theirs[(figure.Key.Place, figure.Key.Year + shift)]))
            .ToList();
        return factors.Count < EnoughToTellAShift ? null : Distance.Median(factors);
    }

    private static Dictionary<string, long> OfYear(Dictionary<(string Place, int Year), long> figures, int year) =>
        figures
            .Where(figure => figure.Key.Year == year)
            .ToDictionary(figure => figure.Key.Place, figure => figure.Value, StringComparer.Ordinal);

    private static Dictionary<(string Place, int Year), long> Figures(PopulationEstimates edition) =>
        edition
            .Places.Where(place => place.Place.IsDistrict)
            .GroupBy(place => KnownGeography.AsOfApril2023(place.Place))
            .SelectMany(place => place.First().ByMidYear, (place, year) => KeyValuePair.Create((place.Key.Value, year.Key), year.Value))
            .ToDictionary();
}
