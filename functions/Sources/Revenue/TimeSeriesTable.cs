using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// The rows of an outturn time series: authorities, class totals and ENGLAND of every year, in any order. A row is kept only as the cells
/// of its lines, so that a file of thousands of columns costs no more than one of these.
/// </summary>
internal sealed class TimeSeriesTable
{
    public const string England = "E92000001";

    /// <summary>The classes that together are England, by the code of their totals.</summary>
    public static readonly IReadOnlyList<string> ClassesOfEngland = ["E06", "E07", "E08", "E09", "E10", "EOTH"];

    /// <summary>The kinds of other authorities, which are within EOTH; the codes of later releases beside those of earlier ones.</summary>
    private static readonly string[] KindsOfOther = ["P", "FR", "NPA", "WA", "GLA", "CA", "E12", "E23", "E26", "E31", "E47", "E50", "E61"];

    private readonly SheetCursor rows;
    private readonly TimeSeriesColumns columns;
    private readonly FinancialYear? stated;
    private readonly ReadingOutcome outcome;
    private readonly SortedDictionary<FinancialYear, YearRows> years = [];

    private TimeSeriesTable(SheetCursor rows, TimeSeriesColumns columns, FinancialYear? stated, ReadingOutcome outcome)
    {
        this.rows = rows;
        this.columns = columns;
        this.stated = stated;
        this.outcome = outcome;
    }

    /// <summary>Reads the rows below the headings and checks each year against its own totals; the years in order.</summary>
    public static IReadOnlyList<RevenueReturn> Read(
        SheetCursor rows,
        TimeSeriesColumns columns,
        FinancialYear? stated,
        ReadingOutcome outcome
    )
    {
        var table = new TimeSeriesTable(rows, columns, stated, outcome);
        while (rows.NextRow())
        {
            table.ReadRow();
        }

        if (rows.Fault is not null)
        {
            return [];
        }

        if (table.years.Count == 0)
        {
            outcome.Refuse(rows.Here(null, "rows below the headings, each with an authority's ONS code", "none"));
            return [];
        }

        List<(RevenueReturn Return, IReadOnlyList<ClassTotal> Classes)> returns =
        [
            .. table.years.Select(year => table.Conclude(year.Key, year.Value)).OfType<(RevenueReturn, IReadOnlyList<ClassTotal>)>(),
        ];
        if (outcome.IsRefused)
        {
            return [];
        }

        foreach (var (year, classes) in returns)
        {
            ControlTotals.Check(year, classes, rows.File, outcome, namesYear: true);
        }

        return [.. returns.Select(year => year.Return)];
    }

    private void ReadRow()
    {
        var code = rows.Text(columns.OnsCode);
        var authority = columns.Authority is { } column ? rows.Text(column) : "";
        if (code.Length == 0 && authority.Length == 0)
        {
            return; // a blank line
        }

        var found = stated ?? YearEnding.Read(rows.Cell(columns.Year!.Value));
        if (found is not { } year)
        {
            outcome.Refuse(
                rows.Here(
                    columns.Year,
                    $"the month a financial year ends in, such as {YearEnding.Example}",
                    $"'{rows.Cell(columns.Year!.Value)}'"
                )
            );
            return;
        }

        if (!years.TryGetValue(year, out var kept))
        {
            years.Add(year, kept = new YearRows());
        }

        var status = columns.Status is { } statusColumn ? rows.Text(statusColumn).ToLowerInvariant() : null;
        if (code == England || ClassesOfEngland.Contains(code) || KindsOfOther.Contains(code) || status == "total")
        {
            ReadTotal(kept, code);
            return;
        }

        ReadAuthority(kept, year, code, authority, status);
    }

    private void ReadTotal(YearRows kept, string code)
    {
        if ((code == England || ClassesOfEngland.Contains(code)) && !kept.Totals.TryAdd(code, Cells("submitted")))
        {
            outcome.Refuse(rows.Here(columns.OnsCode, "each total of a year once", $"{code} again"));
        }
    }

    private void ReadAuthority(YearRows kept, FinancialYear year, string code, string filedUnder, string? status)
    {
        // Lee Valley Regional Park has no ONS code: its E-code is in both columns.
        AuthorityCode? authority =
            AuthorityCode.TryParse(filedUnder, out var eCode) || AuthorityCode.TryParse(code, out eCode) ? eCode : null;
        if ((!GssCode.TryParse(code, out var published) && authority is null) || (filedUnder.Length > 0 && authority is null))
        {
            outcome.Refuse(
                rows.Here(
                    columns.OnsCode,
                    "an authority's ONS code, or the code of a class",
                    filedUnder.Length > 0 ? $"'{code}', under '{filedUnder}'" : $"'{code}'"
                )
            );
            return;
        }

        if (status is not (null or "submitted" or "not submitted" or "saved"))
        {
            outcome.Refuse(
                rows.Here(columns.Status, "the status submitted, not submitted, Saved or total", $"'{rows.Text(columns.Status!.Value)}'")
            );
            return;
        }

        var place = Place(kept, year, authority, published);
        var filing = new Filing(authority, place, rows.Text(columns.Name), Class(year, authority, place), Cells(status));
        if (!kept.Known.Add(filing.Code))
        {
            outcome.Refuse(rows.Here(columns.OnsCode, "each authority of a year once", $"{filing.Code} in {year} again"));
            return;
        }

        if (status == "saved")
        {
            outcome.Flag(
                "saved-return",
                $"{year}: {filing.Name} ({filing.Code}) has saved its return and not submitted it: its figures are taken as estimates.",
                rows.Address(columns.Status!.Value)
            );
        }

        kept.Filings.Add(filing);
    }

