using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Storage.Origins;
using Newtonsoft.Json;

namespace BudgetWatch.Storage.Blobs;

/// <summary>
/// The raw zone in container <c>raw</c>, and what readers made of it in container <c>read</c>. Every blob is written on the condition
/// that there is none of its name.
/// </summary>
internal sealed class BlobEditionArchive(StorageConnection connection) : IEditionArchive
{
    private const string Raw = "raw";
    private const string Read = "read";

    /// <summary>What names of verdicts begin with: no digest begins so.</summary>
    private const string Verdicts = "verdicts/";

    public async Task KeepAsync(EditionManifest manifest, Stream bytes, CancellationToken cancellation)
    {
        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellation));
        bytes.Position = 0;
        if (manifest.Sha256 != found || manifest.Length != bytes.Length)
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The manifest says {manifest.Sha256}, {manifest.Length} bytes; the bytes are {found}, {bytes.Length}."
                ),
                nameof(manifest)
            );
        var container = await connection.ContainerAsync(Raw, cancellation);

        // Bytes before manifest: where there is a manifest, there is what it describes. If we stop in between, the next time completes it.
        await OnceWritten.WriteAsync(container, BytesName(found), bytes, manifest.ContentType, cancellation);
        await OnceWritten.WriteAsync(
            container,
            ManifestName(found),
            BinaryData.FromString(SealedText.Write(ManifestName(found), Json.Write(manifest))),
            "application/json",
            cancellation
        );
    }

    public async Task<EditionManifest?> FindAsync(string sha256, CancellationToken cancellation)
    {
        if (!IsDigest(sha256))
            return null;
        var container = await connection.ContainerAsync(Raw, cancellation);
        return await OnceWritten.ReadAsync(container, ManifestName(sha256), cancellation) is { } content
            ? Manifest(sha256, content.ToString())
            : null;
    }

    private static EditionManifest Manifest(string sha256, string written)
    {
        try
        {
            var manifest = Json.Require<EditionManifest>(SealedText.Read(ManifestName(sha256), written));
            return manifest.Sha256 == sha256 ? manifest : throw SealedText.Damaged(ManifestName(sha256));
        }
        catch (JsonException unreadable)
        {
            throw SealedText.Damaged(ManifestName(sha256), unreadable);
        }
    }

    public async Task<Stream?> OpenAsync(string sha256, CancellationToken cancellation)
    {
        if (!IsDigest(sha256))
            return null;
        var container = await connection.ContainerAsync(Raw, cancellation);
        try
        {
            await using var stored = await container.GetBlobClient(BytesName(sha256)).OpenReadAsync(cancellationToken: cancellation);
            using var spool = new Spool();
            await spool.AddAsync(stored, cancellation);
            var content = spool.Take();
            if (content.Sha256 == sha256)
                return new OwnedStream(content);
            content.Dispose();
            throw new DamagedDataException(
                $"The kept bytes of edition {sha256} are damaged: they are not those that were fetched. Its publisher may have them still; its manifest says where."
            );
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
        var container = await connection.ContainerAsync(Read, cancellation);
        await OnceWritten.WriteAsync(
            container,
            ReadingName(sha256, reader),
            await PackedAsync(ReadingName(sha256, reader), json, cancellation),
            "application/gzip",
            cancellation
        );
    }

    private static async Task<BinaryData> PackedAsync(string name, string json, CancellationToken cancellation)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(SealedText.Write(name, json)), cancellation);
        return BinaryData.FromBytes(packed.ToArray());
    }

    public async Task<string?> FindReadingAsync(string sha256, string reader, CancellationToken cancellation)
    {
        if (!IsDigest(sha256) || !IsReader(reader))
            return null;
        var container = await connection.ContainerAsync(Read, cancellation);
        var name = ReadingName(sha256, reader);
        try
        {
            if (await OnceWritten.ReadAsync(container, name, cancellation) is { } content)
                return await UnpackedAsync(name, content, cancellation);
        }
        catch (DamagedDataException)
        {
            if (await ReadAgainAsync(sha256, reader, cancellation) is not { } again)
                throw;
            await container.GetBlobClient(name).UploadAsync(await PackedAsync(name, again, cancellation), overwrite: true, cancellation);
            return again;
        }

        // One that is gone is made again too: an edition that was accepted was read.
        if (await ReadAgainAsync(sha256, reader, cancellation) is not { } lost)
            return null;
        await KeepReadingAsync(sha256, reader, lost, cancellation);
        return lost;
    }

    private static async Task<string> UnpackedAsync(string name, BinaryData packed, CancellationToken cancellation)
    {
        try
        {
            await using var gzip = new GZipStream(packed.ToStream(), CompressionMode.Decompress);
            using var text = new StreamReader(gzip, Encoding.UTF8);
            // Not line by line: a reader of lines rents ever larger arrays, and the pool keeps one of each size for every thread.
            return SealedText.Read(name, await text.ReadToEndAsync(cancellation));
        }
        catch (InvalidDataException unreadable)
        {
            throw SealedText.Damaged(name, unreadable);
        }
    }

    /// <summary>What the reader makes of the kept bytes; null where the app has that reader no more, or they are not kept.</summary>
    private async Task<string?> ReadAgainAsync(string sha256, string reader, CancellationToken cancellation)
    {
        if (await FindAsync(sha256, cancellation) is not { } manifest)
            return null;
        using var content = new ContentInArchive(this, manifest);
        return await content.HoldAsync(cancellation) ? EditionReader.FindJson(reader, content.As(manifest.FileName), cancellation) : null;
    }

    public async Task KeepVerdictAsync(EditionVerdict verdict, CancellationToken cancellation)
    {
        if (!IsDigest(verdict.Sha256))
            throw new ArgumentException($"'{verdict.Sha256}' is not a SHA-256 in lower-case hexadecimal.", nameof(verdict));
        var container = await connection.ContainerAsync(Raw, cancellation);
        var name = $"{Verdicts}{verdict.Sha256}.{(verdict.Kind == VerdictKind.Accepted ? "accepted" : "withdrawn")}.json";
        await OnceWritten.WriteAsync(
            container,
            name,
            BinaryData.FromString(SealedText.Write(name, Json.Write(verdict))),
            "application/json",
            cancellation
        );
    }

    public async Task<EditionVerdicts> VerdictsAsync(CancellationToken cancellation)
    {
        var container = await connection.ContainerAsync(Raw, cancellation);
        var verdicts = new List<EditionVerdict>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Verdicts, cancellation))
        {
            if (await OnceWritten.ReadAsync(container, blob.Name, cancellation) is { } content)
                verdicts.Add(Json.Require<EditionVerdict>(SealedText.Read(blob.Name, content.ToString())));
        }

        return verdicts.Count == 0 ? EditionVerdicts.None : new EditionVerdicts(verdicts);
    }

    private static string BytesName(string sha256) => $"{sha256[..2]}/{sha256}";

    private static string ManifestName(string sha256) => $"{sha256[..2]}/{sha256}.manifest.json";

    private static string ReadingName(string sha256, string reader) => $"{sha256}/{reader}.json.gz";

    // Names are made of these, so nothing else may get into one.
    private static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static bool IsReader(string text) =>
        text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
