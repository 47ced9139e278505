using BudgetWatch.App.Http.Answers;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Tests.Answers;

/// <summary>What is worked out is worked out once for all who wait, by few at a time, and no further than somebody waits for it.</summary>
public sealed class SingleFlightCacheTests : IDisposable
{
    private readonly MakingLimit _one;
    private bool _isFull;
    private readonly SingleFlightCache<string> _cache;
    private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CancellationToken> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _made;

    public SingleFlightCacheTests()
    {
        _one = new MakingLimit(1, 1, () => _isFull);
        _cache = new SingleFlightCache<string>(100_000, 100_000, _ => 1, _one);
    }

    public void Dispose()
    {
        _cache.Dispose();
        _one.Dispose();
    }

    [Fact]
    public async Task What_many_ask_for_at_once_is_made_once()
    {
        var waiting = Enumerable.Range(0, 20).Select(_ => AskAsync("a")).ToList();
        await _begun.Task;
        _answer.SetResult("told");
        (await Task.WhenAll(waiting)).ShouldAllBe(answered => answered.Answer == "told");
        _made.ShouldBe(1);
        _cache.Find("a").ShouldBe("told");
    }

    [Fact]
    public async Task Work_goes_on_while_one_of_its_readers_stays_and_stops_when_the_last_has_left()
    {
        using CancellationTokenSource first = new(),
            second = new();
        var one = AskAsync("a", first.Token);
        var stopped = await _begun.Task;
        var other = AskAsync("a", second.Token);
        await first.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => one);
        stopped.IsCancellationRequested.ShouldBeFalse();
        await second.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => other);
        stopped.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_asks_once_all_have_left_is_answered_by_work_begun_anew()
    {
        using CancellationTokenSource leaves = new();
        var left = AskAsync("a", leaves.Token);
        await _begun.Task;
        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);
        var next = _cache.MakeAsync("a", _ => Task.FromResult<Answered<string>>("anew"), TestContext.Current.CancellationToken);
        (await next).Answer.ShouldBe("anew");
    }

    [Fact]
    public async Task Whoever_leaves_gives_up_the_place_in_the_queue()
    {
        using CancellationTokenSource leaves = new();
        var busy = AskAsync("a");
        await _begun.Task;
        var waits = AskAsync("b", leaves.Token);
        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waits);
        var next = _cache.MakeAsync("c", _ => Task.FromResult<Answered<string>>("c"), TestContext.Current.CancellationToken);
        _answer.SetResult("told");
        (await busy).Answer.ShouldBe("told");
        (await next).Answer.ShouldBe("c");
        _made.ShouldBe(1, "what nobody waits for any more is not begun");
    }

    [Fact]
    public async Task Beyond_those_who_may_wait_a_reader_is_told_to_come_again_and_what_is_kept_is_told_at_once()
    {
        (
            await _cache.MakeAsync("known", _ => Task.FromResult<Answered<string>>("known"), TestContext.Current.CancellationToken)
        ).Answer.ShouldBe("known");
        var busy = AskAsync("a");
        await _begun.Task;
        var waits = AskAsync("b");
        var (answer, problem) = await AskAsync("c");
        answer.ShouldBeNull();
        (problem!.Status, problem.RetryAfter).ShouldBe((503, TimeSpan.FromSeconds(5)));
        (
            await _cache.MakeAsync("known", _ => throw new InvalidOperationException("It is kept."), TestContext.Current.CancellationToken)
        ).Answer.ShouldBe("known");
        _answer.SetResult("told");
        (await Task.WhenAll(busy, waits)).ShouldAllBe(answered => answered.Answer == "told");
        _cache.Find("c").ShouldBeNull("a problem is not kept");
    }

    [Fact]
    public async Task Without_memory_nothing_more_is_worked_out_and_half_of_what_is_kept_goes()
    {
        foreach (var key in (string[])["a", "b", "c", "d"])
        {
            await _cache.MakeAsync(key, _ => Task.FromResult<Answered<string>>(key), TestContext.Current.CancellationToken);
        }

        _isFull = true;
        var (answer, problem) = await _cache.MakeAsync(
            "e",
            _ => throw new InvalidOperationException("There is no room."),
            TestContext.Current.CancellationToken
        );
        answer.ShouldBeNull();
        (problem!.Status, problem.Title).ShouldBe((503, "Out of memory"));
        ((string[])["a", "b", "c", "d"]).Count(key => _cache.Find(key) is not null).ShouldBe(2);
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(800, 1_000, false)]
    [InlineData(900, 1_000, true)]
    public void Memory_is_short_where_hardly_any_is_left_of_the_limit(long held, long limit, bool isShort) =>
        Memory.IsShort(held, limit).ShouldBe(isShort);

    private Task<Answered<string>> AskAsync(string key, CancellationToken? cancellation = null) =>
        _cache.MakeAsync(
            key,
            async stopped =>
            {
                Interlocked.Increment(ref _made);
                _begun.TrySetResult(stopped);
                return await _answer.Task.WaitAsync(stopped);
            },
            cancellation ?? TestContext.Current.CancellationToken
        );
}
