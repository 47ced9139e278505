using System.Collections.Concurrent;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Chunks of a made-up England of thirty councils, six of them in London, budgets of four years, two vintages of the Indices.</summary>
public sealed class ComputeShareTests : IDisposable
{
    private const string ReleaseId = "2026-11-24-0123456789ab";

    private static readonly FinancialYear[] Years = [new(2010), new(2011), new(2015), new(2020)];
    private static readonly ReleaseFigures Figures = Made();

    // Statistics of one scope stand for those of all: the rest of these tests would be the same, and slow.
    private static readonly IReadOnlyList<ReleaseChunk> CurvesAndOneScope =
        [.. ReleaseChunk.Of(Figures).Where(chunk => !chunk.Prefix.StartsWith(ReleaseRows.GradientPrefix, StringComparison.Ordinal) || chunk.Prefix.Contains("|comparable|", StringComparison.Ordinal))];

    private readonly ConcurrentDictionary<string, ReleaseRow> _written = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _writes = [];
    private readonly ConcurrentBag<string> _asked = [];
    private readonly Measurements _measured = new(() => []);

    public void Dispose() => _measured.Dispose();

    [Fact]
    public void Bases_are_before_or_at_the_first_cuts_and_ends_far_enough_and_outside_the_pandemic()
    {
        var chunks = SpecificationRows.Chunks(Figures);

        chunks.Where(chunk => chunk.Headline == Scopes.Comparable).Select(chunk => $"{chunk.Scope} {chunk.From} {chunk.To}").ShouldBe(
        [
            "comparable 2010-11 2015-16", "comparable 2011-12 2015-16",
            "comparable-excluding-levies 2010-11 2015-16", "comparable-excluding-levies 2011-12 2015-16",
        ]);
        chunks.Count(chunk => chunk.Headline == Scopes.CommunitySupport).ShouldBe(2);
    }

    [Fact]
    public void A_chunk_asks_in_every_combination_of_prices_indices_london_and_counting_once()
    {
        var queries = SpecificationGrid.Questions(SpecificationRows.Chunks(Figures)[0], Figures).ToList();

        // Two prices, two vintages, with and without London, and three ways to count.
        queries.Count.ShouldBe(2 * 2 * 2 * 3);
        queries.Distinct().Count().ShouldBe(queries.Count);
        queries.ShouldNotContain(query => query.Weights == Weighting.Equal && query.Groups == Grouping.People);
    }

    [Fact]
    public void A_row_comes_back_as_it_was_to_the_bit()
    {
        foreach (var chunk in SpecificationRows.Chunks(Figures))
        {
            var row = SpecificationRows.Compute(chunk, Figures);
            var back = SpecificationRows.Read(row).ToList();

            back.Count.ShouldBe(24);
            SpecificationRows.Of(chunk, back).ShouldBe(row);
            back.ShouldBe(SpecificationGrid.Questions(chunk, Figures).Select(query => SpecificationEstimate.Of(Figures, query)!));
        }
    }

