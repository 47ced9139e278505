using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Cubes;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Cuts;

/// <summary>The answer of <c>/cuts</c> as JSON-stat 2.0: the figures of its JSON, none rounded and none made up.</summary>
internal static class CutsCube
{
    /// <summary>Scope, span, area, figure. Areas left out are in it without figures, with the reason as their note.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="site">The address of the site.</param>
    public static JsonStatAnswer<QueryAnswer> Of(CutsAnswer answer, string site)
    {
        var (query, units) = (answer.Query, answer.Units);
        (string Id, string Label, CubeUnit Unit, Func<AreaCutAnswer, double?> Of)[] fields =
        [
            ("from", $"In {query.From}", new(units.Level, JsonStat.WholeUnits), area => area.From),
            ("to", $"In {query.To}", new(units.Level, JsonStat.WholeUnits), area => area.To),
            ("change", "Change", new(units.Change, JsonStat.WholeUnits), area => area.Change),
            ("changePercent", "Change in per cent", new(units.ChangePercent, 1), area => area.ChangePercent),
            ("rank", "Rank", new("1 is the deepest cut", JsonStat.WholeUnits), area => area.Rank),
            (
                "deprivationScore",
                "Deprivation",
                new($"average score, Indices of Deprivation {JsonStat.Text(query.Imd)}", 3),
                area => area.Deprivation.Score
            ),
            ("deprivationRank", "Rank by deprivation", new("1 is the most deprived", JsonStat.WholeUnits), area => area.Deprivation.Rank),
            (
                "deprivationFifth",
                "Fifth by deprivation",
                new("1 is the most deprived", JsonStat.WholeUnits),
                area => area.Deprivation.Fifth
            ),
            (
                "deprivationTenth",
                "Tenth by deprivation",
                new("1 is the most deprived", JsonStat.WholeUnits),
                area => area.Deprivation.Tenth
            ),
        ];
        var spending = fields.Count(field => field.Unit.Label == units.Level || field.Id.StartsWith("change", StringComparison.Ordinal));
        var status = answer
            .Areas.SelectMany(
                (area, place) =>
                    area.Flags.Count == 0
                        ? []
                        : Enumerable.Range(place * fields.Length, spending).Select(at => (At: at, Word: string.Join(' ', area.Flags)))
            )
            .Concat(
                Enumerable
                    .Range(answer.Areas.Count * fields.Length, answer.Excluded.Count * fields.Length)
                    .Select(at => (At: at, Word: "excluded"))
            );
        var span = $"{query.From}/{query.To}";
        return JsonStat.Dataset(
            $"{query.Scope.Title}, {query.Return.Id()}, {query.From} to {query.To}, {units.Level}",
            answer.Release,
            query,
            $"{site}{Hrefs.Of("cuts", query, answer.Release.Id)}&format={QueryParameters.JsonStat}",
            answer.Notes,
            answer.Attribution,
            [
                ("scope", JsonStat.ScopeOf(query.Scope)),
                ("period", JsonStat.Dimension("Years", [(span, $"{query.From} to {query.To}")])),
                (
                    "area",
                    JsonStat.Dimension(
                        "Area",
                        [
                            .. answer.Areas.Select(area => (area.Code.Value, area.Name)),
                            .. answer.Excluded.Select(area => (area.Code.Value, area.Name)),
                        ],
                        answer.Excluded.ToDictionary(
                            area => area.Code.Value,
                            area => (IReadOnlyList<string>)[$"{area.Reason}"],
                            StringComparer.Ordinal
                        )
                    )
                ),
                (
                    JsonStat.Figures,
                    JsonStat.Dimension(
                        "Figure",
                        [.. fields.Select(field => (field.Id, field.Label))],
                        units: fields.ToDictionary(field => field.Id, field => field.Unit, StringComparer.Ordinal)
                    )
                ),
            ],
            "period",
            [
                .. answer.Areas.SelectMany(area => fields.Select(field => field.Of(area))),
                .. Enumerable.Repeat<double?>(null, answer.Excluded.Count * fields.Length),
            ],
            status
        );
    }
}
