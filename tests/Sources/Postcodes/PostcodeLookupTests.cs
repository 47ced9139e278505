using System.Globalization;
using System.IO.Compression;
using System.Text;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests.Postcodes;

/// <summary>Which lists of postcodes are read, as text and packed, and what of them is refused, with file, sheet and cell.</summary>
public class PostcodeLookupTests
{
    /// <summary>The same reader as the catalogue's, but for how many postcodes make a whole list.</summary>
    private static readonly PostcodeLookup Lookup = new(fewest: MadeLookup.Few.Count);

    public static TheoryData<string> Layouts =>
        [
            MadeLookup.BestFit,
            MadeLookup.BestFitOf2021,
            MadeLookup.Directory,
            MadeLookup.Statistics,
            MadeLookup.StatisticsOf2025,
            MadeLookup.StatisticsOf2025.ToUpperInvariant(),
        ];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_layout_is_recognised_by_its_headings_and_gives_Englands_districts(string headings)
    {
        foreach (
            var file in (PublishedFile[])
                [
                    File(MadeLookup.Csv(headings, MadeLookup.Few)),
                    File(MadeLookup.Zip(("Data/list.csv", MadeLookup.Csv(headings, MadeLookup.Few)))),
                ]
        )
        {
            SourceCatalogue
                .All.Where(source => source.Recognises(FilePreview.At(file, default).ShouldBeOfType<FilePreview.Seen>().File))
                .ShouldHaveSingleItem()
                .Description.Id.ShouldBe("postcode-districts");
            var accepted = Lookup.Read(file, default).ShouldBeAccepted();
            var districts = accepted.Content.ShouldBeOfType<PostcodeDistricts>();

            foreach (var postcode in MadeLookup.Few)
            {
                districts.DistrictOf(postcode.Text)?.Value.ShouldBe(postcode.District, postcode.Text);
                (districts.DistrictOf(postcode.Text) is null).ShouldBe(!postcode.District.StartsWith('E'), postcode.Text);
            }

            (districts.Slot, districts.Precedence).ShouldBe(("postcode-districts", 202511));
            districts.Places.Count.ShouldBe(5);
            accepted
                .Flags.ShouldHaveSingleItem()
                .ShouldBe(new EditionFlag("postcode-without-district", "1 postcodes state no district; they are in none", null));
        }
    }

    [Fact]
    public void The_list_is_found_among_what_the_Directory_is_packed_with()
    {
        var list = MadeLookup.Csv(MadeLookup.Directory, MadeLookup.Few);
        var file = File(
            MadeLookup.Zip(
                ("User Guide/guide.pdf", "%PDF"u8.ToArray()),
                ("Documents/LA_UA names and codes UK as at 12_23.csv", "LAD23CD,LAD23NM\r\nE06000001,Hartlepool\r\n"u8.ToArray()),
                ("Data/ONSPD_NOV_2025_UK.csv", list),
                ("Data/multi_csv/ONSPD_NOV_2025_UK_AB.csv", list)
            )
        );

        Files.Recognise(file).ShouldNotBeNull().Description.Id.ShouldBe("postcode-districts");
        Lookup
            .Read(file, default)
            .ShouldBeAccepted()
            .Content.ShouldBeOfType<PostcodeDistricts>()
            .DistrictOf("SW1A 1AA")
            .ShouldBe(new GssCode("E09000033"));
    }

    [Fact]
    public void An_archive_of_two_lists_is_refused()
    {
        var list = MadeLookup.Csv(MadeLookup.BestFit, MadeLookup.Few);

        Refuse(MadeLookup.Zip(("a.csv", list), ("b.csv", list)))
            .ShouldBe(new Refusal("lookup", null, null, "an archive of one list of postcodes", "2: a.csv, b.csv"));
    }

    [Fact]
    public void The_order_of_rows_and_a_row_that_stands_twice_make_no_difference()
    {
        var turned = Read(MadeLookup.Csv(MadeLookup.BestFit, MadeLookup.Few.Reverse().Concat(MadeLookup.Few)));
        var straight = Read(MadeLookup.Csv(MadeLookup.BestFit, MadeLookup.Few));

        turned.Firsts.ShouldBe(straight.Firsts);
        turned.Lasts.ShouldBe(straight.Lasts);
        turned
            .Districts.Select(district => turned.Places[district])
            .ShouldBe(straight.Districts.Select(district => straight.Places[district]));
    }

