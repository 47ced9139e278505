using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Cuts;

/// <summary>Fifths and tenths by areas or by people, and England with or without London (methodology 5 and 9).</summary>
public class GroupingTests
{
    /// <summary>Ten areas, the most deprived first, the first of which holds half of all residents.</summary>
    private static readonly Council[] OneIsHalf =
    [
        .. Enumerable.Range(1, 10).Select(i => new Council(i, 1_000_000, 900_000, i == 1 ? 9_000 : 1_000, 1_000, 50 - i)),
    ];

    [Fact]
    public void Fifths_of_areas_hold_equal_numbers_of_areas() => Fifths(Grouping.Areas).ShouldBe([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);

    [Fact]
    public void Fifths_of_people_go_by_the_middle_of_each_areas_stretch_of_the_residents() =>
        // Middles at 9/36, 19/36, 21/36, ... 35/36 of 18,000 residents: times five, 1.25, 2.6, 2.9, 3.2, 3.5, 3.75, 4.03, 4.3, 4.6, 4.9.
        Fifths(Grouping.People).ShouldBe([2, 3, 3, 4, 4, 4, 5, 5, 5, 5]);

    [Fact]
    public void Areas_of_equal_population_are_in_the_same_fifth_and_tenth_either_way()
    {
        Council[] equal = [.. Enumerable.Range(1, 20).Select(i => new Council(i, 1_000_000, 900_000, 5_000, 5_000, 50 - i))];
        Groups(equal, Grouping.People).ShouldBe(Groups(equal, Grouping.Areas));
    }

    [Fact]
    public void London_is_left_out_where_the_question_leaves_it_out_and_each_area_says_so()
    {
        var all = Compare(OneIsHalf, England.Query(), london: 3);
        var without = Compare(OneIsHalf, England.Query() with { WithLondon = false }, london: 3);

        all.Areas.Count.ShouldBe(10);
        without
            .Areas.Select(cut => cut.Area.Code)
            .ShouldBe(all.Areas.Select(cut => cut.Area.Code).Where(code => code != OneIsHalf[2].Code));
        without.Excluded.ShouldHaveSingleItem().Reason.ShouldBe(ExclusionReason.InLondon);
        without.Areas.Count(cut => cut.Deprivation.Fifth == 1).ShouldBe(2);
    }

    private static int[] Fifths(Grouping grouping) => [.. Groups(OneIsHalf, grouping).Select(group => group.Fifth)];

    private static (int Fifth, int Tenth)[] Groups(Council[] councils, Grouping grouping) =>
        [
            .. Compare(councils, England.Query() with { Groups = grouping })
                .Areas.Select(cut => (cut.Deprivation.Fifth, cut.Deprivation.Tenth)),
        ];

    private static Comparison Compare(Council[] councils, ComparisonQuery query, int? london = null) =>
        Comparison.Of(
            query,
            councils.Select(council => council.Number == london ? council.Area with { Region = "London" } : council.Area),
            councils.SeriesByArea(),
            councils.Frame(Council.BaseYear, Council.RealFrom, council => council.PeopleFrom),
            councils.Frame(Council.EndYear, Council.RealTo, council => council.PeopleTo),
            councils.ScoresByArea()
        );
}
