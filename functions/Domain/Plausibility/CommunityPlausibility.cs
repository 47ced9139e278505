using System.Globalization;
using BudgetWatch.Domain.Community;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>
/// Whether grants, the register of charities and the survey can be what they say they are: of the size of the edition before, since each edition holds all that the
/// one before held, and a little more.
/// </summary>
internal static class CommunityPlausibility
{
    /// <summary>By what factor the number of charities may move between two editions. The register grows and shrinks by less than 3 % a year.</summary>
    private const double MostOfRegister = 1.25;

    /// <summary>The same of grants, of which a new publisher may bring many.</summary>
    private const double MostOfGrants = 4;

    /// <summary>Fewer than that are no register.</summary>
    private const int Enough = 1_000;

    /// <summary>Pounds of grants a place may have for one that it had before.</summary>
    private const double MostOfPlace = 20;

    /// <summary>Pounds above which a place's grants are checked separately.</summary>
    private const decimal Large = 10_000_000m;

    /// <summary>Per cent of adults who volunteer formally in a year: in England a quarter to a third, in no place hardly any or nearly all.</summary>
    private const double LeastVolunteering = 5,
        MostVolunteering = 60;

    /// <summary>The questions about an edition of one of these; none of any other.</summary>
    public static IEnumerable<Question> Of(EditionContent own, OtherEditions others) =>
        own switch
        {
            CharityRecords records =>
            [
                .. Dated(records.Extracted, others),
                .. Counted("charities", records.Numbers.Length, (others.Before as CharityRecords)?.Numbers.Length, MostOfRegister),
            ],
            CharityAreas areas =>
            [
                .. Dated(areas.Extracted, others),
                .. Counted(
                    "rows of where charities work",
                    areas.Numbers.Length,
                    (others.Before as CharityAreas)?.Numbers.Length,
                    MostOfRegister
                ),
            ],
            CharityThemes themes =>
            [
                .. Dated(themes.Extracted, others),
                .. Counted("charities", themes.Numbers.Length, (others.Before as CharityThemes)?.Numbers.Length, MostOfRegister),
            ],
            CharityIncomes incomes =>
            [
                .. Dated(incomes.Extracted, others),
                .. Counted("years of accounts", incomes.Numbers.Length, (others.Before as CharityIncomes)?.Numbers.Length, MostOfRegister),
            ],
            PostcodeDistricts postcodes => Counted(
                "runs of postcodes",
                postcodes.Firsts.Length,
                (others.Before as PostcodeDistricts)?.Firsts.Length,
                MostOfRegister
            ),
            YearlyGrants grants =>
            [
                .. Dated(grants.Retrieved, others),
                .. Dated(grants.Last, others),
                .. Counted(
                    "grants",
                    grants.Grants.Sum(count => (long)count),
                    (others.Before as YearlyGrants)?.Grants.Sum(count => (long)count),
                    MostOfGrants
                ),
                .. Counted("pounds of grants", grants.Pence.Sum() / 100, (others.Before as YearlyGrants)?.Pence.Sum() / 100, MostOfGrants),
            ],
            GrantsByDistrict grants => Grants(grants, others.Before as GrantsByDistrict),
            VolunteeringByAuthority survey => Survey(survey, others),
            _ => [],
        };

    private static IEnumerable<Question> Dated(DateOnly? day, OtherEditions others) =>
        day > others.Today.AddDays(1)
            ?
            [
                new Question(
                    "year-to-come",
                    string.Create(CultureInfo.InvariantCulture, $"It is dated {day:d MMMM yyyy}, which is still to come.")
                ),
            ]
            : [];

    private static IEnumerable<Question> Counted(string what, long now, long? before, double most) =>
        before >= Enough && Distance.Between(now, (double)before.Value) > most
            ?
            [
                new Question(
                    "size",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"It has {now:N0} {what}; the edition before has {before:N0}. Is a part of it missing, or twice in it?"
                    )
                ),
            ]
            : [];

    private static IEnumerable<Question> Grants(GrantsByDistrict own, GrantsByDistrict? before)
    {
        if (
            own.Districts.Where(district => district.Pounds < 0 || district.Grants < 0).Select(district => district.Name).ToList() is
            { Count: > 0 } negative
        )
        {
            yield return new Question("signs-turned", $"A grant is not negative; it is in {Question.Some(negative)}.");
        }

        if (before is null)
        {
            yield break;
        }

        var known = before
            .Districts.GroupBy(district => district.Place)
            .ToDictionary(district => district.Key, district => district.First().Pounds);
        foreach (
            var question in Counted(
                "pounds of grants",
                (long)own.Districts.Sum(district => district.Pounds),
                (long)known.Values.Sum(),
                MostOfGrants
            )
        )
        {
            yield return question;
        }

        if (
            own
                .Districts.Where(district =>
                    known.TryGetValue(district.Place, out var then)
                    && Math.Max(then, district.Pounds) > Large
                    && Distance.Between(district.Pounds, then) > MostOfPlace
                )
                .Select(district =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{district.Name} £{district.Pounds:N0} against £{known[district.Place]:N0}"
                    )
                )
                .ToList() is
            { Count: > 0 } far
        )
        {
            yield return new Question(
                "place-unlike-itself",
                $"Grants of a place are far from those in the edition before: {Question.Some(far)}."
            );
        }
    }

    private static IEnumerable<Question> Survey(VolunteeringByAuthority survey, OtherEditions others)
    {
        if (survey.StartYear > others.Today.Year)
        {
            yield return new Question("year-to-come", $"It is of {survey.Year}, which is still to come.");
        }

        if (
            Distance.Median(survey.Authorities.Select(authority => authority.Percent)) is { } median
            && (median < LeastVolunteering || median > MostVolunteering)
        )
        {
            yield return new Question(
                "scores",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"In half of the places {median:N1} % or fewer volunteer; between {LeastVolunteering} and {MostVolunteering} % is possible. Is it another column, or a share and not per cent?"
                )
            );
        }
    }
}
