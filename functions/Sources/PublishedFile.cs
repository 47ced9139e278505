using System.Runtime.InteropServices;

namespace BudgetWatch.Sources;

/// <summary>
/// A published file, in memory or on disk. Editions are a few megabytes, some a few hundred; the origin's size cap bounds them. Of one on disk,
/// comma-separated text and archives are read from there a piece at a time; it must not change meanwhile.
/// </summary>
public sealed record PublishedFile
{
    private readonly ReadOnlyMemory<byte> bytes;
    private readonly Func<Stream>? open;
    private readonly Func<long>? length;

    /// <summary>A file in memory.</summary>
    /// <param name="name">The name it was offered under: shown to people, never used to decide what it is.</param>
    /// <param name="bytes">Its content.</param>
    public PublishedFile(string name, ReadOnlyMemory<byte> bytes)
    {
        Name = name;
        this.bytes = bytes;
    }

    private PublishedFile(string name, Func<Stream> open, Func<long> length)
    {
        Name = name;
        this.open = open;
        this.length = length;
    }

    /// <summary>The name it was offered under: shown to people, never used to decide what it is.</summary>
    public string Name { get; init; }

    /// <summary>Its content, whole: of a file on disk, read each time it is asked for.</summary>
    public ReadOnlyMemory<byte> Bytes
    {
        get => open is null ? bytes : Whole(open);
        init => (bytes, open, length) = (value, null, null);
    }

    /// <summary>How many bytes it has.</summary>
    public long Length => length?.Invoke() ?? bytes.Length;

    /// <summary>A file on disk, under its own name.</summary>
    /// <param name="path">Where it is.</param>
    public static PublishedFile OnDisk(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new PublishedFile(Path.GetFileName(path), () => File.OpenRead(path), () => new FileInfo(path).Length);
    }

    /// <summary>A file that lies where only its holder knows.</summary>
    /// <param name="name">The name it was offered under.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="open">Opens it again from its beginning, as a seekable stream.</param>
    public static PublishedFile From(string name, long length, Func<Stream> open) => new(name, open, () => length);

    /// <summary>The content as a stream that can be sought in, copied only where it lies neither on disk nor in an array.</summary>
    internal Stream OpenRead() =>
        open is not null ? open()
        : MemoryMarshal.TryGetArray(bytes, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    private static byte[] Whole(Func<Stream> open)
    {
        using var stream = open();
        var whole = new byte[stream.Length];
        stream.ReadExactly(whole);
        return whole;
    }
}
