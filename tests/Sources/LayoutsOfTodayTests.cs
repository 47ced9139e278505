using System.Globalization;
using System.Text;
using System.Text.Json;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>
/// The publisher's newest files as their layouts are known, though no original is at hand: made of published figures, and read to these.
/// </summary>
public sealed class LayoutsOfTodayTests
{
    /// <summary>How many columns the multi-year outturn had in September 2026.</summary>
    private const int ColumnsOfTheSeries = 2_587;

    /// <summary>The publisher's code of each service, and the member of the copy that has its figures.</summary>
    private static readonly (string Code, string Member, Line Line)[] Services =
    [
        ("edu", "Education", Lines.Education),
        ("trans", "Highways_Transport", Lines.HighwaysTransport),
        ("csc", "Children_Social_Care", Lines.ChildrensSocialCare),
        ("asc", "Adult_Social_Care", Lines.AdultSocialCare),
        ("phs", "Public_Health", Lines.PublicHealth),
        ("hous", "Housing", Lines.Housing),
        ("cul", "Culture", Lines.Cultural),
        ("env", "Environment", Lines.Environmental),
        ("plan", "Planning", Lines.Planning),
        ("pol", "Police", Lines.Police),
        ("frs", "Fire_Rescue", Lines.Fire),
        ("cen", "Central_Services", Lines.Central),
        ("oth", "Other", Lines.Other),
        ("totsx", "Total", Lines.Total),
    ];

    private static readonly string[] Forms = ["RO1", "RO2", "RO3", "RO4", "RO5", "RO6", "RSX", "RG", "TSR", "SAR"];

    /// <summary>
    /// From 2025-26 on: codes of the publisher's database, sections and lines of the form in three rows above the headings, data from the eleventh row, and the
    /// codes that Barnsley and Sheffield have now.
    /// </summary>
    [Fact]
    public void The_budget_of_2026_27_is_read_as_the_publisher_lays_it_out()
    {
        var (old, sheet) = BudgetOf2024();
        var made = OpenDocument.AsOds(
            "RA_2026-27_data_Part_1.ods",
            new Sheet(
                "Front_Page",
                [
                    ["GENERAL FUND REVENUE ACCOUNT BUDGET 2026-27"],
                ]
            ),
            sheet with
            {
                Name = "RA_LA_Data_2026-27",
                Rows = [.. sheet.Rows.Select(row => (IReadOnlyList<object?>)[.. row.Select(OfTwoYearsOn)])],
            }
        );

        var source = Files.Recognise(made).ShouldNotBeNull();
        var read = (RevenueReturn)source.Read(made, default).ShouldBeAccepted().Content;

        source.Description.Id.ShouldBe("revenue-budgets");
        (read.Year, read.Updated, read.Filings.Count).ShouldBe((new FinancialYear(2026), new DateOnly(2026, 6, 11), 411));
        Editions.Filings(read).ShouldBe(Editions.Filings(old).Select(row => (string)OfTwoYearsOn(row)!));
        read.Filings.Where(filing => filing.Code is "E4401" or "E4404")
            .Select(filing => filing.Place?.Value)
            .ShouldBe(["E08000038", "E08000039"], ignoreOrder: true);
    }

