using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Http.Answers;

/// <summary>Answers as they were sent, by release, question and form.</summary>
public sealed class AnswerCache(Measurements measured, MakingLimit limit) : IDisposable
{
    /// <summary>How many bytes are kept: some hundred answers of the largest kind, or all a dashboard asks for.</summary>
    private const long MostBytes = 32L * 1024 * 1024;

    /// <summary>What measurements call it.</summary>
    private const string Name = "answers";

    // With room for each compressed, which JSON and CSV are to less than half.
    private readonly SingleFlightCache<CachedAnswer> _cache = new(
        MostBytes,
        MostBytes / 8,
        answer => 2L * answer.Body.Plain.Length,
        limit,
        () => measured.Hit(Name),
        () => measured.Missed(Name)
    );

    /// <summary>The answer under a key, where it is kept.</summary>
    public CachedAnswer? Find(string key) => _cache.Find(key);

    /// <summary>Makes the answer under a key and keeps it; a problem is not kept.</summary>
    /// <param name="key">Release, question and form.</param>
    /// <param name="make">Makes it, for all who wait; stopped once all of them have left.</param>
    /// <param name="cancellation">Ends this reader's wait.</param>
    public Task<Answered<CachedAnswer>> MakeAsync(
        string key,
        Func<CancellationToken, Task<Answered<CachedAnswer>>> make,
        CancellationToken cancellation
    ) => _cache.MakeAsync(key, make, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();
}

/// <summary>An answer as it is sent.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="Validator">Its ETag, without quotes and encoding.</param>
/// <param name="Next">The address of the next page, where there is one.</param>
public sealed record CachedAnswer(AnswerBody Body, string Validator, string? Next);
