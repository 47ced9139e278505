using System.Security.Cryptography;

namespace BudgetWatch.Storage.Blobs;

/// <summary>Pages of publishers' APIs in container <c>pages</c>, by SHA-256, for when a publisher says that one is what it was.</summary>
internal sealed class BlobPages(StorageConnection connection)
{
    private const string Pages = "pages";

    /// <summary>Keeps a page; a second time changes nothing.</summary>
    public async Task KeepAsync(string sha256, ReadOnlyMemory<byte> page, CancellationToken cancellation) =>
        await OnceWritten.WriteAsync(
            await connection.ContainerAsync(Pages, cancellation),
            sha256,
            BinaryData.FromBytes(page),
            "application/json",
            cancellation
        );

    /// <summary>A page, or null.</summary>
    /// <remarks>One that is damaged is none: the publisher is asked for it again.</remarks>
    public async Task<ReadOnlyMemory<byte>?> FindAsync(string sha256, CancellationToken cancellation) =>
        await OnceWritten.ReadAsync(await connection.ContainerAsync(Pages, cancellation), sha256, cancellation) is { } page
        && Convert.ToHexStringLower(SHA256.HashData(page)) == sha256
            ? page.ToMemory()
            : null;
}
