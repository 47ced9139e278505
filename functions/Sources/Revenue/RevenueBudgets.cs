using System.Text.RegularExpressions;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// Revenue account budgets (RA): what every English authority planned to spend on each service. Workbooks to 2019-20 have a front page, an
/// interactive view of one authority and up to three data sheets; only the one of net current expenditure is read.
/// </summary>
internal sealed partial class RevenueBudgets : TabularSource
{
    /// <summary>How far down a sheet its table may begin: the latest yet is row 10.</summary>
    private const int PreambleLimit = 40;

    /// <inheritdoc/>
    public override SourceDescription Description { get; } = new(
        "revenue-budgets",
        "Local authority revenue expenditure and financing England: budget, individual local authority data",
        "Ministry of Housing, Communities and Local Government",
        "Open Government Licence v3.0",
        "Contains public sector information licensed under the Open Government Licence v3.0.",
        "Yearly, in June or July; corrected now and then",
        new Uri("https://www.gov.uk/government/collections/local-authority-revenue-expenditure-and-financing"),
        ReaderVersion: 1);

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) => file.Sheets.Any(sheet =>
        sheet.Name.StartsWith("RA LA Data", StringComparison.OrdinalIgnoreCase)
        || sheet.Rows.Any(row => row.Any(cell => cell.Contains("Revenue Account Budget", StringComparison.OrdinalIgnoreCase))));

    /// <summary>The financial year in a title.</summary>
    internal static FinancialYear? YearIn(string text) =>
        Title().Match(text) is { Success: true } match && FinancialYear.TryParse(match.Groups["year"].Value, out var year) ? year : null;

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        Refusal? nearest = null;
        while (rows.NextSheet())
        {
            var preamble = Preamble(rows);
            if (preamble.Year is { } year && preamble is { IsNetCurrentExpenditure: true, HasTable: true })
            {
                return ReadTable(rows, year, outcome);
            }

            // What came closest to a data sheet is what the person who mends the file wants to be told of.
            if (preamble.IsNetCurrentExpenditure || rows.Sheet.StartsWith("RA LA Data", StringComparison.OrdinalIgnoreCase))
            {
                nearest ??= preamble.Problem;
            }
        }

        outcome.Refuse(nearest ?? new Refusal(
            rows.File, null, null, "a data sheet of net current expenditure, with 'E-code' at the head of its first column", "no such sheet"));
        return null;
    }

    private static Domain.Observations.RevenueReturn? ReadTable(SheetCursor rows, FinancialYear year, ReadingOutcome outcome)
    {
        var headings = HeadingRow.Of(rows);
        var columns = RevenueBudgetColumns.Find(headings, year, outcome);
        return columns is null ? null : RevenueBudgetTable.Read(rows, year, columns, outcome);
    }

    /// <summary>Reads down to the table's heading row.</summary>
    private static (FinancialYear? Year, bool IsNetCurrentExpenditure, bool HasTable, Refusal? Problem) Preamble(SheetCursor rows)
    {
        FinancialYear? year = null;
        var isNetCurrent = false;
        Refusal? problem = null;
        var last = "nothing";
        while (rows.Row < PreambleLimit && rows.NextRow())
        {
            var first = rows.Text(0);
            if (first == RevenueBudgetColumns.CodeHeading)
            {
                problem = year is null
                    ? rows.Here(0, "a title above the table that names the financial year, as in 'Revenue Account Budget (RA): 2010-11 data'", "none")
                    : null;
                return (year, isNetCurrent, HasTable: true, problem);
            }

            year ??= YearIn(first);

            // The measure stands in the first column; the view of one authority has it as a heading further right. Since 2023-24 the sheet's
            // title says "Revenue Account data" and no measure: there is no other data sheet any more.
            isNetCurrent |= first.StartsWith("Net current expenditure", StringComparison.OrdinalIgnoreCase)
                || (year is not null && first.Contains("Revenue Account data", StringComparison.OrdinalIgnoreCase));
            if (AuthorityCode.TryParse(first, out _))
            {
                problem = rows.Here(0, $"the heading '{RevenueBudgetColumns.CodeHeading}' in the first column above the authorities", $"'{last}'");
                return (year, isNetCurrent, HasTable: false, problem);
            }

            last = first.Length > 0 ? first : last;
        }

        problem = rows.Here(null, $"the heading '{RevenueBudgetColumns.CodeHeading}' in the first column of one of the first {PreambleLimit} rows", "none");
        return (year, isNetCurrent, HasTable: false, problem);
    }

    // "Revenue Account Budget (RA): 2010-11 data", "… (RA) 2017-18: Revenue Account data", "REVENUE ACCOUNT BUDGET 2012-13"
    [GeneratedRegex(@"Revenue Account Budget\s*(\(RA\))?\s*(data)?\s*:?\s*(?<year>\d{4}-\d{2})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Title();
}