    [Fact]
    public void A_postcode_in_two_districts_refuses_the_list()
    {
        var refusal = Refuse(MadeLookup.Csv(MadeLookup.BestFit, [.. MadeLookup.Few, MadeLookup.Few[8] with { District = "E09000007" }]));

        (refusal.Expected, refusal.Found).ShouldBe(("each postcode in one district", "SW1A 1AA in E09000033 and in E09000007"));
        Refuse(MadeLookup.Csv(MadeLookup.BestFit, [.. MadeLookup.Few, MadeLookup.Few[8] with { District = "S12000033" }]))
            .Found.ShouldBe("SW1A 1AA in no English district and in E09000033");
    }

    [Theory]
    [InlineData("\"SW1A 1AA\",\"198001\"", "\"SW1A1\",\"198001\"", "C10", "a postcode, as in 'SW1A 1AA'", "'SW1A1'")]
    [InlineData("\"SW1A 1AA\",\"198001\"", "\"\",\"198001\"", "C10", "a postcode, as in 'SW1A 1AA'", "nothing")]
    [InlineData("\"SW1A 1AA\",\"198001\"", "\"SW1A 1AA\",\"198013\"", "D10", "a month, as in '202511', or nothing", "'198013'")]
    [InlineData("\"202511\"", "\"Nov 25\"", "E10", "a month, as in '202511', or nothing", "'Nov 25'")]
    [InlineData("\"E09000033\"", "\"Westminster\"", "J10", "the code of a district, as in 'E06000001', or nothing", "'Westminster'")]
    [InlineData("\"SW1A 1AA\",\"198001\",\"202511\",", "\"SW1A 1AA\"\r\n", "A10", "a row of at least 10 columns", "3")]
    [InlineData(",ladcd,", ",area,", "A1", "one column of districts, headed 'ladcd', 'oslaua', 'laua' or as in 'lad25cd'", null)]
    [InlineData(
        ",ladcd,",
        ",ladcd,lad25cd,",
        "K1",
        "one column of districts, headed 'ladcd', 'oslaua', 'laua' or as in 'lad25cd'",
        "'ladcd' and 'lad25cd'"
    )]
    [InlineData(",doterm,", ",ended,", "A1", "one column headed 'doterm'", null)]
    [InlineData(",doterm,", ",dointr,", "A1", "one column headed 'dointr'", null)]
    [InlineData("\"ZE3 9XP\"", "\"ZD3 9XP\"", null, "postcodes as far as ZE", "none after ZD3 9XP: a part of the list")]
    public void A_list_of_another_shape_is_refused_with_its_cell(string from, string to, string? cell, string expected, string? found)
    {
        var text = Encoding.Latin1.GetString(MadeLookup.Csv(MadeLookup.BestFit, MadeLookup.Few));
        text.ShouldContain(from);

        var refusal = Refuse(Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));

