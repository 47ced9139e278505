using System.Runtime.Intrinsics;
using BudgetWatch.Domain.Statistics;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Statistics;

public class RedrawnScaleTests
{
    /// <summary>An area that is drawn k times is one of k times the people: that is what the definition gives.</summary>
    [Fact]
    public void Every_lane_has_the_slope_of_the_one_definition() =>
        Gen.Select(Gen.Int[1_000, 1_500_000].Array[12, 160], Gen.Double[-80, 40].Array[160], Gen.Int[1, 5].Array[640])
            .Sample(
                (people, percents, draws) =>
                {
                    double[] residents = [.. people.Select(own => (double)own)],
                        y = percents[..people.Length];
                    Vector256<double>[] times =
                    [
                        .. people.Select(
                            (_, i) => Vector256.Create((double)draws[4 * i], draws[(4 * i) + 1], draws[(4 * i) + 2], draws[(4 * i) + 3])
                        ),
                    ];
                    var scale = new RedrawnScale(people.Length);
                    var slopes = new List<double>();
                    scale.Redraw(residents, times);
                    scale.AddSlopes(y, slopes);
                    return slopes.Count == RedrawnScale.Lanes
                        && Enumerable
                            .Range(0, RedrawnScale.Lanes)
                            .All(lane =>
                            {
                                var defined = SlopeIndexOfInequality
                                    .Of(y, RiditScale.Of([.. residents.Select((own, i) => own * times[i][lane])]))!
                                    .Value.Value;
                                return Math.Abs(defined - slopes[lane]) <= 1e-8 * Math.Max(1, Math.Abs(defined));
                            });
                }
            );
}