    private GssCode? Place(YearRows kept, FinancialYear year, AuthorityCode? authority, GssCode published)
    {
        if (published == default)
        {
            return null;
        }

        var (place, reason) = CodeCorrections.Correct(authority, published);
        if (reason is not null && kept.Known.Add($"corrected {published}"))
        {
            outcome.Flag("code-corrected", $"{year}: {published} is read as {place}: {reason}.", rows.Address(columns.OnsCode));
        }

        return place;
    }

    private AuthorityClass Class(FinancialYear year, AuthorityCode? authority, GssCode? place)
    {
        if (columns.Class is not { } column || rows.Cell(column).IsBlank)
        {
            return AuthorityClasses.Of(place);
        }

        var (@class, isKnown) = AuthorityClasses.Read(rows.Text(column));
        if (!isKnown)
        {
            outcome.Flag(
                "unknown-class",
                $"{year}: {authority} is of class '{rows.Text(column)}', which is not known; it is in no area.",
                rows.Address(column)
            );
        }

        return @class;
    }

    private Dictionary<Line, Cell> Cells(string? status)
    {
        var cells = new Dictionary<Line, Cell>(columns.Lines.Count);
        foreach (var (line, column) in columns.Lines)
        {
            var address = rows.Address(column);
            if (status == "not submitted")
            {
                // Whatever stands there, a 0 included, is no figure.
                cells.Add(line, Cell.Without(CellStatus.Missing, address));
            }
            else if (PoundsCell.Read(rows, column, columns.Layout.PoundsInUnit, outcome) is not { } figure)
            {
                continue;
            }
            else if (figure.Value is { } pounds)
            {
                cells.Add(line, Cell.Of(pounds, address, estimated: status == "saved"));
            }
            else
            {
                var isOmittedZero = columns.Layout.OmitsZero && rows.Cell(column).IsBlank && status == "submitted";
                cells.Add(line, isOmittedZero ? Cell.Of(0, address) : Cell.Without(figure.Status, address));
            }
        }

        return cells;
    }

    private (RevenueReturn, IReadOnlyList<ClassTotal>)? Conclude(FinancialYear year, YearRows kept)
    {
        if (kept.Filings.Count == 0)
        {
            outcome.Refuse(rows.Here(null, $"authorities of {year} beside its totals", "none"));
            return null;
        }

        kept.Totals.TryGetValue(England, out var england);
        england ??= SumOfClasses(kept);
        if (england is null)
        {
            outcome.Refuse(
                rows.Here(
                    null,
                    $"a row {England} of {year}, to check its authorities against, or the totals of all its classes ({string.Join(", ", ClassesOfEngland)})",
                    kept.Totals.Count == 0 ? "none of them" : $"only {string.Join(", ", kept.Totals.Keys)}"
                )
            );
            return null;
        }

        // Columns of a wide file begin and end with the years they are of: a line without any figure in a year is no line of that year.
        var absent = columns
            .Lines.Select(line => line.Line)
            .Where(line =>
                england.GetValueOrDefault(line).Pounds is null
                && kept.Filings.TrueForAll(filing => filing.Cells.GetValueOrDefault(line).Pounds is null)
            )
            .ToHashSet();
        var hasTotal = columns.HasTotal && !absent.Contains(Lines.Total);
        if (!hasTotal)
        {
            outcome.Flag(
                "total-derived",
                $"{year}: rows state no total service expenditure; it is the sum of their services, which only England's can check."
            );
        }

        Dictionary<Line, Cell> Finish(IReadOnlyDictionary<Line, Cell> cells)
        {
            var finished = cells.Where(cell => !absent.Contains(cell.Key)).ToDictionary();
            if (!hasTotal)
            {
                finished[Lines.Total] = ClassTotal.Sum([.. finished.Where(cell => cell.Key.IsServiceTotal).Select(cell => cell.Value)]);
            }

            return finished;
        }

        var filed = new RevenueReturn(
            Return.Outturn,
            year,
            rows.Sheet,
            [.. kept.Filings.Select(filing => filing with { Cells = Finish(filing.Cells) })],
            Finish(england)
        );
        return (
            filed,
            [
                .. kept
                    .Totals.Where(total => total.Key != England)
                    .Select(total => new ClassTotal(
                        ClassOf(total.Key),
                        total.Key,
                        total.Value.Where(cell => !absent.Contains(cell.Key)).ToDictionary()
                    )),
            ]
        );
    }

    private static AuthorityClass ClassOf(string code) =>
        code switch
        {
            "E06" => AuthorityClass.UnitaryAuthority,
            "E07" => AuthorityClass.ShireDistrict,
            "E08" => AuthorityClass.MetropolitanDistrict,
            "E09" => AuthorityClass.LondonBorough,
            "E10" => AuthorityClass.ShireCounty,
            _ => AuthorityClass.Other,
        };

    /// <summary>England as the sum of its classes.</summary>
    private Dictionary<Line, Cell>? SumOfClasses(YearRows kept)
    {
        if (!ClassesOfEngland.All(kept.Totals.ContainsKey))
        {
            return null;
        }

        var sums = new Dictionary<Line, Cell>();
        foreach (var (line, _) in columns.Lines)
        {
            sums.Add(line, ClassTotal.Sum([.. ClassesOfEngland.Select(code => kept.Totals[code].GetValueOrDefault(line))]));
        }

        return sums;
    }

    /// <summary>What has been read of a year.</summary>
    private sealed class YearRows
    {
        public List<Filing> Filings { get; } = [];

        public HashSet<string> Known { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, IReadOnlyDictionary<Line, Cell>> Totals { get; } = new(StringComparer.Ordinal);
    }
}
