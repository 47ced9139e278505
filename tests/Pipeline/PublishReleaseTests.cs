using BudgetWatch.Pipeline.Build;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

public class PublishReleaseTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly LivePointer Pointer = new("r2", "7");

    private readonly Mock<IReleaseStore> _store = new(MockBehavior.Strict);

    public PublishReleaseTests()
    {
        _store.Setup(store => store.ListAsync(default)).ReturnsAsync([Released("r2"), Released("r1")]);
        _store.Setup(store => store.PointerAsync(default)).ReturnsAsync(Pointer);
        _store
            .Setup(store => store.FindAsync(It.IsAny<string>(), default))
            .ReturnsAsync((string id, CancellationToken _) => id is "r1" or "r2" ? Released(id) : null);
    }

    [Fact]
    public async Task The_pointer_that_was_read_is_moved_and_both_ends_are_told()
    {
        _store.Setup(store => store.MoveAsync("r1", Pointer, Now, true, default)).ReturnsAsync(true);

        (await RunAsync("r1")).ShouldBe(new PointerMoved("r2", "r1", Moved: true));
    }

    [Fact]
    public async Task Publishing_the_newest_lifts_a_roll_back()
    {
        var rolledBack = new LivePointer("r1", "7") { IsHeld = true };
        _store.Setup(store => store.PointerAsync(default)).ReturnsAsync(rolledBack);
        _store.Setup(store => store.MoveAsync("r2", rolledBack, Now, false, default)).ReturnsAsync(true);

        (await RunAsync("r2")).ShouldBe(new PointerMoved("r1", "r2", Moved: true));
    }

    [Fact]
    public async Task The_live_one_is_left_as_it_is() => (await RunAsync("r2")).ShouldBe(new PointerMoved("r2", "r2", Moved: false));

    [Fact]
    public async Task A_release_that_was_never_published_cannot_be() => (await RunAsync("r3")).ShouldBeNull();

    [Fact]
    public async Task Where_someone_else_moved_it_meanwhile_it_is_left_to_them()
    {
        _store.SetupSequence(store => store.PointerAsync(default)).ReturnsAsync(Pointer).ReturnsAsync(new LivePointer("r4", "8"));
        _store.Setup(store => store.MoveAsync("r1", Pointer, Now, true, default)).ReturnsAsync(false);

        (await RunAsync("r1")).ShouldBe(new PointerMoved("r2", "r4", Moved: false));
    }

    private static PublishedRelease Released(string id) => new(id, default, "", "", 1, 0, [], [], []);

    private Task<PointerMoved?> RunAsync(string id) => new PublishRelease(_store.Object, new FakeTimeProvider(Now)).RunAsync(id, default);
}