    /// <summary>Columns of every form, of which fourteen are read, wherever they stand; all years in one file.</summary>
    [Fact]
    public void The_multi_year_outturn_of_2587_columns_is_read_to_the_figures_published()
    {
        using var copy = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(PublishedFiles.RequireFolder(), "revenue/multi_year_slim/council_spending.json"))
        );
        var rows = copy.RootElement.EnumerateArray().ToList();
        var made = MultiYear(rows);

        var source = Files.Recognise(made).ShouldNotBeNull();
        var read = (RevenueTimeSeries)source.Read(made, default).ShouldBeAccepted().Content;

        source.Description.Id.ShouldBe("revenue-outturn-time-series");
        var byYear = read.Years.ToDictionary(
            year => (year.Year.StartYear + 1) * 100 + 3,
            year => year.Filings.ToDictionary(filing => filing.Place?.Value ?? filing.Code, StringComparer.Ordinal)
        );
        var compared = 0;
        foreach (var row in rows)
        {
            var code = row.GetProperty("ONS_code").GetString()!;
            if (!byYear[row.GetProperty("year_ending").GetInt32()].TryGetValue(code, out var filing))
            {
                // A total is no council; the Greater London Authority stands in the copy under the code of London, the region.
                (IsTotal(code) || code == "E12000007").ShouldBeTrue($"{row}");
                continue;
            }

            foreach (var (_, member, line) in Services)
            {
                filing.Cells[line].Pounds.ShouldBe(Thousands(row, member) * 1000m, $"{row}");
                compared++;
            }
        }

        compared.ShouldBeGreaterThan(40_000);
    }

    private static object? OfTwoYearsOn(object? cell) =>
        cell is not string text
            ? cell
            : text.Replace("E08000016", "E08000038", StringComparison.Ordinal)
                .Replace("E08000019", "E08000039", StringComparison.Ordinal)
                .Replace("2024-25", "2026-27", StringComparison.Ordinal)
                .Replace("3 October 2024", "11 June 2026", StringComparison.Ordinal);

    private static (RevenueReturn Read, Sheet Sheet) BudgetOf2024()
    {
        var file = PublishedFiles.Require("revenue/ra/RA_2024-25_data_Part_1.ods");
        var read = Files.Accept<RevenueReturn>(file);
        using var rows = ((Opening.Opened)Opening.Of(file, default)).Rows;
        while (rows.NextSheet() && rows.Sheet != read.Sheet) { }

        var cells = new List<IReadOnlyList<object?>>();
        while (rows.NextRow())
        {
            cells.Add(Sheet.RowAt(rows));
        }

        return (read, new Sheet(read.Sheet, cells));
    }

    private static PublishedFile MultiYear(List<JsonElement> rows)
    {
        string[] identity = ["year_ending", "ONS_code", "LA_LGF_code", "LA_name", "status", "LA_class", "LA_subclass"];
        var others = ColumnsOfTheSeries - identity.Length - Services.Length;
        var before = others / 3;
        string Other(int i) =>
            i switch
            {
                0 => "RS_servicetot_nonias_net_exp",
                1 => "RS_netcurrtot_net_exp",
                2 => "RS_revenuetot_net_exp",
                3 => "RSX_edu_net_cur_exp",
                4 => "RG_grantintot_tot_grant",
                _ => string.Create(CultureInfo.InvariantCulture, $"{Forms[i % Forms.Length]}_line{i}_net_cur_exp"),
            };
        var zerosBefore = string.Concat(Enumerable.Repeat(",0", before));
        var zerosAfter = string.Concat(Enumerable.Repeat(",", others - before));
        var text = new StringBuilder()
            .AppendJoin(
                ',',
                identity
                    .Concat(Enumerable.Range(0, before).Select(Other))
                    .Concat(Services.Select(service => $"RS_{service.Code}_net_exp"))
                    .Concat(Enumerable.Range(before, others - before).Select(Other))
            )
            .Append('\n');
        foreach (var row in rows)
        {
            var code = row.GetProperty("ONS_code").GetString()!;
            var figures = Services.Select(service => Thousands(row, service.Member)?.ToString(CultureInfo.InvariantCulture) ?? "").ToList();
            var status =
                IsTotal(code) ? "total"
                : figures.TrueForAll(figure => figure.Length == 0) ? "not submitted"
                : "submitted";
            text.Append(CultureInfo.InvariantCulture, $"{row.GetProperty("year_ending").GetInt32()},{code},,")
                .Append(CultureInfo.InvariantCulture, $"\"{row.GetProperty("LA_name").GetString()}\",{status},,")
                .Append(zerosBefore)
                .Append(',')
                .AppendJoin(',', figures)
                .Append(zerosAfter)
                .Append('\n');
        }

        return new PublishedFile("Revenue_Outturn_time_series_data_v4.csv", Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Whether a row is the total of a class or of England. One authority has no ONS code, and its E-code stands for it.</summary>
    private static bool IsTotal(string code) => (code.Length < 9 && code != "E6803") || code == "E92000001";

    private static decimal? Thousands(JsonElement row, string member) =>
        row.GetProperty(member) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;
}
