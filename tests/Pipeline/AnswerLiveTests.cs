using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Releases;
using BudgetWatch.Questions.Requests;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

public class AnswerLiveTests
{
    private static readonly DateTimeOffset Published = new(2026, 11, 23, 9, 31, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Next = new(2026, 11, 30, 9, 30, 0, TimeSpan.Zero);

    private readonly Mock<IReleaseStore> _store = new(MockBehavior.Strict);

    public AnswerLiveTests()
    {
        _store.Setup(store => store.FindAsync("r1", default)).ReturnsAsync(new PublishedRelease("r1", Published, "", "", 1, 0, [], [], []));
        _store.Setup(store => store.PartsAsync("r1", default)).ReturnsAsync(ReleasePart.AllOf([]));
        _store.Setup(store => store.ReadAsync("r1", It.IsAny<string>(), default)).Returns(AsyncEnumerable.Empty<ReleaseRow>());
    }

    [Fact]
    public async Task It_is_told_from_memory_however_many_poll()
    {
        Live(new LiveRelease("r1", Published.AddDays(1)));
        var answer = new AnswerLive(new ReleaseReader(_store.Object, new FakeTimeProvider()), _store.Object);

        for (var poll = 0; poll < 1_000; poll++)
        {
            (await answer.RunAsync(Next, default)).Answer.ShouldBe(
                new LiveAnswer("r1", Published, Published.AddDays(1), Held: false, Next, "/api/v1/releases/r1")
            );
        }

        _store.Verify(store => store.FindAsync("r1", default), Times.Once);
        _store.Verify(store => store.ReadAsync("r1", It.IsAny<string>(), default), Times.Once);
    }

    [Fact]
    public async Task Before_the_first_there_is_none()
    {
        Live(null);

        (await RunAsync()).Problem!.Status.ShouldBe(503);
    }

    private Task<Answered<LiveAnswer>> RunAsync() =>
        new AnswerLive(new ReleaseReader(_store.Object, new FakeTimeProvider()), _store.Object).RunAsync(null, default);

    private void Live(LiveRelease? live) => _store.Setup(store => store.LiveSinceAsync(default)).ReturnsAsync(live);
}
