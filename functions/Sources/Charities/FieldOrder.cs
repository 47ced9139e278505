using System.Text;
using System.Text.Json;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Charities;

/// <summary>The fields of an extract's rows in the order of the first: the next is nearly always the one that came next before.</summary>
/// <param name="wanted">The fields whose values are kept.</param>
internal sealed class FieldOrder(IReadOnlyList<ExtractField> wanted)
{
    /// <summary>Each with its place among the wanted ones or -1.</summary>
    private readonly List<(byte[] Name, int Wanted)> fields = [];
    private int position;
    private int named = -1;

    /// <summary>The names of the fields seen so far.</summary>
    public IReadOnlyList<string> Names => [.. fields.Select(seen => Encoding.UTF8.GetString(seen.Name))];

    /// <summary>The name of the present field.</summary>
    public string Name => Encoding.UTF8.GetString(fields[named].Name);

    /// <summary>A row begins.</summary>
    public void Restart() => position = 0;

    /// <summary>Goes to the field that is named.</summary>
    /// <param name="reader">At its name.</param>
    /// <param name="place">Its place among the wanted ones, or -1.</param>
    /// <returns>False where there are more fields than there may be, or of longer names.</returns>
    public bool TryMoveTo(ref Utf8JsonReader reader, out int place)
    {
        named = Find(ref reader);
        if (named < 0)
        {
            place = -1;
            return false;
        }

        position = named + 1;
        place = fields[named].Wanted;
        return true;
    }

    private int Find(ref Utf8JsonReader reader)
    {
        if (position < fields.Count && reader.ValueTextEquals(fields[position].Name))
        {
            return position;
        }

        for (var known = 0; known < fields.Count; known++)
        {
            if (reader.ValueTextEquals(fields[known].Name))
            {
                return known;
            }
        }

        if (fields.Count >= ExtractLimits.Fields || reader.ValueSpan.Length > ReadingLimits.MemberPath)
        {
            return -1;
        }

        Learn(reader.GetString()!);
        return fields.Count - 1;
    }

    private void Learn(string name) =>
        fields.Add(
            (Encoding.UTF8.GetBytes(name), Enumerable.Range(0, wanted.Count).FirstOrDefault(field => wanted[field].Name == name, -1))
        );
}
