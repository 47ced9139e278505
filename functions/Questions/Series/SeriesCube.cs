using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Cubes;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Tables;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Series;

/// <summary>The answer of <c>/areas/{code}/series</c> as JSON-stat 2.0.</summary>
internal static class SeriesCube
{
    /// <summary>Scope, area, year, figure.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="site">The address of the site.</param>
    public static JsonStatAnswer<SeriesQueryAnswer> Of(SeriesAnswer answer, string site)
    {
        var (query, units) = (answer.Query, answer.Units);
        (string Id, string Label, CubeUnit Unit, Func<ValueAnswer, double?> Of)[] fields =
        [
            ("value", "Spending", new(units.Level, JsonStat.WholeUnits), value => value.Value),
            ("cash", "Spending in cash", new("pounds of the year", JsonStat.WholeUnits), value => (double?)value.Cash),
            ("population", "Residents", new("residents", JsonStat.WholeUnits), value => value.Population),
            (
                "populationVintage",
                "Vintage of the estimates of residents",
                new("mid-year", JsonStat.WholeUnits),
                value => value.PopulationVintage
            ),
        ];
        const int spending = 2;
        return JsonStat.Dataset(
            $"{answer.Area.Name}: {query.Scope.Title}, {query.Return.Id()}, {units.Level}",
            answer.Release,
            query,
            $"{site}{Hrefs.Series(answer.Area.Code, query, answer.Release.Id)}&format={QueryParameters.JsonStat}",
            answer.Notes,
            answer.Attribution,
            [
                ("scope", JsonStat.ScopeOf(query.Scope)),
                ("area", JsonStat.Dimension("Area", [(answer.Area.Code.Value, answer.Area.Name)])),
                ("year", JsonStat.Dimension("Year", [.. answer.Values.Select(value => (value.Year.ToString(), value.Year.ToString()))])),
                (
                    JsonStat.Figures,
                    JsonStat.Dimension(
                        "Figure",
                        [.. fields.Select(field => (field.Id, field.Label))],
                        units: fields.ToDictionary(field => field.Id, field => field.Unit, StringComparer.Ordinal)
                    )
                ),
            ],
            "year",
            [.. answer.Values.SelectMany(value => fields.Select(field => field.Of(value)))],
            answer.Values.SelectMany(
                (value, place) =>
                    StatusOf(value) is { Length: > 0 } word
                        ? Enumerable.Range(place * fields.Length, spending).Select(at => (at, word))
                        : []
            )
        );
    }

    private static string StatusOf(ValueAnswer value) =>
        string.Join(' ', (value.Status == CellStatus.Reported ? [] : (string[])[Table.Word(value.Status)]).Concat(value.Flags).Distinct());
}
