using BudgetWatch.Domain.Tests.Support;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Cuts;

public class GradientTests
{
    private const int Iterations = 150;

    private static readonly Gen<Measure> AnyMeasure = OneOf(Measure.RealPerHead, Measure.Real, Measure.CashPerHead, Measure.Cash);

    [Fact]
    public void Every_statistic_is_what_the_methodology_says_computed_another_way() =>
        Gen.Select(Council.Many(5, 45), AnyMeasure)
            .Sample(
                (councils, measure) =>
                {
                    var gradient = councils.GradientOf(measure);
                    var slow = new SlowGradient(councils, measure);

                    gradient.Areas.ShouldBe(councils.Length);
                    gradient.England.From.ShouldBeNear(slow.PooledFrom(slow.Everyone), 1e-10, "England from");
                    gradient.England.To.ShouldBeNear(slow.PooledTo(slow.Everyone), 1e-10, "England to");
                    gradient.SiiChangePercent.ShouldNotBeNull().Slope.Value.ShouldBeNear(slow.Slope(slow.Percents), 1e-7, "SII %");
                    gradient.SiiChangePercent.Slope.Intercept.ShouldBeNear(slow.Intercept(slow.Percents), 1e-7, "Y0 %");
                    gradient
                        .Spearman.ShouldNotBeNull()
                        .Value.ShouldBeNear(SlowStatistics.Spearman(slow.Scores, slow.Percents), 1e-10, "Spearman");
                    gradient.LogSlope.ShouldNotBeNull().Slope.ShouldBeNear(slow.LogSlope, 1e-7, "log slope");
                    slow.ShouldHaveTheGroupsOf(gradient.Fifths, 5);
                    slow.ShouldHaveTheGroupsOf(gradient.Tenths, 10);
                    gradient
                        .Gap.ShouldNotBeNull()
                        .Value.ShouldBeNear(
                            100
                                * (
                                    (slow.PooledTo(slow.Members(1)) / slow.PooledFrom(slow.Members(1)))
                                    - (slow.PooledTo(slow.Members(5)) / slow.PooledFrom(slow.Members(5)))
                                ),
                            1e-9,
                            "gap"
                        );
                    if (measure is Measure.Real or Measure.Cash)
                    {
                        gradient.ShouldSatisfyAllConditions(
                            () => gradient.SiiChange.ShouldBeNull(),
                            () => gradient.SiiFrom.ShouldBeNull(),
                            () => gradient.SiiTo.ShouldBeNull(),
                            () => gradient.ConcentrationFrom.ShouldBeNull(),
                            () => gradient.ConcentrationTo.ShouldBeNull(),
                            () => gradient.WhyNoConcentrationFrom.ShouldBe("the measure is not per head"),
                            () => gradient.WhyNoConcentrationTo.ShouldBe("the measure is not per head"),
                            () => gradient.TheilFrom.ShouldBeNull(),
                            () => gradient.TheilTo.ShouldBeNull(),
                            () => gradient.RatioFrom.ShouldBeNull(),
                            () => gradient.RatioTo.ShouldBeNull()
                        );
                        return;
                    }

                    gradient.SiiChange.ShouldNotBeNull().Slope.Value.ShouldBeNear(slow.Slope(slow.Changes), 1e-7, "SII £");
                    gradient.SiiFrom.ShouldNotBeNull().Slope.Value.ShouldBeNear(slow.Slope(slow.From), 1e-7, "SII from");
                    gradient.SiiTo.ShouldNotBeNull().Slope.Value.ShouldBeNear(slow.Slope(slow.To), 1e-7, "SII to");
                    gradient
                        .ConcentrationFrom.ShouldNotBeNull()
                        .Value.ShouldBeNear(SlowStatistics.Concentration(slow.From, slow.People), 1e-10, "C from");
                    gradient
                        .ConcentrationTo.ShouldNotBeNull()
                        .Value.ShouldBeNear(SlowStatistics.Concentration(slow.To, slow.People), 1e-10, "C to");
                    (gradient.WhyNoConcentrationFrom, gradient.WhyNoConcentrationTo).ShouldBe((null, null));
                    gradient.TheilFrom.ShouldNotBeNull().Value.ShouldBeNear(SlowStatistics.Theil(slow.From, slow.People), 1e-10, "T from");
                    gradient.TheilTo.ShouldNotBeNull().Value.ShouldBeNear(SlowStatistics.Theil(slow.To, slow.People), 1e-10, "T to");
                    gradient.TheilFrom.Value.Between.ShouldBeNear(
                        SlowStatistics.TheilBetween(slow.From, slow.People, slow.Fifths),
                        1e-10,
                        "T between"
                    );
                    gradient.TheilTo.Value.Between.ShouldBeNear(
                        SlowStatistics.TheilBetween(slow.To, slow.People, slow.Fifths),
                        1e-10,
                        "T between"
                    );
                    int[] first = slow.Members(1),
                        last = slow.Members(5);
                    gradient.RatioFrom.ShouldBeNear(slow.PooledFrom(first) / slow.PooledFrom(last), 1e-10, "ratio from");
                    gradient.RatioTo.ShouldBeNear(slow.PooledTo(first) / slow.PooledTo(last), 1e-10, "ratio to");
                },
                iter: Iterations
            );

