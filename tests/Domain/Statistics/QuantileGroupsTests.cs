using BudgetWatch.Domain.Statistics;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Statistics;

public class QuantileGroupsTests
{
    private static readonly Gen<(int Count, int Groups)> Any = Gen.Select(Gen.Int[1, 400], Gen.Int[2, 10]);

    [Fact]
    public void The_148_areas_are_in_fifths_as_the_methodology_says() =>
        QuantileGroups
            .Of([.. Enumerable.Range(0, 148)], QuantileGroups.Fifths)
            .CountBy(own => own.Group)
            .Select(own => own.Value)
            .ShouldBe([30, 30, 29, 30, 29]);

    [Fact]
    public void Groups_are_in_order_and_their_numbers_differ_by_one_at_most() =>
        Any.Sample(asked =>
        {
            var groups = Enumerable
                .Range(0, asked.Count)
                .Select(position => QuantileGroups.Of(position, asked.Count, asked.Groups))
                .ToList();
            var sizes = Enumerable.Range(1, asked.Groups).Select(group => groups.Count(own => own == group)).ToList();
            return groups[0] == 1 && groups[^1] <= asked.Groups && groups.SequenceEqual(groups.Order()) && sizes.Max() - sizes.Min() <= 1;
        });

    /// <summary>By whole numbers, without a division that could round: k times what is before and half of the own, over the whole.</summary>
    [Fact]
    public void People_are_grouped_by_the_middle_of_their_stretch() =>
        Gen.Select(Gen.Int[1, 1_000_000].Array[1, 60], Gen.Int[2, 10])
            .Sample(
                (people, groups) =>
                {
                    var ridits = RiditScale.Of([.. people.Select(own => (double)own)]).Ridits;
                    var (whole, before) = (people.Sum(own => (long)own), 0L);
                    foreach (var (own, place) in people.Select((own, place) => (own, place)))
                    {
                        var (group, rest) = Math.DivRem(groups * ((2 * before) + own), 2 * whole);
                        before += own;
                        if (rest != 0 && QuantileGroups.Of(ridits[place], groups) != group + 1)
                        {
                            return false;
                        }
                    }

                    return true;
                }
            );
}
