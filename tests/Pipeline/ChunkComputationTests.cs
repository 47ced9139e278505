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
public sealed class ChunkComputationTests
{
    private const string ReleaseId = "2026-11-24-0123456789ab";

    private static readonly FinancialYear[] Years = [new(2010), new(2011), new(2015), new(2020)];
    private static readonly ReleaseFigures Figures = Made();

    // Statistics of one scope stand for those of all: the rest of these tests would be the same, and slow.
    private static readonly IReadOnlyList<ReleaseChunk> CurvesAndOneScope =
    [
        .. ReleaseChunk
            .Of(Figures)
            .Where(chunk =>
                !chunk.Prefix.StartsWith(ReleaseRows.GradientPrefix, StringComparison.Ordinal)
                || chunk.Prefix.Contains("|comparable|", StringComparison.Ordinal)
            ),
    ];

    private readonly ConcurrentDictionary<string, ReleaseRow> _written = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _writes = [];

    [Fact]
    public void Bases_are_before_or_at_the_first_cuts_and_ends_far_enough_and_outside_the_pandemic()
    {
        var chunks = SpecificationRows.Chunks(Figures);

        chunks
            .Where(chunk => chunk.Headline == Scopes.Comparable)
            .Select(chunk => $"{chunk.Scope} {chunk.From} {chunk.To}")
            .ShouldBe([
                "comparable 2010-11 2015-16",
                "comparable 2011-12 2015-16",
                "comparable-excluding-levies 2010-11 2015-16",
                "comparable-excluding-levies 2011-12 2015-16",
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
        var whole = (await Compute()).OrderBy(row => row.Key, StringComparer.Ordinal).ToList();
        _written.Clear();
        _writes.Clear();
        foreach (var row in whole.Where(row => WrittenBefore(row.Key)))
        {
            _written[row.Key] = row;
        }

        var resumed = await Compute();

        Written().ShouldBe(whole);
        resumed.ShouldBe(whole, ignoreOrder: true);
        _writes.ShouldBe(whole.Select(row => row.Key).Where(key => !WrittenBefore(key)), ignoreOrder: true);
        whole.Count(row => WrittenBefore(row.Key)).ShouldBeInRange(4, whole.Count - 4);

        static bool WrittenBefore(string key) => key.Contains("|2010-11|", StringComparison.Ordinal);
    }

    /// <summary>Other code left it: what is checked back must not take it for computed.</summary>
    [Fact]
    public async Task A_stored_row_that_is_of_no_chunk_is_not_taken()
    {
        var stranger = new ReleaseRow($"{ReleaseRows.GradientPrefix}budget|of-no-scope|2010-11|2015-16", "{}");
        _written[stranger.Key] = stranger;

        var rows = await Compute();

        rows.ShouldNotContain(stranger);
        rows.Append(stranger).ShouldBe(Written(), ignoreOrder: true);
    }

    /// <summary>Each chunk is written in one transaction, which holds 100 rows; and no row is of two.</summary>
    [Fact]
    public void Every_row_besides_figures_is_of_one_chunk_and_no_chunk_has_more_than_a_transaction_holds()
    {
        var chunks = ReleaseChunk.Of(Figures);
        var rows = chunks.Select(chunk => (chunk.Prefix, Rows: chunk.Compute())).ToList();

        rows.ShouldAllBe(chunk =>
            chunk.Rows.Count <= 100 && chunk.Rows.All(row => row.Key.StartsWith(chunk.Prefix, StringComparison.Ordinal))
        );
        var keys = rows.SelectMany(chunk => chunk.Rows).Select(row => row.Key).ToList();
        keys.ShouldBeUnique();
        keys.ShouldAllBe(key => chunks.Count(chunk => key.StartsWith(chunk.Prefix, StringComparison.Ordinal)) == 1);
        keys.Count(key => key.StartsWith(ReleaseRows.GradientPrefix, StringComparison.Ordinal))
            .ShouldBe(ReleaseComputation.StatisticsChunks(Figures).Sum(chunk => chunk.Compute().Count));
        keys.Count(key => key.StartsWith(SpecificationRows.Prefix, StringComparison.Ordinal))
            .ShouldBe(SpecificationRows.Chunks(Figures).Count);
    }

    private List<ReleaseRow> Written() => [.. _written.Values.OrderBy(row => row.Key, StringComparer.Ordinal)];

    private Task<IReadOnlyList<ReleaseRow>> Compute()
    {
        var store = new Mock<IReleaseStore>(MockBehavior.Strict);
        store
            .Setup(releases => releases.ReadAsync(ReleaseId, It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(
                (string _, string prefix, CancellationToken _) =>
                    Written().Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)).ToAsyncEnumerable()
            );
        store
            .Setup(releases => releases.WriteAsync(ReleaseId, It.IsAny<IReadOnlyList<ReleaseRow>>(), null, It.IsAny<CancellationToken>()))
            .Returns(
                (string _, IReadOnlyList<ReleaseRow> rows, IProgress<int>? _, CancellationToken _) =>
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
                }
            );
        return ChunkComputation.RunAsync(store.Object, ReleaseId, CurvesAndOneScope, null, TestContext.Current.CancellationToken);
    }

    private static ReleaseFigures Made()
    {
        var areas = Enumerable
            .Range(1, 30)
            .Select(n => new Area(
                new AreaCode($"E06{n:000000}"),
                $"Council {n}",
                AreaKind.UnitaryAuthority,
                n % 5 == 0 ? Area.London : "North",
                [],
                null
            ))
            .ToList();
        var series = areas
            .Select(
                (area, i) =>
                    new AreaSeries(
                        area.Code,
                        [
                            .. Years.Select(year => new AreaFigure(
                                year,
                                1000m * (900 + (7 * i % 13) - (3 * (year.StartYear - 2010))),
                                CellStatus.Reported,
                                []
                            )),
                        ]
                    )
            )
            .ToDictionary(own => own.Area);
        return new ReleaseFigures(
            areas,
            Years.ToDictionary(
                year => year,
                year => new YearFactors(
                    year,
                    1.5,
                    2019,
                    areas.Select((area, i) => (area.Code, i)).ToDictionary(pair => pair.Code, pair => 10_000L + (977 * pair.i % 7_000))
                )
            ),
            Scopes.All.ToDictionary(scope => (Return.Budget, scope), _ => (IReadOnlyDictionary<AreaCode, AreaSeries>)series),
            ((int[])[2015, 2019]).ToDictionary(
                vintage => vintage,
                vintage =>
                    (IReadOnlyDictionary<AreaCode, double>)
                        areas
                            .Select((area, i) => (area.Code, Score: 40.0 - (i * vintage % 31)))
                            .ToDictionary(pair => pair.Code, pair => pair.Score)
            ),
            []
        );
    }
}
