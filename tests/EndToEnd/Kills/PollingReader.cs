using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests.Kills;

/// <summary>A reader who asks again and again, and keeps every different answer.</summary>
internal sealed class PollingReader : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly RunningApp _reader;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _enough = new();
    private readonly IReadOnlyList<string> _old;
    private readonly Task _asking;

    private PollingReader(RunningApp reader, IReadOnlyList<string> old)
    {
        _reader = reader;
        _old = old;
        _asking = AskAsync();
    }

    public static async Task<PollingReader> StartAsync(RunningApp reader) => new(reader, await AnswersAsync(reader));

    /// <summary>The release now live is the new one: every answer was one of its, or one of the old one's, to the last character.</summary>
    public async Task ShouldHaveSeenOnlyWholeReleasesAsync()
    {
        await _enough.CancelAsync();
        await _asking;
        var fresh = (await AnswersAsync(_reader)).Select(OfRelease).ToList();
        var whole = _old.Select(OfRelease).Concat(fresh).ToHashSet(StringComparer.Ordinal);
        whole.Count.ShouldBe(4);
        var seen = _seen.Select(OfRelease).ToHashSet(StringComparer.Ordinal);
        seen.ShouldContain(OfRelease(_old[0]));
        seen.Except(whole).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _asking;
        _enough.Dispose();
    }

    private async Task AskAsync()
    {
        while (!_enough.IsCancellationRequested)
        {
            _seen.UnionWith(await AnswersAsync(_reader));
            await Task.Delay(Pause, _enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<IReadOnlyList<string>> AnswersAsync(RunningApp reader) =>
        [
            await reader.Host.HttpClient.GetStringAsync(new Uri("api/v1/cuts", UriKind.Relative)),
            await reader.Host.HttpClient.GetStringAsync(new Uri("api/v1/summary", UriKind.Relative)),
        ];

    /// <summary>An answer without what is of now and not of a release: when each source was last looked at, and when the next run is.</summary>
    private static string OfRelease(string answer)
    {
        var content = JObject.Parse(answer);
        content.Remove("sources");
        content.Remove("nextRun");
        return content.ToString();
    }
}
