using System.Collections.Immutable;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Ingest;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>What was read from an edition is kept and read back as it was.</summary>
public class EditionContentJsonTests
{
    [Fact]
    public void A_return_comes_back_with_its_date_and_every_cell()
    {
        var written = Return();

        var read = EditionContentJson.Read(EditionContentJson.Write(written)).ShouldBeOfType<RevenueReturn>();

        (read.Return, read.Year, read.Sheet, read.Updated, read.Precedence).ShouldBe(
            (written.Return, written.Year, written.Sheet, written.Updated, written.Precedence)
        );
        read.Filings.Select(filing => (filing.Authority, filing.Place, filing.Name, filing.Class, filing.Code))
            .ShouldBe(written.Filings.Select(filing => (filing.Authority, filing.Place, filing.Name, filing.Class, filing.Code)));
        for (var i = 0; i < written.Filings.Count; i++)
        {
            read.Filings[i].Cells.ShouldBe(written.Filings[i].Cells);
        }

        read.England.ShouldBe(written.England);
    }

    [Fact]
    public void A_date_is_written_as_a_date_alone() =>
        JObject.Parse(EditionContentJson.Write(Return())).SelectToken("content.updated")!.Value<string>().ShouldBe("2018-11-15");

    [Fact]
    public void A_time_series_comes_back_with_its_years()
    {
        var written = new RevenueTimeSeries(
            "councils",
            [Return() with { Updated = null }, Return() with { Year = new FinancialYear(2018) }]
        );

        var read = EditionContentJson.Read(EditionContentJson.Write(written)).ShouldBeOfType<RevenueTimeSeries>();

        read.Slot.ShouldBe("time-series");
        read.Years.Select(year => (year.Year, year.Updated, year.Filings.Count))
            .ShouldBe(written.Years.Select(year => (year.Year, year.Updated, year.Filings.Count)));
    }

    [Fact]
    public void The_registers_columns_come_back_as_they_were_and_small()
    {
        ImmutableArray<int> numbers = [.. Enumerable.Range(200_000, 50_000)];
        var written = new CharityRecords(
            new DateOnly(2026, 11, 23),
            numbers,
            [.. numbers.Select(number => number * 7 % 739_000)],
            [.. numbers.Select(_ => CharityRecords.Never)],
            [.. numbers.Select(number => number % 3)],
            [.. numbers.Select(number => number % 2 == 0 ? CharityRecords.NotKnown : int.MaxValue)],
            [.. numbers.Select(number => number % 5 == 0 ? CharityRecords.NotKnownPostcode : 8_000_000_000 + (number % 1_000 * 676))]
        );

        var json = EditionContentJson.Write(written);
        var read = EditionContentJson.Read(json).ShouldBeOfType<CharityRecords>();

        json.Length.ShouldBeLessThan(numbers.Length * 8);
        (read.Extracted, read.Slot, read.Precedence).ShouldBe((written.Extracted, written.Slot, written.Precedence));
        read.Numbers.ShouldBe(written.Numbers);
        read.Registered.ShouldBe(written.Registered);
        read.Removed.ShouldBe(written.Removed);
        read.Marks.ShouldBe(written.Marks);
        read.LatestIncome.ShouldBe(written.LatestIncome);
        read.Postcodes.ShouldBe(written.Postcodes);
    }

    [Fact]
    public void Districts_of_postcodes_come_back_and_say_the_same()
    {
        GssCode city = new("E09000001"),
            westminster = new("E09000033");
        var written = PostcodeDistricts.Of(
            202511,
            [city, westminster],
            [(Packed("EC1A 1AA"), 0), (Packed("EC1A 1AB"), 0), (Packed("SW1A 1AA"), 1)]
        );

        var read = EditionContentJson.Read(EditionContentJson.Write(written)).ShouldBeOfType<PostcodeDistricts>();

        (read.Newest, read.Slot, read.Precedence).ShouldBe((202511, "postcode-districts", 202511));
        (read.Firsts.Length, read.DistrictOf("EC1A 1AB"), read.DistrictOf("sw1a1aa"), read.DistrictOf("EC1A 1AC")).ShouldBe(
            (2, city, westminster, null)
        );
    }

    private static Postcode Packed(string text) =>
        Postcode.TryParse(text, out var postcode) ? postcode : throw new ArgumentException(text, nameof(text));

    [Fact]
    public void Every_table_of_the_register_comes_back()
    {
        var areas = EditionContentJson
            .Read(EditionContentJson.Write(new CharityAreas(null, [new GssCode("E10000016")], [1, 2], [0, CharityAreas.Wider])))
            .ShouldBeOfType<CharityAreas>();
        var themes = EditionContentJson.Read(EditionContentJson.Write(new CharityThemes(null, [1], [128]))).ShouldBeOfType<CharityThemes>();
        var incomes = EditionContentJson
            .Read(EditionContentJson.Write(new CharityIncomes(null, [], [], [])))
            .ShouldBeOfType<CharityIncomes>();

        (areas.Places[0].Value, areas.Numbers[1], areas.Areas[1], areas.Extracted).ShouldBe(("E10000016", 2, CharityAreas.Wider, null));
        (themes.Numbers[0], themes.Themes[0], incomes.Numbers.Length).ShouldBe((1, 128, 0));
    }

    private static RevenueReturn Return() =>
        new(
            Domain.Observations.Return.Outturn,
            new FinancialYear(2017),
            "RS LA Data 2017-18",
            [
                new(
                    new AuthorityCode("E0701"),
                    new GssCode("E06000001"),
                    "Hartlepool",
                    AuthorityClass.UnitaryAuthority,
                    new Dictionary<Line, Cell>
                    {
                        [Lines.Education] = Cell.Of(1_234.5678m, "F8"),
                        [Lines.Total] = Cell.Of(-5m, "S8", estimated: true),
                    }
                ),
                new(
                    null,
                    new GssCode("E10000006"),
                    "Cumbria",
                    AuthorityClass.ShireCounty,
                    new Dictionary<Line, Cell>
                    {
                        [Lines.Education] = Cell.Without(CellStatus.Missing, "F9"),
                        [Lines.Total] = Cell.Of(0, "F9+G9"),
                    }
                ),
            ],
            new Dictionary<Line, Cell> { [Lines.Education] = Cell.Of(1_234.5678m, "F454"), [Lines.Total] = Cell.Of(-5m, "S454") }
        )
        {
            Updated = new DateOnly(2018, 11, 15),
        };
}
