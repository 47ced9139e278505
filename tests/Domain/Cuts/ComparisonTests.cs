using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Cuts;

public class ComparisonTests
{
    private static readonly Council Plain = new(1, 1_000_000, 900_000, 1000, 1200, 30);

    [Fact]
    public void Change_is_to_less_from_in_pounds_of_the_price_base_per_resident_of_each_year()
    {
        var cut = Only(Plain);

        // 1,000,000 x 1.5 over 1,000; 900,000 x 1.25 over 1,200.
        cut.From.ShouldBe(1500);
        cut.To.ShouldBe(937.5);
        cut.Change.ShouldBe(-562.5);
        cut.ChangePercent.ShouldBe(-37.5);
        (cut.PoundsFrom, cut.PoundsTo).ShouldBe((1_500_000, 1_125_000));
        (cut.PeopleFrom, cut.PeopleTo).ShouldBe((1000, 1200));
        cut.Flags.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Measure.RealPerHead, 1500, 937.5, -37.5)]
    [InlineData(Measure.Real, 1_500_000, 1_125_000, -25)]
    [InlineData(Measure.CashPerHead, 1000, 750, -25)]
    [InlineData(Measure.Cash, 1_000_000, 900_000, -10)]
    public void Each_measure_states_the_change_its_own_way(Measure measure, double from, double to, double percent)
    {
        var comparison = new[] { Plain }.Compare(measure);

        var cut = comparison.Areas.ShouldHaveSingleItem();
        (cut.From, cut.To, cut.ChangePercent).ShouldBe((from, to, percent));
        comparison.England.ShouldBe(new PooledChange(from, to));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-500_000)]
    public void A_base_that_is_not_positive_has_no_percentage_and_no_rank_but_its_pounds_are_pooled(int from)
    {
        var odd = new Council(2, from, 200_000, 1000, 1000, 20);

        var comparison = new[] { Plain, odd }.Compare();

        var cut = comparison.Areas.Single(own => own.Area.Code == odd.Code);
        cut.ChangePercent.ShouldBeNull();
        cut.Rank.ShouldBeNull();
        cut.Flags.ShouldBe(["base-not-positive"]);
        cut.Change.ShouldBe(250 - (from * 1.5 / 1000), 1e-9);
        comparison.Areas.Single(own => own.Area.Code == Plain.Code).Rank.ShouldBe(1);
        var england = comparison.England.ShouldNotBeNull();
        england.From.ShouldBe((1_500_000 + (from * 1.5)) / 2000, 1e-9);
        england.To.ShouldBe((1_125_000 + 250_000) / 2200.0, 1e-9);
        comparison.Excluded.ShouldBeEmpty();
    }

    [Fact]
    public void England_without_a_positive_base_has_no_percentage() =>
        new[] { Plain with { From = -1 } }.Compare().England.ShouldNotBeNull().ChangePercent.ShouldBeNull();

    [Fact]
    public void Spending_that_turns_into_income_is_a_cut_of_more_than_all()
    {
        // 1,500 a head to -187.50 a head.
        Only(Plain with { To = -180_000 }).ChangePercent.ShouldBe(-112.5);
    }

    [Theory]
    [InlineData(CellStatus.Estimated, CellStatus.Reported)]
    [InlineData(CellStatus.Reported, CellStatus.Estimated)]
    [InlineData(CellStatus.Estimated, CellStatus.Estimated)]
    public void An_estimate_at_either_end_is_flagged_once(CellStatus from, CellStatus to) =>
        Only(Plain with { StatusFrom = from, StatusTo = to }).Flags.ShouldBe(["estimated"]);

    [Fact]
    public void A_merged_area_is_flagged() => Only(Plain with { Kind = AreaKind.Merged }).Flags.ShouldBe(["merged-area"]);

    [Fact]
    public void Every_word_a_row_carries_is_spelled_out()
    {
        string[] words =
        [
            Flag.Estimated,
            Flag.BaseNotPositive,
            Flag.MergedArea,
            Flag.Allocated,
            Flag.Rehosted,
            Flag.DistrictTotal,
            Flag.LargeMove,
            Flag.LineVanished,
        ];
        Flag.OfRows.Select(flag => flag.Word).ShouldBe(words, ignoreOrder: true);
        Flag.OfRows.ShouldAllBe(flag => flag.Meaning.Length > 20);
    }

    [Fact]
    public void An_area_set_aside_is_excluded_for_its_reason_and_not_pooled()
    {
        var city = new Council(2, 9_000_000_000, 1, 10, 10, 1) { SetAside = "half a million workers" };

        var comparison = new[] { Plain, city }.Compare();

        Reason(comparison, city).ShouldBe("half a million workers");
        comparison.England.ShouldBe(new PooledChange(1500, 937.5));
    }

    [Fact]
    public void An_area_without_a_score_is_excluded() =>
        Reason(Plain with { Score = null }).ShouldBe("no score in the Indices of Deprivation 2019");

    [Fact]
    public void A_missing_figure_is_excluded_with_what_is_missing_and_never_0()
    {
        Reason(Plain with { From = null, StatusFrom = CellStatus.Missing }).ShouldBe("missing in 2010-11: E0001 cultural");
        Reason(Plain with { To = null, StatusTo = CellStatus.Missing }).ShouldBe("missing in 2019-20: E0001 cultural");
        Reason(Plain with { To = null, StatusTo = CellStatus.Suppressed }).ShouldContain("2019-20");
    }

    [Fact]
    public void A_line_that_does_not_exist_is_excluded_and_never_0() =>
        Reason(Plain with { From = null, StatusFrom = CellStatus.NotApplicable }).ShouldBe("the line does not exist for it in 2010-11");

    [Fact]
    public void An_area_without_a_series_or_a_year_is_excluded()
    {
        Council[] councils = [Plain];
        var empty = new Dictionary<AreaCode, AreaSeries>();
        var oneYear = new Dictionary<AreaCode, AreaSeries>
        {
            [Plain.Code] = new(Plain.Code, [councils.SeriesByArea()[Plain.Code].Figures[0]]),
        };

        Reason(Compare(councils, series: empty), Plain).ShouldBe("no figure for 2010-11");
        Reason(Compare(councils, series: oneYear), Plain).ShouldBe("no figure for 2019-20");
    }

    [Fact]
    public void An_area_without_people_is_excluded()
    {
        Council[] councils = [Plain];
        var nobody = new YearFactors(Council.EndYear, 1, null, new Dictionary<AreaCode, long>());

        Reason(Compare(councils, to: nobody), Plain).ShouldBe("no population estimate for 2019-20");
    }

    [Fact]
    public void A_year_without_a_deflator_excludes_all_in_real_terms_and_none_in_cash()
    {
        Council[] councils = [Plain];
        var undeflated = councils.Frame(Council.EndYear, null, council => council.PeopleTo);

        Reason(Compare(councils, to: undeflated), Plain).ShouldBe("no deflator for 2019-20");
        Compare(councils, to: undeflated, measure: Measure.CashPerHead).Areas.ShouldHaveSingleItem().To.ShouldBe(750);
    }

    [Fact]
    public void A_comparison_of_nothing_has_no_England()
    {
        var comparison = new[] { Plain with { Score = null } }.Compare();

        comparison.Areas.ShouldBeEmpty();
        comparison.England.ShouldBeNull();
        Gradient.Of(comparison).ShouldBeNull();
    }

    [Fact]
    public void Rank_1_is_the_deepest_cut_and_ties_go_by_code()
    {
        Council[] councils =
        [
            Of(1, to: 90, score: 10),
            Of(2, to: 50, score: 11),
            Of(3, to: 120, score: 12),
            Of(5, to: 70, score: 13),
            Of(4, to: 70, score: 14),
        ];

        councils
            .Compare(Measure.Cash)
            .Areas.ToDictionary(cut => cut.Area.Code, cut => cut.Rank)
            .ShouldBe(
                new Dictionary<AreaCode, int?>
                {
                    [new("E06000002")] = 1,
                    [new("E06000004")] = 2,
                    [new("E06000005")] = 3,
                    [new("E06000001")] = 4,
                    [new("E06000003")] = 5,
                },
                ignoreOrder: true
            );
    }

    [Fact]
    public void Areas_stand_most_deprived_first_and_ties_go_by_code()
    {
        Council[] councils = [Of(1, 90, 10), Of(4, 90, 30), Of(3, 90, 30), Of(2, 90, 20)];

        var comparison = councils.Compare();

        comparison
            .Areas.Select(cut => (cut.Area.Code.Value, cut.Deprivation.Rank, cut.Deprivation.Score))
            .ShouldBe([("E06000003", 1, 30), ("E06000004", 2, 30), ("E06000002", 3, 20), ("E06000001", 4, 10)]);
    }

    [Fact]
    public void Fifths_and_tenths_of_twelve_areas_are_those_of_the_formula()
    {
        var comparison = Enumerable.Range(1, 12).Select(i => Of(i, 90, 50 - i)).ToArray().Compare();

        comparison.Areas.Select(cut => cut.Deprivation.Fifth).ShouldBe([1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5]);
        comparison.Areas.Select(cut => cut.Deprivation.Tenth).ShouldBe([1, 1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10]);
    }

    [Fact]
    public void Fifths_of_148_areas_are_30_30_29_30_29()
    {
        // Boundaries at the first whole number from 29.6, 59.2, 88.8 and 118.4.
        var comparison = Enumerable.Range(1, 148).Select(i => Of(i, 90, 50 - (i / 10.0))).ToArray().Compare();

        comparison
            .Areas.CountBy(cut => cut.Deprivation.Fifth)
            .Select(pair => (pair.Key, pair.Value))
            .ShouldBe([(1, 30), (2, 30), (3, 29), (4, 30), (5, 29)]);
    }

    [Fact]
    public void Only_ranked_areas_take_a_place_in_the_fifths()
    {
        Council[] councils = [.. Enumerable.Range(1, 5).Select(i => Of(i, 90, 50 - i)), Of(6, 90, 99) with { SetAside = "never ranked" }];

        councils
            .Compare()
            .Areas.Select(cut => (cut.Deprivation.Rank, cut.Deprivation.Fifth))
            .ShouldBe([(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]);
    }

    [Fact]
    public void Excluded_areas_are_listed_in_order_of_code() =>
        new[] { Of(3, 1, 1), Of(1, 1, 1), Of(2, 1, 1) }
            .Select(council => council with { Score = null })
            .ToArray()
            .Compare()
            .Excluded.Select(area => area.Area.Code.Value)
            .ShouldBe(["E06000001", "E06000002", "E06000003"]);

    private static Council Of(int number, decimal to, double score) => new(number, 100, to, 1000, 1000, score);

    private static AreaCut Only(Council council) => new[] { council }.Compare().Areas.ShouldHaveSingleItem();

    private static string Reason(Council council) => Reason(new[] { council }.Compare(), council);

    private static string Reason(Comparison comparison, Council council)
    {
        comparison.Areas.ShouldNotContain(cut => cut.Area.Code == council.Code);
        return comparison.Excluded.Single(area => area.Area.Code == council.Code).Reason.ToString();
    }

    private static Comparison Compare(
        Council[] councils,
        IReadOnlyDictionary<AreaCode, AreaSeries>? series = null,
        YearFactors? to = null,
        Measure measure = Measure.RealPerHead
    ) =>
        Comparison.Of(
            England.Query(measure),
            councils.Select(council => council.Area),
            series ?? councils.SeriesByArea(),
            councils.Frame(Council.BaseYear, Council.RealFrom, council => council.PeopleFrom),
            to ?? councils.Frame(Council.EndYear, Council.RealTo, council => council.PeopleTo),
            councils.ScoresByArea()
        );
}
