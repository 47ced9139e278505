using System.Globalization;
using System.Text;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests;

/// <summary>
/// docs/sources.md ends with a table of every published file there is here and what came of it: made by reading them all, never by hand. Set
/// BUDGETWATCH_WRITE_DOCS=1 to write it again.
/// </summary>
public sealed class SourcesDocumentTests
{
    private const string Begin = "<!-- made by SourcesDocumentTests: every published file and what came of it -->";
    private const string End = "<!-- end -->";

    [Fact]
    public void The_table_of_every_published_file_is_what_reading_them_gives()
    {
        var made = Table();
        var path = Document();
        var document = File.ReadAllText(path);
        var from = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = document.IndexOf(End, StringComparison.Ordinal);
        from.ShouldBeLessThan(to, "docs/sources.md lost the marks around its table");
        if (Environment.GetEnvironmentVariable("BUDGETWATCH_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, $"{document[..from]}\n{made}{document[to..]}");
            return;
        }

        document[from..to].Trim().ShouldBe(made.Trim(), "docs/sources.md is out of step: run the test with BUDGETWATCH_WRITE_DOCS=1");
    }

    private static string Document()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BudgetWatch.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "docs", "sources.md");
    }

    private static string Table()
    {
        var root = PublishedFiles.RequireFolder();
        var text = new StringBuilder();
        text.Append(
            "| file | format | source | stands for | rows (principal authorities) | ENGLAND in the file, £ thousand | sum of its authorities | cells read | without a figure, by marker | outcome |\n"
        );
        text.Append("|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var path in PublishedFiles.All())
        {
            var name = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
            if (name.StartsWith("payments/councils/", StringComparison.Ordinal))
            {
                continue; // one archive for each council, of payments, which no source reads
            }

            foreach (var row in Rows(new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path))))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {name.Replace("|", "\\|", StringComparison.Ordinal)} | {string.Join(" | ", row)} |\n"
                );
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string[]> Rows(PublishedFile file)
    {
        switch (FilePreview.At(file, CancellationToken.None))
        {
            case FilePreview.Refused refused:
                return
                [
                    ["-", "none", "", "", "", "", "", "", $"not a table: {Cell(refused.Reason.Found)}"],
                ];
            case FilePreview.Seen seen when SourceCatalogue.Recognise(seen.File) is { } source:
                var format = seen.File.Format.ToString().ToLowerInvariant();
                return source.Read(file, CancellationToken.None) switch
                {
                    Reading.Accepted accepted => Accepted(file, accepted).Select(row => (string[])[format, source.Description.Id, .. row]),
                    Reading.Refused refused =>
                    [
                        [format, source.Description.Id, "", "", "", "", "", "", Refused(refused)],
                    ],
                    _ => throw new InvalidOperationException(),
                };
            case FilePreview.Seen seen:
                return
                [
                    [seen.File.Format.ToString().ToLowerInvariant(), "none", "", "", "", "", "", "", "of no source"],
                ];
            default:
                throw new InvalidOperationException();
        }
    }

    private static string Refused(Reading.Refused refused)
    {
        var first = refused.Reasons[0];
        var more = refused.Reasons.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" (and {refused.Reasons.Count - 1} more)") : "";
        return Cell($"refused: {(first.Cell is null ? "" : first.Cell + ": ")}expected {first.Expected}; found {first.Found}{more}");
    }

    private static IEnumerable<string[]> Accepted(PublishedFile file, Reading.Accepted accepted)
    {
        var outcome =
            "accepted"
            + string.Concat(
                accepted
                    .Flags.GroupBy(flag => flag.Kind)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => string.Create(CultureInfo.InvariantCulture, $"; {group.Key} x {group.Count()}"))
            );
        return accepted.Content switch
        {
            RevenueReturn one => [Return(file, one, outcome)],
            RevenueTimeSeries several => several.Years.Select(year => Return(file, year, outcome)),
            ServiceDetails details => [Details(details, outcome)],
            DeprivationIndices indices => [Plain(indices, indices.Scores.Count, indices.Scores.Count, outcome)],
            PopulationEstimates estimates =>
            [
                Plain(estimates, estimates.Places.Count, estimates.Places.Sum(place => place.ByMidYear.Count), outcome),
            ],
            DeflatorSeries series => [Plain(series, series.Years.Count, series.Years.Count, $"{outcome}; edition {Cell(series.Edition)}")],
            AuthorityRegister register => [Plain(register, register.Authorities.Count, register.Authorities.Count, outcome)],
            DistrictLineage lineage => [Plain(lineage, lineage.Districts.Count, lineage.Districts.Count, outcome)],
            GrantsByDistrict grants => [Plain(grants, grants.Districts.Count, 2 * grants.Districts.Count, outcome)],
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }

    private static string[] Plain(EditionContent content, int rows, int cells, string outcome) =>
        [content.Slot, Number(rows), "", "", Number(cells), "", outcome];

    /// <summary>Of services there are several totals and no total of them all: their sums are given.</summary>
    private static string[] Details(ServiceDetails details, string outcome)
    {
        var services = details.ServiceTotals().ToList();
        return
        [
            $"outturn {details.Slot}{(details.Updated is { } date ? date.ToString(", yyyy-MM-dd", CultureInfo.InvariantCulture) : "")}",
            $"{Number(details.Filings.Count)} ({Number(details.Filings.Count(filing => filing.Class != AuthorityClass.Other))})",
            Thousands(services.Sum(service => details.England[service].Pounds)),
            Thousands(details.Filings.Sum(filing => services.Sum(service => filing.Cells[service].Pounds ?? 0))),
            Number(details.Filings.Sum(filing => filing.Cells.Count)),
            "",
            outcome,
        ];
    }

    private static string[] Return(PublishedFile file, RevenueReturn edition, string outcome)
    {
        var principal = edition.Filings.Count(filing => filing.Class != AuthorityClass.Other);
        var england = edition.England.TryGetValue(Lines.Total, out var total) ? total.Pounds : null;
        var sum = edition.Filings.Sum(filing => filing.Cells.TryGetValue(Lines.Total, out var cell) ? cell.Pounds ?? 0 : 0);
        var cells = edition.Filings.SelectMany(filing => filing.Cells.Values).ToList();
        var without = cells.Where(cell => cell.Pounds is null).ToList();
        var texts = Texts(file, edition.Sheet, without.Select(cell => cell.Address).ToHashSet(StringComparer.Ordinal));
        var markers = without
            .GroupBy(cell => texts.GetValueOrDefault(cell.Address) is { Length: > 0 } text ? text : "blank", StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"`{group.Key}` x {group.Count():N0}"));
        return
        [
            $"{edition.Return.ToString().ToLowerInvariant()} {edition.Year}{(edition.Updated is { } date ? date.ToString(", yyyy-MM-dd", CultureInfo.InvariantCulture) : "")}",
            $"{Number(edition.Filings.Count)} ({Number(principal)})",
            Thousands(england),
            Thousands(sum),
            Number(cells.Count),
            Cell(string.Join(", ", markers)),
            outcome,
        ];
    }

    /// <summary>What stands in the cells of a sheet, as it stands.</summary>
    private static Dictionary<string, string> Texts(PublishedFile file, string sheet, HashSet<string> addresses)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        using var rows = ((Opening.Opened)Opening.Of(file, CancellationToken.None)).Rows;
        while (addresses.Count > 0 && rows.NextSheet())
        {
            while (rows.Sheet == sheet && rows.NextRow())
            {
                for (var column = 0; column < rows.Width; column++)
                {
                    if (addresses.Contains(rows.Address(column)))
                    {
                        texts[rows.Address(column)] = rows.Text(column);
                    }
                }
            }
        }

        return texts;
    }

    private static string Thousands(decimal? pounds) =>
        pounds is { } figure ? Number(Math.Round(figure / 1000m, MidpointRounding.AwayFromZero)) : "none";

    private static string Number(decimal number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("\n", " ", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal);
}
