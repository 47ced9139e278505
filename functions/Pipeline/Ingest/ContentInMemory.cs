using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>Content that is small enough to be in memory: nearly every edition is.</summary>
/// <param name="bytes">The bytes.</param>
public sealed class ContentInMemory(ReadOnlyMemory<byte> bytes) : OfferedContent
{
    /// <summary>Content of more bytes than this is on disk.</summary>
    public const int Limit = 4 * 1024 * 1024;

    /// <inheritdoc/>
    public override string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));

    /// <inheritdoc/>
    public override long Length => bytes.Length;

    /// <inheritdoc/>
    public override Task<bool> HoldAsync(CancellationToken cancellation) => Task.FromResult(true);

    /// <inheritdoc/>
    public override Stream OpenRead() =>
        MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    /// <inheritdoc/>
    public override PublishedFile As(string name) => new(name, bytes);
}
