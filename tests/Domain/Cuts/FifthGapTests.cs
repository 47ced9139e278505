using BudgetWatch.Domain.Tests.Support;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Cuts;

public class FifthGapTests
{
    /// <summary>Ten areas, the most deprived first: two to a fifth.</summary>
    private static readonly Council[] Ten =
    [
        new(1, 1_000_000, 600_000, 1_000, 1_000, 50),
        new(2, 3_000_000, 2_400_000, 2_000, 2_000, 45),
        .. Enumerable.Range(3, 6).Select(i => new Council(i, 1_000_000, 900_000 - (7_000 * i), 1_000 + i, 1_000, 44 - i)),
        new(9, 1_000_000, 900_000, 1_000, 1_000, 10),
        new(10, 1_000_000, 1_200_000, 3_000, 3_000, 5),
    ];

    [Fact]
    public void Pooled_fifths_are_pounds_over_people_at_both_ends()
    {
        // Cash pounds, so that prices do not matter: 4,000,000 to 3,000,000 is -25 %; 2,000,000 to 2,100,000 is +5 %.
        Gap(Ten, Measure.Cash).Value.ShouldBe(-30, 1e-9);

        // Per head with people unchanged, the same.
        Gap(Ten, Measure.CashPerHead).Value.ShouldBe(-30, 1e-9);
    }

    [Fact]
    public void Where_areas_count_equally_fifths_are_plain_means() =>
        // -40 % and -20 % against -10 % and +20 %: -30 less +5.
        Gap(Ten, Measure.Cash, Weighting.Equal).Value.ShouldBe(-35, 1e-9);

    [Fact]
    public void Per_head_the_people_of_each_end_are_pooled_with_the_pounds()
    {
        Council[] growing = [.. Ten.Select(council => council.Number == 10 ? council with { PeopleTo = 6_000 } : council)];

        // 2,000,000 over 4,000 is 500; 2,100,000 over 7,000 is 300: -40 %.
        Gap(growing, Measure.CashPerHead).Value.ShouldBe(15, 1e-9);
    }

    [Theory]
    [InlineData(Weighting.Residents)]
    [InlineData(Weighting.Equal)]
    public void The_interval_is_the_percentiles_of_a_thousand_redraws_computed_the_slow_way(Weighting weighting)
    {
        var gaps = SlowDraws
            .Replicates(Ten.Length)
            .Select(times => Slow(0, times, weighting) - Slow(8, times, weighting))
            .Where(double.IsFinite)
            .Order()
            .ToList();
        var gap = Gap(Ten, Measure.CashPerHead, weighting);

        gap.Low!.Value.ShouldBe(Percentile(gaps, 0.025), 1e-9);
        gap.High!.Value.ShouldBe(Percentile(gaps, 0.975), 1e-9);
    }

    [Fact]
    public void A_fifth_that_is_not_drawn_leaves_its_replicate_out()
    {
        // With two areas of ten, about one replicate in ten has none of them.
        SlowDraws.Replicates(Ten.Length).Count(times => times[0] + times[1] == 0 || times[8] + times[9] == 0).ShouldBeInRange(120, 280);
        var gap = Gap(Ten, Measure.Cash);
        (double.IsFinite(gap.Low!.Value) && double.IsFinite(gap.High!.Value)).ShouldBeTrue();
    }

    [Fact]
    public void Fewer_than_ten_areas_have_a_gap_and_no_interval()
    {
        var gap = Gap([.. Ten.Where(council => council.Number != 5)], Measure.Cash);
        double.IsFinite(gap.Value).ShouldBeTrue();
        (gap.Low, gap.High).ShouldBe((null, null));
    }

    [Fact]
    public void A_fifth_whose_base_is_not_positive_has_no_gap() =>
        FifthGap.Of(Ten.Select(council => council.Number <= 2 ? council with { From = -5 } : council).ToList().Compare()).ShouldBeNull();

    [Fact]
    public void The_same_cut_everywhere_has_no_gap_and_an_interval_of_nothing() =>
        Council
            .Many(10, 40)
            .Sample(
                councils =>
                {
                    var gap = Gap(
                        [.. councils.Select(council => council with { To = council.From, PeopleTo = council.PeopleFrom })],
                        Measure.CashPerHead
                    );
                    gap.Value.ShouldBe(0, 1e-9);
                    gap.Low!.Value.ShouldBe(0, 1e-9);
                    gap.High!.Value.ShouldBe(0, 1e-9);
                },
                iter: 50
            );

    private static FifthGap Gap(Council[] councils, Measure measure, Weighting weighting = Weighting.Residents) =>
        FifthGap
            .Of(
                Comparison.Of(
                    England.Query(measure) with
                    {
                        Weights = weighting,
                    },
                    councils.Select(council => council.Area),
                    councils.SeriesByArea(),
                    councils.Frame(Council.BaseYear, Council.RealFrom, council => council.PeopleFrom),
                    councils.Frame(Council.EndYear, Council.RealTo, council => council.PeopleTo),
                    councils.ScoresByArea()
                )
            )
            .ShouldNotBeNull();

    /// <summary>The change of the two areas from a position, drawn so often.</summary>
    private static double Slow(int first, int[] times, Weighting weighting)
    {
        int[] drawn = [.. Enumerable.Repeat(first, times[first]), .. Enumerable.Repeat(first + 1, times[first + 1])];
        if (drawn.Length == 0)
        {
            return double.NaN;
        }

        double Change(IEnumerable<Council> councils)
        {
            var all = councils.ToList();
            var from = (double)all.Sum(council => council.From!.Value) / all.Sum(council => council.PeopleFrom);
            var to = (double)all.Sum(council => council.To!.Value) / all.Sum(council => council.PeopleTo);
            return 100 * (to - from) / from;
        }

        return weighting == Weighting.Equal ? drawn.Average(i => Change([Ten[i]])) : Change(drawn.Select(i => Ten[i]));
    }

    private static double Percentile(List<double> sorted, double share)
    {
        var position = share * (sorted.Count - 1);
        var below = (int)Math.Floor(position);
        return sorted[below] + ((position - below) * (sorted[Math.Min(below + 1, sorted.Count - 1)] - sorted[below]));
    }
}
