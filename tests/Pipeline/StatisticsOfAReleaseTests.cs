using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.Gradient;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Specifications;
using BudgetWatch.Questions.Summary;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

public class StatisticsOfAReleaseTests
{
    private static readonly FinancialYear[] Years = [new(2010), new(2011), new(2019)];

    /// <summary>A made-up England of twelve councils, each with one line filed in three years but for one year of libraries.</summary>
    private static readonly ReleaseFigures Figures = Made();

    private static readonly ComparisonQuery Stored = ComparisonQuery.Headline with { Scope = Scopes.Comparable };
    private static readonly ComparisonQuery NotStored = Stored with { Measure = Measure.Cash };
    private static readonly ComparisonQuery NobodyCanAnswer = Stored with { Scope = Scopes.Find("libraries")! };

    [Fact]
    public void Every_comparable_scope_and_end_year_since_the_base_year_is_stored()
    {
        var rows = ReleaseComputation
            .StatisticsChunks(Figures)
            .SelectMany(chunk => chunk.Compute())
            .OrderBy(row => row.Key, StringComparer.Ordinal);

        rows.Select(row => row.Key)
            .ShouldBe([
                .. from scope in (string[])["comparable", "cultural"]
                from years in (string[])["2010-11|2011-12", "2010-11|2019-20"]
                select $"gradient|budget|{scope}|{years}|real-per-head|2019|upper-tier|london|areas|residents|newest|published",
            ]);
    }

    [Fact]
    public void The_newest_indices_are_the_default_where_the_headlines_are_not_there()
    {
        var (older, newer) = (Figures.Scores[2015], Figures.Scores[2019]);
        var others = Figures with
        {
            Scores = new Dictionary<int, IReadOnlyDictionary<AreaCode, double>> { [2025] = newer, [2015] = older },
        };

        others.DefaultImd.ShouldBe(2025);
        ReleaseComputation.StoredQuestions(others).Select(query => query.Imd).Distinct().ShouldBe([2025]);
    }

