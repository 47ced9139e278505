using System.Collections.Concurrent;
using BudgetWatch.Pipeline.Query;
using Microsoft.Extensions.Caching.Memory;

namespace BudgetWatch.App.Http.Answers;

/// <summary>
/// Answers as they were sent, by release and question: a release never changes, so neither does what it answers. Bounded in bytes, those asked for
/// least recently going first; a question that many ask at once is answered once.
/// </summary>
public sealed class KeptAnswers : IDisposable
{
    /// <summary>How many bytes are kept: some hundred answers of the largest kind, or all a dashboard asks for.</summary>
    private const long MostBytes = 64L * 1024 * 1024;

    /// <summary>An answer larger than this is made anew each time.</summary>
    private const long MostBytesOfOne = MostBytes / 8;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly ConcurrentDictionary<string, Lazy<Task<Answered<KeptAnswer>>>> _making = new(StringComparer.Ordinal);

    /// <summary>The answer under a key, where it is kept.</summary>
    public KeptAnswer? Find(string key) => _kept.TryGetValue(key, out KeptAnswer? kept) ? kept : null;

    /// <summary>Makes the answer under a key and keeps it; a problem is not kept.</summary>
    /// <param name="key">Release, question and form.</param>
    /// <param name="make">Makes it, for all who wait: no reader's cancellation may stop it.</param>
    /// <param name="cancellation">Ends this reader's wait.</param>
    public async Task<Answered<KeptAnswer>> MakeAsync(string key, Func<Task<Answered<KeptAnswer>>> make, CancellationToken cancellation)
    {
        var making = _making.GetOrAdd(key, _ => new Lazy<Task<Answered<KeptAnswer>>>(() => KeepAsync(key, make)));
        return await making.Value.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    private async Task<Answered<KeptAnswer>> KeepAsync(string key, Func<Task<Answered<KeptAnswer>>> make)
    {
        try
        {
            // What reads storage must not hold up whoever else asks for the same.
            await Task.Yield();
            var made = await make();

            // With room for it compressed, which JSON and CSV are to less than half.
            if (made.Answer is { } answer && 2L * answer.Body.Plain.Length is var size and <= MostBytesOfOne)
            {
                _kept.Set(key, answer, new MemoryCacheEntryOptions { Size = size + (2L * key.Length) });
            }

            return made;
        }
        finally
        {
            _making.TryRemove(key, out _);
        }
    }
}

/// <summary>An answer as it is sent.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="Validator">Its ETag, without quotes and encoding.</param>
/// <param name="Next">The address of the next page, where there is one.</param>
public sealed record KeptAnswer(AnswerBody Body, string Validator, string? Next);
