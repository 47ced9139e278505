using System.Text;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Tests;

/// <summary>
/// Details of services: in every published budget all are known and add up; a budget that is worded otherwise says so by name and stays in force for its
/// totals; one whose figures do not add up is refused or flagged.
/// </summary>
public class DetailLinesTests
{
    public static TheoryData<string> Bundled() =>
        [.. Directory.EnumerateFiles(Folder, "revenue-budgets-2*.csv").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Bundled))]
    public void Every_heading_is_a_line_and_every_line_of_the_form_has_a_heading(string name)
    {
        var reading = Read(Rows(name)).ShouldBeAccepted();

        reading.Flags.ShouldNotContain(flag =>
            flag.Kind == EditionFlag.LineWithoutConcordance
            || flag.Kind == EditionFlag.LineNotFound
            || flag.Kind == EditionFlag.LinesDoNotAddUp
        );
        ((RevenueReturn)reading.Content).England.Count.ShouldBeGreaterThan(105);
    }

    [Theory]
    [MemberData(nameof(Bundled))]
    public void On_every_row_the_lines_of_a_service_add_up_to_it_within_rounding(string name)
    {
        var edition = (RevenueReturn)Read(Rows(name)).ShouldBeAccepted().Content;
        var checkedSums = 0;
        foreach (var whole in edition.England.Keys.Where(line => line.IsServiceTotal))
        {
            var parts = edition
                .England.Keys.Where(line => Concordance.Of(line).Any(label => label.PartOf == whole && label.IsIn(edition.Year)))
                .ToList();
            foreach (var filing in edition.Filings.Where(filing => parts.Count > 0 && filing.Cells[whole].Pounds is not null))
            {
                parts
                    .Sum(line => filing.Cells[line].Pounds ?? 0)
                    .ShouldBe(filing.Cells[whole].Pounds!.Value, 500m * (parts.Count + 1), $"{filing.Code} {whole}");
                checkedSums++;
            }
        }

        checkedSums.ShouldBeGreaterThan(8 * 400);
    }

    [Fact]
    public void A_heading_in_other_words_is_flagged_by_name_and_the_edition_stays_in_force_for_its_totals()
    {
        var reading = Read(WithHeading("Homelessness", "Rough sleeping and temporary homes")).ShouldBeAccepted();

        reading
            .Flags.Single(flag => flag.Kind == EditionFlag.LineWithoutConcordance)
            .Detail.ShouldBe(
                "'Rough sleeping and temporary homes' is no line that is known in 2024-25: it is in 'Housing services (GFRA only)', and no line of its own here."
            );
        reading.Flags.Single(flag => flag.Kind == EditionFlag.LineNotFound).Detail.ShouldContain("'Homelessness'");
        reading.Flags.ShouldNotContain(flag => flag.Kind == EditionFlag.LinesDoNotAddUp);
        var edition = (RevenueReturn)reading.Content;
        edition.England.Keys.ShouldNotContain(line => line.Id == "homelessness");
        edition.England[Lines.Housing].Pounds.ShouldNotBeNull();
    }

    [Fact]
    public void A_heading_that_differs_by_commas_dashes_and_notes_is_the_same_line()
    {
        var reading = Read(
                WithHeading("Physical support - adults (18–64)", "PHYSICAL SUPPORT – adults, (18-64) [note 4]"),
                "Homelessness",
                "Homelessness (including prevention)"
            )
            .ShouldBeAccepted();

        reading.Flags.ShouldNotContain(flag => flag.Kind == EditionFlag.LineWithoutConcordance || flag.Kind == EditionFlag.LineNotFound);
        ((RevenueReturn)reading.Content).England.Keys.Select(line => line.Id).ShouldContain("physical-support-adults");
        ((RevenueReturn)reading.Content).England.Keys.Select(line => line.Id).ShouldContain("homelessness");
    }

    [Fact]
    public void A_new_column_is_flagged_by_name_and_is_part_of_the_sum()
    {
        var lines = Rows(Newest);
        var at = Cells(lines[HeadingRow]).IndexOf("TOTAL HOUSING SERVICES (GFRA only)");
        for (var i = HeadingRow; i < lines.Length; i++)
        {
            if (Cells(lines[i]) is { Count: > 50 } cells)
            {
                cells.Insert(at, i == HeadingRow ? "Home for Ukraine" : "0");
                lines[i] = string.Join(',', cells);
            }
        }

        var reading = Read(lines).ShouldBeAccepted();

        reading.Flags.Single(flag => flag.Kind == EditionFlag.LineWithoutConcordance).Detail.ShouldStartWith("'Home for Ukraine' ");
        reading.Flags.ShouldNotContain(flag => flag.Kind == EditionFlag.LineNotFound || flag.Kind == EditionFlag.LinesDoNotAddUp);
    }

    [Fact]
    public void The_same_form_a_year_on_has_the_same_lines()
    {
        var next = Rows(Newest).Select(line => line.Replace("2024-25", "2025-26", StringComparison.Ordinal)).ToArray();

        var reading = Read(next).ShouldBeAccepted();

        reading.Content.Slot.ShouldBe("2025-26");
        reading.Flags.ShouldNotContain(flag => flag.Kind == EditionFlag.LineWithoutConcordance || flag.Kind == EditionFlag.LineNotFound);
    }

    [Fact]
    public void Headings_of_two_services_that_were_swapped_are_flagged_as_not_adding_up()
    {
        var lines = Rows(Newest);
        lines[HeadingRow] = lines[HeadingRow]
            .Replace("Homelessness", "swapped", StringComparison.Ordinal)
            .Replace("Waste collection", "Homelessness", StringComparison.Ordinal)
            .Replace("swapped", "Waste collection", StringComparison.Ordinal);

        Read(lines)
            .ShouldBeAccepted()
            .Flags.Where(flag => flag.Kind == EditionFlag.LinesDoNotAddUp)
            .Select(flag => flag.Detail.Split('\'')[1])
            .ShouldBe(["TOTAL HOUSING SERVICES (GFRA only)", "TOTAL ENVIRONMENTAL AND REGULATORY SERVICES"]);
    }

    [Theory]
    [InlineData("Homelessness")]
    [InlineData("Primary schools")]
    [InlineData("Coroners' court services")]
    [InlineData("Parish Precepts")]
    public void A_figure_of_a_detail_that_is_not_what_was_published_is_refused(string heading)
    {
        var lines = Rows(Newest);
        var column = Cells(lines[HeadingRow]).IndexOf(heading);
        var row = Array.FindIndex(lines, line => line.StartsWith("E0304,", StringComparison.Ordinal));
        var cells = Cells(lines[row]);
        cells[column] = "987654";
        lines[row] = string.Join(',', cells);

        Read(lines)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons.ShouldContain(reason => reason.Expected.Contains("E0304 to add up to", StringComparison.Ordinal));
    }

    private const string Newest = "revenue-budgets-2024-25.csv";
    private const int HeadingRow = 3;

    private static readonly string Folder = SnapshotTests.Folder();

    private static string[] Rows(string name) => File.ReadAllLines(Path.Combine(Folder, name));

    private static string[] WithHeading(string from, string to)
    {
        var lines = Rows(Newest);
        lines[HeadingRow].ShouldContain(from);
        lines[HeadingRow] = lines[HeadingRow].Replace(from, $"\"{to}\"", StringComparison.Ordinal);
        return lines;
    }

    private static Reading Read(string[] lines, string? from = null, string? to = null)
    {
        var text = string.Join('\n', lines);
        return SourceCatalogue
            .Find("revenue-budgets")!
            .Read(
                new PublishedFile(
                    "upload.csv",
                    Encoding.UTF8.GetBytes(from is null ? text : text.Replace($",{from},", $",{to},", StringComparison.Ordinal))
                ),
                CancellationToken.None
            );
    }

    /// <summary>Cells of a row in which no quote is within a cell; those that hold commas keep their quotes.</summary>
    private static List<string> Cells(string row)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        foreach (var character in row)
        {
            quoted ^= character == '"';
            if (character == ',' && !quoted)
            {
                cells.Add("");
            }
            else
            {
                cells[^1] += character;
            }
        }

        return cells;
    }
}
