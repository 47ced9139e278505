using BudgetWatch.Domain.Cuts;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Which releases an instance keeps in memory: the live one, and the other that was asked for last.</summary>
public sealed class CachedReleasesTests : IDisposable
{
    private const string Live = "live";

    private readonly Mock<IReleaseStore> _store = new();
    private readonly List<string> _loaded = [];
    private readonly ReleaseReader _reader;
    private Func<string, Task> _before = _ => Task.CompletedTask;

    public CachedReleasesTests()
    {
        _store.Setup(store => store.LiveAsync(It.IsAny<CancellationToken>())).ReturnsAsync(Live);
        _store
            .Setup(store => store.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(
                async (string id, CancellationToken _) =>
                {
                    lock (_loaded)
                    {
                        _loaded.Add(id);
                    }

                    await _before(id);
                    return id.StartsWith("missing", StringComparison.Ordinal)
                        ? null
                        : new PublishedRelease(id, default, "", "", 1, 0, [], [], []);
                }
            );
        _store.Setup(store => store.PartsAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(ReleasePart.AllOf([]));
        _store
            .Setup(store => store.ReadAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(AsyncEnumerable.Empty<ReleaseRow>());
        _reader = new ReleaseReader(_store.Object, new FakeTimeProvider());
    }

    public void Dispose() => _reader.Dispose();

    [Fact]
    public async Task The_live_release_and_the_one_asked_for_last_stay()
    {
        foreach (var id in (string?[])[null, "a", "b", "b", null, "a", null])
        {
            (await ResolveAsync(id)).ShouldBe(id ?? Live);
        }

        _loaded.ShouldBe([Live, "a", "b", "a"]);
    }

    [Fact]
    public async Task The_release_that_was_live_before_stays_where_nothing_else_is_asked_for()
    {
        await ResolveAsync(null);
        _store.Setup(store => store.LiveAsync(It.IsAny<CancellationToken>())).ReturnsAsync("next");
        await ResolveAsync(null);
        await ResolveAsync(Live);
        await ResolveAsync(null);
        _loaded.ShouldBe([Live, "next"]);
    }

    [Fact]
    public async Task Names_of_no_release_push_out_nothing_and_are_looked_for_again()
    {
        await ResolveAsync(null);
        await ResolveAsync("a");
        foreach (var id in (string[])["missing-1", "missing-2", "missing-3", "missing-1"])
        {
            (await ResolveAsync(id)).ShouldBeNull();
        }

        await ResolveAsync(null);
        await ResolveAsync("a");
        _loaded.ShouldBe([Live, "a", "missing-1", "missing-2", "missing-3", "missing-1"]);
    }

    [Fact]
    public async Task What_failed_to_load_is_loaded_again()
    {
        _before = _ => throw new StorageUnavailableException("away", new IOException());
        await Should.ThrowAsync<StorageUnavailableException>(() => ResolveAsync(null));
        _before = _ => Task.CompletedTask;
        (await ResolveAsync(null)).ShouldBe(Live);
        _loaded.ShouldBe([Live, Live]);
    }

    [Fact]
    public async Task Many_who_ask_at_once_wait_for_one_load_and_one_who_leaves_does_not_stop_it()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leaves = new CancellationTokenSource();
        _before = _ => gate.Task;
        var left = _reader.ResolveAsync(null, leaves.Token);
        var waiting = Enumerable.Range(0, 10).Select(_ => ResolveAsync(null)).ToList();
        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);
        gate.SetResult();
        (await Task.WhenAll(waiting)).ShouldAllBe(found => found == Live);
        _loaded.ShouldBe([Live]);
    }

    [Fact]
    public async Task Too_many_releases_on_their_way_is_busy_except_for_the_live_one()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _before = id => id == Live ? Task.CompletedTask : gate.Task;
        var waiting = Enumerable.Range(0, 8).Select(i => ResolveAsync($"r{i}")).ToList();
        (await _reader.ResolveAsync("r8", default)).Problem.ShouldBe(QueryProblem.Busy);
        var joined = ResolveAsync("r7");
        (await ResolveAsync(null)).ShouldBe(Live);
        gate.SetResult();
        (await Task.WhenAll([.. waiting, joined])).ShouldBe(["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r7"]);
    }

    [Fact]
    public void A_comparison_is_computed_once()
    {
        var release = MadeRelease.Release with { };
        var first = release.Compare(ComparisonQuery.Headline);
        release.Compare(ComparisonQuery.Headline with { Measure = Measure.CashPerHead }).ShouldNotBeSameAs(first);
        release.Compare(ComparisonQuery.Headline with { }).ShouldBeSameAs(first);
    }

    private async Task<string?> ResolveAsync(string? id)
    {
        var (answer, problem) = await _reader.ResolveAsync(id, CancellationToken.None);
        (answer is null).ShouldBe(problem is { Status: 404 });
        return answer?.Release.Id;
    }
}
