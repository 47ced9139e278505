using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace BudgetWatch.Storage.Blobs;

/// <summary>Blobs named by their content, each written on the condition that there is none of its name.</summary>
internal static class OnceWritten
{
    /// <summary>How much of a stream is in memory at a time, twice over.</summary>
    private const int Piece = 4 * 1024 * 1024;

    public static async Task WriteAsync(
        BlobContainerClient container,
        string name,
        BinaryData content,
        string contentType,
        CancellationToken cancellation
    )
    {
        await using var stream = content.ToStream();
        await WriteAsync(container, name, stream, contentType, cancellation);
    }

    /// <summary>Writes a stream a piece at a time; there is a blob of the name once the last is written.</summary>
    public static async Task WriteAsync(
        BlobContainerClient container,
        string name,
        Stream content,
        string contentType,
        CancellationToken cancellation
    )
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
            TransferOptions = new StorageTransferOptions
            {
                InitialTransferSize = Piece,
                MaximumTransferSize = Piece,
                MaximumConcurrency = 2,
            },
        };
        try
        {
            await container.GetBlobClient(name).UploadAsync(content, options, cancellation);
        }
        catch (RequestFailedException problem)
            when (problem.ErrorCode == BlobErrorCode.BlobAlreadyExists
                || problem.ErrorCode == BlobErrorCode.ConditionNotMet
                || problem.ErrorCode == BlobErrorCode.BlobImmutableDueToPolicy
            )
        {
            // Already there, and what is there has the same content by its name.
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
}
