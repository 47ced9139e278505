using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>
/// Old workbooks in which a shared formula stands between a cell and the text that it came to, as Excel writes columns of formulas: a reader that
/// takes the next record for the text loses it.
/// </summary>
public class XlsCursorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_code_or_name_that_a_shared_formula_came_to_is_read(int column)
    {
        var words = (string)SyntheticBudget.Sheet.Rows[4][column]!;

        Editions.Describe(Accepted(SyntheticBudget.Sheet.With(5, column, new SharedFormula(words)))).ShouldBe(Editions.Describe(Accepted(SyntheticBudget.Sheet)));
    }

    [Fact]
    public void An_error_that_a_shared_formula_came_to_is_refused_by_its_cell()
    {
        var sheet = SyntheticBudget.Sheet.With(5, SyntheticBudget.Column("TOTAL CENTRAL"), new SharedFormula("", Error: 0x17));

        Budgets.Read(OldWorkbook.AsXls("a.xls", sheet), default).ShouldBeOfType<Reading.Refused>().Reasons.ShouldHaveSingleItem().ShouldBe(
            new Refusal("a.xls", SyntheticBudget.SheetName, "P5", "a figure, or one of … ... [x] [z] [c] - n/a", "'#REF!'"));
    }

    private static PublishedSource Budgets => SourceCatalogue.Find("revenue-budgets")!;

    private static Domain.EditionContent Accepted(Sheet sheet) =>
        Budgets.Read(OldWorkbook.AsXls("a.xls", sheet), default).ShouldBeOfType<Reading.Accepted>().Content;
}
