using System.Globalization;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins;

/// <summary>Text larger than a file may be that is held in memory: it is left on disk and read from there, as lists of single grants are.</summary>
internal static class LongText
{
    /// <summary>Twice the largest there is.</summary>
    public const long Limit = 4L * 1024 * 1024 * 1024;

    /// <summary>How much is looked at to tell text; workbooks and archives have a NUL in it.</summary>
    private const int Beginning = 4096;

    /// <summary>Why a file too large to be held is not taken; null where it is text.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="tooLarge">What is said of a file that is no text.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<NotTaken?> RefuseAsync(string path, NotTaken tooLarge, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, useAsync: true);
        var beginning = new byte[Beginning];
        var read = await file.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellation);
        if (beginning.AsSpan(0, read).Contains((byte)0))
            return tooLarge;
        return file.Length <= Limit
            ? null
            : new NotTaken(
                string.Create(CultureInfo.InvariantCulture, $"at most {Limit:N0} bytes of text"), string.Create(CultureInfo.InvariantCulture, $"{file.Length:N0} bytes"));
    }
}
