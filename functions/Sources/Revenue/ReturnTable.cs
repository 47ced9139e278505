using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// The first table of a return's data sheet: the authorities, ENGLAND below them, and the totals of classes below that, for the checks alone.
/// What else stands further down is not read.
/// </summary>
internal sealed class ReturnTable
{
    /// <summary>Files are in thousands of pounds.</summary>
    public const decimal PoundsInUnit = 1000m;

    /// <summary>The Greater London Authority: its row is repeated among the class totals from 2024-25, under its own code.</summary>
    private static readonly AuthorityCode GreaterLondonAuthority = new("E5100");

    private readonly SheetCursor rows;
    private readonly ReturnColumns columns;
    private readonly ReadingOutcome outcome;
    private readonly List<Filing> filings = [];
    private readonly Dictionary<AuthorityCode, (Filing Filing, int Row)> byCode = [];
    private readonly List<ClassTotal> classes = [];
    private readonly IReadOnlyList<BreakdownCheck> breakdowns;

    /// <summary>The columns of breakdowns that are no lines themselves.</summary>
    private readonly IReadOnlyList<int> addedUp;
    private Dictionary<Line, Cell>? england;
    private int lastRow;

    /// <summary>The column of the last heading.</summary>
    private readonly int lastColumn;

    /// <summary>The last column of those that are read or added up, and whether it has any figure.</summary>
    private readonly int lastRead;
    private bool isLastReadFilled;

    private ReturnTable(SheetCursor rows, ReturnColumns columns, ReadingOutcome outcome)
    {
        this.rows = rows;
        this.columns = columns;
        var found = Breakdown.Find(columns.Headings, columns.Lines);
        breakdowns = [.. found.Select(breakdown => new BreakdownCheck(breakdown))];
        addedUp =
        [
            .. found.SelectMany(breakdown => breakdown.Parts.Append(breakdown.Whole)).Except(columns.Lines.Select(line => line.Column)),
        ];
        this.outcome = outcome;
        lastColumn = columns.Headings.LastColumn;
        lastRead = found.Select(breakdown => breakdown.Whole).Concat(columns.Lines.Select(line => line.Column)).Max();
    }

    /// <summary>
    /// Reads the table below its headings and checks it against its own totals. A line that is not among <see cref="Lines.All"/> is read for
    /// the check alone.
    /// </summary>
    public static RevenueReturn? Read(SheetCursor rows, Return @return, FinancialYear year, ReturnColumns columns, ReadingOutcome outcome)
    {
        var table = new ReturnTable(rows, columns, outcome);
        while (rows.NextRow())
        {
            table.ReadRow();
        }

        if (rows.Fault is not null)
        {
            return null;
        }

        if (table.filings.Count == 0)
        {
            outcome.Refuse(rows.Here(null, $"authorities below the headings of row {columns.Headings.Row}", "no row with an E-code"));
            return null;
        }

        if (table.england is null)
        {
            outcome.Refuse(
                rows.Here(
                    null,
                    "a row ENGLAND below the authorities, to check them against",
                    $"none below the last authority in row {table.lastRow}"
                )
            );
            return null;
        }

        if (!table.isLastReadFilled)
        {
            outcome.Refuse(
                columns.Headings.Refusal(
                    table.lastRead,
                    "figures below the last heading that is read: where there are none, a heading too many has moved it over the figures of others",
                    $"none below '{columns.Headings.TextAt(table.lastRead)}'"
                )
            );
        }

        var content = new RevenueReturn(@return, year, rows.Sheet, table.filings, table.england);

        // Where a cell could not be read, totals fail for that reason and would only hide it among others.
        if (!outcome.IsRefused)
        {
            ControlTotals.Check(content, ClassTotal.OfEach(table.classes), rows.File, outcome);
            foreach (var breakdown in table.breakdowns)
            {
                breakdown.Conclude(columns.Headings, outcome, columns.MustAddUp);
            }
        }

        return table.WithoutLinesNotFollowed(content);
    }

