using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Lines of outturn details are joined to the edition of their year, authority by authority, only where the service's total is the same in both.</summary>
public sealed class JoinedDetailsTests(PublishedSnapshot snapshot) : IClassFixture<PublishedSnapshot>
{
    private static readonly Line OlderPeople = Lines.Find("older-people")!;
    private static readonly Line OtherCare = Lines.Find("other-adult-care")!;

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(-1_000, true)]
    [InlineData(1_001, false)]
    public void Lines_are_joined_where_the_total_is_the_same_within_a_rounding(int off, bool isJoined)
    {
        var joined = Joined(Outturn(500_000 + off, 600_000, 700_000), Details(500_000, 600_000, 700_000));

        var cells = joined.Content.Filings[0].Cells;
        cells.ContainsKey(OlderPeople).ShouldBe(isJoined);
        if (isJoined)
        {
            cells[OlderPeople].ShouldBe(Cell.Of(400_000, "C1"));
            cells[OtherCare].ShouldBe(Cell.Of(100_000, "D1"));
        }

        joined.Details.ShouldHaveSingleItem().Services.ShouldHaveSingleItem().Different.ShouldBe(isJoined ? [] : ["E0101"]);
        joined.Content.Filings[1].Cells[OlderPeople].Pounds.ShouldBe(500_000);
    }

    [Fact]
    public void Of_a_council_that_the_details_do_not_have_no_line_is_stated()
    {
        var details = Details(500_000, 600_000, 700_000);

        var joined = Joined(Outturn(500_000, 600_000, 700_000), details with { Filings = [.. details.Filings.Skip(1)] });

        joined.Content.Filings.Select(filing => filing.Cells.ContainsKey(OlderPeople)).ShouldBe([false, true, true]);
        joined.Source.Details.ShouldBe(["d"]);
    }

    [Fact]
    public void Details_with_the_totals_of_another_file_are_not_used()
    {
        var joined = Joined(Outturn(500_000, 600_000, 700_000), Details(500_000, 650_000, 750_000));

        joined.Content.ShouldBe(joined.Filed);
        joined.Source.Details.ShouldBeEmpty();
        joined.OriginOf(OlderPeople).Input.Sha256.ShouldBe("o");
    }

    [Fact]
    public void Details_of_another_year_are_not_used() =>
        Joined(Outturn(500_000, 600_000, 700_000), Details(500_000, 600_000, 700_000) with { Year = new FinancialYear(2013) })
            .Details.ShouldBeEmpty();

    [Fact]
    public void A_cell_is_of_the_edition_it_stands_in()
    {
        var joined = Joined(Outturn(500_000, 600_000, 700_000), Details(500_000, 600_000, 700_000));

        joined.OriginOf(OlderPeople).ShouldBe((Input("d"), "RO3 LA Data 2012-13"));
        joined.OriginOf(Lines.AdultSocialCare).ShouldBe((Input("o"), "RS LA Data 2012-13 (1)"));
    }

    [Theory]
    [InlineData(2008, "social-care")]
    [InlineData(2009, "social-care")]
    [InlineData(2010, "social-care")]
    [InlineData(2011, "childrens-social-care")]
    [InlineData(2011, "adult-social-care")]
    [InlineData(2012, "childrens-social-care")]
    [InlineData(2012, "adult-social-care")]
    [InlineData(2013, "childrens-social-care")]
    [InlineData(2013, "adult-social-care")]
    [InlineData(2013, "public-health")]
    [InlineData(2018, "highways-transport")]
    public void In_the_bundled_editions_no_council_differs(int year, string service)
    {
        var edition = snapshot.Inputs.Returns.Single(own =>
            own.Content.Return == Return.Outturn && own.Content.Year == new FinancialYear(year)
        );

        var joined = edition.Details.SelectMany(details => details.Services).Single(own => own.Service.Id == service);

        (joined.IsJoined, joined.Different.Count).ShouldBe((true, 0));
        joined.Equal.ShouldBeGreaterThan(140);
    }

    /// <summary>Birmingham is one council from beginning to end: its figure is its row of the published file, as SheetJS reads it.</summary>
    [Theory]
    [InlineData(2008, "older-people", 172_082)]
    [InlineData(2009, "other-adult-care", 37_068)]
    [InlineData(2010, "mental-health-under-65", 18_088)]
    [InlineData(2011, "looked-after-children", 80_522)]
    [InlineData(2012, "commissioning-and-social-work", 39_696)]
    [InlineData(2013, "stop-smoking", 2_530)]
    [InlineData(2018, "on-street-parking", -7_773)]
    public void A_line_of_outturn_is_served(int year, string line, int thousands) =>
        snapshot
            .Figures.Series[(Return.Outturn, Scopes.Find(line)!)][new AreaCode("E08000025")]
            .Of(new FinancialYear(year))
            ?.CashPounds.ShouldBe(thousands * 1000m);

    [Fact]
    public void Years_without_details_have_no_line_of_them_and_are_not_0()
    {
        snapshot
            .Figures.YearsOf(Return.Outturn, Scopes.Find("older-people")!)
            .Select(year => year.StartYear)
            .ShouldBe([2008, 2009, 2010, 2011, 2012, 2013]);
        snapshot
            .Figures.Series[(Return.Outturn, Scopes.Find("older-people")!)][new AreaCode("E08000025")]
            .Of(new FinancialYear(2014))
            ?.CashPounds.ShouldBeNull();
    }

    private static ReturnEdition Joined(RevenueReturn outturn, ServiceDetails details) =>
        ReturnEdition
            .Chosen([new ReadEdition(Input("o"), outturn), new ReadEdition(Input("d"), details)])
            .Single(edition => edition.Content.Return == Return.Outturn);

    private static ReleaseInput Input(string sha256) => new(sha256, sha256, sha256, 1, "a title", null);

    private static RevenueReturn Outturn(params decimal[] care) =>
        new(
            Return.Outturn,
            new FinancialYear(2012),
            "RS LA Data 2012-13 (1)",
            [.. care.Select((pounds, i) => Filing(i, new() { [Lines.AdultSocialCare] = Cell.Of(pounds, $"B{i + 1}") }))],
            new Dictionary<Line, Cell>()
        );

    /// <summary>All but 100,000 of each council's care is of older people.</summary>
    private static ServiceDetails Details(params decimal[] care) =>
        new(
            Return.Outturn,
            new FinancialYear(2012),
            "RO3",
            "RO3 LA Data 2012-13",
            [.. care.Select((pounds, i) => Filing(i, Cells(pounds, 100_000, i + 1)))],
            Cells(care.Sum(), 100_000 * care.Length, 9)
        );

    private static Dictionary<Line, Cell> Cells(decimal care, decimal other, int row) =>
        new()
        {
            [Lines.AdultSocialCare] = Cell.Of(care, $"B{row}"),
            [OlderPeople] = Cell.Of(care - other, $"C{row}"),
            [OtherCare] = Cell.Of(other, $"D{row}"),
        };

    private static Filing Filing(int i, Dictionary<Line, Cell> cells) =>
        new(new AuthorityCode($"E010{i + 1}"), null, $"Council {i}", AuthorityClass.UnitaryAuthority, cells);
}
