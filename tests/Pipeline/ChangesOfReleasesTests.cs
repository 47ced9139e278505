using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Tests.Support;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Releases;
using BudgetWatch.Sources;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>
/// What a release changed, of releases made from the snapshot with two years of budgets. Expected counts are worked out here, from the inputs that were changed.
/// </summary>
public sealed class ChangesOfReleasesTests(PublishedSnapshot snapshot)
{
    private static readonly AreaCode Hartlepool = new("E06000001");
    private static readonly string[] Kept = ["2010-11", "2019-20"];

    private static readonly PublishedRelease First = new(
        "2026-11-02-000000000001",
        new DateTimeOffset(2026, 11, 2, 9, 30, 0, TimeSpan.Zero),
        "",
        "",
        4,
        0,
        [
            .. SourceCatalogue.All.Select(source => new ReleaseInput(
                source.Description.Id,
                "slot",
                source.Description.Id,
                1,
                $"About {source.Description.Id}",
                null
            )),
        ],
        [],
        []
    );

    private ReleaseInputs Inputs =>
        snapshot.Inputs with
        {
            Returns =
            [
                .. snapshot.Inputs.Returns.Where(edition =>
                    edition.Content.Return == Return.Budget && Kept.Contains(edition.Content.Year.ToString())
                ),
            ],
        };

    [Fact]
    public async Task Compared_with_itself_a_release_moves_nothing()
    {
        var rows = Figures(Inputs);

        var printed = await BetweenAsync(rows, rows);

        (printed.Moved, printed.Added, printed.Gone, printed.Areas).ShouldBe((0, 0, 0, 0));
        printed.Rows.ShouldBe(new RowsCompared(rows.Count, 0, 0, 0));
        printed.Compared.ShouldBeGreaterThan(100_000);
        printed.Kinds.ShouldAllBe(kind => kind.Largest == null);
    }

    /// <summary>Whatever the deflator of the end year becomes, the pounds of that year in real terms move as its factor does, and nothing in cash or of deprivation.</summary>
    [Fact]
    public async Task A_deflator_moves_what_is_in_real_terms_and_nothing_else()
    {
        var before = Inputs.Harmonise().Figures!;
        List<ReleaseRow> rows = [.. Sorted(ReleaseRows.Of(before))];
        var end = ComparisonQuery.Headline.To;
        await Gen.Double[1.01, 1.1]
            .SampleAsync(
                async times =>
                {
                    var now = (
                        Inputs with
                        {
                            Deflators = Inputs.Deflators with
                            {
                                Years =
                                [
                                    .. Inputs.Deflators.Years.Select(year =>
                                        year.Year == end ? year with { Index = year.Index * times } : year
                                    ),
                                ],
                            },
                        }
                    )
                        .Harmonise()
                        .Figures!;
                    var printed = await BetweenAsync(rows, [.. Sorted(ReleaseRows.Of(now))]);

                    Count(printed, "real").Moved.ShouldBe(RealMoved(before, now));
                    Count(printed, "real-per-head").Areas.ShouldBeGreaterThan(0);
                    string[] others =
                    [
                        "cash",
                        "cash-per-head",
                        "residents",
                        "deprivation-scores",
                        "deprivation-ranks",
                        "capacity-components",
                        "capacity-index",
                        "capacity-ranks",
                    ];
                    others.ShouldAllBe(kind => Count(printed, kind).Moved == 0);
                },
                iter: 2,
                threads: 1
            );
    }

    /// <summary>One area's score: its own score, and ranks; no pound.</summary>
    [Fact]
    public async Task A_score_moves_deprivation_and_no_pound()
    {
        var inputs = Inputs with
        {
            Indices =
            [
                .. Inputs.Indices.Select(edition =>
                    edition.Slot != "2019-upper-tier"
                        ? edition
                        : edition with
                        {
                            Scores =
                            [
                                .. edition.Scores.Select(score =>
                                    score.Place.Value == Hartlepool.Value ? score with { AverageScore = score.AverageScore - 10 } : score
                                ),
                            ],
                        }
                ),
            ],
        };

        var printed = await BetweenAsync(Figures(Inputs), Figures(inputs));

        var scores = Count(printed, "deprivation-scores");
        scores.Largest!.Code.ShouldBe(Hartlepool);
        scores.Largest.Change.ShouldBe(-10);
        Count(printed, "cut-ranks").Moved.ShouldBeGreaterThan(0);
        string[] pounds = ["cash", "cash-per-head", "real", "real-per-head", "cut-percent", "cut-pounds", "residents"];
        pounds.ShouldAllBe(kind => Count(printed, kind).Moved == 0);
    }

