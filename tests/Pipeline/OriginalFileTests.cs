using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Pipeline.Tests;

public class OriginalFileTests
{
    private static readonly OriginalFile Original = new(
        "RA.xls",
        new string('a', 64),
        "RA LA Data",
        null,
        [new("A", "A"), new("E", "AB")],
        [new(1, 2, 1), new(4, 10, 443), new(448, 460, 1)]
    );

    [Theory]
    [InlineData("A1", "A2")]
    [InlineData("E4", "AB10")]
    [InlineData("E446", "AB452")]
    [InlineData("A448", "A460")]
    public void A_cell_here_has_the_name_it_had_in_the_original(string here, string original) => Original.CellOf(here).ShouldBe(original);

    [Theory]
    [InlineData("E447")]
    [InlineData("E3")]
    [InlineData("B4")]
    [InlineData("E")]
    [InlineData("4")]
    [InlineData("")]
    [InlineData("E99999999999")]
    public void A_cell_that_was_not_carried_has_none(string here) => Original.CellOf(here).ShouldBeNull();
}
