using System.Text.Json;

namespace BudgetWatch.Sources.Tabular;

/// <summary>The column of each member of an array's objects.</summary>
internal sealed class JsonColumns
{
    private readonly Place root = new();
    private readonly List<string> paths = [];
    private int places;

    private JsonColumns() { }

    /// <summary>The members' paths, in the order of their first appearance.</summary>
    public IReadOnlyList<string> Paths => paths;

    /// <summary>
    /// The columns of an array; null if not all in it are objects, if two members have one path (<c>"a.b"</c> beside <c>"b"</c> inside
    /// <c>"a"</c>), or if there are more or longer ones than <see cref="ReadingLimits"/> allow.
    /// </summary>
    public static JsonColumns? Of(JsonElement array)
    {
        var columns = new JsonColumns();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in array.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object || !columns.Add(columns.root, "", entry, taken))
            {
                return null;
            }
        }

        return columns;
    }

    /// <summary>Puts an object's members into their cells; the others stay as they are.</summary>
    public void Fill(CellValue[] cells, JsonElement entry) => Fill(root, cells, entry);

    private bool Add(Place place, string path, JsonElement entry, HashSet<string> taken)
    {
        foreach (var member in entry.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Array)
            {
                continue;
            }

            if (!place.Members.TryGetValue(member.Name, out var inner))
            {
                inner = new Place { Path = JsonContents.Join(path, member.Name) };
                place.Members.Add(member.Name, inner);
                if (++places > ReadingLimits.Columns || inner.Path.Length > ReadingLimits.MemberPath)
                {
                    return false;
                }
            }

            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                if (!Add(inner, inner.Path, member.Value, taken))
                {
                    return false;
                }
            }
            else if (inner.Column < 0)
            {
                if (!taken.Add(inner.Path))
                {
                    return false;
                }

                inner.Column = paths.Count;
                paths.Add(inner.Path);
            }
        }

        return true;
    }

    private static void Fill(Place place, CellValue[] cells, JsonElement entry)
    {
        foreach (var member in entry.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Array)
            {
                continue;
            }

            var inner = place.Members[member.Name];
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                Fill(inner, cells, member.Value);
            }
            else
            {
                cells[inner.Column] = JsonContents.Cell(member.Value);
            }
        }
    }

    /// <summary>A member: its column if it has been a scalar, its own members if it has been an object.</summary>
    private sealed class Place
    {
        public string Path { get; init; } = "";

        public int Column { get; set; } = -1;

        public Dictionary<string, Place> Members { get; } = new(StringComparer.Ordinal);
    }
}