    /// <summary>A year that only one of the releases has is added or gone, and moves nothing of the others.</summary>
    [Fact]
    public async Task A_year_that_one_release_lacks_is_added_or_gone_and_not_moved()
    {
        var fewer = Inputs.Harmonise().Figures!;
        var more = (
            Inputs with
            {
                Returns =
                [
                    .. snapshot.Inputs.Returns.Where(edition =>
                        edition.Content.Return == Return.Budget
                        && (edition.Content.Year.ToString() == "2015-16" || Kept.Contains(edition.Content.Year.ToString()))
                    ),
                ],
            }
        )
            .Harmonise()
            .Figures!;
        List<ReleaseRow> one = [.. Sorted(ReleaseRows.Of(fewer))],
            other = [.. Sorted(ReleaseRows.Of(more))];
        int CashOf(ReleaseFigures figures) =>
            figures.Geographies.Sum(geography =>
                figures
                    .Of(geography)
                    .Series.Values.Sum(areas => areas.Values.Sum(area => area.Figures.Count(figure => figure.CashPounds is not null)))
            );

        var added = Count(await BetweenAsync(one, other), "cash");
        var gone = Count(await BetweenAsync(other, one), "cash");

        (added.Moved, added.Added, added.Gone).ShouldBe((0, CashOf(more) - CashOf(fewer), 0));
        (gone.Moved, gone.Added, gone.Gone).ShouldBe((0, 0, CashOf(more) - CashOf(fewer)));
        added.Compared.ShouldBe(CashOf(fewer));
    }

    /// <summary>Rows of names that this version does not know are compared as rows and break nothing.</summary>
    [Fact]
    public async Task A_release_with_names_of_another_version_can_be_compared()
    {
        ReleaseRow[] others =
        [
            new("figures|a-geography-of-then|area|E06000001", "{}"),
            new("gradient|budget|a-line-of-then|2010-11|2019-20", "{}"),
        ];

        var printed = await BetweenAsync([.. Sorted([.. Figures(Inputs), .. others])], Figures(Inputs));

        printed.Kinds.ShouldAllBe(kind => kind.Moved + kind.Added + kind.Gone == 0);
        printed.Rows.Gone.ShouldBe(2);
    }

    /// <summary>The same file read by another version of the reader, or the same inputs by another method: told, and that nothing moved is told because it was checked.</summary>
    [Fact]
    public async Task Another_version_of_a_reader_or_of_the_method_is_told()
    {
        var rows = Figures(Inputs);
        var store = new ReleasesInMemory();
        store.Add(First, rows);
        var second = First with
        {
            Id = "2026-11-09-000000000002",
            Inputs = [.. First.Inputs.Select(input => input.SourceId == "gdp-deflators" ? input with { ReaderVersion = 2 } : input)],
        };
        store.Add(second, rows);
        store.Add(second with { Id = "2026-11-16-000000000003", MethodVersion = 5 }, rows);
        var releases = new ReleaseReader(store, new FakeTimeProvider());
        using var printed = new PrintedChanges(store, releases);
        var changes = new AnswerChanges(releases, new EditionReadings(Mock.Of<IEditionArchive>()), printed);

        var reader = (await changes.RunAsync("2026-11-09-000000000002", default)).Answer!;
        reader
            .Inputs.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                input => input.Change.ShouldBe(InputChangeKind.ReadAgain),
                input => input.Kind.ShouldBe("prices"),
                input => (input.ReaderFrom, input.ReaderTo).ShouldBe((1, 2))
            );
        reader.Editions.ShouldBeEmpty();
        ChangesSentences.Of(reader).Heading.ShouldBe("no figure moved (prices read by another version of the reader)");

        var method = (await changes.RunAsync("2026-11-16-000000000003", default)).Answer!;
        method.Inputs.ShouldBeEmpty();
        ChangesSentences.Of(method).Heading.ShouldBe("no figure moved (method changed)");
        method.Summary.ShouldStartWith("Method changed. The method changed from version 4 to 5");

