namespace BudgetWatch.Pipeline;

/// <summary>
/// Marks work that a reader waits for, so that its calls to storage get the short deadline of <see cref="ReaderDeadline"/>. Work outside it (ingestion, builds,
/// queues, timers) may wait longer. The mark goes with the flow of the code, into what is started from there too.
/// </summary>
public static class ReaderScope
{
    private static readonly AsyncLocal<bool> Mark = new();

    /// <summary>Whether a reader waits for what runs now.</summary>
    public static bool IsEntered => Mark.Value;

    /// <summary>Marks the rest of the asynchronous method that calls this, and what it starts; its caller stays as it was.</summary>
    public static void Enter() => Mark.Value = true;
}

/// <summary>How long a reader waits for storage.</summary>
/// <param name="Storage">For one answer of storage.</param>
public sealed record ReaderDeadline(TimeSpan Storage)
{
    /// <summary>Unless set otherwise: two seconds. Storage that is well answers in some hundredths of one.</summary>
    public static readonly ReaderDeadline Default = new(TimeSpan.FromSeconds(2));

    /// <summary>For what is made of several answers of storage, such as health: half a second more.</summary>
    public TimeSpan Whole => Storage + TimeSpan.FromSeconds(0.5);
}
