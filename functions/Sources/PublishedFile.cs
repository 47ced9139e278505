using System.Runtime.InteropServices;

namespace BudgetWatch.Sources;

/// <summary>
/// A published file, in memory or on disk. Editions are a few megabytes; the origin's size cap bounds them. Of one on disk, comma-separated
/// text and archives are read from there a piece at a time; it must not change meanwhile.
/// </summary>
public sealed record PublishedFile
{
    private readonly ReadOnlyMemory<byte> bytes;
    private readonly string? path;

    /// <summary>A file in memory.</summary>
    /// <param name="name">The name it was offered under: shown to people, never used to decide what it is.</param>
    /// <param name="bytes">Its content.</param>
    public PublishedFile(string name, ReadOnlyMemory<byte> bytes)
    {
        Name = name;
        this.bytes = bytes;
    }

    private PublishedFile(string path)
    {
        Name = Path.GetFileName(path);
        this.path = path;
    }

    /// <summary>The name it was offered under: shown to people, never used to decide what it is.</summary>
    public string Name { get; init; }

    /// <summary>Its content, whole: of a file on disk, read each time it is asked for.</summary>
    public ReadOnlyMemory<byte> Bytes
    {
        get => path is null ? bytes : File.ReadAllBytes(path);
        init => (bytes, path) = (value, null);
    }

    /// <summary>Whether it lies on disk, so that any length of it can be read a piece at a time.</summary>
    internal bool IsOnDisk => path is not null;

    /// <summary>How many bytes it has.</summary>
    public long Length => path is null ? bytes.Length : new FileInfo(path).Length;

    /// <summary>A file on disk, under its own name.</summary>
    /// <param name="path">Where it is.</param>
    public static PublishedFile OnDisk(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new PublishedFile(path);
    }

    /// <summary>The content as a stream that can be sought in, copied only where it lies neither on disk nor in an array.</summary>
    internal Stream OpenRead() => path is not null ? File.OpenRead(path)
        : MemoryMarshal.TryGetArray(bytes, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
