using System.Text.Json;

namespace BudgetWatch.Sources.Charities;

/// <summary>The wanted values of one row, copied out of its text.</summary>
/// <param name="count">How many are wanted.</param>
internal sealed class ExtractValues(int count)
{
    private readonly (ExtractKind Kind, int Start, int Length)[] values = new (ExtractKind, int, int)[count];
    private byte[] taken = new byte[0x1000];
    private int takenLength;

    /// <summary>What a value is.</summary>
    public ExtractKind Kind(int field) => values[field].Kind;

    /// <summary>The text of a string or a number; empty for any other value.</summary>
    public ReadOnlySpan<byte> Text(int field) => taken.AsSpan(values[field].Start, values[field].Length);

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        Array.Clear(values);
        takenLength = 0;
    }

    /// <summary>Keeps a value.</summary>
    public void Keep(int field, ref Utf8JsonReader reader)
    {
        var kind = reader.TokenType switch
        {
            JsonTokenType.Null => ExtractKind.Null,
            JsonTokenType.True => ExtractKind.True,
            JsonTokenType.False => ExtractKind.False,
            JsonTokenType.Number => ExtractKind.Number,
            _ => ExtractKind.Text,
        };
        var length = kind is ExtractKind.Number or ExtractKind.Text ? Copy(ref reader, kind) : 0;
        values[field] = (kind, takenLength, length);
        takenLength += length;
    }

    private int Copy(ref Utf8JsonReader reader, ExtractKind kind)
    {
        if (taken.Length - takenLength < reader.ValueSpan.Length)
        {
            Array.Resize(ref taken, Math.Max(taken.Length * 2, takenLength + reader.ValueSpan.Length));
        }

        if (kind == ExtractKind.Text)
        {
            return reader.CopyString(taken.AsSpan(takenLength));
        }

        reader.ValueSpan.CopyTo(taken.AsSpan(takenLength));
        return reader.ValueSpan.Length;
    }
}

/// <summary>What a value of an extract is.</summary>
internal enum ExtractKind
{
    Absent,
    Null,
    True,
    False,
    Number,
    Text,
}
