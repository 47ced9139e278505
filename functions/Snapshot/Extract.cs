using System.Globalization;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Revenue;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Snapshot;

/// <summary>One row of the snapshot.</summary>
/// <param name="Original">The row it was in the original; null for the blank line before ENGLAND.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record ExtractRow(int? Original, IReadOnlyList<string> Cells);

/// <summary>The cells carried from an original sheet, with where each row and column was.</summary>
/// <param name="Sheet">The original sheet; empty for CSV.</param>
/// <param name="Columns">The original column of each column, from 0, with its heading; null for one that the original does not have.</param>
/// <param name="Rows">The rows.</param>
internal sealed record Extract(string Sheet, IReadOnlyList<(int? Column, string Heading)> Columns, IReadOnlyList<ExtractRow> Rows)
{
    /// <summary>Whether the original is in pounds, where what is carried is in thousands of them.</summary>
    public bool IsInPounds { get; init; }

    /// <summary>What is carried of an edition.</summary>
    public static Extract Of(Edition edition) =>
        edition.Source is OutturnTimeSeries
            ? TimeSeriesExtract.From(edition)
            : From(edition, edition.Content.SheetName(), Selection.For(edition.Content));

    private static Extract From(Edition edition, string sheet, Selection selection)
    {
        using var rows = ((Opening.Opened)Opening.Of(edition.File, CancellationToken.None)).Rows;
        while (rows.NextSheet())
        {
            if (rows.Sheet == sheet)
            {
                return Take(rows, selection, edition.Content is RevenueReturn or ServiceDetails);
            }
        }

        throw new InvalidOperationException($"{edition.File.Name} has no sheet '{sheet}'");
    }

    private static Extract Take(SheetCursor rows, Selection selection, bool asThousands)
    {
        var taken = new List<ExtractRow>();
        var whole = new List<(int At, int Row, CellValue[] Cells)>();
        var isDated = false;
        while (rows.NextRow() && !rows.Text(0).StartsWith(selection.FirstHeading, StringComparison.OrdinalIgnoreCase))
        {
            if (selection.Preamble(rows.Text(0)))
            {
                taken.Add(new ExtractRow(rows.Row, [rows.Text(0)]));
                isDated |= ReturnDate.In(rows.Cell(0)) is not null;
            }
            else if (selection.WholeRow(rows))
            {
                whole.Add((taken.Count + whole.Count, rows.Row, [.. Enumerable.Range(0, rows.Width).Select(rows.Cell)]));
            }
        }

        var headings = HeadingRow.Of(rows);
        int[] columns = [.. selection.Columns(headings).Distinct().Order()];
        var key = selection.KeyHeading is { } heading ? headings.Find(heading) ?? 0 : 0;
        foreach (var (at, row, cells) in whole)
        {
            taken.Insert(
                at,
                new ExtractRow(row, [.. columns.Select((column, i) => Above(cells, i == 0 ? column : columns[i - 1] + 1, column))])
            );
        }

        if (!isDated && selection.Dated is { } date)
        {
            taken.Add(new ExtractRow(null, [ReturnDate.Write(date)]));
        }

        taken.Add(new ExtractRow(rows.Row, [.. columns.Select(column => rows.Cell(column).ToString())]));

        // Where the first row above names the lines, the heading row has their measures.
        string[] names =
        [
            .. columns.Select(
                (column, i) =>
                    selection.NamesAbove && Above(whole[0].Cells, i == 0 ? column : columns[i - 1] + 1, column) is { Length: > 0 } name
                        ? name
                        : rows.Cell(column).ToString()
            ),
        ];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var classColumn = headings.Find("Class") ?? 0;
        while (rows.NextRow())
        {
            if (rows.Row > selection.TotalRow)
            {
                if (ReturnTable.IsClassTotal(rows, headings, classColumn))
                {
                    taken.Add(new ExtractRow(rows.Row, [.. columns.Select(column => Text(rows.Cell(column), asThousands))]));
                }

                continue;
            }

            var isTotal = rows.Row == selection.TotalRow;
            if (isTotal)
            {
                taken.Add(new ExtractRow(null, []));
            }

            if (isTotal || (selection.Rows?.Contains(rows.Row) ?? (selection.Keys.Contains(rows.Text(key)) && seen.Add(rows.Text(key)))))
            {
                taken.Add(new ExtractRow(rows.Row, [.. columns.Select(column => Text(rows.Cell(column), asThousands))]));
            }
        }

        return new Extract(rows.Sheet, [.. columns.Select((column, i) => ((int?)column, names[i]))], taken);
    }

    // Above the headings a name stands once over several columns, of which one is carried: it is that one's.
    private static string Above(CellValue[] cells, int from, int column) =>
        Enumerable
            .Range(from, Math.Max(0, Math.Min(column, cells.Length - 1) - from + 1))
            .Reverse()
            .Select(at => cells[at].ToString().Trim())
            .FirstOrDefault(text => text.Length > 0)
        ?? "";

    // A return's figure is written as the reader takes it, at 15 significant digits; a score or index with every digit it has.
    private static string Text(CellValue cell, bool asThousands) =>
        asThousands && cell.Kind == CellKind.Number && cell.TryDecimal(out var figure)
            ? figure.ToString(CultureInfo.InvariantCulture)
            : cell.ToString().Trim();
}
