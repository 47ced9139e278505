using BudgetWatch.Domain.Prices;
using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>Which of two editions of the deflators is the newer is in them, not in the order or the names they come in.</summary>
public class DeflatorEditionTests
{
    [Fact]
    public void The_layout_of_june_2026_is_read_from_columns_B_and_C_and_its_forecasts_chained()
    {
        var series = Files.Accept<DeflatorSeries>(Workbook("30 June 2026", outturnTo: 2025));

        (series.Years.Count, series.Years[0].Address, series.Years[^1].Address).ShouldBe((17, "C6", "D22"));
        series.Years[^2].ShouldBe(new DeflatorYear(new Domain.FinancialYear(2025), 65, IsForecast: false, "C21"));
        series.Years[^1].IsForecast.ShouldBeTrue();
        series.Years[^1].Index.ShouldBe(65 * 1.02, 1e-12);
        series.Updated.ShouldBe(new DateOnly(2026, 6, 30));
    }

    [Fact]
    public void A_later_outturn_comes_first_and_among_equals_the_later_date()
    {
        var march2020 = Files.Accept<DeflatorSeries>(PublishedFiles.Require("deflator/GDP_Deflators_Budget_March_2020_update.xlsx"));
        var march2026 = Files.Accept<DeflatorSeries>(PublishedFiles.Require("deflator/hmt_gdp_deflators_march_2026_financial_year.csv"));
        var december2025 = Files.Accept<DeflatorSeries>(Workbook("22 December 2025", outturnTo: 2024));
        var june2026 = Files.Accept<DeflatorSeries>(Workbook("30 June 2026", outturnTo: 2025));

        (march2020.Updated, march2026.Updated).ShouldBe((new DateOnly(2020, 3, 11), new DateOnly(2026, 3, 1)));
        int[] order = [march2020.Precedence, december2025.Precedence, march2026.Precedence, june2026.Precedence];
        order.ShouldBe(order.Distinct().Order());
    }

    private static PublishedFile Workbook(string date, int outturnTo) =>
        Sheet.AsXlsx(
            "deflators.xlsx",
            new Sheet(
                "Deflators",
                [
                    [null, "GDP Deflators at market prices, and money GDP"],
                    [null, $"Outturn data are as at the Quarterly National Accounts from the ONS - last updated {date}."],
                    [null, "Financial year", null, null, null, null, null, "Calendar year"],
                    [null, null, "GDP deflator at market prices", null, "Money GDP", null, null, "GDP deflator at market prices"],
                    [
                        null,
                        "Financial year",
                        "2024-25 = 100",
                        "per cent change on previous year",
                        "Cash £ million",
                        null,
                        null,
                        "Calendar year",
                        "2024 = 100",
                    ],
                    .. Enumerable
                        .Range(2010, outturnTo - 2010 + 1)
                        .Select(year =>
                            (object?[])[null, $"{year}-{(year + 1) % 100}", 50 + year - 2010, 1.5, 1000, null, null, $"{year}", 1]
                        ),
                    [null, $"{outturnTo + 1}-{(outturnTo + 2) % 100} (1)", "-", 2, "-", null, null, $"{outturnTo + 1}", "-"],
                    [null, "1. The series was rebased on 1 January 2030 in a footnote that is no date of this edition."],
                ]
            )
        );
}
