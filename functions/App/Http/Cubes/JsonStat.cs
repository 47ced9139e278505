using System.Globalization;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Query;

namespace BudgetWatch.App.Http.Cubes;

/// <summary>Answers as JSON-stat 2.0 (json-stat.org/full): the figures of their JSON, none rounded and none made up.</summary>
internal static class JsonStat
{
    /// <summary>What readers call the figures of an area of <c>/cuts</c>.</summary>
    private const string Figures = "field";

    private const int WholeUnits = 0;

    /// <summary>Scope, span, area, figure. Areas left out are in it without figures, with the reason as their note.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="site">The address of the site.</param>
    public static JsonStatAnswer<QueryAnswer> Of(CutsAnswer answer, string site)
    {
        var (query, units) = (answer.Query, answer.Units);
        (string Id, string Label, CubeUnit Unit, Func<AreaCutAnswer, double?> Of)[] fields =
        [
            ("from", $"In {query.From}", new(units.Level, WholeUnits), area => area.From),
            ("to", $"In {query.To}", new(units.Level, WholeUnits), area => area.To),
            ("change", "Change", new(units.Change, WholeUnits), area => area.Change),
            ("changePercent", "Change in per cent", new(units.ChangePercent, 1), area => area.ChangePercent),
            ("rank", "Rank", new("1 is the deepest cut", WholeUnits), area => area.Rank),
            ("deprivationScore", "Deprivation", new($"average score, Indices of Deprivation {Text(query.Imd)}", 3), area => area.Deprivation.Score),
            ("deprivationRank", "Rank by deprivation", new("1 is the most deprived", WholeUnits), area => area.Deprivation.Rank),
            ("deprivationFifth", "Fifth by deprivation", new("1 is the most deprived", WholeUnits), area => area.Deprivation.Fifth),
            ("deprivationTenth", "Tenth by deprivation", new("1 is the most deprived", WholeUnits), area => area.Deprivation.Tenth),
        ];
        var spending = fields.Count(field => field.Unit.Label == units.Level || field.Id.StartsWith("change", StringComparison.Ordinal));
        var status = answer.Areas
            .SelectMany((area, place) => area.Flags.Count == 0 ? [] : Enumerable.Range(place * fields.Length, spending).Select(at => (At: at, Word: string.Join(' ', area.Flags))))
            .Concat(Enumerable.Range(answer.Areas.Count * fields.Length, answer.Excluded.Count * fields.Length).Select(at => (At: at, Word: "excluded")));
        var span = $"{query.From}/{query.To}";
        return Dataset(
            $"{TitleOf(query.Scope)}, {query.Return}, {query.From} to {query.To}, {units.Level}", answer.Release, query, $"{site}{Hrefs.Of("cuts", query, answer.Release.Id)}&format={Asked.JsonStat}",
            answer.Notes, answer.Attribution,
            [
                ("scope", ScopeOf(query.Scope)),
                ("period", Dimension("Years", [(span, $"{query.From} to {query.To}")])),
                ("area", Dimension(
                    "Area",
                    [.. answer.Areas.Select(area => (area.Code, area.Name)), .. answer.Excluded.Select(area => (area.Code, area.Name))],
                    answer.Excluded.ToDictionary(area => area.Code, area => (IReadOnlyList<string>)[area.Reason], StringComparer.Ordinal))),
                (Figures, Dimension("Figure", [.. fields.Select(field => (field.Id, field.Label))], units: fields.ToDictionary(field => field.Id, field => field.Unit, StringComparer.Ordinal))),
            ],
            "period",
            [
                .. answer.Areas.SelectMany(area => fields.Select(field => field.Of(area))),
                .. Enumerable.Repeat<double?>(null, answer.Excluded.Count * fields.Length),
            ],
            status);
    }

    /// <summary>Scope, area, year, figure.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="site">The address of the site.</param>
    public static JsonStatAnswer<SeriesQueryAnswer> Of(SeriesAnswer answer, string site)
    {
        var (query, units) = (answer.Query, answer.Units);
        (string Id, string Label, CubeUnit Unit, Func<ValueAnswer, double?> Of)[] fields =
        [
            ("value", "Spending", new(units.Level, WholeUnits), value => value.Value),
            ("cash", "Spending in cash", new("pounds of the year", WholeUnits), value => (double?)value.Cash),
            ("population", "Residents", new("residents", WholeUnits), value => value.Population),
            ("populationVintage", "Vintage of the estimates of residents", new("mid-year", WholeUnits), value => value.PopulationVintage),
        ];
        const int spending = 2;
        return Dataset(
            $"{answer.Area.Name}: {TitleOf(query.Scope)}, {query.Return}, {units.Level}", answer.Release, query,
            $"{site}{Hrefs.Series(answer.Area.Code, query, answer.Release.Id)}&format={Asked.JsonStat}",
            answer.Notes, answer.Attribution,
            [
                ("scope", ScopeOf(query.Scope)),
                ("area", Dimension("Area", [(answer.Area.Code, answer.Area.Name)])),
                ("year", Dimension("Year", [.. answer.Values.Select(value => (value.Year, value.Year))])),
                (Figures, Dimension("Figure", [.. fields.Select(field => (field.Id, field.Label))], units: fields.ToDictionary(field => field.Id, field => field.Unit, StringComparer.Ordinal))),
            ],
            "year",
            [.. answer.Values.SelectMany(value => fields.Select(field => field.Of(value)))],
            answer.Values.SelectMany((value, place) => StatusOf(value) is { Length: > 0 } word
                ? Enumerable.Range(place * fields.Length, spending).Select(at => (at, word))
                : []));
    }

    private static string StatusOf(ValueAnswer value) => string.Join(
        ' ', (value.Status == CellStatus.Reported ? [] : (string[])[Json.Read<string>(Json.Write(value.Status))!]).Concat(value.Flags).Distinct());

    private static JsonStatAnswer<TQuery> Dataset<TQuery>(
        string label, ReleaseReference release, TQuery query, string href, IReadOnlyList<NoteAnswer> notes, IReadOnlyList<string> attribution,
        IReadOnlyList<(string Id, CubeDimension Of)> dimensions, string time, IReadOnlyList<double?> values, IEnumerable<(int At, string Word)> status) => new(
        "2.0", "dataset", label, string.Join(' ', attribution), release.PublishedAt, href, [.. notes.Select(note => $"{note.Flag}: {note.Text}")],
        [.. dimensions.Select(dimension => dimension.Id)], [.. dimensions.Select(dimension => dimension.Of.Category.Index.Count)],
        new CubeRole([time], ["area"], [Figures]),
        dimensions.ToDictionary(dimension => dimension.Id, dimension => dimension.Of, StringComparer.Ordinal), values,
        status.ToDictionary(pair => Text(pair.At), pair => pair.Word, StringComparer.Ordinal), new CubeExtension<TQuery>(release, query));

    private static CubeDimension ScopeOf(string scope) => Dimension("Scope", [(scope, TitleOf(scope))]);

    private static CubeDimension Dimension(
        string label, IReadOnlyList<(string Id, string Label)> categories, IReadOnlyDictionary<string, IReadOnlyList<string>>? notes = null,
        IReadOnlyDictionary<string, CubeUnit>? units = null) => new(
        label,
        new CubeCategory(
            [.. categories.Select(category => category.Id)], categories.ToDictionary(category => category.Id, category => category.Label, StringComparer.Ordinal),
            notes ?? new Dictionary<string, IReadOnlyList<string>>(), units ?? new Dictionary<string, CubeUnit>()));

    private static string TitleOf(string scope) => Scopes.Find(scope)?.Title ?? scope;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
