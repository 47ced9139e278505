using Microsoft.Extensions.Time.Testing;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>How often storage is read, and what readers are told while it cannot be.</summary>
public sealed class RefreshedValueTests
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _clock = new();
    private int _reads;
    private Func<Task<string?>> _answer = () => Task.FromResult<string?>("r1");

    private RefreshedValue<string> Live =>
        field ??= new RefreshedValue<string>(
            _ =>
            {
                Interlocked.Increment(ref _reads);
                return _answer();
            },
            Age,
            _clock
        );

    [Fact]
    public async Task A_thousand_readers_in_three_seconds_cost_one_read_and_a_change_is_seen_after_them()
    {
        for (var reader = 0; reader < 1_000; reader++)
        {
            (await Live.FindAsync(default)).ShouldBe("r1");
            _clock.Advance(TimeSpan.FromMilliseconds(2.9));
        }

        _reads.ShouldBe(1);
        _answer = () => Task.FromResult<string?>("r2");
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        (await Live.FindAsync(default)).ShouldBe("r2");
        _reads.ShouldBe(2);
    }

    [Fact]
    public async Task Readers_at_one_time_share_one_read()
    {
        var gate = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _answer = () => gate.Task;
        var readers = Enumerable.Range(0, 50).Select(_ => Live.FindAsync(default).AsTask()).ToList();
        gate.SetResult("r1");

        (await Task.WhenAll(readers)).ShouldAllBe(live => live == "r1");
        _reads.ShouldBe(1);
    }

    [Fact]
    public async Task While_there_is_none_every_reader_looks()
    {
        _answer = () => Task.FromResult<string?>(null);
        (await Live.FindAsync(default)).ShouldBeNull();
        _answer = () => Task.FromResult<string?>("r1");
        (await Live.FindAsync(default)).ShouldBe("r1");
    }

    [Fact]
    public async Task What_this_instance_made_of_it_is_seen_at_once()
    {
        (await Live.FindAsync(default)).ShouldBe("r1");
        Live.Set("r2");
        (await Live.FindAsync(default)).ShouldBe("r2");
        _reads.ShouldBe(1);
    }

    [Fact]
    public async Task What_it_made_of_it_during_a_read_is_not_undone_by_what_was_read()
    {
        var gate = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _answer = () => gate.Task;
        var reader = Live.FindAsync(default).AsTask();
        while (Volatile.Read(ref _reads) == 0)
            await Task.Yield();
        Live.Set("r2");
        gate.SetResult("r1");

        (await reader).ShouldBe("r2");
        (await Live.FindAsync(default)).ShouldBe("r2");
    }

    [Fact]
    public async Task While_storage_fails_the_last_seen_is_served_and_storage_is_asked_again_only_after_the_age()
    {
        (await Live.FindAsync(default)).ShouldBe("r1");
        _answer = () => throw new IOException("storage is away");
        _clock.Advance(Age);
        (await Live.FindAsync(default)).ShouldBe("r1");
        (await Live.FindAsync(default)).ShouldBe("r1");
        _reads.ShouldBe(2);

        _answer = () => Task.FromResult<string?>("r2");
        _clock.Advance(Age);
        (await Live.FindAsync(default)).ShouldBe("r2");
    }

    [Fact]
    public async Task While_storage_hangs_a_reader_waits_a_second_and_is_served_the_last_seen()
    {
        (await Live.FindAsync(default)).ShouldBe("r1");
        _answer = () => new TaskCompletionSource<string?>().Task;
        _clock.Advance(Age);
        var reader = Live.FindAsync(default).AsTask();
        while (Volatile.Read(ref _reads) < 2)
            await Task.Yield();
        reader.IsCompleted.ShouldBeFalse();
        while (!reader.IsCompleted)
        {
            _clock.Advance(RefreshedValue<string>.Timeout);
            await Task.Yield();
        }

        (await reader).ShouldBe("r1");
    }

    [Fact]
    public async Task With_nothing_seen_before_a_failure_is_told()
    {
        _answer = () => throw new IOException("storage is away");
        await Should.ThrowAsync<IOException>(async () => await Live.FindAsync(default));
    }
}
