using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Community;

public class CapacityIndexTests
{
    [Fact]
    public void The_index_is_the_mean_of_the_z_scores_and_the_least_comes_first()
    {
        var areas = Planted.Areas(3);

        var index = CapacityIndex.Of([Planted.Component("a", areas, [1, 2, 3]), Planted.Component("b", areas, [60, 0, 30])], areas);

        // a: mean 2, deviation sqrt(2/3); b: mean 30, deviation sqrt(600).
        double a = 1 / Math.Sqrt(2.0 / 3),
            b = 30 / Math.Sqrt(600);
        index.Areas.Select(area => area.Area.Name).ShouldBe(["Council 2", "Council 1", "Council 3"]);
        index.Areas[0].Index.ShouldBe(-b / 2, 1e-12);
        index.Areas[1].Index.ShouldBe((b - a) / 2, 1e-12);
        index.Areas[2].Index.ShouldBe(a / 2, 1e-12);
        index.Areas[1].Components.Select(score => score.Z).ShouldBe([-a, b]);
        index.Areas.Select(area => area.Rank).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void An_area_without_a_component_says_so_and_is_ranked_on_nothing()
    {
        var areas = Planted.Areas(4);

        var index = CapacityIndex.Of(
            [Planted.Component("a", areas, [1, 2, 3, null]), Planted.Component("b", areas, [3, null, 1, null])],
            areas
        );

        index.Areas.Select(area => area.Area.Name).ShouldBe(["Council 1", "Council 3"], ignoreOrder: true);
        index
            .Incomplete.Select(area => (area.Area.Name, string.Join(' ', area.Missing)))
            .ShouldBe([("Council 2", "b"), ("Council 4", "a b")]);
    }

    [Fact]
    public void On_a_winsorised_scale_the_twentieth_at_either_end_is_taken_as_the_value_next_to_it()
    {
        // Forty areas, so two at either end; logarithms of 1 + value are 1 to 40 but for two giants.
        var areas = Planted.Areas(40);
        var values = Enumerable.Range(1, 40).Select(n => (double?)(Math.Exp(n) - 1)).ToArray();
        var giants = values[..38].Append(1e300).Append(1e301).ToArray();
        CapacityIndex Of(double?[] own) =>
            CapacityIndex.Of([Planted.Component("a", areas, own) with { Scale = CapacityScale.WinsorisedLogarithm }], areas);

        var index = Of(values);
        var scaled = Enumerable.Range(1, 40).Select(n => (double)Math.Clamp(n, 3, 38)).ToArray();
        var (mean, deviation) = (scaled.Average(), Math.Sqrt(scaled.Average(value => Math.Pow(value - scaled.Average(), 2))));
        foreach (var (area, value) in areas.Zip(scaled))
        {
            index.Areas.Single(own => own.Area == area).Index.ShouldBe((value - mean) / deviation, 1e-9);
        }

        Of(giants).Areas.Select(area => area.Index).ShouldBe(index.Areas.Select(area => area.Index));
        Of(giants).Areas.Single(area => area.Area == areas[39]).Components[0].Value.ShouldBe(1e301);
    }

    [Fact]
    public void A_single_component_is_the_index_and_nothing_is_left_without_it()
    {
        var areas = Planted.Areas(5);

        var index = CapacityIndex.Of([Planted.Component("a", areas, [5, 1, 4, 2, 3])], areas);

        var only = index.Components.ShouldHaveSingleItem();
        only.Without.ShouldBeNull();
        only.Alone.ShouldNotBeNull().ShouldBe(1, 1e-12);
        index.Areas.Select(area => area.Components[0].Value).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public void A_component_that_does_not_vary_tells_no_area_from_another()
    {
        var areas = Planted.Areas(3);
        var one = CapacityIndex.Of([Planted.Component("a", areas, [1, 2, 3])], areas);

        var index = CapacityIndex.Of([Planted.Component("a", areas, [1, 2, 3]), Planted.Component("b", areas, [7, 7, 7])], areas);

        index.Areas.Select(area => (area.Area.Name, area.Index * 2)).ShouldBe(one.Areas.Select(area => (area.Area.Name, area.Index)));
        index.Components[1].Alone.ShouldBeNull();
    }

    [Fact]
    public void Removing_a_component_gives_the_ranking_the_leave_one_out_table_says()
    {
        var areas = Planted.Areas(100);
        var components = Components(areas);
        var whole = CapacityIndex.Of(components, areas);

        foreach (var left in whole.Components)
        {
            var without = CapacityIndex.Of([.. components.Where(component => component != left.Component)], areas);
            left.Without.ShouldNotBeNull().ShouldBe(Correlation(areas, without, whole), 1e-12, left.Component.Id);
        }

        // Three components of the same spread: none alone makes the index, and none is nothing to it.
        whole.Components.ShouldAllBe(component => component.Without > 0.6 && component.Without < 0.98);
    }

    [Fact]
    public void Shuffling_a_component_leaves_the_index_without_it_and_changes_the_whole_as_the_table_says()
    {
        var areas = Planted.Areas(100);
        var components = Components(areas);
        var whole = CapacityIndex.Of(components, areas);
        for (var shuffled = 0; shuffled < components.Count; shuffled++)
        {
            var id = components[shuffled].Id;
            var others = components.Where(component => component.Id != id).ToList();
            var anew = Planted.Component(
                id,
                areas,
                Planted.Shuffled(areas.Select(area => (double?)components[shuffled].Values[area.Code]), 7 + (ulong)shuffled)
            );

            var index = CapacityIndex.Of([.. others, anew], areas);

            var without = CapacityIndex.Of(others, areas);
            index
                .Components.Single(own => own.Component == anew)
                .Without.ShouldNotBeNull()
                .ShouldBe(Correlation(areas, without, index), 1e-12, id);
            Correlation(areas, index, whole).ShouldBeLessThan(whole.Components[shuffled].Without!.Value, id);
        }
    }

    [Fact]
    public void True_ranks_lie_within_their_intervals_about_as_often_as_stated()
    {
        const int Count = 148,
            Repeats = 20;
        var within = 0;
        for (var seed = 0UL; seed < Repeats; seed++)
        {
            var (areas, truth, component) = WithErrors(seed, Count);
            var trueRanks = truth.Select(own => 1 + truth.Count(other => other < own)).ToList();
            within += CapacityIndex
                .Of([component], areas)
                .Areas.Count(area =>
                    area.Interval is { } interval
                    && trueRanks[areas.IndexOf(area.Area)] is var rank
                    && interval.Low <= rank
                    && rank <= interval.High
                );
        }

        ((double)within / (Count * Repeats)).ShouldBeInRange(0.90, 0.99);
    }

    [Fact]
    public void Rank_intervals_are_not_made_up_where_no_error_can_be_told()
    {
        var areas = Planted.Areas(5);
        CapacityIndex.Of([Planted.Component("a", areas, [5, 1, 4, 2, 3])], areas).Areas.ShouldAllBe(area => area.Interval == null);
    }

    [Fact]
    public void Small_areas_are_drawn_further_to_the_mean_and_nearer_to_the_truth()
    {
        var (areas, truth, component) = WithErrors(3, 400);

        var index = CapacityIndex.Of([component], areas);

        var shrinkage = index.Components[0].Shrinkage;
        shrinkage.Between.ShouldBeInRange(0.7, 1.3);
        shrinkage.Within.ShouldBeInRange(30_000, 90_000);
        double raw = 0,
            shrunk = 0;
        foreach (var area in index.Areas)
        {
            var (score, i) = (area.Components[0], areas.IndexOf(area.Area));
            score.Weight.ShouldBe(shrinkage.Between / (shrinkage.Between + (shrinkage.Within / component.Sizes[area.Area.Code])), 1e-12);
            score.Shrunk.ShouldBe(shrinkage.Mean + (score.Weight * (score.Value - shrinkage.Mean)), 1e-12);
            raw += Math.Pow(score.Value - truth[i], 2);
            shrunk += Math.Pow(score.Shrunk - truth[i], 2);
        }

        shrunk.ShouldBeLessThan(0.8 * raw);
    }

    [Fact]
    public void Areas_that_differ_by_chance_alone_all_get_the_mean()
    {
        // Only the areas of one resident are away from the mean.
        var shrinkage = Shrinkage.Of([1, -1, 0, 0], [1, 1, 1_000_000, 1_000_000]);
        shrinkage.Between.ShouldBe(0, 1e-5);
        shrinkage.Shrink(1, 1).ShouldBe(shrinkage.Mean, 1e-5);
    }

    private static List<CapacityComponent> Components(List<Area> areas) =>
        [.. new[] { "a", "b", "c" }.Select((id, i) => Planted.Component(id, areas, Planted.Noise(40 + (ulong)i, areas.Count)))];

    /// <summary>A true value of variance 1 with an error of variance 60,000 / residents, of 20,000 to 1,000,000.</summary>
    private static (List<Area> Areas, double[] Truth, CapacityComponent Component) WithErrors(ulong seed, int count)
    {
        var generator = new SeededGenerator(1000 + seed);
        var areas = Planted.Areas(count);
        double[] truth = [.. areas.Select(_ => generator.NextNormal())];
        long[] people = [.. areas.Select((_, i) => i % 2 == 0 ? 20_000L + generator.Next(30_000) : 200_000L + generator.Next(800_000))];
        double?[] seen = [.. truth.Select((value, i) => (double?)(value + (Math.Sqrt(60_000.0 / people[i]) * generator.NextNormal())))];
        return (areas, truth, Planted.Component("seen", areas, seen, people));
    }

    private static double Correlation(List<Area> areas, CapacityIndex one, CapacityIndex other)
    {
        double[] Of(CapacityIndex index) => [.. areas.Select(area => index.Areas.Single(own => own.Area == area).Index)];
        return SlowStatistics.Spearman(Of(one), Of(other));
    }
}
