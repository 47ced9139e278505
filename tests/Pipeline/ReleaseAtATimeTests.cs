using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

public class ReleaseAtATimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>r1 on the 2nd at 09:30, r2 on the 9th, back to r1 on the 10th.</summary>
    private static readonly PointerMove[] Moves =
    [
        new(new DateTimeOffset(2026, 11, 2, 9, 30, 0, TimeSpan.Zero), "r1"),
        new(new DateTimeOffset(2026, 11, 9, 9, 30, 0, TimeSpan.Zero), "r2"),
        new(new DateTimeOffset(2026, 11, 10, 18, 0, 0, TimeSpan.Zero), "r1"),
    ];

    [Theory]
    [InlineData("2026-11-02T09:30:00Z", "r1")]
    [InlineData("2026-11-02", "r1")]
    [InlineData("2026-11-08", "r1")]
    [InlineData("2026-11-09T09:29:59.9999999Z", "r1")]
    [InlineData("2026-11-09T09:30Z", "r2")]
    [InlineData("2026-11-09T10:30:00+01:00", "r2")]
    [InlineData("2026-11-09T10:29:00+01:00", "r1")]
    [InlineData("2026-11-09", "r2")]
    [InlineData("2026-11-10T17:59:59Z", "r2")]
    [InlineData("2026-11-10T18:00:00Z", "r1")]
    [InlineData("2026-11-20", "r1")]
    public async Task The_release_that_was_live_then_answers_for_good(string asOf, string release)
    {
        var resolved = (await Reader(Moves).ResolveAsync(null, asOf, default)).Answer!;

        resolved.Release.Release.Id.ShouldBe(release);
        resolved.IsPinned.ShouldBeTrue();
    }

    [Theory]
    [InlineData("2026-11-24")]
    [InlineData("2026-11-24T12:00:00Z")]
    [InlineData("2026-11-24T11:59:30Z")]
    public async Task Today_and_a_moment_ago_are_answered_and_may_still_change(string asOf)
    {
        var resolved = (await Reader(Moves).ResolveAsync(null, asOf, default)).Answer!;

        resolved.Release.Release.Id.ShouldBe("r1");
        resolved.IsPinned.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-11-25")]
    [InlineData("2026-11-24T12:00:01Z")]
    [InlineData("2026-11-24T12:30:00+00:15")]
    [InlineData("2026-11-31")]
    [InlineData("2026-11-10T18:00:00")]
    [InlineData("10/11/2026")]
    [InlineData("now")]
    [InlineData("")]
    [InlineData("2026-11-10T18:00:00 01:00")]
    [InlineData("9999-12-31")]
    public async Task The_future_and_what_is_no_time_is_a_mistake(string asOf)
    {
        var problem = (await Reader(Moves).ResolveAsync(null, asOf, default)).Problem!;

        (problem.Status, problem.Parameter).ShouldBe((400, "asOf"));
        problem.Allowed.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("2026-11-01")]
    [InlineData("2026-11-02T09:29:59Z")]
    [InlineData("0001-01-01")]
    public async Task Before_the_first_release_there_was_none(string asOf)
    {
        var problem = (await Reader(Moves).ResolveAsync(null, asOf, default)).Problem!;

        problem.Status.ShouldBe(404);
        problem.Detail.ShouldContain("the first release was published at 2026-11-02T09:30:00Z");
    }

    [Fact]
    public async Task A_release_and_a_time_exclude_each_other()
    {
        var problem = (await Reader(Moves).ResolveAsync("r1", "2026-11-20", default)).Problem!;

        (problem.Status, problem.Parameter).ShouldBe((400, "asOf"));
    }

    [Fact]
    public async Task A_release_is_pinned_and_the_live_one_is_not()
    {
        (await Reader(Moves).ResolveAsync("r2", null, default)).Answer!.IsPinned.ShouldBeTrue();
        (await Reader(Moves).ResolveAsync(null, null, default)).Answer!.IsPinned.ShouldBeFalse();
        (await Reader(Moves).ResolveAsync("r3", null, default)).Problem!.Status.ShouldBe(404);
    }

    [Fact]
    public async Task Nothing_published_is_nothing_then() =>
        (await Reader([]).ResolveAsync(null, "2026-11-20", default)).Problem!.Status.ShouldBe(503);

    /// <summary>A clock that was 400 days ahead, and is right again.</summary>
    [Fact]
    public async Task A_move_that_is_noted_in_the_future_has_happened()
    {
        var reader = Reader([Moves[0], new PointerMove(Now.AddDays(400), "r2")]);

        (await reader.ResolveAsync(null, "2026-11-24", default)).Answer!.Release.Release.Id.ShouldBe("r2");
        (await reader.ResolveAsync(null, "2026-11-23", default)).Answer!.Release.Release.Id.ShouldBe("r1");
    }

    /// <summary>It was made while the pointer was held.</summary>
    [Fact]
    public async Task A_release_that_waits_was_never_live()
    {
        var reader = Reader([Moves[0]]);

        (await reader.ResolveAsync(null, "2026-11-20", default)).Answer!.Release.Release.Id.ShouldBe("r1");
    }

    private static ReleaseReader Reader(PointerMove[] moves)
    {
        PublishedRelease[] releases = [Published("r2", Moves[1].At), Published("r1", Moves[0].At)];
        var store = new Mock<IReleaseStore>(MockBehavior.Strict);
        store.Setup(port => port.MovesAsync(default)).ReturnsAsync(moves);
        store.Setup(port => port.LiveAsync(default)).ReturnsAsync("r1");
        store
            .Setup(port => port.FindAsync(It.IsAny<string>(), default))
            .ReturnsAsync((string id, CancellationToken _) => releases.FirstOrDefault(release => release.Id == id));
        store.Setup(port => port.PartsAsync(It.IsAny<string>(), default)).ReturnsAsync(ReleasePart.AllOf([]));
        store.Setup(port => port.ReadAsync(It.IsAny<string>(), It.IsAny<string>(), default)).Returns(AsyncEnumerable.Empty<ReleaseRow>());
        return new ReleaseReader(store.Object, new FakeTimeProvider(Now));
    }

    private static PublishedRelease Published(string id, DateTimeOffset at) => new(id, at, "", "", 1, 0, [], [], []);
}
