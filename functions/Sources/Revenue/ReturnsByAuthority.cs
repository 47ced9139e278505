using System.Text.RegularExpressions;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// A return published authority by authority: workbooks of a front page, a view of one authority and data sheets, or one data sheet as CSV.
/// Only the first data sheet of net current expenditure is read, and on it the first table.
/// </summary>
internal abstract partial class ReturnsByAuthority : TabularSource
{
    /// <summary>How far down a sheet its table may begin: the latest yet is row 11.</summary>
    private const int PreambleLimit = 40;

    /// <summary>How far down the view of one authority its date may stand: the lowest yet is row 344.</summary>
    private const int ViewLimit = 1_000;

    /// <summary>Sheets of the publisher's own working that leaked into a workbook; some have the title and headings of a data sheet.</summary>
    private static readonly string[] InternalSheets = ["Access (Col", "PHE Check", "Data", "Col refs"];

    /// <summary>Which return it is.</summary>
    protected abstract Return Return { get; }

    /// <summary>How data sheets are called: <c>RA LA Data</c>.</summary>
    protected abstract string DataSheet { get; }

    /// <summary>A title that names a year, as an example for the person who has to fix one.</summary>
    protected abstract string ExampleTitle { get; }

    /// <summary>Whether a sheet is called as data sheets of this return are; spaces became underscores in OpenDocument.</summary>
    protected bool IsDataSheet(string sheet) => sheet.Replace('_', ' ').StartsWith(DataSheet, StringComparison.OrdinalIgnoreCase);

    /// <summary>The financial year in a title.</summary>
    protected abstract FinancialYear? YearIn(string title);

    /// <summary>Whether a row's first cell says that the sheet is of net current expenditure.</summary>
    protected abstract bool StatesMeasure(string text, FinancialYear? year);

    /// <summary>Finds the columns of a data sheet; null only with a reason.</summary>
    protected abstract ReturnColumns? FindColumns(HeadingRow headings, ReturnPreamble preamble, FinancialYear year, ReadingOutcome outcome);

    /// <summary>The headings of a data sheet, whose heading row is the present one.</summary>
    protected virtual HeadingRow Headings(SheetCursor rows, ReturnPreamble preamble) => HeadingRow.Of(rows);

    /// <summary>What an edition is, of what was read from it.</summary>
    protected virtual EditionContent Yield(RevenueReturn content, ReturnPreamble preamble) => content;

