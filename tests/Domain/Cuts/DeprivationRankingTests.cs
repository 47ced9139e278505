using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Tests.Support;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Cuts;

public class DeprivationRankingTests
{
    private static readonly Gen<(int Score, int People)[]> Areas = Gen.Select(Gen.Int[0, 40], Gen.Int[1, 900_000]).Array[1, 200];

    /// <summary>A rank is one more than how many stand before: counted here, sorted there.</summary>
    [Fact]
    public void A_rank_counts_those_more_deprived_and_of_the_same_score_those_of_an_earlier_code() =>
        Areas.Sample(areas =>
        {
            var ranking = Rank(areas, Grouping.Areas);
            return areas
                .Select(
                    (own, i) =>
                        ranking[Code(i)].Rank
                        == 1 + areas.Where((other, j) => other.Score > own.Score || (other.Score == own.Score && j < i)).Count()
                )
                .All(same => same);
        });

    [Fact]
    public void Fifths_and_tenths_of_people_follow_the_ridits_of_methodology_6() =>
        Areas.Sample(areas =>
        {
            var ranking = Rank(areas, Grouping.People);
            var order = ranking.OrderBy(own => own.Value.Rank).ToList();
            var ridits = SlowStatistics.Ridits([.. order.Select(own => (double)areas[int.Parse(own.Key.Value[^4..], null)].People)]);
            return order
                .Zip(ridits)
                .All(pair => IsGroup(pair.First.Value.Fifth, 5 * pair.Second) && IsGroup(pair.First.Value.Tenth, 10 * pair.Second));
        });

    [Fact]
    public void Nothing_is_ranked_where_there_is_nothing() => Rank([], Grouping.People).ShouldBeEmpty();

    // On the very edge of a group the last digit of a sum decides.
    private static bool IsGroup(int group, double place) => group == (int)place + 1 || Math.Abs(place - Math.Round(place)) < 1e-9;

    private static IReadOnlyDictionary<AreaCode, DeprivationRank> Rank((int Score, int People)[] areas, Grouping groups) =>
        DeprivationRanking.Of(areas.Select((own, i) => (Code(i), (double)own.Score, (long)own.People)).Reverse(), groups);

    private static AreaCode Code(int number) => new($"E0600{number:0000}");
}
