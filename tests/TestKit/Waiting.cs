using System.Diagnostics;

namespace BudgetWatch.TestKit;

/// <summary>
/// How tests wait: until what they wait for is there, never for a time. The one limit is far longer than the slowest machine takes, so that it ends a test that
/// hangs and no other.
/// </summary>
public static class Waiting
{
    /// <summary>
    /// How long any wait may last. A message that an app took and a busy machine lost comes back to its queue after ten minutes, as in operation, and is worked on then.
    /// </summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks again and again until something holds.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="told">What a test that hangs says of what it saw.</param>
    /// <param name="betweenLooks">How long from one look to the next where a look costs much; 20 milliseconds unless said.</param>
    /// <returns>A task that ends when it holds.</returns>
    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string>? told = null, TimeSpan? betweenLooks = null)
    {
        for (var start = Stopwatch.GetTimestamp(); !await holds(); await Task.Delay(betweenLooks ?? BetweenLooks))
        {
            if (Stopwatch.GetElapsedTime(start) > Limit)
            {
                throw new TimeoutException($"After {Limit} it still does not hold. {told?.Invoke()}");
            }
        }
    }

    /// <summary>Looks again and again until something holds.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="told">What a test that hangs says of what it saw.</param>
    /// <returns>A task that ends when it holds.</returns>
    public static Task UntilAsync(Func<bool> holds, Func<string>? told = null) => UntilAsync(() => Task.FromResult(holds()), told);
}