    /// <inheritdoc/>
    protected sealed override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        Refusal? nearest = null;
        DateOnly? updated = null;
        while (rows.NextSheet())
        {
            if (InternalSheets.Any(name => rows.Sheet.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            var preamble = Preamble(rows);
            updated = ReturnDate.Later(updated, preamble.Updated);
            if (preamble is { Year: { } year, HasMeasure: true, HasTable: true })
            {
                outcome.RefuseHidden(rows);
                RefuseOtherYear(rows, year, outcome);
                var columns = FindColumns(Headings(rows, preamble), preamble, year, outcome);
                if (columns is null || ReturnTable.Read(rows, Return, year, columns, outcome) is not { } content)
                {
                    return null;
                }

                RefuseSecond(rows, rows.Sheet, outcome);
                return Yield(content with { Updated = updated }, preamble);
            }

            // The person who fixes the file wants to know what came closest to a data sheet.
            if (preamble.HasMeasure || preamble.HasTable || IsDataSheet(rows.Sheet))
            {
                nearest ??= preamble.Problem;
            }

            updated = ReturnDate.Later(updated, preamble.HasTable ? null : DateBelow(rows));
        }

        outcome.Refuse(
            nearest
                ?? new Refusal(
                    rows.File,
                    null,
                    null,
                    $"a data sheet of net current expenditure, with '{ReturnColumns.CodeHeading}' at the head of its first column",
                    "no such sheet"
                )
        );
        return null;
    }

    /// <summary>The sheet is called by its year as the title says it, or by none.</summary>
    private static void RefuseOtherYear(SheetCursor rows, FinancialYear year, ReadingOutcome outcome)
    {
        if (
            YearOfSheet().Match(rows.Sheet) is { Success: true } match
            && FinancialYear.TryParse(match.Value, out var named)
            && named != year
        )
        {
            outcome.Refuse(rows.Here(null, $"a sheet called by the year of its title, {year}", $"a sheet called by {named}"));
        }
    }

    /// <summary>One data sheet: of two nothing says which is right. Sheets of the publisher's own working are passed over by their names, as before.</summary>
    private void RefuseSecond(SheetCursor rows, string first, ReadingOutcome outcome)
    {
        while (rows.NextSheet())
        {
            if (
                !InternalSheets.Any(name => rows.Sheet.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                && Preamble(rows) is { Year: not null, HasMeasure: true, HasTable: true }
            )
            {
                outcome.Refuse(
                    rows.Here(
                        null,
                        $"one data sheet of net current expenditure, which is '{first}'",
                        $"another{(rows.IsHidden ? ", hidden" : "")}"
                    )
                );
                return;
            }
        }
    }

    [GeneratedRegex(@"\b\d{4}-\d{2}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YearOfSheet();

    /// <summary>Reads down to the table's heading row.</summary>
    private ReturnPreamble Preamble(SheetCursor rows)
    {
        FinancialYear? year = null;
        DateOnly? updated = null;
        var title = "";
        var hasMeasure = false;
        var codes = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var above = new List<IReadOnlyList<(int Column, string Text)>>();
        var last = "nothing";
        while (rows.Row < PreambleLimit && rows.NextRow())
        {
            var first = rows.Text(0);
            if (first == ReturnColumns.CodeHeading)
            {
                return Reached(
                    hasTable: true,
                    year is null
                        ? rows.Here(0, $"a title above the table that names the financial year, as in '{ExampleTitle}'", "none")
                        : null
                );
            }

            if (year is null && YearIn(first) is { } named)
            {
                (year, title) = (named, first);
            }

            updated = ReturnDate.Later(updated, ReturnDate.In(rows));
            hasMeasure |= StatesMeasure(first, year);
            if (AuthorityCode.TryParse(first, out _))
            {
                return Reached(
                    hasTable: false,
                    rows.Here(0, $"the heading '{ReturnColumns.CodeHeading}' in the first column above the authorities", $"'{last}'")
                );
            }

            above.Add(Texts(rows));
            AddCodes(rows, codes);
            last = first.Length > 0 ? first : last;
        }

        return Reached(
            hasTable: false,
            rows.Here(
                null,
                $"the heading '{ReturnColumns.CodeHeading}' in the first column of one of the first {PreambleLimit} rows",
                "none"
            )
        );

        ReturnPreamble Reached(bool hasTable, Refusal? problem) =>
            new(year, hasMeasure, hasTable, updated, codes, problem) { Title = title, Above = above };
    }

    private static List<(int Column, string Text)> Texts(SheetCursor rows)
    {
        var texts = new List<(int Column, string Text)>();
        for (var column = 0; column < rows.Width; column++)
        {
            if (rows.Cell(column).Kind == CellKind.Text && rows.Text(column) is { Length: > 0 } text)
            {
                texts.Add((column, text));
            }
        }

        return texts;
    }

    /// <summary>A row of codes has nothing in its first column; each code counts where it first stands.</summary>
    private static void AddCodes(SheetCursor rows, Dictionary<string, int> codes)
    {
        for (var column = 1; column < rows.Width && rows.Cell(0).IsBlank; column++)
        {
            if (rows.Cell(column).Kind == CellKind.Text)
            {
                codes.TryAdd(rows.Text(column), column);
            }
        }
    }

    private static DateOnly? DateBelow(SheetCursor rows)
    {
        DateOnly? updated = null;
        while (rows.Row < ViewLimit && rows.NextRow())
        {
            updated = ReturnDate.Later(updated, ReturnDate.In(rows));
        }

        return updated;
    }
}
