using System.Buffers;
using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using BudgetWatch.Pipeline;

namespace BudgetWatch.Storage.Tables;

/// <summary>
/// Text of an entity, over as many properties as it needs: <c>Json</c>, <c>Json1</c>, <c>Json2</c>. A property holds 64 KiB and an
/// entity 1 MiB, both counted in UTF-16.
/// </summary>
internal static class LargeText
{
    /// <summary>What one property is given: a little under 32,768, since a pair of surrogates is never parted.</summary>
    public const int PropertyLimit = 32_000;

    /// <summary>What one entity is given, leaving room for keys and names.</summary>
    public const int EntityLimit = 15 * PropertyLimit;

    /// <summary>What one entity may weigh on the wire: Azurite, unlike Azure, holds the limit of 1 MiB against that.</summary>
    public const int WireLimit = 1_000_000;

    /// <summary>SHA-256 over where the row is and what it holds: a row that was changed, cut short, or put in another's place is known by it.</summary>
    private const string SealColumn = "Seal";

    // The SDK writes these, controls and all beyond ASCII as \uXXXX: six bytes for one character.
    private static readonly SearchValues<char> escaped = SearchValues.Create("\"&'+<>`\\\u007f");

    /// <summary>An entity with a text.</summary>
    /// <exception cref="ArgumentException">The text is longer than an entity holds.</exception>
    public static TableEntity Entity(string partition, string row, string text)
    {
        if (text.Length > EntityLimit || WireBytes(text) > WireLimit)
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Row '{row}' of '{partition}' has {text.Length} characters, {WireBytes(text)} bytes on the wire; one row holds "
                        + $"{EntityLimit} and {WireLimit}."
                ),
                nameof(text)
            );
        var entity = new TableEntity(partition, row);
        var part = 0;
        var start = 0;
        do
        {
            var length = Math.Min(PropertyLimit, text.Length - start);

            // Half a pair is not valid UTF-8 and would come back as another character.
            if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]))
                length--;
            entity[Name(part++)] = text.Substring(start, length);
            start += length;
        } while (start < text.Length);

        entity[SealColumn] = Seal.Of(partition, row, text);
        return entity;
    }

    /// <summary>The text of an entity.</summary>
    /// <exception cref="DamagedDataException">It is not the text that was written there.</exception>
    public static string Of(TableEntity entity)
    {
        var text = Whole(entity);

        return
            entity.TryGetValue(SealColumn, out var seal)
            && seal is byte[] sealedAs
            && sealedAs.AsSpan().SequenceEqual(Seal.Of(entity.PartitionKey, entity.RowKey, text))
            ? text
            : throw new DamagedDataException(
                $"Row '{TableKey.Decode(entity.RowKey)}' of '{TableKey.Decode(entity.PartitionKey)}' in storage is damaged: it does not hold what was written there."
            );
    }

    private static string Whole(TableEntity entity)
    {
        if (!entity.ContainsKey(Name(1)))
            return entity.GetString(Name(0)) ?? "";
        var text = new StringBuilder();
        for (var part = 0; entity.GetString(Name(part)) is { } piece; part++)
            text.Append(piece);
        return text.ToString();
    }

    /// <summary>What a text weighs on the wire.</summary>
    public static int WireBytes(string text)
    {
        var bytes = 0;
        foreach (var c in text)
            bytes += c is < ' ' or > '~' || escaped.Contains(c) ? 6 : 1;
        return bytes;
    }

    private static string Name(int part) => part == 0 ? "Json" : string.Create(CultureInfo.InvariantCulture, $"Json{part}");
}
