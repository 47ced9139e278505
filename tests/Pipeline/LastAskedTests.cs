using BudgetWatch.Questions.ReleaseAccess;

namespace BudgetWatch.Pipeline.Tests;

public sealed class LastAskedTests
{
    private readonly List<string> _loaded = [];

    [Fact]
    public async Task Names_that_stand_for_nothing_push_out_nothing()
    {
        var asked = Keeping(2);
        var live = await asked.FindAsync("live");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(index => asked.FindAsync($"missing-{index}")));
        (await asked.FindAsync("live")).ShouldBeSameAs(live);
        _loaded.Count(key => key == "live").ShouldBe(1);
    }

    [Fact]
    public async Task What_was_not_there_is_looked_for_again()
    {
        var asked = Keeping(2);
        (await asked.FindAsync("missing")).ShouldBeNull();
        (await asked.FindAsync("missing")).ShouldBeNull();
        _loaded.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_failed_to_load_is_loaded_again()
    {
        var fails = true;
        var asked = new LastAsked<string>(2, key => fails ? throw new InvalidOperationException("away") : Task.FromResult<string?>(key));
        await Should.ThrowAsync<InvalidOperationException>(() => asked.FindAsync("live"));
        fails = false;
        (await asked.FindAsync("live")).ShouldBe("live");
    }

    [Fact]
    public async Task What_was_asked_for_longest_ago_goes_first()
    {
        var asked = Keeping(2);
        await asked.FindAsync("a");
        await asked.FindAsync("b");
        await asked.FindAsync("a");
        await asked.FindAsync("c");
        await asked.FindAsync("a");
        await asked.FindAsync("b");
        _loaded.ShouldBe(["a", "b", "c", "b"]);
    }

    [Fact]
    public async Task Many_who_ask_at_once_wait_for_one_load()
    {
        var loads = 0;
        var gate = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new LastAsked<string>(
            2,
            _ =>
            {
                Interlocked.Increment(ref loads);
                return gate.Task;
            }
        );
        var waiting = Enumerable.Range(0, 10).Select(_ => asked.FindAsync("live")).ToList();
        gate.SetResult("found");
        (await Task.WhenAll(waiting)).ShouldAllBe(found => found == "found");
        loads.ShouldBe(1);
    }

    private LastAsked<string> Keeping(int kept) =>
        new(
            kept,
            key =>
            {
                lock (_loaded)
                    _loaded.Add(key);
                return Task.FromResult(key.StartsWith("missing", StringComparison.Ordinal) ? null : new string(key));
            }
        );
}
