using System.Globalization;
using System.Text;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.Sources.Tests.Workbooks;
using CsCheck;

namespace BudgetWatch.Sources.Tests;

/// <summary>
/// A year that no one has seen yet is made from one that was published: its headings moved, reordered and renamed, markers changed, rows added
/// below, all within what publishers have done before. It is read to the same figures, whatever the file is called; a column renamed beyond
/// that is refused by its cell.
/// </summary>
public class NewYearTests
{
    private static readonly string[] MissingMarkers = ["…", "...", "[x]"];

    public static TheoryData<string, string> Published() =>
        new()
        {
            { "revenue-budgets", "revenue/ra/RA_2016-17_data_by_LA.xlsx" },
            { "revenue-budgets", "revenue/ra/RA_2019-20_data_by_LA.xlsx" },
            { "revenue-budgets", "revenue/ra/RA_2021-22_data_by_LA.csv" },
            { "revenue-outturn-summaries", "revenue/rs/RS_2015-16_data_by_LA_-_Revision.xlsx" },
            { "revenue-outturn-summaries", "revenue/rs/RS_2017-18_data_by_LA.xlsx" },
            { "revenue-outturn-service-tables", "revenue/rsx/RSX_2021-22_data_by_LA_Live.csv" },
            { "revenue-outturn-service-tables", "revenue/rsx/RSX_2023-24_data_by_LA.csv" },
        };

