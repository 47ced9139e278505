using System.Globalization;
using System.Text;
using BudgetWatch.Domain.Community;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests.Grants;

/// <summary>The list of grants in GrantNav's layouts, with grants that the tests plant.</summary>
public class GrantsAwardedTests
{
    public static TheoryData<string> Layouts => ["older", "oldest", "newer"];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Each_layout_is_recognised_as_this_source_and_no_other(string layout)
    {
        var peek = FilePreview.At(MadeGrants.File(Of(layout), MadeGrants.Sound("g1")), default).ShouldBeOfType<FilePreview.Seen>().File;

        SourceCatalogue.All.Where(source => source.Recognises(peek)).Select(source => source.Description.Id).ShouldBe(["grants"]);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Grants_are_summed_by_district_year_and_publisher(string layout)
    {
        var content = Read(
            Of(layout),
            Grant("1", "E06000001", "2010-03-31", "100.10", "A"),
            Grant("2", "E06000001", "2010-04-01", "200.255", "A"),
            Grant("3", "E06000001", "2011-03-31T00:00:00+00:00", "300", "A"),
            Grant("4", "E06000001", "2011-03-31", "5", "B"),
            Grant("5", "E07000223", "2011-03-31 23:59:59", "7.0", "B"),
            Grant("6", "E10000016", "2015-12-31T23:00:00Z", "0", "B")
        );

        Sums(content)
            .ShouldBe([
                "E06000001 2009 A 1 100.10",
                "E06000001 2010 A 2 500.26",
                "E06000001 2010 B 1 5.00",
                "E07000223 2010 B 1 7.00",
                "E10000016 2015 B 1 0.00",
            ]);
        (content.Slot, content.First, content.Last, content.Retrieved).ShouldBe(
            ("grants", new DateOnly(2010, 3, 31), new DateOnly(2015, 12, 31), new DateOnly(2020, 10, 30))
        );
        content.Precedence.ShouldBe(new DateOnly(2020, 10, 30).DayNumber);
        content.LeftOut.ShouldBeEmpty();
    }

    [Fact]
    public void The_order_of_rows_does_not_matter()
    {
        Dictionary<string, string>[] grants =
        [
            Grant("1", "E07000223", "2010-05-01", "1", "B"),
            Grant("2", "E06000001", "2012-05-01", "2", "A"),
            Grant("3", "E06000001", "2010-05-01", "3", "C"),
        ];

        Sums(Read(MadeGrants.Newer, grants.Reverse())).ShouldBe(Sums(Read(MadeGrants.Newer, grants)));
    }

    [Theory]
    [InlineData("Currency", "EUR", GrantsLeftOut.OtherCurrency, null)]
    [InlineData("Licence", "", GrantsLeftOut.LicenceNotStated, 1000)]
    [InlineData("Licence", "https://creativecommons.org/licenses/by-sa/4.0/", GrantsLeftOut.LicenceNotOpen, 1000)]
    [InlineData("Licence", "https://creativecommons.org/licenses/by-nc/4.0/", GrantsLeftOut.LicenceNotOpen, 1000)]
    [InlineData("Licence", "ask us", GrantsLeftOut.LicenceNotOpen, 1000)]
    [InlineData("District", "", GrantsLeftOut.NoDistrict, 1000)]
    [InlineData("District", "Hartlepool", GrantsLeftOut.NoDistrict, 1000)]
    [InlineData("District", "E12000001", GrantsLeftOut.NoDistrict, 1000)]
    [InlineData("District", "E05000001", GrantsLeftOut.NoDistrict, 1000)]
    [InlineData("District", "W06000001", GrantsLeftOut.OutsideEngland, 1000)]
    [InlineData("District", "S12000005", GrantsLeftOut.OutsideEngland, 1000)]
    [InlineData("District", "N09000001", GrantsLeftOut.OutsideEngland, 1000)]
    public void A_grant_that_is_not_counted_is_left_out_with_its_pounds_by_reason(string heading, string text, string reason, int? pounds)
    {
        var content = Read(
            MadeGrants.Older,
            MadeGrants.Sound("1"),
            MadeGrants.Sound("2").With(heading, text),
            MadeGrants.Sound("3").With(heading, text)
        );

        Sums(content).ShouldBe(["E06000001 2010 A 1 1000.00"]);
        content.LeftOut.ShouldBe([new GrantsLeftOut(reason, 2, pounds is null ? null : 2 * (decimal)pounds)]);
    }

    [Fact]
    public void A_grant_has_the_first_reason_that_applies_where_before_licence()
    {
        var content = Read(
            MadeGrants.Older,
            MadeGrants.Sound("1"),
            MadeGrants.Sound("2").With("District", "W06000001").With("Licence", ""),
            MadeGrants.Sound("3").With("District", "").With("Licence", "ask us"),
            MadeGrants.Sound("4").With("Currency", "USD").With("Amount Awarded", "?").With("Licence", "")
        );

        content
            .LeftOut.Select(left => (left.Reason, left.Grants))
            .ShouldBe([(GrantsLeftOut.NoDistrict, 1), (GrantsLeftOut.OtherCurrency, 1), (GrantsLeftOut.OutsideEngland, 1)]);
    }

    [Fact]
    public void A_licence_that_is_not_taken_is_named_with_its_number()
    {
        var flags = Source()
            .Read(
                MadeGrants.File(
                    MadeGrants.Newer,
                    MadeGrants.Sound("1"),
                    MadeGrants.Sound("2").With("Licence", "https://creativecommons.org/licenses/by-sa/4.0/"),
                    MadeGrants.Sound("3").With("Licence", "https://creativecommons.org/licenses/by-sa/4.0/")
                ),
                default
            )
            .ShouldBeOfType<Reading.Accepted>()
            .Flags;

        var flag = flags.ShouldHaveSingleItem();
        flag.Kind.ShouldBe("licence-not-open");
        flag.Detail.ShouldStartWith("2 grants are published under 'https://creativecommons.org/licenses/by-sa/4.0/'");
    }

    [Fact]
    public void An_identifier_counts_once_and_one_under_an_open_licence_is_not_lost_to_its_copy()
    {
        var content = Read(
            MadeGrants.Newer,
            MadeGrants.Sound("1").With("Licence", "https://creativecommons.org/licenses/by-sa/4.0/"),
            MadeGrants.Sound("1"),
            MadeGrants.Sound("1").With("Amount Awarded", "25"),
            MadeGrants.Sound("1").With("Licence", "https://creativecommons.org/licenses/by-sa/4.0/")
        );

        Sums(content).ShouldBe(["E06000001 2010 A 1 1000.00"]);
        content.LeftOut.ShouldBe([
            new GrantsLeftOut(GrantsLeftOut.Duplicate, 1, 25),
            new GrantsLeftOut(GrantsLeftOut.LicenceNotOpen, 1, 1000),
        ]);
    }

    [Theory]
    [InlineData("Identifier", "")]
    [InlineData("Currency", "")]
    [InlineData("Currency", "pounds")]
    [InlineData("Amount Awarded", "")]
    [InlineData("Amount Awarded", "-1")]
    [InlineData("Amount Awarded", "1,000")]
    [InlineData("Amount Awarded", "£10")]
    [InlineData("Amount Awarded", "1e3")]
    [InlineData("Amount Awarded", "NaN")]
    [InlineData("Amount Awarded", "100000000001")]
    [InlineData("Amount Awarded", "#REF!")]
    [InlineData("Award Date", "")]
    [InlineData("Award Date", "01/06/2010")]
    [InlineData("Award Date", "2010-02-30")]
    [InlineData("Award Date", "2010-06-01 or so")]
    [InlineData("Award Date", "2010")]
    [InlineData("Award Date", "0001-01-01")]
    public void A_row_that_cannot_be_read_is_counted_and_more_than_one_in_a_hundred_refuse_the_file(string heading, string text)
    {
        var sound = Enumerable.Range(0, 198).Select(n => MadeGrants.Sound($"s{n}")).ToList();
        Dictionary<string, string>[] bad = [.. Enumerable.Range(0, 3).Select(n => MadeGrants.Sound($"b{n}").With(heading, text))];

        var content = Read(MadeGrants.Newer, [.. sound, .. bad[..2]]);
        content.Grants.Sum().ShouldBe(198);
        content.LeftOut.ShouldBe([new GrantsLeftOut(GrantsLeftOut.Unusable, 2, null)]);

        var refusal = Files.Refuse(MadeGrants.File(MadeGrants.Newer, [.. sound, .. bad]));
        refusal.Cell.ShouldBe($"{CellAddress.Letters(MadeGrants.Newer.ToList().IndexOf(heading))}200");
        refusal.Found.ShouldEndWith("and the like in 3 of 201 rows, more than 1 in 100");
    }

    [Fact]
    public void Lines_and_commas_in_quoted_cells_are_text()
    {
        var content = Read(
            MadeGrants.Oldest,
            MadeGrants.Sound("1").With("Description", "One\r\ntwo,\n\"three\"\n\n"),
            MadeGrants.Sound("2").With("Publisher", "Trust, The\nOld\u202E")
        );

        Sums(content).ShouldBe(["E06000001 2010 A 1 1000.00", "E06000001 2010 Trust, The Old 1 1000.00"]);
    }

    [Fact]
    public void Publishers_are_the_same_in_utf8_with_or_without_its_mark_and_in_windows_1252()
    {
        var text = MadeGrants.Text(MadeGrants.Newer, MadeGrants.Sound("1").With("Publisher", "Café – Trust"));
        foreach (
            var encoding in (Encoding[])
                [new UTF8Encoding(false), new UTF8Encoding(true), CodePagesEncodingProvider.Instance.GetEncoding(1252)!]
        )
        {
            Files
                .Accept<YearlyGrants>(new PublishedFile("g.csv", (byte[])[.. encoding.Preamble, .. encoding.GetBytes(text)]))
                .Publishers.ShouldBe(["Café – Trust"], encoding.WebName);
        }
    }

    [Fact]
    public void A_grant_without_a_publisher_has_that_of_its_data_source_or_none()
    {
        var content = Read(
            MadeGrants.Newer,
            MadeGrants.Sound("1").With("Publisher", "").With("Data Source", "https://example.org/grants.xlsx"),
            MadeGrants.Sound("2").With("Publisher", "")
        );

        content.Publishers.ShouldBe(["", "https://example.org/grants.xlsx"]);
    }

    [Fact]
    public void Best_available_comes_before_the_recipients_own_and_that_is_taken_where_it_is_alone()
    {
        var own = "Recipient District Geographic code (additional data)";
        Sums(Read(MadeGrants.Newer, MadeGrants.Sound("1").With(own, "E06000002"))).ShouldBe(["E06000001 2010 A 1 1000.00"]);

        List<string> without = [.. MadeGrants.Newer];
        without[without.IndexOf("Best Available Recipient District Geographic Code (additional data)")] = "Something else";
        var grant = MadeGrants.Sound("1").With(own, "E06000002");
        grant.Remove("District");
        Sums(Read(without, grant)).ShouldBe(["E06000002 2010 A 1 1000.00"]);
    }

    [Theory]
    [InlineData(
        "Recipient District Geographic Code",
        "a column headed 'Recipient District Geographic Code' or 'Best Available Recipient District Geographic Code (additional data)' or 'Recipient District Geographic code (additional data)' in row 1"
    )]
    [InlineData("License (see note)", "a column headed 'License (see note)' or '#comment License (see note)' in row 1")]
    public void A_list_without_places_or_licences_is_refused_for_the_heading_it_lacks(string heading, string expected)
    {
        List<string> layout = [.. MadeGrants.Older];
        layout[layout.IndexOf(heading)] = "x";
        var grant = MadeGrants.Sound("1");
        grant.Remove(heading.StartsWith('L') ? "Licence" : "District");

        Files.Refuse(MadeGrants.File(layout, grant)).Expected.ShouldBe(expected);
    }

    [Fact]
    public void A_list_that_names_no_publisher_at_all_is_refused()
    {
        List<string> layout =
        [
            .. MadeGrants.Older.Select(heading => heading is "Publisher:Name" or "Data Source" ? heading[..^1] : heading),
        ];
        var grant = MadeGrants.Sound("1");
        grant.Remove("Publisher");

        Files.Refuse(MadeGrants.File(layout, grant)).Expected.ShouldBe("a column headed 'Publisher:Name' or 'Data Source'");
    }

    [Fact]
    public void A_list_that_is_cut_off_in_a_row_is_refused()
    {
        var text = MadeGrants.Text(MadeGrants.Newer, MadeGrants.Sound("1"), MadeGrants.Sound("2"), MadeGrants.Sound("3"));
        var refusal = Files.Refuse(new PublishedFile("g.csv", Encoding.UTF8.GetBytes(text[..^60])));

        refusal.Expected.ShouldStartWith(
            string.Create(CultureInfo.InvariantCulture, $"{MadeGrants.Newer.Count} cells in the last row, row 4")
        );
        refusal.Found.ShouldEndWith(": the file is cut off");
    }

    [Fact]
    public void A_list_without_any_grant_that_counts_is_refused() =>
        Files
            .Refuse(MadeGrants.File(MadeGrants.Newer, MadeGrants.Sound("1").With("District", "W06000001")))
            .ShouldBe(
                new Refusal(
                    "grantnav.csv",
                    null,
                    null,
                    "at least one grant in pounds to an English district under an open licence",
                    "none among 1 rows"
                )
            );

    [Fact]
    public void Overlong_cell_is_refused_if_read_else_ignored()
    {
        // Below the rows that are looked at to tell what a file is, of which every cell is read.
        var huge = new string('x', ReadingLimits.CellText + 1);
        List<Dictionary<string, string>> above = [.. Enumerable.Range(0, SheetPeek.RowLimit).Select(n => MadeGrants.Sound($"{n}"))];
        Read(MadeGrants.Newer, [.. above, MadeGrants.Sound("x").With("Description", huge)]).Grants.Sum().ShouldBe(SheetPeek.RowLimit + 1);

        var refusal = Files.Refuse(MadeGrants.File(MadeGrants.Newer, [.. above, MadeGrants.Sound("x").With("Publisher", huge)]));
        refusal.Expected.ShouldBe("at most 32,767 characters in a cell");
        refusal.Cell.ShouldBe($"{CellAddress.Letters(MadeGrants.Newer.ToList().IndexOf("Publisher:Name"))}{SheetPeek.RowLimit + 2}");
    }

    [Fact]
    public void A_quote_that_does_not_end_is_refused()
    {
        var text =
            MadeGrants.Text(MadeGrants.Newer, MadeGrants.Sound("1").With("Title", "\"")).Replace("\"\"\"\"", "\"", StringComparison.Ordinal)
            + string.Concat(Enumerable.Repeat(MadeGrants.Row(MadeGrants.Newer, MadeGrants.Sound("2")), 200_000 / 20));

        Source().Read(new PublishedFile("g.csv", Encoding.UTF8.GetBytes(text)), default).ShouldBeOfType<Reading.Refused>();
    }

    [Fact]
    public void More_places_or_publishers_than_there_can_be_are_refused()
    {
        Refused(n => MadeGrants.Sound($"{n}").With("District", string.Create(CultureInfo.InvariantCulture, $"E07{n:000000}")), 1_100)
            .ShouldBe("at most 1,000 places");
        Refused(n => MadeGrants.Sound($"{n}").With("Publisher", $"{n}"), 5_100).ShouldBe("at most 5,000 publishers");
        Refused(n => MadeGrants.Sound($"{n}").With("Amount Awarded", "100000000000"), 200)
            .ShouldBe("at most 10,000,000,000,000 pounds in all");

        static string Refused(Func<int, Dictionary<string, string>> grant, int count) =>
            Files.Refuse(MadeGrants.File(MadeGrants.Older, Enumerable.Range(0, count).Select(grant))).Expected;
    }

    [Fact]
    public void A_funders_own_list_is_recognised_and_refused_for_what_it_lacks()
    {
        var text =
            "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Funding Org:Identifier\n1,a,b,GBP,1,2010-01-01,x,y\n";

        Files
            .Refuse(new PublishedFile("funder.csv", Encoding.UTF8.GetBytes(text)))
            .Expected.ShouldStartWith("a column headed 'Recipient District Geographic Code'");
    }

    private static PublishedSource Source() => SourceCatalogue.Find("grants")!;

    private static IReadOnlyList<string> Of(string layout) =>
        layout switch
        {
            "older" => MadeGrants.Older,
            "oldest" => MadeGrants.Oldest,
            _ => MadeGrants.Newer,
        };

    private static Dictionary<string, string> Grant(string identifier, string district, string date, string amount, string publisher) =>
        MadeGrants
            .Sound(identifier)
            .With("District", district)
            .With("Award Date", date)
            .With("Amount Awarded", amount)
            .With("Publisher", publisher);

    private static YearlyGrants Read(IReadOnlyList<string> layout, params IEnumerable<Dictionary<string, string>> grants) =>
        Files.Accept<YearlyGrants>(MadeGrants.File(layout, grants));

    private static IEnumerable<string> Sums(YearlyGrants content) =>
        Enumerable
            .Range(0, content.Place.Length)
            .Select(row =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{content.Places[content.Place[row]]} {content.Year[row]} {content.Publishers[content.Publisher[row]]} {content.Grants[row]} {content.Pence[row] / 100m:F2}"
                )
            );
}
