using System.Globalization;
using System.Text;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests;

/// <summary>
/// docs/sources.md has a table of what details of services came to in every budget, and docs/lines.csv where each line stood in it: both are made by reading
/// the published files. Set BUDGETWATCH_WRITE_DOCS=1 to write them again.
/// </summary>
public sealed class DetailLinesDocumentTests
{
    private const string Begin = "<!-- made by DetailLinesDocumentTests: details of services in every budget -->";
    private const string End = "<!-- end of details -->";

    private static readonly string Documents = Path.Combine(RepositoryFolder, "docs");

    private static string RepositoryFolder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "BudgetWatch.sln")))
            {
                folder = folder.Parent!;
            }

            return folder.FullName;
        }
    }

    private static bool IsWritten => Environment.GetEnvironmentVariable("BUDGETWATCH_WRITE_DOCS") == "1";

    [Fact]
    public void The_table_of_details_is_what_reading_the_budgets_gives()
    {
        var text = new StringBuilder(
            "| budget | total | lines read | authorities whose lines add up to it exactly | and within rounding | and not | largest difference, £ thousand | ENGLAND: sum of the lines, £ thousand | ENGLAND: the total | headings without a line |\n"
                + "|---|---|---|---|---|---|---|---|---|---|\n"
        );
        foreach (var (edition, flags, _) in Budgets.Value)
        {
            foreach (var whole in Wholes.Where(edition.England.ContainsKey))
            {
                text.Append(CultureInfo.InvariantCulture, $"{Row(edition, whole, flags)}\n");
            }
        }

        var path = Path.Combine(Documents, "sources.md");
        var document = File.ReadAllText(path);
        var from = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = document.IndexOf(End, StringComparison.Ordinal);
        from.ShouldBeLessThan(to, "docs/sources.md lost the marks around its table of details");
        if (IsWritten)
        {
            File.WriteAllText(path, $"{document[..from]}\n{text}{document[to..]}");
            return;
        }

        document[from..to].Trim().ShouldBe(text.ToString().Trim(), "run the test with BUDGETWATCH_WRITE_DOCS=1");
    }

    [Fact]
    public void The_list_of_lines_says_where_each_stood_in_every_budget()
    {
        var text = new StringBuilder("line,title,part of,year,heading,cell of ENGLAND,ENGLAND in thousands of pounds\n");
        foreach (var (edition, headings) in Budgets.Value.Select(budget => (budget.Edition, budget.Headings)))
        {
            foreach (var (line, cell) in edition.England.OrderBy(own => CellAddress.Parse(own.Value.Address).Column))
            {
                var label = Concordance.Of(line).FirstOrDefault(label => label.IsIn(edition.Year));
                text.AppendJoin(
                        ',',
                        new[]
                        {
                            line.Id,
                            line.Title,
                            line.IsServiceTotal ? Lines.Total.Id : label?.PartOf?.Id ?? "",
                            edition.Year.ToString(),
                            headings[CellAddress.Parse(cell.Address).Column],
                            cell.Address,
                            ((cell.Pounds ?? 0) / 1000m).ToString("0.##", CultureInfo.InvariantCulture),
                        }.Select(Quoted)
                    )
                    .Append('\n');
            }
        }

        var path = Path.Combine(Documents, "lines.csv");
        if (IsWritten)
        {
            File.WriteAllText(path, text.ToString());
            return;
        }

        File.ReadAllText(path).ShouldBe(text.ToString(), "run the test with BUDGETWATCH_WRITE_DOCS=1");
    }

    private static IEnumerable<Line> Wholes => [.. Lines.Main.Where(line => line.IsServiceTotal), Lines.NetCurrentExpenditure];

    private static string Row(RevenueReturn edition, Line whole, IReadOnlyList<EditionFlag> flags)
    {
        var parts = edition.England.Keys.Where(line => IsPart(line, whole, edition.Year)).ToList();
        Line[] summed = whole == Lines.NetCurrentExpenditure ? [.. parts, Lines.Total] : [.. parts];
        var differences = edition
            .Filings.Where(filing => filing.Cells[whole].Pounds is not null)
            .Select(filing =>
                (
                    Pounds: Math.Abs(summed.Sum(line => filing.Cells[line].Pounds ?? 0) - filing.Cells[whole].Pounds!.Value),
                    Rounding: 500m * (summed.Length + 1)
                )
            )
            .ToList();
        var unknown = flags
            .Where(flag =>
                flag.Kind == EditionFlag.LineWithoutConcordance && flag.Detail.Contains($"'{whole.Title}'", StringComparison.Ordinal)
            )
            .Select(flag => flag.Detail.Split('\'')[1])
            .ToList();
        return parts.Count == 0
            ? $"| {edition.Year} | {whole.Title} | none: the form has no details | | | | | | {Thousands(edition.England[whole].Pounds)} | none |"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"| {edition.Year} | {whole.Title} | {parts.Count} | {differences.Count(own => own.Pounds < 1)} | {differences.Count(own => own.Pounds >= 1 && own.Pounds <= own.Rounding)} | {differences.Count(own => own.Pounds > own.Rounding)} | {Thousands(differences.Max(own => own.Pounds))} | {Thousands(summed.Sum(line => edition.England[line].Pounds ?? 0))} | {Thousands(edition.England[whole].Pounds)} | {(unknown.Count == 0 ? "none" : string.Join("; ", unknown))} |"
            );
    }

    private static bool IsPart(Line line, Line whole, FinancialYear year) =>
        Concordance.Of(line).Any(label => label.PartOf == whole && label.IsIn(year));

    private static readonly Lazy<
        List<(RevenueReturn Edition, IReadOnlyList<EditionFlag> Flags, Dictionary<int, string> Headings)>
    > Budgets = new(() =>
        [
            .. PublishedFiles
                .All()
                .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "ra")
                .Select(path => new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path)))
                .Select(file => (File: file, Reading: SourceCatalogue.Find("revenue-budgets")!.Read(file, CancellationToken.None)))
                .Where(read => read.Reading is Reading.Accepted)
                .Select(read => (read.File, Accepted: (Reading.Accepted)read.Reading))
                .Select(read =>
                    ((RevenueReturn)read.Accepted.Content, read.Accepted.Flags, HeadingsOf(read.File, (RevenueReturn)read.Accepted.Content))
                )
                .OrderBy(budget => budget.Item1.Year),
        ]
    );

    private static Dictionary<int, string> HeadingsOf(PublishedFile file, RevenueReturn edition)
    {
        using var rows = ((Opening.Opened)Opening.Of(file, CancellationToken.None)).Rows;
        while (rows.NextSheet())
        {
            while (rows.Sheet == edition.Sheet && rows.NextRow())
            {
                if (rows.Text(0) == "E-code")
                {
                    return Enumerable.Range(0, rows.Width).ToDictionary(column => column, column => rows.Text(column));
                }
            }
        }

        throw new InvalidOperationException($"{file.Name} has no headings");
    }

    private static string Thousands(decimal? pounds) =>
        pounds is { } figure
            ? Math.Round(figure / 1000m, MidpointRounding.AwayFromZero).ToString("N0", CultureInfo.InvariantCulture)
            : "none";

    private static string Quoted(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Contains(',', StringComparison.Ordinal) || line.Contains('"', StringComparison.Ordinal)
            ? $"\"{line.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : line;
    }
}
