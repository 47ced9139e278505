using System.Globalization;
using System.IO.Compression;
using System.Text;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Community;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests.Charities;

/// <summary>What the register's extract is recognised by, and what of it is refused, with file, row and field.</summary>
public class RegisterTests
{
    private const int Few = 300;

    /// <summary>The same reader as the catalogue's, but for how many charities make a whole register.</summary>
    private static readonly CharityCommissionRegister Register = new(fewest: Few);

    [Theory]
    [InlineData(MadeExtract.Charity, "charity")]
    [InlineData(MadeExtract.AreaOfOperation, "area-of-operation")]
    [InlineData(MadeExtract.Classification, "classification")]
    [InlineData(MadeExtract.History, "annual-return-history")]
    public void Each_table_is_recognised_by_its_fields_and_stands_for_a_slot_of_its_own(string table, string slot)
    {
        var file = MadeExtract.InMemory(table, Few) with { Name = "something.bin" };

        SourceCatalogue
            .All.Where(source => source.Recognises(FilePreview.At(file, default).ShouldBeOfType<FilePreview.Seen>().File))
            .ShouldHaveSingleItem()
            .Description.Id.ShouldBe("charity-register");
        var accepted = Register.Read(file, default).ShouldBeAccepted();
        accepted.Content.Slot.ShouldBe(slot);
        accepted.Content.Precedence.ShouldBe(MadeExtract.Day.DayNumber);
        accepted.Flags.ShouldBeEmpty();
    }

    [Fact]
    public void Linked_charities_are_left_out()
    {
        var records = Read<CharityRecords>(MadeExtract.Charity, text => text);

        records.Numbers.Length.ShouldBe(Few);
        records.Numbers.ShouldAllBe(number => number < 100_000_000);
    }

    [Theory]
    [InlineData("\"charity_contact_postcode\":\"ab12cd\"", "AB1 2CD")]
    [InlineData("\"charity_contact_postcode\":\"  AB1   2CD \"", "AB1 2CD")]
    [InlineData("\"charity_contact_postcode\":\"MIDDLETOWN\"", null)]
    [InlineData("\"charity_contact_postcode\":\"\\u0000\\uFFFD\"", null)]
    [InlineData("\"charity_contact_postcode\":\"AB1 2CD AND ALSO, WHERE NOBODY IS THERE, AB1 2CE\"", null)]
    [InlineData("\"charity_contact_postcode\":null", null)]
    [InlineData("\"charity_contact_postcode\":12", null)]
    [InlineData("\"postcode\":\"AB1 2CD\"", null)]
    public void The_postcode_is_kept_where_there_is_one_that_can_be_read(string field, string? postcode)
    {
        var records = Read<CharityRecords>(
            MadeExtract.Charity,
            json => json.Replace("\"charity_contact_postcode\":\"AB1 2CD\"", field, StringComparison.Ordinal)
        );

        records.Postcodes.Length.ShouldBe(Few);
        records.Postcodes.ShouldAllBe(packed =>
            postcode == null ? packed == CharityRecords.NotKnownPostcode : new Domain.Codes.Postcode(packed).ToString() == postcode
        );
    }

    [Fact]
    public void A_part_of_the_register_is_refused() =>
        SourceCatalogue
            .Find("charity-register")!
            .Read(MadeExtract.InMemory(MadeExtract.Charity, Few), default)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons.ShouldHaveSingleItem()
            .Found.ShouldBe("330: a part of the register");

    [Fact]
    public void An_archive_cut_short_is_refused_wherever_it_is_cut()
    {
        var whole = MadeExtract.InMemory(MadeExtract.History, Few);
        foreach (var part in (double[])[0.001, 0.1, 0.5, 0.9, 0.999])
        {
            var cut = new PublishedFile("cut.zip", whole.Bytes[..(int)(whole.Length * part)]);

            Register.Read(cut, default).ShouldBeOfType<Reading.Refused>().Reasons[0].File.ShouldBe("cut.zip");
            FilePreview.At(cut, default).ShouldBeOfType<FilePreview.Refused>();
        }
    }