    [Theory]
    [MemberData(nameof(Published))]
    public void A_new_year_is_read_the_day_it_is_published(string id, string path)
    {
        var source = SourceCatalogue.Find(id)!;
        var file = PublishedFiles.Require(path);
        var old = (RevenueReturn)source.Read(file, default).ShouldBeAccepted().Content;
        var sheet = DataSheet.Of(file, old);

        Gen.Select(Gen.Int[2026, 2035], Gen.Int[0, 12], Gen.Int[0, int.MaxValue], Gen.Int[0, MissingMarkers.Length - 1], Gen.Bool)
            .Sample(
                (start, lines, seed, marker, isWorkbook) =>
                {
                    var year = new FinancialYear(start);
                    var changed = sheet
                        .OfYear(old.Year, year)
                        .Below(lines)
                        .WithColumnsIn(seed)
                        .WithRenamedHeadings(seed)
                        .WithMarker(MissingMarkers[marker]);
                    var made = isWorkbook
                        ? Sheet.AsXlsx(
                            "upload.bin",
                            new Sheet(
                                "Notes",
                                [
                                    ["Nothing to read"],
                                ]
                            ),
                            changed.Sheet($"{sheet.Name} {year}")
                        )
                        : changed.Sheet("").AsCsv("upload.bin");

                    SourceCatalogue.Recognise(FilePreview.At(made, default).ShouldBeOfType<FilePreview.Seen>().File).ShouldBe(source);
                    var read = (RevenueReturn)source.Read(made, default).ShouldBeAccepted().Content;

                    read.Year.ShouldBe(year);
                    Editions.Filings(read).ShouldBe(Editions.Filings(old));
                },
                iter: 6,
                threads: 1
            );
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void A_column_renamed_beyond_what_is_known_is_refused_by_its_cell_with_the_nearest_heading(string id, string path)
    {
        var source = SourceCatalogue.Find(id)!;
        var file = PublishedFiles.Require(path);
        var old = (RevenueReturn)source.Read(file, default).ShouldBeAccepted().Content;
        var sheet = DataSheet.Of(file, old).WithoutCodes();
        var (row, column) = sheet.HeadingAt(old.England[Lines.Cultural].Address);

        var made = sheet.WithHeading(column, "Leisure and wellbeing").Sheet("").AsCsv("upload.bin");
        var reasons = source.Read(made, default).ShouldBeOfType<Reading.Refused>().Reasons;

        reasons.ShouldContain(reason =>
            reason.Cell == $"{Letters(column)}{row}" || reason.Expected.Contains("ultural", StringComparison.OrdinalIgnoreCase)
        );
        reasons.ShouldAllBe(reason => reason.Cell != null && reason.Expected.StartsWith("a column headed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_year_of_the_time_series_is_read_with_its_columns_anywhere() =>
        Gen.Select(Gen.Int[2027, 2035], Gen.Int[0, int.MaxValue], Gen.Int[0, 200])
            .Sample(
                (ending, seed, fillers) =>
                {
                    var sheet = SyntheticTimeSeries.Sheet(fillers);
                    var order = Shuffled(sheet.Rows[0].Count, seed);
                    var made = new Sheet(
                        "",
                        [
                            .. sheet.Rows.Select(
                                (row, i) =>
                                    (IReadOnlyList<object?>)
                                        [
                                            .. order.Select(column =>
                                                column == SyntheticTimeSeries.Year && row[column] is 203203
                                                    ? (ending * 100) + 3
                                                    : row[column]
                                            ),
                                        ]
                            ),
                        ]
                    ).AsCsv("upload.bin");

                    var series = (RevenueTimeSeries)
                        SourceCatalogue.Find("revenue-outturn-time-series")!.Read(made, default).ShouldBeAccepted().Content;

                    series.Years.Select(year => year.Year.StartYear).ShouldBe([2017, ending - 1]);
                    series.Years[1].Filings[0].Cells[Lines.HighwaysTransport].Pounds.ShouldBe(1_000_000);
                },
                iter: 20,
                threads: 1
            );

    [Fact]
    public void A_code_of_the_time_series_that_is_renamed_is_refused_by_its_cell()
    {
        var sheet = SyntheticTimeSeries.Sheet().With(1, SyntheticTimeSeries.FirstFigure, "RS_educ_net_exp");

        SourceCatalogue
            .Find("revenue-outturn-time-series")!
            .Read(sheet.AsCsv(), default)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons.ShouldHaveSingleItem()
            .ShouldBe(
                new Refusal(
                    "test.csv",
                    null,
                    "H1",
                    "a column headed 'RS_edu_net_exp' in row 1",
                    "none; the nearest heading is 'RS_educ_net_exp'"
                )
            );
    }

    private static int[] Shuffled(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }

    private static string Letters(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + (column / 26) - 1)}{(char)('A' + (column % 26))}";

    /// <summary>The data sheet of a published file, as text and numbers.</summary>
    private sealed record DataSheet(string Name, int HeadingRow, List<List<object?>> Rows)
    {
        public static DataSheet Of(PublishedFile file, RevenueReturn edition)
        {
            using var rows = ((Opening.Opened)Opening.Of(file, default)).Rows;
            while (rows.NextSheet())
            {
                if (rows.Sheet != edition.Sheet)
                {
                    continue;
                }

                var cells = new List<List<object?>>();
                var heading = 0;
                while (rows.NextRow())
                {
                    // Only the columns that are read, and a few beside: the whole sheet would say nothing more, slowly.
                    cells.Add(Workbooks.Sheet.RowAt(rows));
                    heading = heading == 0 && rows.Text(0) == "E-code" ? rows.Row : heading;
                }

                var name =
                    edition.Sheet.Length > 0 ? edition.Sheet.Split(" 20")[0]
                    : edition.Return == Return.Budget ? "RA LA Data"
                    : "RSX LA Data";
                return new DataSheet(name, heading, cells);
            }

            throw new InvalidOperationException($"no sheet '{edition.Sheet}'");
        }

        public DataSheet OfYear(FinancialYear old, FinancialYear year) =>
            this with
            {
                Rows =
                [
                    .. Rows.Select(
                        (row, i) =>
                            i < HeadingRow
                                ?
                                [
                                    .. row.Select(cell =>
                                        cell is string text ? text.Replace(old.ToString(), year.ToString(), StringComparison.Ordinal) : cell
                                    ),
                                ]
                                : row
                    ),
                ],
            };

        /// <summary>So many lines of text more below the title.</summary>
        public DataSheet Below(int lines) =>
            this with
            {
                HeadingRow = HeadingRow + lines,
                Rows =
                [
                    Rows[0],
                    .. Enumerable.Range(0, lines).Select(i => (List<object?>)[$"This worksheet has a line {i} of explanation."]),
                    .. Rows.Skip(1),
                ],
            };

        /// <summary>Every column but the first in another place, with the row of codes above it: of headings that repeat, the first stays first.</summary>
        public DataSheet WithColumnsIn(int seed)
        {
            var width = Rows.Max(row => row.Count);
            var headings = Rows[HeadingRow - 1];
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var free = Enumerable
                .Range(1, width - 1)
                .Where(column => column < headings.Count && headings[column] is string text && seen.Add(text.Trim()))
                .ToArray();
            var to = free.ToArray();
            new Random(seed).Shuffle(to);
            var moved = Enumerable.Range(0, width).ToArray();
            for (var i = 0; i < free.Length; i++)
            {
                moved[to[i]] = free[i];
            }

            // A repeated heading may have come before the one that counts: it goes to the end.
            var last = moved
                .Where(column => column == 0 || free.Contains(column))
                .Concat(moved.Where(column => column != 0 && !free.Contains(column)))
                .ToArray();
            return this with
            {
                Rows =
                [
                    .. Rows.Select(
                        (row, i) => i == 0 || row.Count <= 1 ? row : [.. last.Select(column => column < row.Count ? row[column] : null)]
                    ),
                ],
            };
        }

        /// <summary>What publishers do to headings: capitals, spaces, footnote marks, line numbers.</summary>
        public DataSheet WithRenamedHeadings(int seed)
        {
            var random = new Random(seed);
            return WithHeadings(text =>
                random.Next(6) switch
                {
                    0 when text != "E-code" => text.Replace(" ", "  ", StringComparison.Ordinal),
                    1 when text != "E-code" => text + " *",
                    2 when text != "E-code" => text + " [note 2]",
                    3 when text != "E-code" && !text.Contains('(', StringComparison.Ordinal) => text
                        + " (excluding what moved to another line)",
                    4 when text.StartsWith("TOTAL", StringComparison.Ordinal) => text.Split('(')[0].TrimEnd()
                        + (text.Contains("GFRA", StringComparison.Ordinal) ? " (GFRA only)" : "")
                        + " (total of lines 190 to 698)",
                    _ => text,
                }
            );
        }

        public DataSheet WithMarker(string marker) =>
            this with
            {
                Rows =
                [
                    .. Rows.Select(
                        (row, i) =>
                            i < HeadingRow
                                ? row
                                : [.. row.Select(cell => cell is string text && MissingMarkers.Contains(text) ? marker : cell)]
                    ),
                ],
            };

        public DataSheet WithoutCodes() =>
            this with
            {
                Rows = [.. Rows.Select((row, i) => i < HeadingRow - 1 ? [row.Count > 0 ? row[0] : null] : row)],
            };

        public DataSheet WithHeading(int column, string text) =>
            this with
            {
                Rows = [.. Rows.Select((row, i) => i == HeadingRow - 1 ? [.. row.Select((cell, at) => at == column ? text : cell)] : row)],
            };

        public (int Row, int Column) HeadingAt(string address)
        {
            var parsed = CellAddress.Parse(address);
            return (HeadingRow, parsed.Column);
        }

        public Sheet Sheet(string name) => new(name, Rows);

        private DataSheet WithHeadings(Func<string, string> rename) =>
            this with
            {
                Rows =
                [
                    .. Rows.Select(
                        (row, i) => i == HeadingRow - 1 ? [.. row.Select(cell => cell is string text ? rename(text) : cell)] : row
                    ),
                ],
            };
    }
}
