using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Community;

public class CoincidenceTests
{
    /// <summary>Council n of twelve: the smaller n, the deeper the cut, the higher the deprivation and the less the capacity.</summary>
    private static readonly Council[] Aligned =
    [
        .. Enumerable.Range(1, 12).Select(n => new Council(n, 1_000_000, 500_000 + (20_000 * n), 1000, 1000, 50 - n)),
    ];

    [Theory]
    [InlineData(Threshold.Fifth, 3)]
    [InlineData(Threshold.Quarter, 3)]
    [InlineData(Threshold.Third, 4)]
    [InlineData(Threshold.Half, 6)]
    public void Areas_at_the_worst_end_of_all_three_coincide(Threshold threshold, int count)
    {
        var coincidence = Coincidence.Of(Aligned.Compare(), Capacity(Aligned, n => n), threshold);

        coincidence.Coinciding.Select(area => area.Cut.Area.Name).ShouldBe(Enumerable.Range(1, count).Select(n => $"Council {n}"));
        coincidence.Overlap.Observed.ShouldBe(count);
        coincidence.Overlap.InEach.ShouldBe([count, count, count]);
        coincidence.Overlap.Expected.ShouldBe(count * count * count / 144.0, 1e-12);
        coincidence.Pairs.ShouldAllBe(pair => pair.Observed == count && Math.Abs(pair.Expected - (count * count / 12.0)) < 1e-12);
        coincidence.Excluded.ShouldBeEmpty();
    }

    /// <summary>1,000,000 x 1.5 is 1,200,000 x 1.25: Council 4 neither lost nor won, those before it lost, those after it won.</summary>
    [Theory]
    [InlineData(Threshold.Quarter, true)]
    [InlineData(Threshold.Third, false)]
    [InlineData(Threshold.Half, false)]
    public void The_worst_part_was_cut_only_where_every_area_of_it_was(Threshold threshold, bool expected)
    {
        Council[] councils =
        [
            .. Enumerable.Range(1, 12).Select(n => new Council(n, 1_000_000, 1_120_000 + (20_000 * n), 1000, 1000, 50 - n)),
        ];
        Coincidence.Of(councils.Compare(), Capacity(councils, n => n), threshold).WorstWereCut.ShouldBe(expected);
    }

    [Fact]
    public void Orders_that_run_against_each_other_meet_nowhere()
    {
        var coincidence = Coincidence.Of(Aligned.Compare(), Capacity(Aligned, n => -n), Threshold.Third);

        coincidence.Coinciding.ShouldBeEmpty();
        coincidence
            .Pairs.Select(pair => (pair.First, pair.Second, pair.Observed))
            .ShouldBe([("cut", "deprivation", 4), ("cut", "capacity", 0), ("deprivation", "capacity", 0)]);
        coincidence.Areas.Single(area => area.Cut.Area.Name == "Council 12").ByCapacity.ShouldBe(new AreaStanding(1, true));
    }

    [Fact]
    public void An_area_lost_its_change_for_each_resident_and_in_total()
    {
        var area = Coincidence.Of(Aligned.Compare(), Capacity(Aligned, n => n), Threshold.Third).Coinciding.First();

        // 1,000,000 x 1.5 to 520,000 x 1.25, for 1,000 residents.
        area.Cut.Change.ShouldBe(-850, 1e-9);
        area.ChangeInTotal.ShouldBe(-850_000, 1e-6);
    }

    [Fact]
    public void Areas_without_one_of_the_three_are_left_out_with_the_reason()
    {
        Council[] councils =
        [
            .. Aligned,
            new Council(13, 0, 100, 1000, 1000, 20),
            new Council(14, null, 100, 1000, 1000, 20),
            new Council(15, 100, 100, 1000, 1000, 20),
        ];

        var coincidence = Coincidence.Of(councils.Compare(), Capacity(councils, n => n == 15 ? null : n), Threshold.Third);

        coincidence.Areas.Count.ShouldBe(12);
        coincidence
            .Excluded.Select(area => (area.Area.Name, $"{area.Reason}"))
            .ShouldBe([
                ("Council 13", "base-not-positive"),
                ("Council 14", "missing in 2010-11: E0001 cultural"),
                ("Council 15", "no figure of capacity: a"),
            ]);
    }

    [Fact]
    public void Grants_that_go_to_the_deprived_and_to_where_support_was_cut_are_told_as_such()
    {
        var resources = ResourcesFollow.Of(Aligned.Compare(), Grants(Aligned, n => 13 - n)).ShouldNotBeNull();

        resources.Areas.ShouldBe(12);
        resources.WithDeprivation.ShouldNotBeNull().Spearman.ShouldBe(1, 1e-12);
        resources.WithSupportChange.ShouldNotBeNull().Spearman.ShouldBe(-1, 1e-12);
        resources.WithSupportChange.P.ShouldBe(1.0 / 2000);
        resources
            .Concentration.ShouldNotBeNull()
            .Value.ShouldBe(
                SlowStatistics.Concentration([.. Enumerable.Range(1, 12).Select(n => 13.0 - n)], [.. Aligned.Select(_ => 1000.0)]),
                1e-12
            );
        resources.Fifths.Select(fifth => (fifth.Areas, fifth.PerHead)).ShouldBe([(3, 11), (2, 8.5), (3, 6), (2, 3.5), (2, 1.5)]);
    }

    [Fact]
    public void Areas_without_grants_take_no_part_in_where_they_go()
    {
        ResourcesFollow.Of(Aligned.Compare(), Grants(Aligned, n => n > 2 ? n : null)).ShouldNotBeNull().Areas.ShouldBe(10);
        ResourcesFollow.Of(Aligned.Compare(), Grants(Aligned, _ => null)).ShouldBeNull();
    }

    private static CapacityIndex Capacity(Council[] councils, Func<int, double?> value)
    {
        List<Area> areas = [.. councils.Select(council => council.Area)];
        return CapacityIndex.Of([Planted.Component("a", areas, [.. councils.Select(council => value(council.Number))])], areas);
    }

    private static GrantsByArea Grants(Council[] councils, Func<int, int?> perHead) =>
        new(
            "to 2018-19",
            2018,
            2019,
            [.. councils.Select(council => new AreaGrants(council.Code, 1000m * perHead(council.Number), 1, 1000, []))]
        );
}
