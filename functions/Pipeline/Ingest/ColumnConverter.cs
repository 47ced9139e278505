using System.Collections.Immutable;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using Newtonsoft.Json;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>
/// A column of whole numbers as it is kept: the first and then each one's difference from the one before, each with its lowest byte first,
/// deflated, in base 64. Millions of numbers in decimal would be ten times that.
/// </summary>
/// <typeparam name="T">Whole numbers of four bytes or of eight.</typeparam>
internal sealed class ColumnConverter<T> : JsonConverter<ImmutableArray<T>>
    where T : unmanaged, IBinaryInteger<T>
{
    public override ImmutableArray<T> ReadJson(
        JsonReader reader,
        Type objectType,
        ImmutableArray<T> existingValue,
        bool hasExistingValue,
        JsonSerializer serializer
    )
    {
        using var packed = new MemoryStream(Convert.FromBase64String((string)reader.Value!), writable: false);
        using var bytes = new MemoryStream();
        using (var inflating = new DeflateStream(packed, CompressionMode.Decompress))
        {
            inflating.CopyTo(bytes);
        }

        var numbers = MemoryMarshal.Cast<byte, T>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).ToArray();
        for (var next = 1; next < numbers.Length; next++)
        {
            numbers[next] = unchecked(numbers[next] + numbers[next - 1]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }

    public override void WriteJson(JsonWriter writer, ImmutableArray<T> value, JsonSerializer serializer)
    {
        var differences = new T[value.Length];
        for (var next = 0; next < value.Length; next++)
        {
            differences[next] = next == 0 ? value[0] : unchecked(value[next] - value[next - 1]);
        }

        using var packed = new MemoryStream();
        using (var deflating = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflating.Write(MemoryMarshal.AsBytes(differences.AsSpan()));
        }

        writer.WriteValue(Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length));
    }
}
