using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Population;

namespace BudgetWatch.Domain.Community;

/// <summary>Volunteering by area: authorities' per cents averaged by residents.</summary>
/// <param name="Year">The survey's year: <c>2023/24</c>.</param>
/// <param name="MidYear">The mid-year whose residents weigh the authorities of an area.</param>
/// <param name="UnknownNames">Names of the table that are no authority's here: then it is unknown whether any area is complete.</param>
/// <param name="Areas">One for each area all of whose present authorities have a figure, in order of code.</param>
public sealed record VolunteeringByArea(string Year, int MidYear, IReadOnlyList<string> UnknownNames, IReadOnlyList<AreaVolunteering> Areas)
{
    private const string Id = "volunteering";

    /// <summary>The source its figures are from.</summary>
    public const string SourceId = "volunteering-survey";

    /// <summary>The component where there is no survey.</summary>
    public static readonly MissingComponent NoSurvey = new(
        Id,
        "Volunteering",
        "BudgetWatch has not loaded the Community Life Survey by authority"
    );

    /// <summary>The component of capacity it makes; or why it makes none.</summary>
    public (CapacityComponent? Available, MissingComponent? Missing) Component() =>
        UnknownNames.Count > 0
            ? (
                null,
                NoSurvey with
                {
                    Reason = $"the survey's table names authorities that are not known here: {string.Join(", ", UnknownNames)}",
                }
            )
            : (
                new CapacityComponent(
                    Id,
                    NoSurvey.Title,
                    "per cent of people of 16 and over who volunteered for a group or club in twelve months",
                    string.Create(CultureInfo.InvariantCulture, $"{Year}; authorities weighed by residents of mid-{MidYear}"),
                    CapacityScale.Unit,
                    Areas.ToDictionary(area => area.Area, area => area.Percent),
                    Areas.ToDictionary(area => area.Area, area => area.People),
                    "residents",
                    [CapacityBias.Surveyed, CapacityBias.NotThen]
                ),
                null
            );

    /// <summary>Averages authorities to areas.</summary>
    /// <param name="survey">The survey.</param>
    /// <param name="lineage">The names of places.</param>
    /// <param name="map">Which area each is in.</param>
    /// <param name="population">Residents.</param>
    public static VolunteeringByArea Of(VolunteeringByAuthority survey, DistrictLineage lineage, AreaMap map, PopulationSeries population)
    {
        ArgumentNullException.ThrowIfNull(survey);
        ArgumentNullException.ThrowIfNull(lineage);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(population);

        // Of names that two places of different times share the present one is meant.
        var places = new Dictionary<string, GssCode>(StringComparer.Ordinal);
        foreach (var link in lineage.Districts.OrderBy(link => link.Place == link.Active))
        {
            places[PlaceName.Key(link.Name)] = KnownGeography.AsOfApril2023(link.Place);
        }

        var percents = new Dictionary<GssCode, double>();
        var unknown = new List<string>();
        foreach (var authority in survey.Authorities)
        {
            if (places.TryGetValue(PlaceName.Key(authority.Name), out var place) && map.AreaOf(place) is not null)
            {
                percents[place] = authority.Percent;
            }
            else
            {
                unknown.Add(authority.Name);
            }
        }

        unknown.AddRange(survey.Withheld.Where(name => !places.ContainsKey(PlaceName.Key(name))));
        return new VolunteeringByArea(
            survey.Year,
            survey.StartYear,
            unknown,
            [.. map.Areas.Select(area => Average(area, percents, survey.StartYear, population)).OfType<AreaVolunteering>()]
        );
    }

    /// <summary>Null where an authority of the area has no figure, or its residents are not known: a mean of the others would be of another place.</summary>
    private static AreaVolunteering? Average(Area area, Dictionary<GssCode, double> percents, int midYear, PopulationSeries population)
    {
        var present = area
            .Members.Where(member => member.SucceededBy.Count == 0 && member.Place.IsDistrict)
            .Select(member => member.Place)
            .ToList();
        return
            present.Count > 0
            && present.TrueForAll(percents.ContainsKey)
            && population.Of(present, midYear) is { } people
            && people.Sum() > 0
            ? new AreaVolunteering(area.Code, present.Zip(people, (place, own) => percents[place] * own).Sum() / people.Sum(), people.Sum())
            : null;
    }
}

/// <summary>Volunteering in one area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Percent">Per cent of people of 16 and over, authorities weighed by residents of every age.</param>
/// <param name="People">Residents.</param>
public sealed record AreaVolunteering(AreaCode Area, double Percent, long People);
