using System.Buffers.Binary;
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

        Editions
            .Describe(Accepted(SyntheticBudget.Sheet.With(5, column, new SharedFormula(words))))
            .ShouldBe(Editions.Describe(Accepted(SyntheticBudget.Sheet)));
    }

    [Fact]
    public void An_error_that_a_shared_formula_came_to_is_refused_by_its_cell()
    {
        var sheet = SyntheticBudget.Sheet.With(5, SyntheticBudget.Column("TOTAL CENTRAL"), new SharedFormula("", Error: 0x17));

        Budgets
            .Read(OldWorkbook.AsXls("a.xls", sheet), default)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons.ShouldHaveSingleItem()
            .ShouldBe(new Refusal("a.xls", SyntheticBudget.SheetName, "P5", "a figure, or one of … ... [x] [z] [c] - n/a", "'#REF!'"));
    }

    private static PublishedSource Budgets => SourceCatalogue.Find("revenue-budgets")!;

    private static Domain.EditionContent Accepted(Sheet sheet) =>
        Budgets.Read(OldWorkbook.AsXls("a.xls", sheet), default).ShouldBeOfType<Reading.Accepted>().Content;

    /// <summary>The library reserves room for as many rows as a sheet states: two thousand million took gigabytes and minutes.</summary>
    [Fact]
    public void A_sheet_that_states_more_rows_than_the_format_has_is_refused_unread()
    {
        var bytes = OldWorkbook
            .AsXls(
                "a.xls",
                new Sheet(
                    "S",
                    [
                        ["a"],
                    ]
                )
            )
            .Bytes.ToArray();

        // A DIMENSIONS record (MS-XLS 2.4.90): its kind, its length of 14, the first row, one more than the last.
        var dimensions = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x00, 0x02, 0x0E, 0x00]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(dimensions + 8), 0x10001);

        Tables.Refusal(new PublishedFile("a.xls", bytes)).Found.ShouldContain("its records cannot be followed");
    }

    [Fact]
    public void Two_sheets_in_one_place_are_refused_for_it_would_be_read_as_often()
    {
        var bytes = OldWorkbook
            .AsXls(
                "a.xls",
                new Sheet(
                    "S",
                    [
                        ["a"],
                    ]
                ),
                new Sheet(
                    "T",
                    [
                        ["b"],
                    ]
                )
            )
            .Bytes.ToArray();

        // BOUNDSHEET records (MS-XLS 2.4.28): their kind, their length, and where the sheet is; of a name of one letter they are the same in length.
        ReadOnlySpan<byte> kind = [0x85, 0x00, 0x0A, 0x00];
        var first = bytes.AsSpan().IndexOf(kind);
        var second = first + 4 + bytes.AsSpan(first + 4).IndexOf(kind);
        bytes.AsSpan(first + 4, 4).CopyTo(bytes.AsSpan(second + 4));

        Tables.Refusal(new PublishedFile("a.xls", bytes)).Found.ShouldContain("its records cannot be followed");
    }
}