    [Fact]
    public void Intervals_lie_where_the_statistic_can_be_and_need_ten_areas() =>
        Council
            .Many(2, 30)
            .Sample(
                councils =>
                {
                    var slope = councils.GradientOf().SiiChangePercent.ShouldNotBeNull();

                    slope.Low.HasValue.ShouldBe(councils.Length >= 10);
                    slope.High.HasValue.ShouldBe(councils.Length >= 10);
                    (slope.Low ?? 0).ShouldBeLessThanOrEqualTo(slope.High ?? 0);
                },
                iter: Iterations
            );

    [Fact]
    public void The_order_of_the_areas_does_not_matter_to_the_bit() =>
        Gen.Select(Council.Many(1, 30), AnyMeasure)
            .SelectMany(pair => Gen.Shuffle((Council[])pair.Item1.Clone()).Select(shuffled => (pair.Item1, shuffled, pair.Item2)))
            .Sample(
                (councils, shuffled, measure) =>
                {
                    Numbers.ShouldBeTheSameToTheBit(shuffled.Compare(measure), councils.Compare(measure));
                    Numbers.ShouldBeTheSameToTheBit(shuffled.GradientOf(measure), councils.GradientOf(measure));
                    shuffled
                        .Compare(measure)
                        .Areas.Select(cut => cut.Area.Code)
                        .ShouldBe(councils.Compare(measure).Areas.Select(cut => cut.Area.Code));
                },
                iter: Iterations
            );

    [Fact]
    public void The_unit_of_money_changes_no_relative_statistic_to_the_bit() =>
        Gen.Select(Council.Many(5, 30), OneOf(2m, 1024m, 0.5m))
            .Sample(
                (councils, factor) =>
                {
                    // Powers of two, so that nothing rounds differently and even ranks and resampled ends must agree exactly.
                    Council[] scaled =
                    [
                        .. councils.Select(council => council with { From = council.From * factor, To = council.To * factor }),
                    ];
                    Gradient before = councils.GradientOf(),
                        after = scaled.GradientOf();

                    Numbers.ShouldBeTheSameToTheBit(after.SiiChangePercent, before.SiiChangePercent);
                    Numbers.ShouldBeTheSameToTheBit(after.Spearman, before.Spearman);
                    Numbers.ShouldBeTheSameToTheBit(after.LogSlope, before.LogSlope);
                    Numbers.ShouldBeTheSameToTheBit(after.TheilFrom, before.TheilFrom);
                    Numbers.ShouldBeTheSameToTheBit(after.TheilTo, before.TheilTo);
                    after.ConcentrationFrom!.Value.Value.ShouldBe(before.ConcentrationFrom!.Value.Value);
                    after.ConcentrationTo!.Value.Value.ShouldBe(before.ConcentrationTo!.Value.Value);
                    after.SiiFrom!.Slope.Relative.ShouldBe(before.SiiFrom!.Slope.Relative);
                    after.SiiTo!.Slope.Relative.ShouldBe(before.SiiTo!.Slope.Relative);
                    (after.RatioFrom, after.RatioTo).ShouldBe((before.RatioFrom, before.RatioTo));
                    Numbers.ShouldBeTheSameToTheBit(after.Gap, before.Gap);
                    after.ConcentrationFrom.Value.StandardError.ShouldBe(before.ConcentrationFrom.Value.StandardError);
                    after.ConcentrationFrom.Value.KakwaniVariance.ShouldBe(before.ConcentrationFrom.Value.KakwaniVariance);
                    after
                        .Tenths.Select(tenth => tenth.Pooled.ChangePercent)
                        .ShouldBe(before.Tenths.Select(tenth => tenth.Pooled.ChangePercent));
                    after.England.ChangePercent.ShouldBe(before.England.ChangePercent);
                    after
                        .Fifths.Select(fifth => fifth.UnweightedChangePercent)
                        .ShouldBe(before.Fifths.Select(fifth => fifth.UnweightedChangePercent));
                    after.SiiChange!.Slope.Value.ShouldBe((double)factor * before.SiiChange!.Slope.Value);
                    scaled.Compare().Areas.Select(cut => cut.Rank).ShouldBe(councils.Compare().Areas.Select(cut => cut.Rank));
                },
                iter: Iterations
            );

