using System.Globalization;
using System.Text;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Tests;

/// <summary>
/// docs/sources.md has a table of what details of outturn came to, and docs/outturn-lines.csv where each line stood: both are made by reading the published files. Set
/// BUDGETWATCH_WRITE_DOCS=1 to write them again.
/// </summary>
public sealed class OutturnLinesDocumentTests
{
    private const string Begin = "<!-- made by OutturnLinesDocumentTests: details of services in outturn -->";
    private const string End = "<!-- end of details in outturn -->";

    private static readonly string Documents = Path.Combine(SnapshotTests.Folder(), "..", "..", "..", "docs");

    private static bool IsWritten => Environment.GetEnvironmentVariable("BUDGETWATCH_WRITE_DOCS") == "1";

    [Fact]
    public void The_table_of_details_is_what_reading_the_outturns_gives()
    {
        var text = new StringBuilder(
            "| outturn | total | lines read | authorities whose lines add up to it within rounding | and not | ENGLAND: sum of the lines, £ thousand | ENGLAND: the total |\n|---|---|---|---|---|---|---|\n"
        );
        foreach (var details in Read())
        {
            foreach (var service in details.ServiceTotals())
            {
                var lines = details.LinesOf(service);
                var within = details.Filings.Count(filing =>
                    Math.Abs(lines.Sum(line => filing.Cells[line].Pounds ?? 0) - (filing.Cells[service].Pounds ?? 0))
                    <= 500m * (lines.Count + 1)
                );
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {details.Slot} | {service.Title} | {lines.Count} | {within} | {details.Filings.Count - within} | {lines.Sum(line => details.England[line].Pounds ?? 0) / 1000m:N0} | {details.England[service].Pounds / 1000m:N0} |\n"
                );
            }
        }

        var path = Path.Combine(Documents, "sources.md");
        var document = File.ReadAllText(path);
        var from = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = document.IndexOf(End, StringComparison.Ordinal);
        from.ShouldBeLessThan(to, "docs/sources.md lost the marks around its table of details of outturn");
        if (IsWritten)
        {
            File.WriteAllText(path, $"{document[..from]}\n{text}{document[to..]}");
            return;
        }

        document[from..to].Trim().ShouldBe(text.ToString().Trim(), "run the test with BUDGETWATCH_WRITE_DOCS=1");
    }

    [Fact]
    public void The_list_of_lines_says_where_each_stood_in_every_outturn()
    {
        var text = new StringBuilder("line,title,part of,year,form,heading,sheet,cell of ENGLAND,ENGLAND in thousands of pounds\n");
        foreach (var details in Read())
        {
            foreach (var service in details.ServiceTotals())
            {
                foreach (var line in details.LinesOf(service))
                {
                    var label = Concordance.OutturnLabels.Single(own =>
                        own.Line == line && own.Form == details.Form && own.IsIn(details.Year)
                    );
                    var cell = details.England[line];
                    text.AppendJoin(
                            ',',
                            new[]
                            {
                                line.Id,
                                line.Title,
                                service.Id,
                                details.Year.ToString(),
                                details.Form,
                                label.Heading,
                                details.Sheet,
                                cell.Address,
                                (cell.Pounds!.Value / 1000m).ToString("0.##", CultureInfo.InvariantCulture),
                            }.Select(cell => cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell)
                        )
                        .Append('\n');
                }
            }
        }

        var path = Path.Combine(Documents, "outturn-lines.csv");
        if (IsWritten)
        {
            File.WriteAllText(path, text.ToString());
            return;
        }

        File.ReadAllText(path).ShouldBe(text.ToString(), "run the test with BUDGETWATCH_WRITE_DOCS=1");
    }

    private static IEnumerable<ServiceDetails> Read() =>
        PublishedFiles
            .All()
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) is "ro2" or "ro3")
            .Select(path =>
                (ServiceDetails)
                    SourceCatalogue
                        .Find("revenue-outturn-details")!
                        .Read(new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path)), CancellationToken.None)
                        .ShouldBeAccepted()
                        .Content
            )
            .OrderBy(details => details.Year);
}
