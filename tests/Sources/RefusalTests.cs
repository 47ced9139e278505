using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>What is wrong with a file is said by name: which file, sheet and cell, what was expected there and what was found.</summary>
public class RefusalTests
{
    private const string Name = "budget.xlsx";

    private static readonly PublishedSource Budgets = SourceCatalogue.Find("revenue-budgets")!;

    [Fact]
    public void A_sound_synthetic_budget_is_accepted() =>
        Read(SyntheticBudget.Sheet).ShouldBeOfType<Reading.Accepted>().Content.Slot.ShouldBe("2018-19");

    [Fact]
    public void A_lost_heading_is_still_recognised_and_refused_by_the_cell_it_should_stand_in()
    {
        var file = Sheet.AsXlsx(Name, SyntheticBudget.Sheet.With(4, 0, "Ecode"));

        SourceCatalogue.Recognise(FilePreview.At(file, default).ShouldBeOfType<FilePreview.Seen>().File).ShouldBe(Budgets);
        Sole(Budgets.Read(file, default))
            .ShouldBe(
                new Refusal(
                    Name,
                    SyntheticBudget.SheetName,
                    "A5",
                    "the heading 'E-code' in the first column above the authorities",
                    "'Ecode'"
                )
            );
    }

    [Fact]
    public void A_renamed_column_is_refused_with_the_nearest_heading()
    {
        var renamed = SyntheticBudget.Sheet.With(4, SyntheticBudget.Column("TOTAL CENTRAL"), "TOTAL CENTRAL SERVICES AND LEVIES");

        Sole(Read(renamed))
            .ShouldBe(
                new Refusal(
                    Name,
                    SyntheticBudget.SheetName,
                    "P4",
                    "a column headed 'TOTAL CENTRAL SERVICES' in row 4",
                    "none; the nearest heading is 'TOTAL CENTRAL SERVICES AND LEVIES'"
                )
            );
    }

    [Fact]
    public void An_authority_that_stands_twice_is_refused()
    {
        var twice = SyntheticBudget.Sheet.WithRow(8, SyntheticBudget.Sheet.Rows[5]);

        Sole(Read(twice)).ShouldBe(new Refusal(Name, SyntheticBudget.SheetName, "A8", "each E-code once", "E0102 again, after row 6"));
    }

    [Fact]
    public void The_greater_london_authority_may_be_repeated_but_only_with_the_same_figures()
    {
        var london = SyntheticBudget.Sheet.With(8, 0, "E5100").With(8, 1, "E61000001");
        var repeat = london.Rows[7].ToList();
        var repeated = london.WithRow(12, repeat);

        Read(repeated).ShouldBeOfType<Reading.Accepted>().Flags.ShouldContain(flag => flag.Kind == "repeated-row" && flag.Address == "A12");

        // The repeat is a total that was added up again: it may be out by rounding.
        repeat[13] = 9_001;
        Read(london.WithRow(12, repeat)).ShouldBeOfType<Reading.Accepted>();

        repeat[13] = 9_020;
        Sole(Read(london.WithRow(12, repeat))).Found.ShouldBe("E5100 again, after row 8");
    }

    [Fact]
    public void An_authority_below_england_is_not_of_the_first_table()
    {
        var row = SyntheticBudget.Sheet.Rows[5].ToList();
        row[0] = "E0103";

        Sole(Read(SyntheticBudget.Sheet.WithRow(12, row)))
            .ShouldBe(
                new Refusal(Name, SyntheticBudget.SheetName, "A12", "no authority below ENGLAND, where the first table ends", "E0103")
            );
    }

    [Theory]
    [InlineData("about 900")]
    [InlineData("1,23")]
    [InlineData("12 thousand")]
    [InlineData("1.2.3")]
    public void Text_in_a_figure_is_refused(string text)
    {
        var refusal = Sole(Read(SyntheticBudget.Sheet.With(6, SyntheticBudget.Column("TOTAL CENTRAL"), text)));

        refusal.ShouldBe(new Refusal(Name, SyntheticBudget.SheetName, "P6", "a figure, or one of … ... [x] [z] [c] - n/a", $"'{text}'"));
    }

