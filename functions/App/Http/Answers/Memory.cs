namespace BudgetWatch.App.Http.Answers;

/// <summary>The memory of this instance, against the limit that the app is started with (ADR 0024).</summary>
internal static class Memory
{
    /// <summary>More than this share of the limit held, and not as garbage, is no room to work in.</summary>
    private const double MostHeld = 0.85;

    /// <summary>Whether the last look of the collector at everything found hardly any room. What is only garbage does not count, and is cleared away before memory runs out.</summary>
    public static bool IsShort()
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
