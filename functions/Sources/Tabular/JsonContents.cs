using System.Text.Json;

namespace BudgetWatch.Sources.Tabular;

/// <summary>What a JSON document holds outside of arrays: its scalar members, and its arrays of objects.</summary>
internal sealed class JsonContents
{
    private readonly List<(string Path, CellValue Value)> scalars = [];
    private readonly List<(string Path, JsonElement Array)> tables = [];

    private JsonContents() { }

    /// <summary>The scalar members by path, in order.</summary>
    public IReadOnlyList<(string Path, CellValue Value)> Scalars => scalars;

    /// <summary>The arrays of objects by path, in order; a root that is an array has an empty path.</summary>
    public IReadOnlyList<(string Path, JsonElement Array)> Tables => tables;

    /// <summary>Looks through a document; null if there is more in it than <see cref="ReadingLimits"/> allow.</summary>
    public static JsonContents? Of(JsonElement root)
    {
        var contents = new JsonContents();
        return contents.Add("", root) ? contents : null;
    }

    /// <summary>A scalar as a cell: null is blank, a truth value neither number nor text.</summary>
    public static CellValue Cell(JsonElement scalar) =>
        scalar.ValueKind switch
        {
            JsonValueKind.String => CellValue.Of(scalar.GetString()),
            JsonValueKind.Number => CellValue.Of(scalar.TryGetDouble(out var number) ? number : double.NaN),
            JsonValueKind.True => CellValue.OfOther("true"),
            JsonValueKind.False => CellValue.OfOther("false"),
            _ => default,
        };

    /// <summary>The path of a member of what has that path.</summary>
    public static string Join(string path, string member) => path.Length == 0 ? member : $"{path}.{member}";

    private bool Add(string path, JsonElement element)
    {
        if (path.Length > ReadingLimits.MemberPath)
        {
            return false;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    if (!Add(Join(path, member.Name), member.Value))
                    {
                        return false;
                    }
                }

                return true;
            case JsonValueKind.Array:
                if (element.EnumerateArray().Any(entry => entry.ValueKind == JsonValueKind.Object))
                {
                    tables.Add((path, element));
                }

                return tables.Count <= ReadingLimits.Sheets;
            default:
                scalars.Add((path, Cell(element)));
                return scalars.Count <= ReadingLimits.Rows;
        }
    }
}