    [Theory]
    [InlineData("#REF!")]
    [InlineData("#N/A")]
    [InlineData("#DIV/0!")]
    public void An_error_of_the_spreadsheet_is_never_a_figure(string word)
    {
        var column = SyntheticBudget.Column("TOTAL POLICE");

        Reasons(Read(SyntheticBudget.Sheet.With(8, column, new ErrorCell(word))))[0]
            .ShouldBe(new Refusal(Name, SyntheticBudget.SheetName, "N8", "a figure, or one of … ... [x] [z] [c] - n/a", $"'{word}'"));
        Reasons(Budgets.Read(SyntheticBudget.Sheet.With(8, column, new ErrorCell(word)).AsCsv(), default))[0]
            .ShouldBe(new Refusal("test.csv", null, "N8", "a figure, or one of … ... [x] [z] [c] - n/a", $"'{word}'"));
    }

    [Fact]
    public void An_error_cell_of_an_old_workbook_is_refused()
    {
        // Turns the RK record of row 10, column 111 into the BOOLERR record of #REF!, which fits into the same bytes.
        var file = PublishedFiles.Require("revenue/ra/RA_2010-11__1934015.xls");
        var bytes = file.Bytes.ToArray();
        var at = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x7E, 0x02, 10, 0, 9, 0, 110, 0]);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), 0x0205);
        bytes[at + 10] = 0x17;
        bytes[at + 11] = 1;

        var refusal = Reasons(Budgets.Read(file with { Bytes = bytes }, default))[0];

        (refusal.Sheet, refusal.Cell).ShouldBe(("RA LA Data 2010-11 (1)", "DG10"));
    }

    /// <summary>Thirteen services and their total, each at most half a thousand from what it was rounded from.</summary>
    [Fact]
    public void A_row_whose_services_do_not_add_up_is_refused_beyond_what_rounding_can_make()
    {
        var column = SyntheticBudget.Column("TOTAL CENTRAL");
        var off = SyntheticBudget.Sheet.With(5, column, 908).With(10, column, 2_808);

        Sole(Read(off))
            .ShouldBe(
                new Refusal(
                    Name,
                    SyntheticBudget.SheetName,
                    "R5",
                    "the service totals of E0101 to add up to its total service expenditure within 7 thousand pounds",
                    "18,008 thousand pounds against 18,000 thousand pounds"
                )
            );
    }

    [Fact]
    public void A_row_out_by_rounding_is_accepted_and_told_and_by_hardly_likely_rounding_told_apart()
    {
        var column = SyntheticBudget.Column("TOTAL CENTRAL");

        var little = Read(SyntheticBudget.Sheet.With(5, column, 902).With(10, column, 2_802)).ShouldBeOfType<Reading.Accepted>();
        little
            .Flags.Where(IsOfRounding)
            .ShouldHaveSingleItem()
            .ShouldBe(
                new EditionFlag(
                    "rounded-rows",
                    "the services of 1 authority miss the total service expenditure by as much as rounding can make: E0101 by 2 thousand pounds.",
                    null
                )
            );

        var much = Read(SyntheticBudget.Sheet.With(5, column, 906).With(10, column, 2_806)).ShouldBeOfType<Reading.Accepted>();
        var flag = much.Flags.Where(IsOfRounding).ShouldHaveSingleItem();
        (flag.Kind, flag.Address).ShouldBe(("improbable-rounding", "R5"));
        flag.Detail.ShouldStartWith(
            "Bath & North East Somerset UA (E0101): its services are 6 thousand pounds above its total service expenditure."
        );
    }

    /// <summary>Totals that agree on the other lines are sums of what is published: rounding leaves them a unit and no more.</summary>
    [Fact]
    public void Two_thousand_out_of_place_in_one_authority_is_caught_by_england()
    {
        var refusal = Sole(Read(SyntheticBudget.Sheet.With(5, SyntheticBudget.Column("Library"), 62)));

        refusal.Cell.ShouldBe("V10");
        refusal.Expected.ShouldBe("ENGLAND's Library service to be the sum of the authorities, 182 thousand pounds");
        refusal.Found.ShouldBe("180 thousand pounds");

        Read(SyntheticBudget.Sheet.With(5, SyntheticBudget.Column("Library"), 61))
            .ShouldBeOfType<Reading.Accepted>()
            .Flags.Where(IsOfRounding)
            .ShouldHaveSingleItem()
            .ShouldBe(
                new EditionFlag(
                    "rounded-total",
                    "ENGLAND's Library service is 1 thousand pounds below the sum of the authorities, as rounding can make it.",
                    "V10"
                )
            );
    }

    /// <summary>Which of two columns is meant cannot be told from words that are the same.</summary>
    [Fact]
    public void A_note_in_brackets_is_ignored_unless_it_is_all_that_tells_two_columns_apart()
    {
        var other = SyntheticBudget.Column("TOTAL OTHER");
        var noted = SyntheticBudget.Sheet.With(4, other, "TOTAL OTHER SERVICES (exclude Public Health) [note 3]");
        Read(noted).ShouldBeOfType<Reading.Accepted>();

        var twice = noted.With(4, SyntheticBudget.Column("Open spaces"), "TOTAL OTHER SERVICES (include Public Health)");
        Reasons(Read(twice)).Select(reason => reason.Expected).ShouldContain("a column headed 'TOTAL OTHER SERVICES' in row 4");
    }

    [Fact]
    public void A_council_that_did_not_file_is_missing_not_nothing_and_listed()
    {
        var sheet = WithoutARow(
            SyntheticBudget.Sheet.With(1, 0, SyntheticBudget.TitleOfAnUnsettledYear) with
            {
                Name = "RA LA Data 2031-32",
            }
        );

        var accepted = Read(sheet).ShouldBeOfType<Reading.Accepted>();

        var filing = ((Domain.Observations.RevenueReturn)accepted.Content).Filings[1];
        filing.Cells.Values.ShouldAllBe(cell => cell.Pounds == null && cell.Status == Domain.Observations.CellStatus.Missing);
        accepted.Flags.ShouldContain(flag => flag.Kind == "non-filer" && flag.Detail.Contains("E0102", StringComparison.Ordinal));
        accepted.Flags.ShouldContain(flag =>
            flag.Kind == "imputed-total"
            && flag.Address == "R10"
            && flag.Detail
                == "ENGLAND's Total service expenditure is 18,000 thousand pounds above the sum of the authorities: imputed for those without a figure, E0102."
        );
    }

    [Fact]
    public void Nothing_is_imputed_for_a_row_that_lacks_one_figure_of_many()
    {
        var refusal = Sole(Read(SyntheticBudget.Sheet.With(5, SyntheticBudget.Column("Library"), null)));

        refusal.ShouldBe(
            new Refusal(
                Name,
                SyntheticBudget.SheetName,
                "V10",
                "ENGLAND's Library service to be the sum of the authorities, 120 thousand pounds",
                "180 thousand pounds"
            )
        );
    }

    /// <summary>Nothing states what was imputed. Much of it may be right, so it is for a person to look at.</summary>
    [Fact]
    public void What_england_has_beyond_what_the_kind_of_a_non_filer_spends_is_flagged()
    {
        var sheet = WithoutARow(
            SyntheticBudget.Sheet.With(1, 0, SyntheticBudget.TitleOfAnUnsettledYear) with
            {
                Name = "RA LA Data 2031-32",
            }
        );
        var library = SyntheticBudget.Column("Library");
        var police = SyntheticBudget.Column("TOTAL POLICE");

        // Four times the 60 thousand of its kind, and a million.
        Kinds(sheet.With(10, library, 120 + 1_240), "V10").ShouldBe(["imputed-total"]);
        Kinds(sheet.With(10, library, 120 + 2_240), "V10").ShouldBe(["unusual-imputation"]);

        // No council has police: a council that did not file may be the first.
        Kinds(sheet.With(10, police, 9_300).With(10, SyntheticBudget.Column("TOTAL OTHER"), 600), "N10").ShouldBe(["unusual-imputation"]);

        static IEnumerable<string> Kinds(Sheet made, string address) =>
            Read(made).ShouldBeOfType<Reading.Accepted>().Flags.Where(flag => flag.Address == address).Select(flag => flag.Kind);
    }

    [Fact]
    public void Where_something_was_imputed_the_councils_are_counted() =>
        Reasons(Read(WithoutARow(SyntheticBudget.Sheet)))
            .ShouldContain(
                new Refusal(
                    Name,
                    SyntheticBudget.SheetName,
                    null,
                    "each of England's 326 districts and single-tier councils, with or without figures, since ENGLAND holds imputations",
                    "3"
                )
            );

    [Fact]
    public void Figures_without_the_code_of_an_authority_are_refused() =>
        Sole(Read(SyntheticBudget.Sheet.With(6, 0, "E01O2")))
            .ShouldBe(
                new Refusal(Name, SyntheticBudget.SheetName, "A6", "the E-code of the authority whose figures stand in the row", "'E01O2'")
            );

    [Fact]
    public void Englands_own_services_add_up()
    {
        var refusal = Reasons(Read(SyntheticBudget.Sheet.With(10, SyntheticBudget.Column("TOTAL CENTRAL"), 2_808)))
            .Single(reason => reason.Expected.Contains("ENGLAND to add up", StringComparison.Ordinal));

        (refusal.Cell, refusal.Found).ShouldBe(("R10", "63,108 thousand pounds against 63,100 thousand pounds"));
    }

    private static bool IsOfRounding(EditionFlag flag) => flag.Kind.Contains("round", StringComparison.Ordinal);

    private static Sheet WithoutARow(Sheet sheet)
    {
        for (var column = 4; column < sheet.Rows[5].Count; column++)
        {
            sheet = sheet.With(6, column, "…");
        }

        return sheet;
    }

    [Fact]
    public void A_file_without_england_is_refused_for_it()
    {
        Sole(Read(SyntheticBudget.Sheet.WithoutRow(10)))
            .ShouldBe(
                new Refusal(
                    Name,
                    SyntheticBudget.SheetName,
                    null,
                    "a row ENGLAND below the authorities, to check them against",
                    "none below the last authority in row 8"
                )
            );
    }

    [Fact]
    public void A_title_without_a_year_is_refused()
    {
        var refusal = Sole(Read(SyntheticBudget.Sheet.With(1, 0, "Revenue Account Budget (RA): data")));

        refusal.Cell.ShouldBe("A4");
        refusal.Expected.ShouldContain("names the financial year");
    }

    [Fact]
    public void Capital_charges_are_not_taken_for_spending()
    {
        var charges = SyntheticBudget
            .Sheet.With(1, 0, "Revenue Account Budget (RA): 2018-19 data")
            .With(2, 0, "Capital charges (£ thousand)");

        Reasons(Budgets.Read(Sheet.AsXlsx(Name, charges with { Name = "RA LA Data (2)" }), default)).Count.ShouldBe(1);
        var both = Budgets.Read(Sheet.AsXlsx(Name, charges with { Name = "RA LA Data (2)" }, SyntheticBudget.Sheet), default);
        ((Domain.Observations.RevenueReturn)both.ShouldBeOfType<Reading.Accepted>().Content).Sheet.ShouldBe(SyntheticBudget.SheetName);
    }

    [Fact]
    public void An_empty_file_is_refused() =>
        Both(new PublishedFile("empty.xls", ReadOnlyMemory<byte>.Empty))
            .ShouldBe(new Refusal("empty.xls", null, null, "a workbook or comma-separated text", "an empty file"));

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Page not found</body></html>")]
    [InlineData("\n  <HTML lang=en>")]
    public void A_page_named_xlsx_is_refused(string page) =>
        Both(new PublishedFile("RA.xlsx", Encoding.UTF8.GetBytes(page)))
            .ShouldBe(new Refusal("RA.xlsx", null, null, "a workbook or comma-separated text", "an HTML page"));

    [Fact]
    public void Binary_content_is_refused() =>
        Both(new PublishedFile("a.csv", new byte[] { (byte)'a', 0, (byte)'b' }))
            .ShouldBe(new Refusal("a.csv", null, null, "comma-separated text", "binary content (a NUL at byte 1)"));

    [Fact]
    public void A_truncated_workbook_is_refused()
    {
        var whole = Sheet.AsXlsx("cut.xlsx", SyntheticBudget.Sheet);

        var refusal = Both(whole with { Bytes = whole.Bytes[..(whole.Bytes.Length / 2)] });

        refusal.File.ShouldBe("cut.xlsx");
        refusal.Expected.ShouldBe("a zip archive that is whole");
    }

    [Fact]
    public void A_damaged_part_is_refused_by_its_checksum()
    {
        // One digit of a stored part is changed, and nothing else: no parser would notice.
        var whole = Stored("xl/workbook.xml", "<workbook>1234567</workbook>");
        var bytes = whole.Bytes.ToArray();
        bytes[bytes.AsSpan().IndexOf("1234567"u8)] = (byte)'9';

        Both(whole with { Bytes = bytes })
            .ShouldBe(
                new Refusal(
                    "stored.xlsx",
                    null,
                    null,
                    "part 'xl/workbook.xml' with the checksum its archive states",
                    "another checksum: the file is damaged"
                )
            );
    }

    [Theory]
    [InlineData("revenue/ra/RA_2010-11__1934015.xls")]
    [InlineData("revenue/ra/RA_2018-19_data_by_LA.xlsx")]
    public void A_real_workbook_cut_anywhere_is_refused(string path)
    {
        var file = PublishedFiles.Require(path);
        foreach (var share in new[] { 0.02, 0.3, 0.6, 0.95 })
        {
            var cut = file with { Bytes = file.Bytes[..(int)(file.Bytes.Length * share)] };
            Budgets
                .Read(cut, default)
                .ShouldBeOfType<Reading.Refused>($"cut at {share}")
                .Reasons.ShouldAllBe(reason => reason.File == file.Name);
        }
    }

    [Fact]
    public void Another_archive_is_refused_with_what_is_in_it() =>
        Both(Stored("word/document.xml", "<w/>"))
            .ShouldBe(
                new Refusal(
                    "stored.xlsx",
                    null,
                    null,
                    "a workbook of Excel (xl/workbook.xml) or an OpenDocument spreadsheet (content.xml)",
                    "a zip archive of 'word/document.xml'"
                )
            );

    [Fact]
    public void A_zip_bomb_is_refused_while_it_unpacks()
    {
        var bomb = Bomb(megabytes: 64);
        bomb.Bytes.Length.ShouldBeLessThan(200_000);

        Both(bomb)
            .ShouldBe(new Refusal("bomb.xlsx", null, null, "at most 200 times its size once unpacked", "more, in part 'xl/workbook.xml'"));
    }

    [Fact]
    public void A_zip_bomb_that_lies_of_its_size_is_refused_too()
    {
        var bytes = Bomb(megabytes: 64).Bytes.ToArray();
        var lies = 0;
        for (var at = 0; at < bytes.Length - 4; at++)
        {
            // The uncompressed size of the local header (PK 3 4) and of the directory's entry (PK 1 2) is made out to be 100 bytes.
            var offset = bytes.AsSpan(at, 4) switch
            {
                [(byte)'P', (byte)'K', 3, 4] => 22,
                [(byte)'P', (byte)'K', 1, 2] => 24,
                _ => 0,
            };
            if (offset > 0)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + offset), 100);
                lies++;
            }
        }

        lies.ShouldBe(2);
        Both(new PublishedFile("liar.xlsx", bytes)).File.ShouldBe("liar.xlsx");
    }

    [Fact]
    public void An_archive_of_too_many_parts_is_refused()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var part = 0; part < 2_001; part++)
            {
                Sheet.Part(archive, $"xl/{part}.xml", "");
            }
        }

        Both(new PublishedFile("many.xlsx", stream.ToArray()))
            .ShouldBe(new Refusal("many.xlsx", null, null, "at most 2,000 parts in a workbook", "2,001"));
    }

    [Fact]
    public void A_workbook_or_document_above_the_limit_is_refused_unread()
    {
        var bytes = new byte[(64 * 1024 * 1024) + 1];
        foreach (
            var beginning in (byte[][])
                [
                    [.. "PK\u0003\u0004"u8],
                    [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
                    [.. "[{"u8],
                ]
        )
        {
            beginning.CopyTo(bytes, 0);
            Both(new PublishedFile("large", bytes))
                .ShouldBe(new Refusal("large", null, null, "at most 67,108,864 bytes", "67,108,865 bytes"));
        }
    }

    [Fact]
    public void Text_above_its_limit_is_refused_unread()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.OpenWrite(path))
            {
                file.Write("a,b"u8);
                file.SetLength((4L * 1024 * 1024 * 1024) + 1);
            }

            Both(PublishedFile.OnDisk(path))
                .ShouldBe(new Refusal(Path.GetFileName(path), null, null, "at most 4,294,967,296 bytes", "4,294,967,297 bytes"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Entities_and_document_types_are_not_followed()
    {
        var secret = Path.GetTempFileName();
        File.WriteAllText(secret, "900");
        try
        {
            var file = Sheet.AsXlsx(
                "xxe.xlsx",
                xml =>
                    xml.Replace(
                            "<worksheet",
                            $"<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file://{secret}\">]><worksheet",
                            StringComparison.Ordinal
                        )
                        .Replace("<v>900</v>", "<v>&x;</v>", StringComparison.Ordinal),
                SyntheticBudget.Sheet
            );

            var refusal = Sole(Budgets.Read(file, default));

            refusal.File.ShouldBe("xxe.xlsx");
            refusal.Found.ShouldContain("DTD");
            FilePreview.At(file, default).ShouldBeOfType<FilePreview.Refused>();
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public void An_entity_bomb_is_not_expanded()
    {
        var lol = string.Concat(
            Enumerable.Range(1, 9).Select(n => $"<!ENTITY l{n} \"{string.Concat(Enumerable.Repeat($"&l{n - 1};", 10))}\">")
        );
        var file = Sheet.AsXlsx(
            "lol.xlsx",
            xml =>
                xml.Replace("<worksheet", $"<!DOCTYPE worksheet [<!ENTITY l0 \"lol\">{lol}]><worksheet", StringComparison.Ordinal)
                    .Replace("Bristol UA", "&l9;", StringComparison.Ordinal),
            SyntheticBudget.Sheet
        );

        Budgets.Read(file, default).ShouldBeOfType<Reading.Refused>();
    }

    [Fact]
    public void A_sheet_wider_or_longer_than_any_return_is_refused()
    {
        var wide = new Sheet(
            "wide",
            [
                ["Revenue Account Budget (RA): 2018-19 data"],
                [.. Enumerable.Repeat((object?)"x", 4_097)],
            ]
        );
        Both(wide.AsCsv("wide.csv")).ShouldBe(new Refusal("wide.csv", null, "A2", "at most 4,096 columns", "more"));

        var far = Sheet.AsXlsx(
            "far.xlsx",
            xml => xml.Replace("</sheetData>", "<row r=\"60\"><c r=\"XFD60\"><v>1</v></c></row></sheetData>", StringComparison.Ordinal),
            SyntheticBudget.Sheet
        );
        Both(far).ShouldBe(new Refusal("far.xlsx", SyntheticBudget.SheetName, null, "at most 4,096 columns", "16,384 columns"));

        var deep = Sheet.AsXlsx(
            "deep.xlsx",
            xml =>
                xml.Replace(
                    "</sheetData>",
                    "<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row></sheetData>",
                    StringComparison.Ordinal
                ),
            SyntheticBudget.Sheet
        );
        Sole(Budgets.Read(deep, default))
            .ShouldBe(new Refusal("deep.xlsx", SyntheticBudget.SheetName, null, "at most 50,000 rows on a sheet", "more"));
    }

    [Fact]
    public void A_cell_longer_than_excel_allows_is_refused()
    {
        var sheet = SyntheticBudget.Sheet.With(6, 2, new string('x', 32_768));

        Sole(Read(sheet))
            .ShouldBe(new Refusal(Name, SyntheticBudget.SheetName, "C6", "at most 32,767 characters in a cell", "32,768 characters"));
    }

    [Fact]
    public void A_workbook_of_too_many_sheets_is_refused()
    {
        var sheets = Enumerable
            .Range(1, 201)
            .Select(n => new Sheet(
                $"s{n}",
                [
                    ["x"],
                ]
            ))
            .ToArray();

        Both(Sheet.AsXlsx("sheets.xlsx", sheets)).ShouldBe(new Refusal("sheets.xlsx", null, null, "at most 200 sheets", "more"));
    }

    private static Reading Read(Sheet sheet) => Budgets.Read(Sheet.AsXlsx(Name, sheet), default);

    private static IReadOnlyList<Refusal> Reasons(Reading reading) => reading.ShouldBeOfType<Reading.Refused>().Reasons;

    private static Refusal Sole(Reading reading) => Reasons(reading).ShouldHaveSingleItem();

    /// <summary>The refusal of looking and of reading, which is the same one.</summary>
    private static Refusal Both(PublishedFile file)
    {
        var looked = FilePreview.At(file, default).ShouldBeOfType<FilePreview.Refused>().Reason;
        Sole(Budgets.Read(file, default)).ShouldBe(looked);
        return looked;
    }

    private static PublishedFile Stored(string part, string text)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(archive.CreateEntry(part, CompressionLevel.NoCompression).Open());
            writer.Write(text);
        }

        return new PublishedFile("stored.xlsx", stream.ToArray());
    }

    private static PublishedFile Bomb(int megabytes)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("xl/workbook.xml", CompressionLevel.Optimal).Open();
            for (var megabyte = 0; megabyte < megabytes; megabyte++)
            {
                part.Write(new byte[1024 * 1024]);
            }
        }

        return new PublishedFile("bomb.xlsx", stream.ToArray());
    }
}