        // Worked out once each: the next request, here or in another instance, reads what was stored.
        store.WholeReads.ShouldBe(4);
        using var another = new PrintedChanges(store, releases);
        (await another.BetweenAsync(First, second, default)).Rows.ShouldBe(reader.Printed!.Rows);
        store.WholeReads.ShouldBe(4);
    }

    [Fact]
    public void Every_source_is_of_a_kind()
    {
        var kinds = SourceCatalogue.All.Select(source => InputChange.KindOf(source.Description.Id).Id).ToList();

        kinds
            .Distinct()
            .ShouldBe(
                [
                    "budgets",
                    "outturn",
                    "indices-of-deprivation",
                    "population",
                    "prices",
                    "authority-register",
                    "lineage",
                    "grants",
                    "charities",
                    "volunteering",
                    "postcodes",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public void Inputs_added_gone_and_revised_are_each_told()
    {
        var now = First with
        {
            Inputs =
            [
                .. First.Inputs.Where(input => input.SourceId is not "grants" and not "gdp-deflators"),
                First.Inputs.First(input => input.SourceId == "gdp-deflators") with
                {
                    Sha256 = "other",
                },
                new ReleaseInput("revenue-budgets", "2013-14", "new", 1, "RA 2013-14", null),
            ],
            Returns = [new ReturnSource(Return.Budget, new FinancialYear(2013), "new")],
        };

        InputChange
            .Between(First, now)
            .Select(input => $"{input.Kind} {input.Slot} {input.Change}")
            .ShouldBe(["prices slot Revised", "grants slot Gone", "budgets 2013-14 Added"]);
        YearsChange.Between(First, now).ShouldHaveSingleItem().Added.ShouldBe([new FinancialYear(2013)]);
        YearsChange.Between(now, First).ShouldHaveSingleItem().Gone.ShouldBe([new FinancialYear(2013)]);
        YearsChange.Between(now, now).ShouldBeEmpty();
    }

    private static KindChange Count(PrintedChange printed, string kind) => printed.Kinds.Single(own => own.Kind == kind);

    /// <summary>Pounds in real terms that differ once rounded to the pound.</summary>
    private static int RealMoved(ReleaseFigures before, ReleaseFigures now)
    {
        var moved = 0;
        foreach (var geography in before.Geographies)
        {
            foreach (var ((@return, scope), areas) in before.Of(geography).Series)
            {
                foreach (var figure in areas.Values.SelectMany(area => area.Figures).Where(figure => figure.CashPounds is not null))
                {
                    double Real(ReleaseFigures figures) =>
                        Math.Round(
                            (double)figure.CashPounds!.Value * figures.Of(geography).Frames[figure.Year].RealFactor!.Value,
                            MidpointRounding.AwayFromZero
                        );
                    moved += Real(before) == Real(now) ? 0 : 1;
                }
            }
        }

        return moved;
    }

    private static List<ReleaseRow> Figures(ReleaseInputs inputs) => [.. Sorted(ReleaseRows.Of(inputs.Harmonise().Figures!))];

    private static IEnumerable<ReleaseRow> Sorted(IEnumerable<ReleaseRow> rows) => rows.OrderBy(row => row.Key, StringComparer.Ordinal);

    private static async Task<PrintedChange> BetweenAsync(IReadOnlyList<ReleaseRow> before, IReadOnlyList<ReleaseRow> now) =>
        await ReleaseComparison.BetweenAsync(
            await LoadedAsync(First, before),
            before.OrderBy(row => row.Key, StringComparer.Ordinal).ToAsyncEnumerable(),
            await LoadedAsync(First with { Id = "2026-11-09-000000000002" }, now),
            now.ToAsyncEnumerable(),
            default
        );

    private static async Task<LoadedRelease> LoadedAsync(PublishedRelease release, IReadOnlyList<ReleaseRow> rows) =>
        new(
            release,
            await ReleaseRows.ReadAsync(
                rows.Where(row => row.Key.StartsWith(ReleaseRows.FiguresPrefix, StringComparison.Ordinal)).ToAsyncEnumerable(),
                default
            )
        );
}
