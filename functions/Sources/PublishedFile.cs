using System.Runtime.InteropServices;

namespace BudgetWatch.Sources;

/// <summary>A published file in memory. Editions are a few megabytes; the origin's size cap bounds them.</summary>
/// <param name="Name">The name it was offered under: shown to people, never used to decide what it is.</param>
/// <param name="Bytes">Its content.</param>
public sealed record PublishedFile(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The content as a stream, copied only where it does not lie in an array.</summary>
    internal Stream OpenRead() => MemoryMarshal.TryGetArray(Bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(Bytes.ToArray(), writable: false);
}
