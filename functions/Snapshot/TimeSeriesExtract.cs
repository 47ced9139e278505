using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Revenue;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Snapshot;

/// <summary>
/// An outturn time series in the layout of the publisher's own CSV, whatever layout its original is in: thousands of pounds, a status for every
/// row, blanks where nothing was submitted. What the original leaves out (E-codes, classes, a total) stays out.
/// </summary>
internal static class TimeSeriesExtract
{
    private const decimal PoundsInThousand = 1000m;

    /// <summary>Takes the years of an edition out of its original.</summary>
    public static Extract From(Edition edition)
    {
        var years = Years(edition.Content);
        using var rows = ((Opening.Opened)Opening.Of(edition.File, CancellationToken.None)).Rows;
        var layout = OutturnTimeSeries.ReachTable(rows)!.Value.Layout;
        var from = TimeSeriesColumns.Find(HeadingRow.Of(rows), layout, new ReadingOutcome())!;
        var to = TimeSeriesLayout.Publishers;
        var taken = new List<ExtractRow>
        {
            new(null, [to.Year, to.OnsCode, to.Authority!, to.Name, to.Status!, to.Class!, .. to.Lines.Select(line => line.Heading)]),
        };
        while (rows.NextRow())
        {
            var year = from.Year is { } column ? YearEnding.Read(rows.Cell(column)) : years.Keys.Single();
            if (year is { } own && years.TryGetValue(own, out var filed) && Status(rows.Text(from.OnsCode), filed) is { } status)
            {
                taken.Add(new ExtractRow(rows.Row, [.. Cells(rows, from, own, status)]));
            }
        }

        return new Extract(rows.Sheet, [.. Columns(from, taken[0].Cells)], taken) { IsInPounds = layout.PoundsInUnit == 1 };
    }

    private static Dictionary<FinancialYear, RevenueReturn> Years(EditionContent content) =>
        content switch
        {
            RevenueReturn one => new() { [one.Year] = one },
            RevenueTimeSeries several => several.Years.ToDictionary(year => year.Year),
            _ => throw new ArgumentOutOfRangeException(nameof(content), content.GetType().Name, "holds no outturn"),
        };

    /// <summary>What a row is; null for one that is not carried. England's row is, and those of the classes it is the sum of.</summary>
    private static string? Status(string code, RevenueReturn filed)
    {
        if (code == TimeSeriesTable.England || TimeSeriesTable.ClassesOfEngland.Contains(code))
        {
            return "total";
        }

        var isPlace = GssCode.TryParse(code, out var published);
        var filing = filed.Filings.FirstOrDefault(filing =>
            isPlace ? filing.Place == CodeCorrections.Correct(filing.Authority, published).Place : filing.Authority?.Value == code
        );
        return filing is null ? null
            : filing.Cells.Values.All(cell => cell.Status == CellStatus.Missing) ? "not submitted"
            : "submitted";
    }

    private static IEnumerable<string> Cells(SheetCursor rows, TimeSeriesColumns from, FinancialYear year, string status)
    {
        yield return YearEnding.Write(year);
        yield return rows.Text(from.OnsCode);
        yield return from.Authority is { } authority ? rows.Text(authority) : "";
        yield return rows.Text(from.Name);
        yield return status;
        yield return from.Class is { } @class ? rows.Text(@class) : "";
        foreach (var (line, _) in TimeSeriesLayout.Publishers.Lines)
        {
            var column = from.Lines.FirstOrDefault(candidate => candidate.Line == line);
            yield return column.Line is null || status == "not submitted" ? "" : Thousands(rows.Cell(column.Column), from.Layout);
        }
    }

    private static string Thousands(CellValue cell, TimeSeriesLayout layout) =>
        cell.IsBlank && layout.OmitsZero ? "0"
        : cell.TryDecimal(out var figure)
            ? (figure * layout.PoundsInUnit / PoundsInThousand).ToString("0.############", CultureInfo.InvariantCulture)
        : cell.ToString().Trim();

    private static IEnumerable<(int? Column, string Heading)> Columns(TimeSeriesColumns from, IReadOnlyList<string> headings)
    {
        int?[] leading = [from.Year, from.OnsCode, from.Authority, from.Name, from.Status, from.Class];
        var figures = TimeSeriesLayout.Publishers.Lines.Select(line =>
            from.Lines.Where(candidate => candidate.Line == line.Line).Select(candidate => (int?)candidate.Column).FirstOrDefault()
        );
        return leading.Concat(figures).Zip(headings);
    }
}
