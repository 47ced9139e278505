namespace BudgetWatch.LocalWorker.Hosting;

internal static class Grace
{
    /// <summary>Waits for work to end, and no longer than the host allows: what is cut short is taken up again at the next start.</summary>
    public static Task WaitAsync(Task work, CancellationToken deadline)
    {
        // A task that never faults, however the work ends: stopping must not fail for what the invoker has logged.
        var ended = work.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return Task.WhenAny(ended, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, deadline));
    }
}
