using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// The multi-year revenue outturn: one row for each authority and year since 2017-18, revised as a whole with every release. The publisher's
/// CSV, and the JSON copies of it that third parties keep. It has no levies among the columns read and no lines below the service.
/// </summary>
internal sealed class OutturnTimeSeries : TabularSource
{
    /// <summary>How far down the headings may stand: below the document's own members, of which there are fourteen.</summary>
    private const int PreambleLimit = 60;

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "revenue-outturn-time-series",
            InputKind.Outturn,
            "Local authority revenue expenditure and financing England: revenue outturn multi-year data set",
            "Ministry of Housing, Communities and Local Government",
            "Open Government Licence v3.0",
            "Contains public sector information licensed under the Open Government Licence v3.0.",
            "Several times a year, all years at once",
            new Uri(
                "https://www.gov.uk/government/statistics/local-authority-revenue-expenditure-and-financing-england-revenue-outturn-multi-year-data-set"
            ),
            ReaderVersion: 1
        )
        {
            HoldsEveryYear = true,
        };

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Sheets.Any(sheet => sheet.Rows.Any(row => TimeSeriesLayout.Of(file.Format, row) is not null));

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        if (ReachTable(rows) is { } table)
        {
            return ReadTable(rows, table.Layout, table.Members, outcome);
        }

        outcome.Refuse(new Refusal(rows.File, null, null, "a table with the ONS code of each authority", "none"));
        return null;
    }

    /// <summary>Goes down to the heading row of the table: its layout, and what the document states above it.</summary>
    internal static (TimeSeriesLayout Layout, Dictionary<string, CellValue> Members)? ReachTable(SheetCursor rows)
    {
        while (rows.NextSheet())
        {
            TimeSeriesLayout? layout = null;
            var members = new Dictionary<string, CellValue>(StringComparer.Ordinal);
            while (rows.Row < PreambleLimit && rows.NextRow())
            {
                var cells = Texts(rows);
                layout ??= TimeSeriesLayout.Of(rows.Format, cells);
                if (layout is not null && cells.Contains(layout.OnsCode, StringComparer.OrdinalIgnoreCase))
                {
                    return (layout, members);
                }

                members[rows.Text(0)] = rows.Cell(1);
            }
        }

        return null;
    }

    private static EditionContent? ReadTable(
        SheetCursor rows,
        TimeSeriesLayout layout,
        Dictionary<string, CellValue> members,
        ReadingOutcome outcome
    )
    {
        var headings = HeadingRow.Of(rows);
        if (TimeSeriesColumns.Find(headings, layout, outcome) is not { } columns)
        {
            return null;
        }

        FinancialYear? stated = null;
        if (layout.IsOfOneYear)
        {
            stated = YearEnding.Read(members.GetValueOrDefault(layout.Year));
            if (stated is null)
            {
                outcome.Refuse(
                    new Refusal(
                        rows.File,
                        rows.Sheet,
                        null,
                        $"a member '{layout.Year}' such as {YearEnding.Example}",
                        $"'{members.GetValueOrDefault(layout.Year)}'"
                    )
                );
                return null;
            }
        }

        var years = TimeSeriesTable.Read(rows, columns, stated, outcome);
        if (years.Count == 0)
        {
            return null;
        }

        // A file of one year stands for that year alone, so that files of other years do not supersede it.
        EditionContent content = years.Count == 1 ? years[0] with { Updated = DateOf(members) } : new RevenueTimeSeries(rows.Sheet, years);
        return content;
    }

    /// <summary>The publisher dates no copy; the day on which the third party took its own is when its content was the publisher's latest.</summary>
    private static DateOnly? DateOf(Dictionary<string, CellValue> members) =>
        DateOnly.TryParseExact(
            members.GetValueOrDefault("source.downloaded_at").ToString(),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : null;

    private static string[] Texts(SheetCursor rows)
    {
        var cells = new string[rows.Width];
        for (var column = 0; column < cells.Length; column++)
        {
            cells[column] = rows.Text(column);
        }

        return cells;
    }
}
