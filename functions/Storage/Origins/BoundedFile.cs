using System.Globalization;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins;

/// <summary>A file read whole, if it is not larger than it may be.</summary>
internal static class BoundedFile
{
    public static async Task<(ReadOnlyMemory<byte>? Bytes, Rejected? TooLarge)> ReadAsync(
        string path,
        int limit,
        CancellationToken cancellation
    )
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, useAsync: true);
        var length = file.Length;
        if (length > limit)
            return (null, TooLarge(limit, length));
        return (await ReadAsync(file, cancellation), null);
    }

    /// <summary>An open file as long as it is now: what is appended while we read is not read.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(FileStream file, CancellationToken cancellation)
    {
        var bytes = new byte[file.Length];
        var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return bytes.AsMemory(0, read);
    }

    /// <summary>Why a file of so many bytes is not taken.</summary>
    public static Rejected TooLarge(long limit, long length) => new(Bytes("at most", limit), Bytes("", length));

    private static string Bytes(string before, long count) =>
        string.Create(CultureInfo.InvariantCulture, $"{before} {count:N0} bytes").Trim();
}
