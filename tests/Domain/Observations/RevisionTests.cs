namespace BudgetWatch.Domain.Tests.Observations;

public class RevisionTests
{
    private static readonly FinancialYear Year = new(2017);

    [Fact]
    public void A_cell_that_moves_on_the_sheet_is_not_revised() =>
        Revision.Between(Edition(Filed("E0701", 5, "A1")), Edition(Filed("E0701", 5, "Z9"))).Cells.ShouldBeEmpty();

    [Fact]
    public void A_revised_cell_says_what_it_was_and_where_it_stands_in_both()
    {
        var revised = Revision.Between(Edition(Filed("E0701", 5, "A1")), Edition(Filed("E0701", 7, "B2"))).Cells.ShouldHaveSingleItem();

        revised.Filing.Code.ShouldBe("E0701");
        revised.Line.ShouldBe(Lines.Cultural);
        revised.From.ShouldBe(Cell.Of(5, "A1"));
        revised.To.ShouldBe(Cell.Of(7, "B2"));
    }

    [Fact]
    public void A_late_return_and_an_estimate_replaced_are_revisions()
    {
        Revision
            .Between(Edition(Filed("E0701", Cell.Without(CellStatus.Missing, "A1"))), Edition(Filed("E0701", 0, "A1")))
            .Cells.ShouldHaveSingleItem();
        Revision
            .Between(Edition(Filed("E0701", Cell.Of(5, "A1", estimated: true))), Edition(Filed("E0701", 5, "A1")))
            .Cells.ShouldHaveSingleItem();
    }

    [Fact]
    public void Authorities_and_lines_that_come_or_go_are_told_apart_from_cells()
    {
        var later = Filed("E0702", 5, "A1");
        var revision = Revision.Between(
            Edition(Filed("E0701", 5, "A1"), Filed("E0702", 5, "A2")),
            Edition(
                later with
                {
                    Cells = new Dictionary<Line, Cell>(later.Cells) { [Lines.Housing] = Cell.Of(1, "B1") },
                },
                Filed("E0703", 1, "A3")
            )
        );

        revision.Cells.ShouldBeEmpty();
        revision.Came.Select(filing => filing.Code).ShouldBe(["E0703"]);
        revision.Went.Select(filing => filing.Code).ShouldBe(["E0701"]);
    }

    [Fact]
    public void An_edition_without_E_codes_is_joined_by_ONS_code()
    {
        var place = new GssCode("E06000001");
        var revision = Revision.Between(
            Edition(Filed("E0701", 5, "A1") with { Place = place }),
            Edition(Filed("E0701", 6, "A1") with { Authority = null, Place = place })
        );

        revision.Cells.ShouldHaveSingleItem().To.Pounds.ShouldBe(6);
        revision.Came.ShouldBeEmpty();
        revision.Went.ShouldBeEmpty();
    }

    [Fact]
    public void Editions_of_other_years_or_returns_are_not_compared()
    {
        var edition = Edition(Filed("E0701", 5, "A1"));

        Should.Throw<ArgumentException>(() => Revision.Between(edition, edition with { Year = new FinancialYear(2018) }));
        Should.Throw<ArgumentException>(() => Revision.Between(edition, edition with { Return = Return.Budget }));
    }

    private static RevenueReturn Edition(params Filing[] filings) => new(Return.Outturn, Year, "RS", filings, new Dictionary<Line, Cell>());

    private static Filing Filed(string authority, decimal pounds, string address) => Filed(authority, Cell.Of(pounds, address));

    private static Filing Filed(string authority, Cell cell) =>
        new(
            new AuthorityCode(authority),
            null,
            authority,
            AuthorityClass.UnitaryAuthority,
            new Dictionary<Line, Cell> { [Lines.Cultural] = cell }
        );
}