    [Fact]
    public void Any_unit_of_money_changes_relative_statistics_by_no_more_than_rounding() =>
        Gen.Select(Council.Many(5, 30), Gen.Decimal[0.001m, 1000m])
            .Sample(
                (councils, factor) =>
                {
                    Council[] scaled =
                    [
                        .. councils.Select(council => council with { From = council.From * factor, To = council.To * factor }),
                    ];
                    Gradient before = councils.GradientOf(),
                        after = scaled.GradientOf();

                    after.SiiChangePercent!.Slope.Value.ShouldBeNear(before.SiiChangePercent!.Slope.Value, 1e-7);
                    after.ConcentrationTo!.Value.Value.ShouldBeNear(before.ConcentrationTo!.Value.Value, 1e-10);
                    after.TheilTo!.Value.Value.ShouldBeNear(before.TheilTo!.Value.Value, 1e-10);
                },
                iter: Iterations
            );

    [Fact]
    public void Calling_the_most_deprived_the_least_turns_every_slope_and_rank_round() =>
        Council
            .Many(2, 30)
            .Sample(
                councils =>
                {
                    Council[] turned = [.. councils.Select(council => council with { Score = -council.Score })];
                    Gradient before = councils.GradientOf(),
                        after = turned.GradientOf();

                    after.SiiChangePercent!.Slope.Value.ShouldBeNear(-before.SiiChangePercent!.Slope.Value, 1e-7, "SII %");
                    after.SiiChangePercent.Slope.Intercept.ShouldBeNear(
                        before.SiiChangePercent.Slope.Intercept + before.SiiChangePercent.Slope.Value,
                        1e-7,
                        "Y0 is the other end"
                    );
                    after.SiiChange!.Slope.Value.ShouldBeNear(-before.SiiChange!.Slope.Value, 1e-7, "SII £");
                    after.ConcentrationFrom!.Value.Value.ShouldBeNear(-before.ConcentrationFrom!.Value.Value, 1e-10, "C from");
                    after.ConcentrationTo!.Value.Value.ShouldBeNear(-before.ConcentrationTo!.Value.Value, 1e-10, "C to");
                    after.LogSlope!.Value.Slope.ShouldBeNear(-before.LogSlope!.Value.Slope, 1e-9, "log slope");
                    after.TheilFrom!.Value.Value.ShouldBeNear(before.TheilFrom!.Value.Value, 1e-10, "T stays");
                    (after.Spearman?.Value).ShouldBe(-before.Spearman?.Value);
                    after.Spearman?.P.ShouldBeInRange(1 / 2000.0, 1);
                    after.England.ChangePercent.ShouldBeNear(before.England.ChangePercent, 1e-10, "England stays");
                },
                iter: Iterations
            );

    [Fact]
    public void Reversing_deprivation_swaps_fifths_and_the_gap() =>
        Gen.Int[1, 6]
            .SelectMany(each => Council.Many(5 * each, 5 * each))
            .Sample(
                councils =>
                {
                    Council[] turned = [.. councils.Select(council => council with { Score = -council.Score })];
                    Gradient before = councils.GradientOf(),
                        after = turned.GradientOf();

                    after.Fifths.Select(fifth => fifth.Group).ShouldBe([1, 2, 3, 4, 5]);
                    Numbers.ShouldBeTheSameToTheBit(
                        after.Fifths.Reverse().Select(fifth => fifth.Pooled),
                        before.Fifths.Select(fifth => fifth.Pooled)
                    );
                    after.Gap.ShouldNotBeNull().Value.ShouldBeNear(-before.Gap!.Value, 1e-9);
                    after.RatioFrom.ShouldBeNear(1 / before.RatioFrom, 1e-10, "ratio");
                    after.TheilFrom!.Value.Between.ShouldBeNear(before.TheilFrom!.Value.Between, 1e-10, "T between fifths stays");
                },
                iter: Iterations
            );

