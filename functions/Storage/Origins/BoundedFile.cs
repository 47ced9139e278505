using System.Globalization;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins;

/// <summary>A file read whole, if it is not larger than it may be.</summary>
internal static class BoundedFile
{
    /// <summary>The largest edition that is taken: several times the largest published so far.</summary>
    public const int EditionLimit = 64 * 1024 * 1024;

    public static async Task<(ReadOnlyMemory<byte>? Bytes, NotTaken? TooLarge)> ReadAsync(
        string path, int limit, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, useAsync: true);
        var length = file.Length;
        if (length > limit)
            return (null, new NotTaken(Bytes("at most", limit), Bytes("", length)));

        // What is appended while we read is not read.
        var bytes = new byte[length];
        var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return (bytes.AsMemory(0, read), null);
    }

    private static string Bytes(string before, long count) =>
        string.Create(CultureInfo.InvariantCulture, $"{before} {count:N0} bytes").Trim();
}
