using System.Threading.RateLimiting;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Http.Answers;

/// <summary>
/// How many answers are worked out at once. What is remembered passes it by, so that it never waits behind what must be worked out; of that, as much waits as is done
/// in some seconds. Requests beyond that are asked to retry. A request that is cancelled gives up its place.
/// </summary>
/// <param name="atOnce">How many are worked out at once.</param>
/// <param name="waiting">How many more may wait.</param>
/// <param name="isFull">Whether there is no memory to work anything out in.</param>
public sealed class MakingLimit(int atOnce, int waiting, Func<bool> isFull) : IDisposable
{
    /// <summary>Answers that may wait, at fifty milliseconds of a processor each: five seconds of two.</summary>
    public const int MostWaiting = 200;

    private readonly ConcurrencyLimiter _limiter = new(
        new ConcurrencyLimiterOptions
        {
            PermitLimit = atOnce,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }
    );

    /// <summary>For answers: all processors but one, which is left for what is remembered. With all of them at work, one in a hundred polls waited 150 ms for a processor.</summary>
    public MakingLimit()
        : this(Math.Max(1, Environment.ProcessorCount - 1), MostWaiting, Memory.IsShort) { }

    /// <summary>Whether there is no memory to work anything out in.</summary>
    public bool IsFull => isFull();

    /// <summary>Works something out, in turn.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="make">Works it out.</param>
    /// <param name="cancellation">Gives up the place.</param>
    /// <returns>What came of it, or that too many wait, or that there is no room.</returns>
    public async Task<Answered<T>> RunAsync<T>(Func<Task<Answered<T>>> make, CancellationToken cancellation)
        where T : class
    {
        if (isFull())
        {
            return QueryProblem.NoRoom;
        }

        using var lease = await _limiter.AcquireAsync(1, cancellation);
        return lease.IsAcquired ? await make() : QueryProblem.Busy;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
