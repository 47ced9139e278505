using BudgetWatch.Domain.Prices;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Questions.ReleaseAccess;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>How often the readings of editions are read from storage. What else is cached with <see cref="LoadCache"/> is loaded the same way.</summary>
public sealed class EditionReadingsTests
{
    private readonly Mock<IEditionArchive> _archive = new();
    private readonly List<string> _read = [];
    private readonly EditionReadings _readings;
    private Func<Task<string?>> _answer = () => Task.FromResult<string?>(EditionContentJson.Write(new DeflatorSeries("March", "csv", [])));

    public EditionReadingsTests()
    {
        _archive
            .Setup(archive => archive.FindReadingAsync(It.IsAny<string>(), "gdp-deflators-v1", CancellationToken.None))
            .Returns(
                (string sha256, string _, CancellationToken _) =>
                {
                    _read.Add(sha256);
                    ReaderScope.IsEntered.ShouldBeTrue();
                    return _answer();
                }
            );
        _readings = new EditionReadings(_archive.Object);
    }

    [Fact]
    public async Task A_reading_is_read_once()
    {
        var first = await OfAsync("a");
        (await OfAsync("b")).ShouldNotBeSameAs(first);
        (await OfAsync("a")).ShouldBeSameAs(first);
        _read.ShouldBe(["a", "b"]);
        ReaderScope.IsEntered.ShouldBeFalse();
    }

    [Fact]
    public async Task Both_years_of_a_comparison_stay_however_many_were_asked_for_before()
    {
        foreach (var old in Enumerable.Range(0, 100))
        {
            await OfAsync($"{old}");
            await OfAsync($"{old}");
        }

        for (var again = 0; again < 3; again++)
        {
            foreach (var edition in Enumerable.Range(0, 12))
            {
                await OfAsync($"new {edition}");
            }
        }

        _read.Count.ShouldBe(112);
    }

    [Fact]
    public async Task There_is_room_for_24()
    {
        foreach (var edition in Enumerable.Range(0, 1_000))
        {
            await OfAsync($"{edition}");
        }

        _read.Clear();
        foreach (var edition in Enumerable.Range(0, 1_000).Reverse())
        {
            await OfAsync($"{edition}");
        }

        (1_000 - _read.Count).ShouldBeInRange(1, 24);
    }

    [Fact]
    public async Task What_failed_to_be_read_is_read_again()
    {
        var reading = _answer;
        _answer = () => throw new IOException("away");
        await Should.ThrowAsync<IOException>(() => OfAsync("a"));
        _answer = () => Task.FromResult<string?>(null);
        await Should.ThrowAsync<InvalidOperationException>(() => OfAsync("a"));
        _answer = reading;
        (await OfAsync("a")).ShouldBeOfType<DeflatorSeries>();
        _read.ShouldBe(["a", "a", "a"]);
    }

    [Fact]
    public async Task Many_who_ask_at_once_wait_for_one_read_and_one_who_leaves_does_not_stop_it()
    {
        var (reading, gate) = (_answer, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _answer = async () =>
        {
            await gate.Task;
            return await reading();
        };
        using var leaves = new CancellationTokenSource();
        var left = OfAsync("a", leaves.Token);
        var waiting = Enumerable.Range(0, 10).Select(_ => OfAsync("a")).ToList();
        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);
        gate.SetResult();
        (await Task.WhenAll(waiting)).Distinct().ShouldHaveSingleItem();
        _read.ShouldBe(["a"]);
    }

    private Task<Domain.EditionContent> OfAsync(string sha256, CancellationToken cancellation = default) =>
        _readings.OfAsync(new ReleaseInput("gdp-deflators", "gdp-deflator", sha256, 1, "", null), cancellation);
}