        (refusal.File, refusal.Sheet, refusal.Cell, refusal.Expected).ShouldBe(("lookup", null, cell, expected));
        refusal.Found.ShouldBe(found ?? refusal.Found);
    }

    [Fact]
    public void A_refusal_inside_an_archive_names_the_file_in_it() =>
        Refuse(MadeLookup.Zip(("Data/list.csv", MadeLookup.Csv(MadeLookup.BestFit, [MadeLookup.Few[0] with { District = "x" }]))))
            .ShouldBe(new Refusal("lookup", "Data/list.csv", "J2", "the code of a district, as in 'E06000001', or nothing", "'x'"));

    [Fact]
    public void A_part_of_a_list_is_refused() =>
        SourceCatalogue
            .Find("postcode-districts")!
            .Read(File(MadeLookup.Csv(MadeLookup.BestFit, MadeLookup.Few)), default)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons.ShouldHaveSingleItem()
            .Found.ShouldBe("11: a part of the list");

    [Fact]
    public void A_list_without_a_month_is_refused() =>
        Refuse(MadeLookup.Csv(MadeLookup.BestFit, MadeLookup.Few.Select(postcode => postcode with { Introduced = "", Terminated = "" })))
            .Expected.ShouldBe("months in which postcodes came or went");

    [Theory]
    [InlineData("")]
    [InlineData("pcds")]
    [InlineData("pcds,ladcd,dointr,doterm\r\n")]
    [InlineData("pcds,ladcd,dointr,doterm\r\n\"SW1A 1AA")]
    [InlineData("\"pcds")]
    public void What_is_no_whole_list_is_refused(string text)
    {
        Lookup.Read(File(Encoding.UTF8.GetBytes(text)), default).ShouldBeOfType<Reading.Refused>();
        Lookup.Read(File(MadeLookup.Zip(("list.csv", Encoding.UTF8.GetBytes(text)))), default).ShouldBeOfType<Reading.Refused>();
    }

    [Fact]
    public void A_mark_of_UTF8_and_blank_rows_at_the_end_are_passed_over() =>
        Read([.. Encoding.UTF8.Preamble, .. MadeLookup.Csv(MadeLookup.BestFit, MadeLookup.Few), .. "\r\n\r\n"u8])
            .Precedence.ShouldBe(202511);

    [Fact]
    public void A_row_longer_than_any_is_refused() =>
        Refuse([.. MadeLookup.Csv(MadeLookup.BestFit, MadeLookup.Few), .. Enumerable.Repeat((byte)'A', 3_000_000)]).Cell.ShouldBe("A13");

    [Fact]
    public void An_archive_cut_short_or_damaged_anywhere_is_refused()
    {
        var whole = MadeLookup.Zip(("list.csv", MadeLookup.Csv(MadeLookup.BestFit, MadePostcode.Many(2_000))));
        new PostcodeLookup(2_000).Read(File(whole), default).ShouldBeAccepted();
        foreach (var part in (double[])[0.001, 0.1, 0.5, 0.9, 0.999])
        {
            Lookup.Read(File(whole[..(int)(whole.Length * part)]), default).ShouldBeOfType<Reading.Refused>();
        }

        for (var at = 100; at < whole.Length - 200; at += 97)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x15;

            new PostcodeLookup(2_000)
                .Read(File(damaged), default)
                .ShouldBeOfType<Reading.Refused>(string.Create(CultureInfo.InvariantCulture, $"byte {at}"));
        }
    }

    [Fact]
    public void An_archive_that_unpacks_to_far_more_than_its_size_is_refused()
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("list.csv").Open();
            entry.Write("pcds,ladcd,dointr,doterm\r\n"u8);
            var rows = Encoding.Latin1.GetBytes(
                string.Concat(Enumerable.Repeat($"SW1A 1AA,E09000033,198001,{new string(' ', 2_000)}\r\n", 1_000))
            );
            for (var more = 0; more < 20; more++)
            {
                entry.Write(rows);
            }
        }

        var refusal = Refuse(packed.ToArray());
        (refusal.Sheet, refusal.Expected).ShouldBe(("list.csv", "at most 200 times its size once unpacked"));
    }

    [Fact]
    public void An_archive_of_too_many_files_or_of_one_name_twice_is_no_archive_of_text()
    {
        FilePreview
            .At(File(MadeLookup.Zip(Enumerable.Range(0, 2_001).Select(name => ($"{name}.csv", Array.Empty<byte>())))), default)
            .ShouldBeOfType<FilePreview.Refused>()
            .Reason.Expected.ShouldBe("at most 2,000 files in an archive");
        FilePreview
            .At(File(MadeLookup.Zip(Enumerable.Range(0, 201).Select(name => ($"{name}.csv", Array.Empty<byte>())))), default)
            .ShouldBeOfType<FilePreview.Refused>()
            .Reason.Expected.ShouldBe("at most 200 files of comma-separated text in an archive");
        FilePreview
            .At(File(MadeLookup.Zip(("a.csv", []), ("A.csv", []))), default)
            .ShouldBeOfType<FilePreview.Refused>()
            .Reason.Expected.ShouldBe("each file of an archive once");
    }

    [Fact]
    public void Other_text_in_an_archive_is_seen_and_of_no_source() =>
        Files.Recognise(File(MadeLookup.Zip(("a.csv", "name,pounds\r\nx,1\r\n"u8.ToArray())))).ShouldBeNull();

    private static PublishedFile File(byte[] bytes) => new("lookup", bytes);

    private static PostcodeDistricts Read(byte[] bytes) =>
        Lookup.Read(File(bytes), default).ShouldBeAccepted().Content.ShouldBeOfType<PostcodeDistricts>();

    private static Refusal Refuse(byte[] bytes) => Lookup.Read(File(bytes), default).ShouldBeOfType<Reading.Refused>().Reasons[0];
}
