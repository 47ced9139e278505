using System.Globalization;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Cubes;

/// <summary>Answers as JSON-stat 2.0 (json-stat.org/full): the figures of their JSON, none rounded and none made up.</summary>
internal static class JsonStat
{
    /// <summary>The dimension of the figures that an answer has of each thing.</summary>
    public const string Figures = "field";

    /// <summary>Decimals of figures that are whole units.</summary>
    public const int WholeUnits = 0;

    /// <summary>A dataset of an answer.</summary>
    public static JsonStatAnswer<TQuery> Dataset<TQuery>(
        string label,
        ReleaseReference release,
        TQuery query,
        string href,
        IReadOnlyList<NoteAnswer> notes,
        IReadOnlyList<string> attribution,
        IReadOnlyList<(string Id, CubeDimension Of)> dimensions,
        string time,
        IReadOnlyList<double?> values,
        IEnumerable<(int At, string Word)> status
    ) =>
        new(
            "2.0",
            "dataset",
            label,
            string.Join(' ', attribution),
            release.PublishedAt,
            href,
            [.. notes.Select(note => $"{note.Flag}: {note.Text}")],
            [.. dimensions.Select(dimension => dimension.Id)],
            [.. dimensions.Select(dimension => dimension.Of.Category.Index.Count)],
            new CubeRole([time], ["area"], [Figures]),
            dimensions.ToDictionary(dimension => dimension.Id, dimension => dimension.Of, StringComparer.Ordinal),
            values,
            status.ToDictionary(pair => Text(pair.At), pair => pair.Word, StringComparer.Ordinal),
            new CubeExtension<TQuery>(release, query)
        );

    /// <summary>The dimension of the one scope.</summary>
    public static CubeDimension ScopeOf(Scope scope) => Dimension("Scope", [(scope.Id, scope.Title)]);

    /// <summary>A dimension with its categories in order.</summary>
    public static CubeDimension Dimension(
        string label,
        IReadOnlyList<(string Id, string Label)> categories,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? notes = null,
        IReadOnlyDictionary<string, CubeUnit>? units = null
    ) =>
        new(
            label,
            new CubeCategory(
                [.. categories.Select(category => category.Id)],
                categories.ToDictionary(category => category.Id, category => category.Label, StringComparer.Ordinal),
                notes ?? new Dictionary<string, IReadOnlyList<string>>(),
                units ?? new Dictionary<string, CubeUnit>()
            )
        );

    /// <summary>A number as keys are written.</summary>
    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