    [Fact]
    public async Task A_stored_answer_is_the_stored_row_whatever_the_code_would_compute_now()
    {
        var other = Json.Write(GradientStatistics.Of(Figures, Stored)! with { Areas = 99 });

        var found = await FindAsync(Stored, method: 0, stored: other);

        found!.Statistics.Areas.ShouldBe(99);
        found.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_other_answer_is_computed_from_the_figures_of_the_release()
    {
        var found = await FindAsync(NotStored, ReleaseIdentity.MethodVersion);

        // 1,000 pounds times 100 + n, then times 90 + n, for the councils n = 1 to 12.
        found!.Statistics.England.From.ShouldBe(1_278_000);
        found.Statistics.England.To.ShouldBe(1_158_000);
        found.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_computed_by_another_method_than_the_releases_says_so()
    {
        var note = (await FindAsync(NotStored, method: 0))!.Notes.ShouldHaveSingleItem();

        note.Flag.ShouldBe("computed-by-another-method");
        note.Text.ShouldContain("method 0");
        note.Text.ShouldContain($"method {ReleaseIdentity.MethodVersion}");
    }

    [Fact]
    public async Task The_answers_to_a_reader_carry_that_note()
    {
        var release = Release(method: 0);

        var answer = (
            await new AnswerGradient(Reader(release, NotStored, null)).RunAsync(release, NotStored, CancellationToken.None)
        ).Answer!;

        answer.Notes.Select(note => note.Flag).ShouldContain("computed-by-another-method");
    }

    [Fact]
    public async Task A_question_no_area_can_answer_is_refused_with_the_reason()
    {
        var release = Release(ReleaseIdentity.MethodVersion);

        var (answer, problem) = await new AnswerGradient(Reader(release, NobodyCanAnswer, null)).RunAsync(
            release,
            NobodyCanAnswer,
            CancellationToken.None
        );

        answer.ShouldBeNull();
        problem!.Status.ShouldBe(400);
        problem.Detail.ShouldContain("libraries is not a line of the return");
    }

    [Fact]
    public void What_is_undefined_is_null_and_says_why()
    {
        var statistics = GradientStatistics.Of(Figures, NotStored).ShouldNotBeNull();

        (statistics.Kitagawa.Mix, statistics.Kitagawa.Within).ShouldBe((null, null));
        statistics.Kitagawa.Services.ShouldBeEmpty();
        statistics.Kitagawa.Undefined.ShouldBe("Council 1 has no figure for highways-transport by itself");
        (statistics.Concentration.From, statistics.Concentration.To).ShouldBe((null, null));
        statistics.Concentration.Undefined.ShouldBe(new("the measure is not per head", "the measure is not per head"));
    }

    [Fact]
    public void The_concentration_index_names_the_sample_of_its_Kakwani_error()
    {
        var concentration = GradientStatistics.Of(Figures, Stored).ShouldNotBeNull().Concentration;

        concentration.Method.ShouldContain("n = 12, the number of areas");
        concentration.Undefined.ShouldBe(new(null, null));
        concentration.From.ShouldNotBeNull().KakwaniStandardError.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Tenths_and_the_gap_of_twelve_councils_are_those_by_hand()
    {
        var statistics = GradientStatistics.Of(Figures, Stored).ShouldNotBeNull();

        // Councils 1 to 3 and 11 to 12 are fifths 1 and 5: 306 to 276 and 223 to 203.
        statistics.Gap.ShouldNotBeNull().Value.ShouldBe((-3000 / 306.0) + (2000 / 223.0), 1e-9);
        statistics.Tenths.Select(tenth => tenth.Tenth).ShouldBe(Enumerable.Range(1, 10));
        statistics.Tenths.Select(tenth => tenth.Areas).ShouldBe([2, 1, 1, 1, 1, 2, 1, 1, 1, 1]);
    }

    [Fact]
    public async Task The_summary_of_it_is_refused_alike()
    {
        var release = Release(ReleaseIdentity.MethodVersion);
        var ledger = new Mock<IEditionLedger>(MockBehavior.Strict);

        var (answer, problem) = await new AnswerSummary(
            Reader(release, NobodyCanAnswer, null),
            new SpecificationReader(new Mock<IReleaseStore>(MockBehavior.Strict).Object),
            ledger.Object,
            new FakeTimeProvider()
        ).RunAsync(release, NobodyCanAnswer, null, CancellationToken.None);

        answer.ShouldBeNull();
        problem!.Status.ShouldBe(400);
        problem.Detail.ShouldContain("libraries is not a line of the return");
    }

    private static Task<FoundStatistics?> FindAsync(ComparisonQuery query, int method, string? stored = null)
    {
        var release = Release(method);
        return Reader(release, query, stored).GradientAsync(release, query, CancellationToken.None);
    }

    private static LoadedRelease Release(int method) =>
        new(new PublishedRelease("2026-11-23-0123456789ab", default, "", "", method, 0, [], [], []), Figures)
        {
            Parts = ReleasePart.AllOf([]),
        };

    private static ReleaseReader Reader(LoadedRelease release, ComparisonQuery query, string? stored)
    {
        var key = ReleaseRows.GradientKey(query);
        var store = new Mock<IReleaseStore>(MockBehavior.Strict);
        store
            .Setup(releases => releases.FindRowAsync(release.Release.Id, key, CancellationToken.None))
            .ReturnsAsync(stored is null ? null : new ReleaseRow(key, stored));
        store
            .Setup(releases => releases.ReadAsync(release.Release.Id, ReleaseRows.GradientPrefix, CancellationToken.None))
            .Returns(AsyncEnumerable.Empty<ReleaseRow>());
        return new ReleaseReader(store.Object, new FakeTimeProvider());
    }

    private static ReleaseFigures Made()
    {
        var areas = Enumerable
            .Range(1, 12)
            .Select(n => new Area(new AreaCode($"E06{n:000000}"), $"Council {n}", AreaKind.UnitaryAuthority, "North", [], null))
            .ToList();
        var filed = Series((n, year) => new AreaFigure(year, 1000m * (year.StartYear == 2010 ? 100 + n : 90 + n), CellStatus.Reported, []));
        var unfiled = Series((_, year) => new AreaFigure(year, null, CellStatus.Missing, ["libraries is not a line of the return"]));
        return new ReleaseFigures(
            areas,
            Years.ToDictionary(
                year => year,
                year => new YearFactors(year, 1.5, 2019, areas.ToDictionary(area => area.Code, area => 10_000L))
            ),
            Scopes.All.ToDictionary(
                scope => (Return.Budget, scope),
                scope => scope.Id is "comparable" or "cultural" or "education" ? filed : unfiled
            ),
            ((int[])[2015, 2019]).ToDictionary(
                vintage => vintage,
                vintage =>
                    (IReadOnlyDictionary<AreaCode, double>)
                        areas.Select((area, i) => (area.Code, Score: 40.0 - i)).ToDictionary(pair => pair.Code, pair => pair.Score)
            ),
            []
        );

        IReadOnlyDictionary<AreaCode, AreaSeries> Series(Func<int, FinancialYear, AreaFigure> figure) =>
            areas
                .Select((area, i) => new AreaSeries(area.Code, [.. Years.Select(year => figure(i + 1, year))]))
                .ToDictionary(series => series.Area);
    }
}
