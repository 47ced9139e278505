using System.Text;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Tests;

/// <summary>The budget of 2026-27 as public copies carry it: what it says, and that a copy with a slip in it does not get in.</summary>
public sealed class RehostedBudgetsTests
{
    private static readonly string Copy = File.ReadAllText(Path.Combine(SnapshotTests.Folder(), "revenue-budgets-rehosted-2026-27.csv"));

    private static readonly Line InOne = Lines.OutsideSocialCareInOneFigure;

    [Fact]
    public void It_is_the_budget_of_its_title_and_says_whose_file_it_is_from()
    {
        var budget = Accepted(Copy);

        (budget.Return, budget.Year, budget.RehostedFrom).ShouldBe((Return.Budget, new FinancialYear(2026), "RA_2026-27_data_Part_1.ods"));
        budget.Updated.ShouldBe(new DateOnly(2026, 6, 11));
        budget.Filings.Count.ShouldBe(317);
        budget.Filings.Count(filing => filing.Cells[Lines.Total].Status == CellStatus.Missing).ShouldBe(9, "Nine councils sent no return.");
    }

    /// <summary>The rows of Kent, Ashford and Guildford as they stand: 110620 + 6196 + 29534 + 101543 + 10514 + 61420 + 0; the total alone; [x].</summary>
    [Fact]
    public void A_district_s_total_stands_for_its_services_outside_social_care_and_a_county_s_services_are_added_up()
    {
        var filings = Accepted(Copy).Filings.ToDictionary(filing => filing.Code, StringComparer.Ordinal);

        filings["E2221"].Cells[InOne].Pounds.ShouldBe(319_827_000);
        filings["E2231"].Cells[InOne].Pounds.ShouldBe(28_039_000);
        filings["E2231"].Cells[Lines.Cultural].Status.ShouldBe(CellStatus.Missing, "Of a district nothing is known but its total.");
        filings["E3633"].Cells[InOne].Status.ShouldBe(CellStatus.Missing);
        filings["E4401"].Place.ShouldBe(new GssCode("E08000038"));
    }

    [Theory]
    [InlineData(
        "E2221,E10000016,Kent CC,Shire County,Shire County,",
        "E2221,E10000016,Kent CC,Shire County,Shire County,9",
        "add up to its total"
    )]
    [InlineData("E2231,E07000105,Ashford,", "E2221,E07000105,Ashford,", "each E-code once")]
    [InlineData(",,SHIRE COUNTIES,,,15674620", ",,SHIRE COUNTIES,,,15674920", "add up to SHIRE COUNTIES")]
    [InlineData("budget 2026-27:", "budget 2026-28:", "names a financial year")]
    [InlineData("TOTAL SERVICE EXPENDITURE", "TOTAL", "TOTAL SERVICE EXPENDITURE")]
    [InlineData(",London,London,", ",Londres,London,", "a class of council")]
    public void A_copy_with_a_slip_in_it_is_refused_with_the_reason(string was, string becomes, string reason)
    {
        Copy.ShouldContain(was);

        var refused = Read(Copy.Replace(was, becomes, StringComparison.Ordinal)).ShouldBeOfType<Reading.Refused>();

        refused.Reasons.ShouldContain(refusal => refusal.Expected.Contains(reason, StringComparison.Ordinal), refused.ToString());
    }

    private static RevenueReturn Accepted(string text) =>
        Read(text).ShouldBeOfType<Reading.Accepted>().Content.ShouldBeOfType<RevenueReturn>();

    private static Reading Read(string text) =>
        SourceCatalogue
            .Find("revenue-budgets-rehosted")!
            .Read(new PublishedFile("copy.csv", Encoding.UTF8.GetBytes(text)), CancellationToken.None);
}
