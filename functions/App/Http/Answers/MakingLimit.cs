using System.Threading.RateLimiting;
using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.App.Http.Answers;

/// <summary>
/// How many answers are worked out at once. What is remembered passes it by, so that it never waits behind what must be worked out; of that, as much waits as is done
/// in some seconds, and whoever comes beyond is told to come again. Whoever leaves gives up the place.
/// </summary>
/// <param name="atOnce">How many are worked out at once.</param>
/// <param name="waiting">How many more may wait.</param>
public sealed class MakingLimit(int atOnce, int waiting) : IDisposable
{
    /// <summary>Answers that may wait, at fifty milliseconds of a processor each: five seconds of two.</summary>
    public const int MostWaiting = 200;

    /// <summary>After how many seconds whoever is turned away may come again: what waits before them is done by then.</summary>
    public const int RetryAfterSeconds = 5;

    /// <summary>What is answered where too many wait.</summary>
    public static readonly QueryProblem Busy = new(
        StatusCodes.Status503ServiceUnavailable, "Busy", "Too many answers are being worked out at once. Wait five seconds, then retry; answers that others asked for lately are given at once.", null, null)
    {
        RetryAfter = TimeSpan.FromSeconds(RetryAfterSeconds),
    };

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>For answers: two for each processor, for some of them wait for storage meanwhile.</summary>
    public MakingLimit()
        : this(2 * Environment.ProcessorCount, MostWaiting)
    {
    }

    /// <summary>Works something out, in turn.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="make">Works it out.</param>
    /// <param name="cancellation">Gives up the place.</param>
    /// <returns>What came of it, or that too many wait.</returns>
    public async Task<Answered<T>> RunAsync<T>(Func<Task<Answered<T>>> make, CancellationToken cancellation)
        where T : class
    {
        using var lease = await _limiter.AcquireAsync(1, cancellation);
        return lease.IsAcquired ? await make() : Busy;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