    private static Dictionary<Line, Cell> WithoutDetails(IReadOnlyDictionary<Line, Cell> cells) =>
        cells.Where(cell => Lines.IsMain(cell.Key) || Lines.Find(cell.Key.Id) is null).ToDictionary();

    private RevenueReturn WithoutLinesNotFollowed(RevenueReturn content)
    {
        var notFollowed = columns.Lines.Where(line => Lines.Find(line.Line.Id) is null).ToList();
        if (notFollowed.Count == 0)
        {
            return content;
        }

        foreach (var (line, _) in notFollowed)
        {
            outcome.Flag(
                "service-not-followed",
                $"{line.Title} is part of total service expenditure and no line of its own here.",
                content.England[line].Address
            );
        }

        return content with
        {
            Filings = [.. content.Filings.Select(filing => filing with { Cells = Followed(filing.Cells) })],
            England = Followed(content.England),
        };
    }

    private static Dictionary<Line, Cell> Followed(IReadOnlyDictionary<Line, Cell> cells) =>
        cells.Where(cell => Lines.Find(cell.Key.Id) is not null).ToDictionary();

    private void ReadRow()
    {
        var first = rows.Text(0);
        if (england is null)
        {
            RefuseFiguresWithoutHeading();
        }

        if (AuthorityCode.TryParse(first, out var code))
        {
            ReadAuthority(code);
        }
        else if (england is null && (IsEngland(first) || IsEngland(rows.Text(columns.Name)) || IsEngland(rows.Text(1))))
        {
            england = Cells(isEstimated: false);
            LookAtBreakdowns("ENGLAND", isEngland: true);
        }
        else if (england is null)
        {
            RefuseFiguresOfNobody(first);
        }
        else if (IsClassTotal(rows, columns.Headings, columns.Class))
        {
            // Kinds of other authorities (POL, Fir, NPA) have a total each; words that are no class of council's are theirs.
            classes.Add(
                new ClassTotal(AuthorityClasses.Read(rows.Text(columns.Class)).Class, rows.Text(columns.Name), Cells(isEstimated: false))
            );
            LookAtBreakdowns(rows.Text(columns.Name), isEngland: false);
        }
    }

    private void LookAtBreakdowns(string whose, bool isEngland)
    {
        if (!CanBeAddedUp())
        {
            return;
        }

        foreach (var breakdown in breakdowns)
        {
            breakdown.LookAtTotal(rows, columns.Headings, whose, isEngland);
        }
    }

    /// <summary>Whether the present row can be added up: columns that are no lines are read for that alone. In a file that is refused nothing is.</summary>
    private bool CanBeAddedUp()
    {
        PoundsCell.RefuseBeyond(rows, addedUp, PoundsInUnit, outcome);
        return !outcome.IsRefused;
    }

    /// <summary>Whether a row below ENGLAND is the total of a class: it has a word in the class column, and is not the heading of that again.</summary>
    public static bool IsClassTotal(SheetCursor rows, HeadingRow headings, int classColumn) =>
        rows.Text(classColumn) is { Length: > 0 } word && Heading.Words(word) != Heading.Words(headings.TextAt(classColumn));

    /// <summary>Figures above ENGLAND belong to an authority: where its code cannot be read they would be missing in silence, or taken for imputed.</summary>
    private void RefuseFiguresOfNobody(string first)
    {
        foreach (var (_, column) in columns.Lines)
        {
            if (rows.Cell(column).TryDecimal(out _))
            {
                outcome.Refuse(rows.Here(0, "the E-code of the authority whose figures stand in the row", $"'{first}'"));
                return;
            }
        }
    }