    [Fact]
    public void A_damaged_byte_anywhere_is_refused()
    {
        var whole = MadeExtract.InMemory(MadeExtract.Charity, Few).Bytes.ToArray();
        for (var at = 100; at < whole.Length - 200; at += 97)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x15;

            Register.Read(new PublishedFile("damaged.zip", damaged), default).ShouldBeOfType<Reading.Refused>($"byte {at}");
        }
    }

    [Fact]
    public void A_json_file_cut_short_inside_a_sound_archive_is_refused_with_its_row()
    {
        var json = MadeExtract.Json(MadeExtract.Charity, Few);

        var refusal = Refuse(MadeExtract.Charity, _ => json[..(json.IndexOf("\n{", StringComparison.Ordinal) + 40)]);

        (refusal.Sheet, refusal.Cell, refusal.Expected).ShouldBe(("publicextract.charity.json", "row 2", "JSON that is whole"));
    }

    [Theory]
    [InlineData(MadeExtract.Charity, "\"date_of_removal\":", "\"removed_on\":", "row 1, date_of_removal", "a field of that name")]
    [InlineData(
        MadeExtract.Charity,
        "\"date_of_removal\":null",
        "\"date_of_removal\":\"31/03/2019\"",
        "date_of_removal",
        "a date, as in '2011-03-31T00:00:00'"
    )]
    [InlineData(
        MadeExtract.Charity,
        "\"charity_registration_status\":\"Registered\"",
        "\"charity_registration_status\":\"Dormant\"",
        "charity_registration_status",
        "Registered or Removed"
    )]
    [InlineData(
        MadeExtract.Charity,
        "\"organisation_number\":200000",
        "\"organisation_number\":\"CE200000\"",
        "row 1, organisation_number",
        "a whole number"
    )]
    [InlineData(
        MadeExtract.Charity,
        "\"organisation_number\":200000,",
        "\"organisation_number\":null,",
        "row 1, organisation_number",
        "a whole number"
    )]
    [InlineData(
        MadeExtract.Charity,
        "\"latest_income\":",
        "\"latest_income\":{\"pounds\":1},\"was\":",
        "row 1, latest_income",
        "a single value"
    )]
    [InlineData(MadeExtract.Charity, "\"latest_income\":", "\"latest_income\":\"much\",\"was\":", "row 1, latest_income", "pounds")]
    [InlineData(
        MadeExtract.Charity,
        "\"latest_income\":",
        "\"latest_income\":1,\"latest_income\":",
        "row 1, latest_income",
        "each field once"
    )]
    [InlineData(MadeExtract.Charity, "\"organisation_number\":200001", "\"organisation_number\":200000", null, "each charity once")]
    [InlineData(
        MadeExtract.AreaOfOperation,
        "\"geographic_area_type\":",
        "\"area_type\":",
        "row 1, geographic_area_type",
        "a field of that name"
    )]
    [InlineData(
        MadeExtract.Classification,
        "\"classification_code\":105",
        "\"classification_code\":\"poverty\"",
        "classification_code",
        "a whole number"
    )]
    [InlineData(
        MadeExtract.History,
        "\"fin_period_end_date\":\"2017-12-31",
        "\"fin_period_end_date\":\"2017-13-31",
        "row 1, fin_period_end_date",
        "a date, as in '2011-03-31T00:00:00'"
    )]
    [InlineData(MadeExtract.History, "\"total_gross_income\":", "\"income\":", "row 1, total_gross_income", "a field of that name")]
    public void A_table_of_another_shape_is_refused_with_row_and_field(string table, string from, string to, string? cell, string expected)
    {
        var refusal = Refuse(
            table,
            json =>
                from.EndsWith(':') && !to.Contains(":1,", StringComparison.Ordinal)
                    ? json.Replace(from, to, StringComparison.Ordinal)
                    : ReplaceFirst(json, from, to)
        );

        (refusal.File, refusal.Sheet, refusal.Expected).ShouldBe((table + ".zip", table + ".json", expected));
        if (cell is null)
        {
            refusal.Cell.ShouldBeNull();
        }
        else
        {
            refusal.Cell.ShouldNotBeNull().ShouldEndWith(cell);
        }
    }

    [Theory]
    [InlineData("{\"charity\":[]}", "an array of objects")]
    [InlineData("[[1,2]]", "an array of objects")]
    [InlineData("[1]", "an array of objects")]
    [InlineData("\"charity\"", "an array of objects")]
    [InlineData("[]", "at least one row")]
    [InlineData("", "JSON that is whole")]
    [InlineData("not json", "JSON that is whole")]
    [InlineData("[{\"a\":1}] and more", "JSON that is whole")]
    public void What_is_no_array_of_objects_is_refused(string json, string expected) =>
        Register
            .Read(MadeExtract.Zipped("x", json), default)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons[0]
            .Expected.ShouldBe(json.StartsWith("[{", StringComparison.Ordinal) ? "a table of the register's extract" : expected);

    [Fact]
    public void Text_behind_the_array_is_refused() =>
        Refuse(MadeExtract.Charity, json => json + "[]").Expected.ShouldBe("JSON that is whole");

    [Fact]
    public void An_archive_that_unpacks_to_far_more_than_it_is_is_refused() =>
        Refuse(MadeExtract.Charity, json => json.Insert(1, new string(' ', 40_000_000)))
            .Expected.ShouldBe("at most 200 times its size once unpacked");

    [Fact]
    public void A_value_without_end_is_refused() =>
        Refuse(MadeExtract.Charity, json => ReplaceFirst(json, "MIDDLETOWN", new string('A', 3_000_000)))
            .Expected.ShouldBe("values of at most 1,048,576 bytes");

    [Fact]
    public void An_archive_of_two_files_is_no_table_of_the_register()
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("a.json").Open().Dispose();
            archive.CreateEntry("b.json").Open().Dispose();
        }

        FilePreview
            .At(new PublishedFile("two.zip", packed.ToArray()), default)
            .ShouldBeOfType<FilePreview.Refused>()
            .Reason.ShouldBe(new Refusal("two.zip", null, null, "a zip archive of one JSON file", "2 files"));
    }

    [Fact]
    public void An_area_nobody_knows_is_flagged_with_how_many_rows_name_it()
    {
        var whole = Register.Read(MadeExtract.InMemory(MadeExtract.AreaOfOperation, Few), default).ShouldBeAccepted();
        var json = MadeExtract.Json(MadeExtract.AreaOfOperation, Few);
        var named = json.Split("\"geographic_area_description\":\"Kent\"").Length - 1;

        var accepted = Register
            .Read(
                MadeExtract.Zipped(MadeExtract.AreaOfOperation, json.Replace("\"Kent\"", "\"Middle Earth\"", StringComparison.Ordinal)),
                default
            )
            .ShouldBeAccepted();

        whole.Flags.ShouldBeEmpty();
        var flag = accepted.Flags.ShouldHaveSingleItem();
        flag.Kind.ShouldBe("area-not-known");

        // Linked charities' rows are not counted: every tenth charity has one that names Kent.
        flag.Detail.ShouldStartWith(
            string.Create(CultureInfo.InvariantCulture, $"{named - (Few / 10)} rows name the local authority 'Middle Earth'")
        );
    }

    [Fact]
    public void The_order_of_rows_makes_no_difference()
    {
        foreach (var table in MadeExtract.Tables)
        {
            var rows = MadeExtract.Json(table, Few)[1..^1].Split(",\n");
            var turned = $"[{string.Join(",\n", rows.Reverse())}]";

            Columns(Register.Read(MadeExtract.Zipped(table, turned), default).ShouldBeAccepted().Content)
                .ShouldBe(Columns(Register.Read(MadeExtract.InMemory(table, Few), default).ShouldBeAccepted().Content));
        }
    }

    [Fact]
    public void Fields_the_publisher_adds_are_passed_over() =>
        Read<CharityRecords>(
            MadeExtract.Charity,
            json => json.Replace("\"charity_is_cio\":", "\"new_field\":\"x\",\"charity_is_cio\":", StringComparison.Ordinal)
        )
            .Numbers.Length.ShouldBe(Few);

    [Theory]
    [InlineData("ST MARY'S SCHOOL", 2_000_000, CharityMarks.School)]
    [InlineData("Eastbourne College (Incorporated)", 2_000_000, CharityMarks.School)]
    [InlineData("ST MARY'S SCHOOL", 20_000, CharityMarks.None)]
    [InlineData("FRIENDS OF ST MARY'S SCHOOL", 2_000_000, CharityMarks.None)]
    [InlineData("MARY'S PRE-SCHOOL", 2_000_000, CharityMarks.None)]
    [InlineData("SCHOOLHOUSE ARTS", 2_000_000, CharityMarks.None)]
    [InlineData("LEEDS TEACHING HOSPITALS NHS TRUST CHARITABLE FUND", 10, CharityMarks.HealthService)]
    [InlineData("FRIENDS OF LEEDS NHS HOSPITALS", 10, CharityMarks.None)]
    [InlineData("The Recreation Ground – Hambleden Parish Council", 10, CharityMarks.PublicBody)]
    [InlineData("PAROCHIAL CHURCH COUNCIL OF ST MARY", 10, CharityMarks.None)]
    [InlineData("THE BRITISH COUNCIL", 10, CharityMarks.PublicBody)]
    [InlineData("", 10, CharityMarks.None)]
    public void A_name_says_what_no_field_does(string name, int income, CharityMarks marks) =>
        Sources.Charities.CharityNames.Marks(Encoding.UTF8.GetBytes(name), income).ShouldBe(marks);

    private static T Read<T>(string table, Func<string, string> change)
        where T : EditionContent =>
        Register
            .Read(MadeExtract.Zipped(table, change(MadeExtract.Json(table, Few))), default)
            .ShouldBeAccepted()
            .Content.ShouldBeOfType<T>();

    private static Refusal Refuse(string table, Func<string, string> change) =>
        Register.Read(MadeExtract.Zipped(table, change(MadeExtract.Json(table, Few))), default).ShouldBeOfType<Reading.Refused>().Reasons[
            0
        ];

    private static string ReplaceFirst(string text, string from, string to)
    {
        var at = text.IndexOf(from, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, from);
        return text[..at] + to + text[(at + from.Length)..];
    }

    private static IEnumerable<string> Columns(EditionContent content) =>
        content switch
        {
            CharityRecords of =>
            [
                Shown(of.Numbers),
                Shown(of.Registered),
                Shown(of.Removed),
                Shown(of.Marks),
                Shown(of.LatestIncome),
                string.Join(' ', of.Postcodes),
            ],
            CharityAreas of =>
            [
                Shown(of.Numbers),
                string.Join(' ', of.Areas.Select(area => area < 0 ? $"{area}" : of.Places[area].Value).Order(StringComparer.Ordinal)),
            ],
            CharityThemes of => [Shown(of.Numbers), Shown(of.Themes)],
            CharityIncomes of => [Shown(of.Numbers), Shown(of.Ends), Shown(of.Pounds)],
            _ => throw new ArgumentOutOfRangeException(nameof(content)),
        };

    private static string Shown(IEnumerable<int> column) => string.Join(' ', column);
}
