using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace BudgetWatch.Storage.Blobs;

/// <summary>Blobs named by their content, each written on the condition that there is none of its name.</summary>
internal static class OnceWritten
{
    /// <summary>How much of a stream is sent at a time.</summary>
    private const int Piece = 8 * 1024 * 1024;

    public static async Task WriteAsync(
        BlobContainerClient container, string name, BinaryData content, string contentType, CancellationToken cancellation)
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
        };
        try
        {
            await container.GetBlobClient(name).UploadAsync(content, options, cancellation);
        }
        catch (RequestFailedException problem) when (IsThere(problem))
        {
            // As it should be.
        }
    }

    /// <summary>Writes what a stream holds, a piece in memory at a time.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="content">What to write.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="check">Given the SHA-256 and length of all that was sent, throws where it is not what it should be; then there is no blob.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task WriteAsync(
        BlockBlobClient blob, Stream content, string contentType, Action<string, long> check, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[Piece];
        var blocks = new List<string>();
        var length = 0L;
        for (int read; (read = await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellation)) > 0; length += read)
        {
            hash.AppendData(piece, 0, read);

            // Blocks that others send at the same time are the same where they are named the same.
            var block = Convert.ToBase64String([.. SHA256.HashData(piece.AsSpan(0, read)), .. BitConverter.GetBytes(blocks.Count)]);
            using var bytes = new MemoryStream(piece, 0, read, writable: false);
            await blob.StageBlockAsync(block, bytes, cancellationToken: cancellation);
            blocks.Add(block);
        }

        check(Convert.ToHexStringLower(hash.GetHashAndReset()), length);
        try
        {
            await blob.CommitBlockListAsync(
                blocks,
                new CommitBlockListOptions
                {
                    Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                    HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
                },
                cancellation);
        }
        catch (RequestFailedException problem) when (IsThere(problem))
        {
            // As it should be.
        }
    }

    /// <summary>The content of a blob, or null where there is none of that name.</summary>
    public static async Task<BinaryData?> ReadAsync(BlobContainerClient container, string name, CancellationToken cancellation)
    {
        try
        {
            return (await container.GetBlobClient(name).DownloadContentAsync(cancellation)).Value.Content;
        }
        catch (RequestFailedException problem) when (problem.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Already there, and what is there has the same content by its name.</summary>
    private static bool IsThere(RequestFailedException problem) =>
        problem.ErrorCode == BlobErrorCode.BlobAlreadyExists || problem.ErrorCode == BlobErrorCode.ConditionNotMet
        || problem.ErrorCode == BlobErrorCode.BlobImmutableDueToPolicy;
}
