using System.Globalization;
using System.Text.RegularExpressions;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// HM Treasury's GDP deflator at market prices, financial years: the Treasury's workbook, or its series as a CSV of year, deflator_index
/// and source. The workbook gives forecast years only as a percentage change; their index is chained from the last outturn.
/// </summary>
internal sealed partial class GdpDeflators : TabularSource
{
    private const string WorkbookTitle = "GDP DEFLATORS AT MARKET PRICES";

    /// <summary>A series shorter than this does not span the years compared.</summary>
    private const int FewestYears = 10;

    /// <summary>
    /// What an index may be. In whole series, 1955-56 on, published ones are from 3.2 to 113.6, with 100 in a late year; with 100 in the
    /// earliest they would reach 3,600. Between the limits and these there is a factor of 30 below and of three above.
    /// </summary>
    private const double LeastIndex = 0.1;
    private const double MostIndex = 10_000;

    /// <summary>Per cent by which an index may change in a year: four times the most there was, 25 in 1975-76.</summary>
    private const double MostChange = 100;

    private static readonly string IndexExpected = string.Create(
        CultureInfo.InvariantCulture,
        $"an index from {LeastIndex} to {MostIndex:N0}"
    );

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "gdp-deflators",
            new InputKind("prices"),
            "GDP deflators at market prices, and money GDP",
            "HM Treasury",
            "Open Government Licence v3.0",
            "Contains public sector information licensed under the Open Government Licence v3.0.",
            "Quarterly, and with each fiscal event",
            new Uri("https://www.gov.uk/government/collections/gdp-deflators-at-market-prices-and-money-gdp"),
            ReaderVersion: 2
        )
        {
            HoldsEveryYear = true,
        };

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Sheets.Any(sheet => sheet.Rows.Any(row => row.Any(IsWorkbookTitle) || IsSeriesHeading(row)));

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        while (rows.NextSheet())
        {
            while (rows.NextRow())
            {
                if (rows.Text(0) == "year" && rows.Text(1) == "deflator_index")
                {
                    return Conclude(rows, ReadSeries(rows, outcome), outcome);
                }

                if (IsWorkbookTitle(rows.Text(0)) || IsWorkbookTitle(rows.Text(1)))
                {
                    outcome.RefuseHidden(rows);
                    return Conclude(rows, ReadWorkbook(rows, outcome), outcome);
                }
            }
        }

        outcome.Refuse(
            new Refusal(rows.File, null, null, $"the title '{WorkbookTitle}', or the headings year, deflator_index, source", "neither")
        );
        return null;
    }

    /// <summary>A number beyond range, and one that is no number at all, is no index.</summary>
    private static bool IsIndex(double index) => index is >= LeastIndex and <= MostIndex;

    private static bool IsWorkbookTitle(string cell) => cell.StartsWith(WorkbookTitle, StringComparison.OrdinalIgnoreCase);

    private static bool IsSeriesHeading(IReadOnlyList<string> row) =>
        row.Count >= 3 && row[0] == "year" && row[1] == "deflator_index" && row[2] == "source";

    private static DeflatorSeries Conclude(
        SheetCursor rows,
        (string Edition, List<DateOnly> Dates, List<DeflatorYear> Years) read,
        ReadingOutcome outcome
    )
    {
        var (edition, dates, years) = read;
        if (!outcome.IsRefused && years.Count < FewestYears)
        {
            outcome.Refuse(
                rows.Here(null, $"at least {FewestYears} financial years, as in '2010-11'", $"{years.Count}: calendar years are not used")
            );
        }

        for (var next = 1; next < years.Count; next++)
        {
            if (years[next].Year.StartYear != years[next - 1].Year.StartYear + 1)
            {
                outcome.Refuse(
                    new Refusal(
                        rows.File,
                        rows.Sheet.Length == 0 ? null : rows.Sheet,
                        years[next].Address,
                        $"the year after {years[next - 1].Year}",
                        years[next].Year.ToString()
                    )
                );
            }
        }

        return new DeflatorSeries(edition, rows.Sheet, years) { Updated = dates.Count == 0 ? null : dates.Max() };
    }

    private static (string Edition, List<DateOnly> Dates, List<DeflatorYear> Years) ReadSeries(SheetCursor rows, ReadingOutcome outcome)
    {
        var edition = "";
        var dates = new List<DateOnly>();
        var years = new List<DeflatorYear>();
        while (rows.NextRow())
        {
            var text = rows.Text(0);
            if (text.Length == 0)
            {
                continue;
            }

            var source = rows.Text(2);
            if (!FinancialYear.TryParse(text, out var year))
            {
                outcome.Refuse(rows.Here(0, "a financial year such as 2010-11", $"'{text}'"));
            }
            else if (!rows.Cell(1).TryDouble(out var index) || !IsIndex(index))
            {
                outcome.Refuse(rows.Here(1, IndexExpected, $"'{rows.Cell(1)}'"));
            }
            else
            {
                // "HMT March 2026 QNA (outturn)" or "(OBR forecast)"
                edition = edition.Length > 0 ? edition : source.Split('(')[0].Trim();
                dates.AddRange(EditionDates.In(source));
                years.Add(new DeflatorYear(year, index, source.Contains("forecast", StringComparison.OrdinalIgnoreCase), rows.Address(1)));
            }
        }

        return (edition, dates, years);
    }

    private static (string Edition, List<DateOnly> Dates, List<DeflatorYear> Years) ReadWorkbook(SheetCursor rows, ReadingOutcome outcome)
    {
        var edition = rows.Sheet;
        var dates = EditionDates.In(edition).Concat(EditionDates.In(rows.Text(0))).Concat(EditionDates.In(rows.Text(1))).ToList();
        var years = new List<DeflatorYear>();
        while (rows.NextRow())
        {
            for (var column = 0; column < 2; column++)
            {
                var text = rows.Text(column);
                if (years.Count == 0)
                {
                    // Below the table stand footnotes on the history of the series.
                    dates.AddRange(EditionDates.In(text));
                }

                if (text.StartsWith("Forecast data are consistent with", StringComparison.OrdinalIgnoreCase))
                {
                    edition = text;
                }
                else if (
                    YearCell().Match(text) is { Success: true } match
                    && FinancialYear.TryParse(match.Groups["year"].Value, out var year)
                )
                {
                    if (ReadYear(rows, column, year, years.Count == 0 ? null : years[^1], outcome) is { } read)
                    {
                        years.Add(read);
                    }

                    break;
                }
            }
        }

        return (edition, dates, years);
    }

    private static DeflatorYear? ReadYear(SheetCursor rows, int column, FinancialYear year, DeflatorYear? previous, ReadingOutcome outcome)
    {
        if (rows.Cell(column + 1).TryDouble(out var index) && IsIndex(index))
        {
            return new DeflatorYear(year, index, IsForecast: false, rows.Address(column + 1));
        }

        if (
            rows.Text(column + 1) is "-" or ""
            && previous is not null
            && rows.Cell(column + 2).TryDouble(out var change)
            && Math.Abs(change) <= MostChange
            && previous.Index * (1 + (change / 100)) is var chained
            && IsIndex(chained)
        )
        {
            return new DeflatorYear(year, chained, IsForecast: true, rows.Address(column + 2));
        }

        outcome.Refuse(
            rows.Here(
                column + 1,
                $"{IndexExpected}, or '-' and a change of at most {MostChange} per cent beside it",
                $"'{rows.Cell(column + 1)}' and '{rows.Cell(column + 2)}'"
            )
        );
        return null;
    }

    // Footnote marks follow the forecast years: "2019-20 (1), (2)".
    [GeneratedRegex(
        @"^(?<year>[0-9]{4}-[0-9]{2})(\s*\([0-9]\),?)*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex YearCell();
}