    [Fact]
    public void England_is_the_same_to_the_bit_whatever_the_deprivation() =>
        Gen.Select(Council.Many(1, 60), AnyMeasure)
            .SelectMany(pair =>
                Gen.Shuffle(pair.Item1.Select(council => council.Score).ToArray()).Select(scores => (pair.Item1, scores, pair.Item2))
            )
            .Sample(
                (councils, scores, measure) =>
                {
                    Council[] otherwise = [.. councils.Zip(scores, (council, score) => council with { Score = score })];

                    Numbers.ShouldBeTheSameToTheBit(otherwise.GradientOf(measure).England, councils.GradientOf(measure).England);
                },
                iter: Iterations
            );

    [Fact]
    public void A_service_given_up_everywhere_is_one_cut_of_100_per_cent_in_which_no_area_is_first() =>
        Council
            .Many(5, 30)
            .Sample(
                councils =>
                {
                    var gone = councils.Select(council => council with { To = 0 }).ToArray();

                    gone.Compare().Areas.ShouldAllBe(cut => cut.ChangePercent == -100);
                    gone.GradientOf().Spearman.ShouldBeNull();
                },
                iter: Iterations
            );

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(10)]
    public void Groups_without_an_area_are_not_listed_and_fewer_than_five_fifths_have_no_gap(int areas)
    {
        var gradient = Enumerable.Range(1, areas).Select(i => new Council(i, 1000, 900, 100, 100, 50 - i)).ToArray().GradientOf();

        gradient.Fifths.Count.ShouldBe(Math.Min(areas, 5));
        gradient.Tenths.Count.ShouldBe(Math.Min(areas, 10));
        gradient.Fifths.Sum(fifth => fifth.Areas).ShouldBe(areas);
        gradient.Tenths.Sum(tenth => tenth.Areas).ShouldBe(areas);
        (gradient.Gap is not null).ShouldBe(areas >= 5);
        gradient.RatioFrom.HasValue.ShouldBe(areas >= 5);
    }

    [Fact]
    public void The_same_cut_everywhere_has_no_gradient() =>
        Gen.Select(Council.Many(5, 30), Gen.Int[0, 100])
            .Sample(
                (councils, kept) =>
                {
                    Council[] even =
                    [
                        .. councils.Select(council => council with { To = council.From * kept / 100, PeopleTo = council.PeopleFrom }),
                    ];
                    // Real terms: 1.25 over 1.5 on top of the share of the cash that is kept.
                    var expected = (100 * kept / 100.0 * Council.RealTo / Council.RealFrom) - 100;

                    var gradient = even.GradientOf();

                    // A slope is as many times its rounding as the range of the scale is narrow, when one area holds most people.
                    gradient.SiiChangePercent.ShouldNotBeNull().Slope.Value.ShouldBe(0, 1e-9);
                    gradient.SiiChangePercent.Slope.Intercept.ShouldBe(expected, 1e-9);
                    gradient.Fifths.Count.ShouldBe(5);
                    foreach (var fifth in gradient.Fifths)
                    {
                        fifth.Pooled.ChangePercent.ShouldNotBeNull().ShouldBe(expected, 1e-9);
                        fifth.UnweightedChangePercent.ShouldNotBeNull().ShouldBe(expected, 1e-9);
                    }

                    gradient.Tenths.ShouldAllBe(tenth => Math.Abs(tenth.Pooled.ChangePercent!.Value - expected) <= 1e-9);
                    gradient.Gap.ShouldNotBeNull().Value.ShouldBe(0, 1e-9);
                    gradient.RatioTo.ShouldBeNear(kept == 0 ? null : gradient.RatioFrom, 1e-10);
                    gradient.England.ChangePercent.ShouldNotBeNull().ShouldBe(expected, 1e-9);
                },
                iter: Iterations
            );

    [Fact]
    public void The_same_spending_per_head_everywhere_is_not_concentrated_and_equal() =>
        Gen.Select(Council.Many(5, 30), Gen.Int[1, 5000])
            .Sample(
                (councils, perHead) =>
                {
                    var gradient = councils.Select(council => council with { From = perHead * council.PeopleFrom }).ToArray().GradientOf();

                    gradient.ConcentrationFrom.ShouldNotBeNull().Value.ShouldBe(0, 1e-12);
                    gradient.TheilFrom.ShouldNotBeNull().Value.ShouldBe(0, 1e-12);
                    gradient.RatioFrom.ShouldNotBeNull().ShouldBe(1, 1e-12);
                    gradient.SiiFrom.ShouldNotBeNull().Slope.Value.ShouldBe(0, 1e-7 * perHead);
                },
                iter: Iterations
            );

    [Fact]
    public void Merging_areas_conserves_pounds_and_people() =>
        Gen.Select(Council.Many(2, 30), AnyMeasure)
            .Sample(
                (councils, measure) =>
                {
                    Council one = councils[0],
                        other = councils[1];
                    var merged = one with
                    {
                        From = one.From + other.From,
                        To = one.To + other.To,
                        PeopleFrom = one.PeopleFrom + other.PeopleFrom,
                        PeopleTo = one.PeopleTo + other.PeopleTo,
                    };
                    Comparison before = councils.Compare(measure),
                        after = ((Council[])[merged, .. councils[2..]]).Compare(measure);

                    after.Areas.Sum(cut => cut.PoundsFrom).ShouldBeNear(before.Areas.Sum(cut => cut.PoundsFrom), 1e-12);
                    after.Areas.Sum(cut => cut.PoundsTo).ShouldBeNear(before.Areas.Sum(cut => cut.PoundsTo), 1e-12);
                    after.Areas.Sum(cut => cut.PeopleFrom).ShouldBe(councils.Sum(council => council.PeopleFrom));
                    after.Areas.Sum(cut => cut.PeopleTo).ShouldBe(councils.Sum(council => council.PeopleTo));
                    after.England!.From.ShouldBeNear(before.England!.From, 1e-12);
                    after.England.To.ShouldBeNear(before.England.To, 1e-12);
                },
                iter: Iterations
            );

    [Fact]
    public void Fifths_differ_by_at_most_one_cover_all_five_and_follow_deprivation() =>
        Council
            .Many(5, 160)
            .Sample(
                councils =>
                {
                    var areas = councils.Compare().Areas;
                    var fifths = areas.CountBy(cut => cut.Deprivation.Fifth).ToDictionary();
                    var tenths = areas.CountBy(cut => cut.Deprivation.Tenth).ToDictionary();

                    fifths.Keys.Order().ShouldBe([1, 2, 3, 4, 5]);
                    (fifths.Values.Max() - fifths.Values.Min()).ShouldBeLessThanOrEqualTo(1);
                    tenths.Keys.ShouldAllBe(tenth => tenth >= 1 && tenth <= 10);
                    areas.ShouldAllBe(cut => cut.Deprivation.Fifth == (cut.Deprivation.Tenth + 1) / 2);
                    areas
                        .Zip(areas.Skip(1))
                        .ShouldAllBe(pair =>
                            pair.First.Deprivation.Score > pair.Second.Deprivation.Score
                            && pair.First.Deprivation.Fifth <= pair.Second.Deprivation.Fifth
                        );
                    if (areas.Count >= 10)
                    {
                        tenths.Count.ShouldBe(10);
                        (tenths.Values.Max() - tenths.Values.Min()).ShouldBeLessThanOrEqualTo(1);
                    }
                },
                iter: Iterations
            );

    [Fact]
    public void Ranks_are_a_permutation_and_follow_the_percentage() =>
        Hostile.Sample(
            councils =>
            {
                var areas = councils.Compare().Areas;
                var ranked = areas.Where(cut => cut.Rank is not null).OrderBy(cut => cut.Rank).ToList();

                areas.Select(cut => cut.Deprivation.Rank).Order().ShouldBe(Enumerable.Range(1, areas.Count));
                ranked.Select(cut => cut.Rank!.Value).ShouldBe(Enumerable.Range(1, ranked.Count));
                ranked.Count.ShouldBe(councils.Count(council => council.From > 0));
                ranked.Zip(ranked.Skip(1)).ShouldAllBe(pair => pair.First.ChangePercent <= pair.Second.ChangePercent);
            },
            iter: Iterations
        );

    [Fact]
    public void No_answer_to_hostile_but_legal_figures_is_infinite_or_not_a_number() =>
        Gen.Select(Hostile, AnyMeasure)
            .Sample(
                (councils, measure) =>
                {
                    foreach (var (path, value) in Numbers.In(councils.GradientOf(measure)).Concat(Numbers.In(councils.Compare(measure))))
                    {
                        double.IsFinite(value ?? 0).ShouldBeTrue($"{path} is {value}");
                    }
                },
                iter: 400
            );

    [Fact]
    public void Percentage_statistics_leave_out_areas_without_a_percentage_and_their_people() =>
        Gen.Select(Council.Many(5, 20), Council.Many(1, 5), Gen.Int[-1000, 0])
            .Sample(
                (councils, others, from) =>
                {
                    Council[] odd =
                    [
                        .. others.Select(council =>
                            council with
                            {
                                Number = council.Number + 100,
                                From = from,
                                Score = council.Score + 0.01,
                            }
                        ),
                    ];
                    Gradient alone = councils.GradientOf(),
                        together = ((Council[])[.. councils, .. odd]).GradientOf();

                    Numbers.ShouldBeTheSameToTheBit(together.SiiChangePercent, alone.SiiChangePercent);
                    Numbers.ShouldBeTheSameToTheBit(together.Spearman, alone.Spearman);
                    together.Areas.ShouldBe(councils.Length + odd.Length);
                    together.LogSlope.ShouldBeNull();
                    together.TheilFrom.ShouldBeNull();
                    together.England.From.ShouldBeNear(
                        (double)councils.Concat(odd).Sum(council => council.From!.Value)
                            * Council.RealFrom
                            / councils.Concat(odd).Sum(council => council.PeopleFrom),
                        1e-10
                    );
                },
                iter: Iterations
            );

    [Fact]
    public void Negative_spending_has_no_concentration_index_and_no_ratio()
    {
        var gradient = Enumerable
            .Range(1, 10)
            .Select(i => new Council(i, 1000, i == 10 ? -90_000 : 900, 100, 100, 50 - i))
            .ToArray()
            .GradientOf();

        gradient.ConcentrationFrom.ShouldNotBeNull();
        gradient.ConcentrationTo.ShouldBeNull();
        (gradient.WhyNoConcentrationFrom, gradient.WhyNoConcentrationTo).ShouldBe((null, "spending is negative in some area"));
        gradient.RatioFrom.ShouldNotBeNull();
        gradient.RatioTo.ShouldBeNull();
        gradient.SiiTo.ShouldNotBeNull();
    }

    [Fact]
    public void One_area_has_pounds_and_no_gradient()
    {
        var gradient = new[] { new Council(1, 1000, 900, 100, 100, 30) }.GradientOf();

        gradient.Areas.ShouldBe(1);
        gradient.Fifths.ShouldHaveSingleItem().Group.ShouldBe(1);
        gradient.SiiChangePercent.ShouldBeNull();
        gradient.SiiChange.ShouldBeNull();
        gradient.Spearman.ShouldBeNull();
        gradient.LogSlope.ShouldBeNull();
        gradient.RatioFrom.ShouldBeNull();
        gradient.ConcentrationFrom.ShouldNotBeNull().StandardError.ShouldBeNull();
    }

    [Fact]
    public void Areas_all_equally_deprived_have_no_slope_and_no_correlation_with_deprivation() =>
        Gen.Select(Council.Many(1, 30), Gen.Double[0.1, 60])
            .Sample(
                (councils, score) =>
                {
                    var gradient = councils.Select(council => council with { Score = score }).ToArray().GradientOf();

                    gradient.Spearman.ShouldBeNull();
                    gradient.LogSlope.ShouldBeNull();
                },
                iter: Iterations
            );

    /// <summary>Zeros, negatives, pennies, sums beyond any council's, few people and many, scores that tie, one area and more.</summary>
    private static Gen<Council[]> Hostile { get; } =
        Gen.Select(Pounds, Pounds, People, People, Gen.OneOf(Gen.Double[0, 60], OneOf(0.0, 0.1, 21.7), Gen.Const(21.7)))
            .Array[1, 25]
            .Select(facts =>
                facts.Select((fact, i) => new Council(i + 1, fact.Item1, fact.Item2, fact.Item3, fact.Item4, fact.Item5)).ToArray()
            );

    private static Gen<decimal> Pounds =>
        Gen.OneOf(
            OneOf(0m, 0m, 1m, -1m, 0.01m, -0.01m, 1000m, 1e13m, -1e13m),
            Gen.Decimal[-1_000_000_000m, 1_000_000_000m],
            Gen.Decimal[1_000_000m, 900_000_000m]
        );

    private static Gen<long> People => Gen.OneOf(OneOf(1L, 2L, 60_000_000L), Gen.Long[2_000, 1_600_000]);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>The figures of made-up councils in one measure, worked out from their raw facts.</summary>
    private sealed class SlowGradient
    {
        private readonly Council[] _ordered;
        private readonly bool _perHead;
        private readonly double _realFrom;
        private readonly double _realTo;

        public SlowGradient(IEnumerable<Council> councils, Measure measure)
        {
            _ordered = [.. councils.OrderByDescending(council => council.Score)];
            _perHead = measure is Measure.RealPerHead or Measure.CashPerHead;
            var real = measure is Measure.RealPerHead or Measure.Real;
            (_realFrom, _realTo) = real ? (Council.RealFrom, Council.RealTo) : (1, 1);
        }

        public int[] Everyone => [.. Enumerable.Range(0, _ordered.Length)];

        public double[] From => [.. Everyone.Select(i => PooledFrom([i]))];

        public double[] To => [.. Everyone.Select(i => PooledTo([i]))];

        public double[] Changes => [.. To.Zip(From, (to, from) => to - from)];

        public double[] Percents => [.. To.Zip(From, (to, from) => ((to / from) - 1) * 100)];

        public double[] Scores => [.. _ordered.Select(council => council.Score!.Value)];

        /// <summary>Weights are the people of the base year, at both ends.</summary>
        public double[] People => [.. _ordered.Select(council => (double)council.PeopleFrom)];

        public int[] Fifths => GroupsOf(5);

        public double LogSlope => SlowStatistics.Line(Scores, [.. To.Zip(From, (to, from) => Math.Log(to) - Math.Log(from))], People).Slope;

        public double Slope(double[] y) => SlowStatistics.Line(SlowStatistics.Ridits(People), y, People).Slope;

        public double Intercept(double[] y) => SlowStatistics.Line(SlowStatistics.Ridits(People), y, People).Intercept;

        public int[] Members(int group, int of = 5) => [.. Everyone.Where(i => GroupsOf(of)[i] == group)];

        public double PooledFrom(int[] members) =>
            _realFrom * (double)members.Sum(i => _ordered[i].From!.Value) / (_perHead ? members.Sum(i => _ordered[i].PeopleFrom) : 1);

        public double PooledTo(int[] members) =>
            _realTo * (double)members.Sum(i => _ordered[i].To!.Value) / (_perHead ? members.Sum(i => _ordered[i].PeopleTo) : 1);

        public void ShouldHaveTheGroupsOf(IReadOnlyList<GroupChange> groups, int of)
        {
            groups.Select(group => group.Group).ShouldBe(GroupsOf(of).Distinct());
            foreach (var group in groups)
            {
                var members = Members(group.Group, of);
                group.Areas.ShouldBe(members.Length);
                group.Pooled.From.ShouldBeNear(PooledFrom(members), 1e-10, "group from");
                group.Pooled.To.ShouldBeNear(PooledTo(members), 1e-10, "group to");
                group.Pooled.Change.ShouldBeNear(PooledTo(members) - PooledFrom(members), 1e-8, "group change");
                group.Pooled.ChangePercent.ShouldBeNear(((PooledTo(members) / PooledFrom(members)) - 1) * 100, 1e-10, "group %");
                group.UnweightedChangePercent.ShouldBeNear(members.Average(i => Percents[i]), 1e-9, "group plain mean");
            }
        }

        /// <summary>Group k starts at the first position that is not before (k - 1) n / of.</summary>
        private int[] GroupsOf(int of) => [.. Everyone.Select(i => Enumerable.Range(1, of).Last(k => i * of >= (k - 1) * _ordered.Length))];
    }
}
