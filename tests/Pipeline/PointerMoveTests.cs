using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Tests;

public class PointerMoveTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Days by the clock of each move, in the order in which they were made, and which days they keep.</summary>
    [Theory]
    [InlineData(new[] { 0, 7, 14 }, new[] { 0, 7, 14 })]
    [InlineData(new[] { 0, 400, 7 }, new[] { 0, -1, 7 })]
    [InlineData(new[] { 0, 400, 7, 14 }, new[] { 0, -1, 7, 14 })]
    [InlineData(new[] { 0, 400, 401, 7, 14, 21 }, new[] { 0, -1, -1, 7, 14, 21 })]
    [InlineData(new[] { 0, 7, -400, 14 }, new[] { 0, 7, -1, 14 })]
    [InlineData(new[] { 0, 7, -400 }, new[] { 0, 7, -1 })]
    [InlineData(new[] { 0, 400 }, new[] { 0, 400 })]
    [InlineData(new[] { 0, 7, 7 }, new[] { 0, -1, 7 })]
    [InlineData(new int[0], new int[0])]
    public void Times_that_can_be_right_stay_and_the_others_follow_the_order_of_the_moves(int[] noted, int[] kept)
    {
        var inOrder = PointerMove.WithTimesInOrder([.. noted.Select((day, i) => new PointerMove(Day.AddDays(day), $"r{i}"))]);

        inOrder.Select(move => move.ReleaseId).ShouldBe(noted.Select((_, i) => $"r{i}"));
        inOrder.Select(move => move.At).ShouldBeInOrder(SortDirection.Ascending);
        inOrder.Select(move => move.At).ShouldBeUnique();
        foreach (var (i, day) in kept.Index().Where(pair => pair.Item >= 0))
        {
            inOrder[i].At.ShouldBe(Day.AddDays(day));
        }
    }

    [Fact]
    public void A_time_that_is_given_up_is_the_moment_before_the_move_that_followed()
    {
        var inOrder = PointerMove.WithTimesInOrder([new(Day, "r1"), new(Day.AddDays(400), "r2"), new(Day.AddDays(7), "r3")]);

        inOrder[1].ShouldBe(new PointerMove(Day.AddDays(7).AddTicks(-1), "r2"));
    }
}
