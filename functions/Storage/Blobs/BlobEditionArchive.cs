using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure;
using BudgetWatch.Pipeline.Ingest;
using Microsoft.Extensions.Caching.Memory;

namespace BudgetWatch.Storage.Blobs;

/// <summary>
/// The raw zone in container <c>raw</c>, and what readers made of it in container <c>read</c>. Every blob is written on the condition
/// that there is none of its name.
/// </summary>
internal sealed class BlobEditionArchive(StorageConnection connection) : IEditionArchive, IDisposable
{
    /// <summary>How many manifests are remembered, a kilobyte each: those of every edition of some releases.</summary>
    private const int Remembered = 4_000;

    private const string Raw = "raw";
    private const string Read = "read";

    // A manifest never changes, and an answer about sources tells of a hundred.
    private readonly MemoryCache manifests = new(new MemoryCacheOptions { SizeLimit = Remembered });

    public async Task KeepAsync(EditionManifest manifest, Stream bytes, CancellationToken cancellation)
    {
        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellation));
        bytes.Position = 0;
        if (manifest.Sha256 != found || manifest.Length != bytes.Length)
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The manifest says {manifest.Sha256}, {manifest.Length} bytes; the bytes are {found}, {bytes.Length}."),
                nameof(manifest));
        var container = await connection.ContainerAsync(Raw, cancellation);

        // Bytes before manifest: whoever finds a manifest finds what it describes. If we stop in between, the next time completes it.
        await OnceWritten.WriteAsync(container, BytesName(found), bytes, manifest.ContentType, cancellation);
        await OnceWritten.WriteAsync(
            container, ManifestName(found), BinaryData.FromString(StorageJson.Write(manifest)), "application/json", cancellation);
    }

    public async Task<EditionManifest?> FindAsync(string sha256, CancellationToken cancellation)
    {
        if (!IsDigest(sha256))
            return null;
        if (manifests.TryGetValue(sha256, out EditionManifest? known))
            return known;
        var container = await connection.ContainerAsync(Raw, cancellation);
        if (await OnceWritten.ReadAsync(container, ManifestName(sha256), cancellation) is not { } content)
            return null;
        return manifests.Set(sha256, StorageJson.Read<EditionManifest>(content.ToString()), new MemoryCacheEntryOptions { Size = 1 });
    }

    public async Task<Stream?> OpenAsync(string sha256, CancellationToken cancellation)
    {
        if (!IsDigest(sha256))
            return null;
        var container = await connection.ContainerAsync(Raw, cancellation);
        try
        {
            return await container.GetBlobClient(BytesName(sha256)).OpenReadAsync(cancellationToken: cancellation);
        }
        catch (RequestFailedException problem) when (problem.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The digests of every edition that was kept, in order.</summary>
    public async IAsyncEnumerable<string> KeptAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        const string suffix = ".manifest.json";
        var container = await connection.ContainerAsync(Raw, cancellation);
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellation))
        {
            var name = blob.Name[(blob.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
            if (name.EndsWith(suffix, StringComparison.Ordinal) && IsDigest(name[..^suffix.Length]))
                yield return name[..^suffix.Length];
        }
    }

    public async Task KeepReadingAsync(string sha256, string reader, string json, CancellationToken cancellation)
    {
        if (!IsDigest(sha256))
            throw new ArgumentException($"'{sha256}' is not a SHA-256 in lower-case hexadecimal.", nameof(sha256));
        if (!IsReader(reader))
            throw new ArgumentException($"'{reader}' is not the name of a reader.", nameof(reader));
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(json), cancellation);
        var container = await connection.ContainerAsync(Read, cancellation);
        await OnceWritten.WriteAsync(
            container, ReadingName(sha256, reader), BinaryData.FromBytes(packed.ToArray()), "application/gzip", cancellation);
    }

    public async Task<string?> FindReadingAsync(string sha256, string reader, CancellationToken cancellation)
    {
        if (!IsDigest(sha256) || !IsReader(reader))
            return null;
        var container = await connection.ContainerAsync(Read, cancellation);
        if (await OnceWritten.ReadAsync(container, ReadingName(sha256, reader), cancellation) is not { } content)
            return null;
        await using var gzip = new GZipStream(content.ToStream(), CompressionMode.Decompress);
        using var text = new StreamReader(gzip, Encoding.UTF8);
        return await text.ReadToEndAsync(cancellation);
    }

    public void Dispose() => manifests.Dispose();

    private static string BytesName(string sha256) => $"{sha256[..2]}/{sha256}";

    private static string ManifestName(string sha256) => $"{sha256[..2]}/{sha256}.manifest.json";

    private static string ReadingName(string sha256, string reader) => $"{sha256}/{reader}.json.gz";

    // Names are made of these, so nothing else may get into one.
    private static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static bool IsReader(string text) =>
        text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
