using System.Diagnostics;

namespace BudgetWatch.App.Http.Answers;

/// <summary>The memory of this instance, against the limit that the app is started with (ADR 0024).</summary>
internal static class Memory
{
    /// <summary>More than this share of the limit held, and not as garbage, is no room to work in.</summary>
    private const double MostHeld = 0.85;

    /// <summary>A look at everything stops every reader for some tenths of a second.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    private static readonly Lock Looking = new();
    private static long _lookedAt;

    /// <summary>
    /// Whether the collector found hardly any room when it last looked at everything. What is only garbage does not count, and is cleared away before memory runs out. The look
    /// may be from the middle of a build, and all of that garbage now: before the answer is yes, the collector looks again.
    /// </summary>
    public static bool IsShort()
    {
        if (!WasShort())
        {
            return false;
        }

        lock (Looking)
        {
            if (WasShort() && (_lookedAt == 0 || Stopwatch.GetElapsedTime(_lookedAt) > BetweenLooks))
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
                _lookedAt = Stopwatch.GetTimestamp();
            }

            return WasShort();
        }
    }

    private static bool WasShort()
    {
        GCMemoryInfo blocking = GC.GetGCMemoryInfo(GCKind.FullBlocking),
            background = GC.GetGCMemoryInfo(GCKind.Background);
        var last = blocking.Index > background.Index ? blocking : background;
        return IsShort(last.HeapSizeBytes - last.FragmentedBytes, last.TotalAvailableMemoryBytes);
    }

    /// <summary>The same of given sizes.</summary>
    /// <param name="held">Bytes held at the last check.</param>
    /// <param name="limit">The limit, bytes; 0 before the first look.</param>
    internal static bool IsShort(long held, long limit) => limit > 0 && held > MostHeld * limit;
}