    [Fact]
    public async Task A_build_that_was_killed_goes_on_where_it_was_and_ends_in_the_same_rows()
    {
        var whole = (await Compute(0, 1)).Rows.OrderBy(row => row.Key, StringComparer.Ordinal).ToList();
        var all = _written.Values.ToList();
        _written.Clear();
        _writes.Clear();
        foreach (var row in all.Where(row => WrittenBefore(row.Key)))
        {
            _written[row.Key] = row;
        }

        var resumed = await Compute(0, 1);

        Written().ShouldBe(whole);
        resumed.Rows.ShouldBe(whole.Where(row => !WrittenBefore(row.Key)), ignoreOrder: true);
        resumed.Found.Select(chunk => chunk.Prefix).ShouldBe(CurvesAndOneScope.Select(chunk => chunk.Prefix).Where(WrittenBefore), ignoreOrder: true);
        _writes.Order(StringComparer.Ordinal).ShouldBe(all.Select(row => row.Key).Where(key => !WrittenBefore(key)).Order(StringComparer.Ordinal));
        all.Count(row => WrittenBefore(row.Key)).ShouldBeInRange(4, all.Count - 4);

        static bool WrittenBefore(string key) => key.Contains("|2010-11|", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_that_share_begin_apart_and_end_in_the_same_rows()
    {
        await Compute(0, 1);
        var alone = Written();
        _written.Clear();
        _writes.Clear();

        var together = await Task.WhenAll(Compute(0, 2), Compute(1, 2));

        Written().ShouldBe(alone);
        together.ShouldAllBe(share => share.Rows.All(row => alone.Contains(row)));
        foreach (var share in together)
        {
            // Whatever an instance did not compute it found.
            var found = alone.Where(row => share.Found.Any(chunk => row.Key.StartsWith(chunk.Prefix, StringComparison.Ordinal)));
            share.Rows.Concat(found).ShouldBe(alone, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task An_instance_that_comes_late_computes_nothing()
    {
        await Compute(0, 1);
        _writes.Clear();

        await Compute(1, 2);

        _writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_instance_that_works_alone_asks_once_what_is_written()
    {
        await Compute(0, 1);
        _asked.ShouldBe(ReleaseChunk.Prefixes, ignoreOrder: true);
    }

    [Fact]
    public async Task What_others_have_left_is_computed_and_what_they_have_written_is_found()
    {
        await Compute(0, 1);
        var left = ComputeShare.InOrderOf(0, 2, CurvesAndOneScope).TakeLast(3).Select(chunk => chunk.Prefix).ToList();
        foreach (var key in _written.Keys.Where(key => left.Exists(prefix => key.StartsWith(prefix, StringComparison.Ordinal))))
        {
            _written.TryRemove(key, out var _);
        }

        _writes.Clear();
        var share = await Compute(0, 2);

        share.Found.Count.ShouldBe(CurvesAndOneScope.Count - left.Count);
        share.Rows.ShouldNotBeEmpty();
        share.Rows.ShouldAllBe(row => left.Exists(prefix => row.Key.StartsWith(prefix, StringComparison.Ordinal)));
        _writes.ShouldBe(share.Rows.Select(row => row.Key), ignoreOrder: true);
    }

    /// <summary>Its message waited while others finished.</summary>
    [Fact]
    public async Task Of_a_release_that_is_out_nothing_is_read()
    {
        var store = new Mock<IReleaseStore>(MockBehavior.Strict);
        store.Setup(releases => releases.FindAsync(ReleaseId, It.IsAny<CancellationToken>())).ReturnsAsync(new PublishedRelease(ReleaseId, default, "", "", 1, 0, [], [], []));
        await new ComputeShare(store.Object, new Mock<IIncidentLog>(MockBehavior.Strict).Object, _measured, new FakeTimeProvider())
            .RunAsync(new ShareMessage(ReleaseId, 1, 2), TestContext.Current.CancellationToken);
        store.VerifyAll();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    public void An_instance_takes_every_chunk_once_and_no_two_begin_with_the_same(int of)
    {
        var chunks = Many(100);
        var orders = Enumerable.Range(0, of).Select(share => ComputeShare.InOrderOf(share, of, chunks).ToList()).ToList();

        orders.ShouldAllBe(order => order.Count == 100 && order.Distinct().Count() == 100);
        orders.SelectMany(order => order.Take(100 / of)).Distinct().Count().ShouldBe(100 / of * of);
    }

    /// <summary>
    /// All take equally long for a chunk, and those asked come when the first has done some: an order in which one follows another chunk by
    /// chunk would have the rest computed by both. They look at what is written between handfuls; what two have in hand at once is computed twice.
    /// </summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 100)]
    [InlineData(4, 50)]
    [InlineData(4, 100)]
    public void Instances_that_come_late_hardly_compute_what_another_has_in_hand(int of, int late)
    {
        const int Chunks = 486;
        var left = Enumerable.Range(0, of).Select(share => ComputeShare.InOrderOf(share, of, Many(Chunks)).ToList()).ToList();
        var inHand = Enumerable.Range(0, of).Select(_ => new Queue<ReleaseChunk>()).ToList();
        var written = new HashSet<ReleaseChunk>();
        int computed = 0, looks = 0;
        for (var moment = 0; written.Count < Chunks; moment++)
        {
            var now = new List<ReleaseChunk>();
            for (var share = 0; share < (moment < late ? 1 : of); share++)
            {
                if (inHand[share].Count == 0)
                {
                    left[share].RemoveAll(written.Contains);
                    var next = left[share].Take(ComputeShare.BeforeLookingAgain(left[share].Count, of)).ToList();
                    left[share].RemoveRange(0, next.Count);
                    inHand[share] = new Queue<ReleaseChunk>(next);
                    looks++;
                }

                if (inHand[share].TryDequeue(out var chunk))
                {
                    now.Add(chunk);
                }
            }

            computed += now.Count;
            written.UnionWith(now);
        }

        // As a simulation of the rule apart from this code has it: at most 54 of 486 are computed twice in these four cases, and at most 38 looks are taken.
        computed.ShouldBeInRange(Chunks, Chunks + 54);
        looks.ShouldBeLessThanOrEqualTo(38, "to look is not free");
    }

    /// <summary>Each chunk is written in one transaction, which holds 100 rows; and no two claim the same row.</summary>
    [Fact]
    public void Every_row_besides_figures_is_of_one_chunk_and_no_chunk_has_more_than_a_transaction_holds()
    {
        var chunks = ReleaseChunk.Of(Figures);
        var rows = chunks.Select(chunk => (chunk.Prefix, Rows: chunk.Compute())).ToList();

        rows.ShouldAllBe(chunk => chunk.Rows.Count <= 100 && chunk.Rows.All(row => row.Key.StartsWith(chunk.Prefix, StringComparison.Ordinal)));
        var keys = rows.SelectMany(chunk => chunk.Rows).Select(row => row.Key).ToList();
        keys.ShouldBeUnique();
        keys.ShouldAllBe(key => chunks.Count(chunk => key.StartsWith(chunk.Prefix, StringComparison.Ordinal)) == 1);
        keys.Count(key => key.StartsWith(ReleaseRows.GradientPrefix, StringComparison.Ordinal)).ShouldBe(
            ReleaseComputation.Compute(Figures, TestContext.Current.CancellationToken).Count(row => row.Key.StartsWith(ReleaseRows.GradientPrefix, StringComparison.Ordinal)));
        keys.Count(key => key.StartsWith(SpecificationRows.Prefix, StringComparison.Ordinal)).ShouldBe(SpecificationRows.Chunks(Figures).Count);
    }

    private static IReadOnlyList<ReleaseChunk> Many(int count) => [.. Enumerable.Range(0, count).Select(n => new ReleaseChunk($"{n:000}|", () => []))];

    private List<ReleaseRow> Written() => [.. _written.Values.OrderBy(row => row.Key, StringComparer.Ordinal)];

    private Task<ComputedShare> Compute(int share, int of)
    {
        var store = new Mock<IReleaseStore>(MockBehavior.Strict);
        store.Setup(releases => releases.KeysAsync(ReleaseId, It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((string _, string prefix, CancellationToken _) =>
            {
                _asked.Add(prefix);
                return _written.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToAsyncEnumerable();
            });
        store.Setup(releases => releases.WriteAsync(ReleaseId, It.IsAny<IReadOnlyList<ReleaseRow>>(), null, It.IsAny<CancellationToken>()))
            .Returns((string _, IReadOnlyList<ReleaseRow> rows, IProgress<int>? _, CancellationToken _) =>
            {
                // All at once, as one transaction writes them.
                lock (_writes)
                {
                    foreach (var row in rows)
                    {
                        _written[row.Key] = row;
                        _writes.Add(row.Key);
                    }
                }

                return Task.CompletedTask;
            });
        return new ComputeShare(store.Object, new Mock<IIncidentLog>(MockBehavior.Strict).Object, _measured, new FakeTimeProvider())
            .OfAsync(ReleaseId, CurvesAndOneScope, share, of, null, TestContext.Current.CancellationToken);
    }

    private static ReleaseFigures Made()
    {
        var areas = Enumerable.Range(1, 30)
            .Select(n => new Area(new AreaCode($"E06{n:000000}"), $"Council {n}", AreaKind.UnitaryAuthority, n % 5 == 0 ? Area.London : "North", [], null))
            .ToList();
        var series = areas
            .Select((area, i) => new AreaSeries(
                area.Code, [.. Years.Select(year => new AreaFigure(year, 1000m * (900 + (7 * i % 13) - (3 * (year.StartYear - 2010))), CellStatus.Reported, []))]))
            .ToDictionary(own => own.Area);
        return new ReleaseFigures(
            areas,
            Years.ToDictionary(
                year => year, year => new YearFrame(year, 1.5, 2019, areas.Select((area, i) => (area.Code, i)).ToDictionary(pair => pair.Code, pair => 10_000L + (977 * pair.i % 7_000)))),
            Scopes.All.ToDictionary(scope => (Return.Budget, scope), _ => (IReadOnlyDictionary<AreaCode, AreaSeries>)series),
            ((int[])[2015, 2019]).ToDictionary(
                vintage => vintage,
                vintage => (IReadOnlyDictionary<AreaCode, double>)areas.Select((area, i) => (area.Code, Score: 40.0 - (i * vintage % 31)))
                    .ToDictionary(pair => pair.Code, pair => pair.Score)),
            []);
    }
}
