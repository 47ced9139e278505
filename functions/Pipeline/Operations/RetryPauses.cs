namespace BudgetWatch.Pipeline.Operations;

/// <summary>How long a message that failed at every try waits before it is tried again: each time twice as long as before.</summary>
/// <param name="First">The first pause.</param>
public sealed record RetryPauses(TimeSpan First)
{
    /// <summary>The setting of the first pause: <c>Retry:FirstPause</c>, from a tenth of a second to four hours.</summary>
    public const string Setting = "Retry:FirstPause";

    /// <summary>No pause is longer: whatever was fixed, work goes on within half a working day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>A minute: by then a process that was killed has started again, and storage that was away for a moment is back.</summary>
    public static readonly RetryPauses Default = new(TimeSpan.FromMinutes(1));

    /// <summary>The pause before a retry.</summary>
    /// <param name="retries">How many retries there were before it.</param>
    public TimeSpan Before(int retries)
    {
        var pause = First;
        for (var i = 0; i < retries && pause < Longest; i++)
        {
            pause *= 2;
        }

        return pause < Longest ? pause : Longest;
    }
}
