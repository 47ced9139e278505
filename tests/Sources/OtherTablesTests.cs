using System.Text;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>Tables that lie beside those that are read are known by what is in them, whatever they are called.</summary>
public sealed class OtherTablesTests
{
    private const string Budgets = "revenue-budgets";
    private const string Summaries = "revenue-outturn-summaries";
    private const string ServiceTables = "revenue-outturn-service-tables";

    private static readonly string[] Finance =
    [
        "Opening level of other earmarked reserves",
        "Estimated public health reserve",
        "Council Tax base",
        "Long-term borrowing limit",
    ];

    [Theory]
    [InlineData("Worksheet 2: Revenue Account Budget (RA) 2031-32: Revenue Account data (Part 2)")]
    [InlineData("Revenue Account Budget (RA) 2031-32: other information")]
    [InlineData("Revenue Account Budget (RA) 2031-32: Specific and special grants (SG)")]
    public void A_budget_table_without_services_is_another_part(string title)
    {
        var table = Table(title, ["E-code", "ONS Code", "Local authority", "Class", .. Finance]);
        Reason(Budgets, Csv(table)).ShouldNotBeNull().ShouldContain("Part 1");
        Reason(
                Budgets,
                OpenDocument.AsOds(
                    "1934015.ods",
                    new Sheet(
                        "Notes",
                        [
                            ["Notes"],
                            ["Figures are in £ thousand"],
                        ]
                    ),
                    new Sheet("RA_LA_Data_2031-32", table)
                )
            )
            .ShouldNotBeNull();
    }

    [Fact]
    public void Part_2_that_says_so_is_known_by_it_though_its_authorities_are_listed_otherwise() =>
        Reason(Budgets, Csv(Table("Revenue Account Budget (RA) 2031-32: Revenue Account data Part 2", ["Code", "Name", .. Finance])))
            .ShouldNotBeNull();

    [Fact]
    public void A_budget_is_read()
    {
        Reason(Budgets, OpenDocument.AsOds("RA_Part_2.ods", SyntheticBudget.Sheet)).ShouldBeNull();
        Reason(Budgets, Csv(SyntheticBudget.Sheet.Rows)).ShouldBeNull();
    }

    /// <summary>A changed layout must show as a refusal. It must not be passed over as another table.</summary>
    [Fact]
    public void A_budget_whose_headings_were_all_reworded_is_read_and_refused()
    {
        var reworded = SyntheticBudget.Sheet;
        for (var column = 4; column < reworded.Rows[SyntheticBudget.HeadingRow - 1].Count; column++)
        {
            reworded = reworded.With(
                SyntheticBudget.HeadingRow,
                column,
                $"{reworded.Rows[SyntheticBudget.HeadingRow - 1][column]} net of fees"
            );
        }

        var file = OpenDocument.AsOds("a.ods", reworded);
        Reason(Budgets, file).ShouldBeNull();
        Files.Refuse(file).Expected.ShouldContain("TOTAL EDUCATION SERVICES", Case.Insensitive);
    }

    [Theory]
    [InlineData("Revenue Outturn (RO) 2031-32: Specific and Special Grants (RG) data")]
    [InlineData("Revenue Outturn (RO4) 2031-32 data: Housing services")]
    [InlineData("Revenue Outturn Trading Services Return (TSR): 2031-32 data")]
    public void Forms_of_the_outturn_that_are_not_read_are_known_by_their_titles(string title)
    {
        var file = Csv(Table(title, ["E-code", "Local authority", "Ring-fenced grants", "Other"]));
        Reason(Summaries, file).ShouldBe($"This is another table: '{title}'.");
        Reason(ServiceTables, file).ShouldBe($"This is another table: '{title}'.");
    }

    [Fact]
    public void A_file_of_another_source_is_known_as_that()
    {
        var summary = Csv(
            Table("Revenue Outturn (RO) 2031-32: Revenue Outturn Summary (RS) data", ["E-code", "Local authority", "Education services"])
        );
        Reason(Summaries, summary).ShouldBeNull();
        Reason(ServiceTables, summary).ShouldNotBeNull().ShouldContain(Summaries);
        Reason(Budgets, summary).ShouldNotBeNull().ShouldContain(Summaries);
    }

    [Fact]
    public void What_is_not_known_has_no_reason() =>
        Reason(
                Summaries,
                Csv([
                    ["A list of contacts"],
                    ["Name", "Telephone"],
                ])
            )
            .ShouldBeNull();

    [Fact]
    public void No_published_edition_that_is_read_is_set_aside()
    {
        var read = new List<string>();
        foreach (
            var path in PublishedFiles
                .All()
                .Where(path =>
                    path.Contains($"{Path.DirectorySeparatorChar}revenue{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                )
        )
        {
            var file = new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path));
            if (
                FilePreview.At(file, CancellationToken.None) is FilePreview.Seen { File: var peek }
                && SourceCatalogue.Recognise(peek) is { } source
            )
            {
                OtherTables.ReasonToSetAside(source, peek).ShouldBeNull(path);
                read.Add(Path.GetFileName(Path.GetDirectoryName(path))!);
            }
        }

        read.Count(folder => folder is "ro2" or "ro3").ShouldBe(7);
    }

    private static List<IReadOnlyList<object?>> Table(string title, IReadOnlyList<object?> headings) =>
        [
            [title],
            ["£ thousand"],
            [.. headings],
            ["E0101", "E06000022", "Bath & North East Somerset", "UA", 1, 2, 3, 4],
            ["E0102", "E06000023", "Bristol", "UA", 1, 2, 3, 4],
        ];

    private static PublishedFile Csv(IReadOnlyList<IReadOnlyList<object?>> rows) =>
        new("a.csv", Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell}\"")) + "\n"))));

    private static string? Reason(string source, PublishedFile file) =>
        OtherTables.ReasonToSetAside(
            SourceCatalogue.Find(source)!,
            FilePreview.At(file, CancellationToken.None).ShouldBeOfType<FilePreview.Seen>().File
        );
}