    /// <summary>
    /// Figures further right than the last heading: a heading is gone, or a row has been moved, and figures stand under the headings of others.
    /// </summary>
    private void RefuseFiguresWithoutHeading()
    {
        isLastReadFilled |= rows.Cell(lastRead).TryDecimal(out _);
        for (var column = lastColumn + 1; column < rows.Width; column++)
        {
            if (rows.Cell(column).TryDecimal(out _))
            {
                outcome.Refuse(
                    rows.Here(
                        column,
                        $"no figure further right than the last heading of row {columns.Headings.Row}",
                        $"'{rows.Cell(column)}'"
                    )
                );
                return;
            }
        }
    }

    private static bool IsEngland(string text) => text.Equals("ENGLAND", StringComparison.OrdinalIgnoreCase);

    private void ReadAuthority(AuthorityCode code)
    {
        var name = rows.Text(columns.Name);
        var cells = Cells(isEstimated: name.EndsWith("(e)", StringComparison.OrdinalIgnoreCase));
        if (byCode.TryGetValue(code, out var earlier))
        {
            Repeated(code, earlier, cells);
            return;
        }

        if (england is not null)
        {
            outcome.Refuse(rows.Here(0, "no authority below ENGLAND, where the first table ends", code.Value));
            return;
        }

        if (CanBeAddedUp())
        {
            foreach (var breakdown in breakdowns)
            {
                breakdown.Look(rows, columns.Headings, code);
            }
        }

        var filing = new Filing(code, Place(code), name, Class(code), cells);
        filings.Add(filing);
        lastRow = rows.Row;
        byCode.Add(code, (filing, rows.Row));
    }

    private void Repeated(AuthorityCode code, (Filing Filing, int Row) earlier, Dictionary<Line, Cell> cells)
    {
        if (code == GreaterLondonAuthority && cells.All(cell => IsRepeat(cell.Value, earlier.Filing, cell.Key)))
        {
            classes.Add(new ClassTotal(AuthorityClass.Other, code.Value, cells));
            outcome.Flag(
                "repeated-row",
                $"The Greater London Authority's row {earlier.Row} is repeated among the class totals; the repeat is left out.",
                rows.Address(0)
            );
            return;
        }

        outcome.Refuse(rows.Here(0, "each E-code once", $"{code} again, after row {earlier.Row}"));
    }

    /// <summary>The repeat is the total of a class of one: added up again from figures that were rounded, it may be out by their roundings.</summary>
    private static bool IsRepeat(Cell cell, Filing earlier, Line line) =>
        earlier.Cells.TryGetValue(line, out var before)
        && (
            cell.Pounds is { } pounds && before.Pounds is { } published
                ? Math.Abs(pounds - published) <= Rounding.Of(WithoutDetails(earlier.Cells).Values)
                : cell.Status == before.Status
        );

    private Dictionary<Line, Cell> Cells(bool isEstimated)
    {
        var cells = new Dictionary<Line, Cell>(columns.Lines.Count);
        foreach (var (line, column) in columns.Lines)
        {
            if (PoundsCell.Read(rows, column, PoundsInUnit, outcome) is { } figure)
            {
                var address = rows.Address(column);
                cells.Add(line, figure.Value is { } pounds ? Cell.Of(pounds, address, isEstimated) : Cell.Without(figure.Status, address));
            }
        }

        return cells;
    }

    private GssCode? Place(AuthorityCode code)
    {
        // Lee Valley Regional Park has no ONS code: editions leave the cell blank or repeat the E-code in it.
        if (columns.OnsCode is not { } column || !GssCode.TryParse(rows.Text(column), out var published))
        {
            return null;
        }

        var (place, reason) = CodeCorrections.Correct(code, published);
        if (reason is not null)
        {
            outcome.Flag("code-corrected", $"{code} is given {published}; read as {place}: {reason}.", rows.Address(column));
        }

        return place;
    }

    private AuthorityClass Class(AuthorityCode code)
    {
        var word = rows.Text(columns.Class);
        var (@class, isKnown) = AuthorityClasses.Read(word);
        if (!isKnown)
        {
            outcome.Flag(
                "unknown-class",
                $"{code} is of class '{word}', which is not known; it is in no area.",
                rows.Address(columns.Class)
            );
        }

        return @class;
    }
}
