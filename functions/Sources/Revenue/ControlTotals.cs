using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// A return's own checks (methodology, control totals). Across: the service totals of a row add up to its total service expenditure. Down:
/// the authorities of a line add up to the total of their class, and classes to ENGLAND, or fall short of it by what the publisher imputed for
/// authorities whose return was not received. Tolerances are what <see cref="Rounding"/> makes; what is within them and hardly ever happens,
/// and what the file cannot prove either way, is flagged for a person. No year and no amount of any edition is written here.
/// </summary>
internal sealed class ControlTotals
{
    /// <summary>
    /// A total struck before one of its authorities was revised is out by that revision. It is taken for one below a hundredth of what the
    /// smallest authority of the class spends: a row that is gone takes far more with it.
    /// </summary>
    private const decimal RevisionOfTheSmallest = 0.01m;

    private const string AsRounding = ", as rounding can make it.";

    private const string HardlyEver =
        ". Rounding alone can make so much, but hardly ever does: one of the figures may have been another when they were added up.";

    /// <summary>How many authorities a flag about many names.</summary>
    private const int NamedInAFlag = 8;

    private static readonly Line[] NettedLevies = [Lines.TransportLevy, Lines.WasteLevy];

    private readonly RevenueReturn edition;
    private readonly string file;
    private readonly string about;
    private readonly ReadingOutcome outcome;
    private readonly ImputationLimits limits;
    private readonly StatedTotal england;
    private readonly IReadOnlyList<StatedTotal> classes;
    private readonly Dictionary<Filing, decimal> rowDifferences = new(ReferenceEqualityComparer.Instance);

    /// <summary>By how much totals of classes are out because they were struck on other figures of an authority.</summary>
    private readonly Dictionary<Line, decimal> struckOnOthers = [];

    /// <summary>
    /// Whether totals were struck before figures were rounded. Then totals of several classes miss the sums of what is published. Where at
    /// most one does, totals are sums of what is published, and a difference is no rounding of the authorities' figures.
    /// </summary>
    private readonly bool struckBeforeRounding;

    private ControlTotals(RevenueReturn edition, IReadOnlyList<ClassTotal> classes, string file, string about, ReadingOutcome outcome)
    {
        this.edition = edition;
        this.file = file;
        this.about = about;
        this.outcome = outcome;
        limits = new ImputationLimits(edition.Filings);
        england = new StatedTotal("ENGLAND", edition.England, edition.Filings);
        this.classes =
        [
            .. classes.Select(total => new StatedTotal(
                total.Word,
                total.Cells,
                [.. edition.Filings.Where(filing => filing.Class == total.Class)]
            )),
        ];
        var complete = this.classes.Where(total => total.NonFilers.Count == 0).ToList();
        struckBeforeRounding = complete.Count < 2 ? HoldsImputations : complete.Count(total => total.Deviating > 0) > 1;
    }

    /// <summary>Whether an authority did not file, so that totals may hold what the publisher put in for it.</summary>
    private bool HoldsImputations => england.NonFilers.Count > 0;

    /// <summary>Checks an edition; what does not hold is added as a reason, what holds only with an explanation as a flag.</summary>
    /// <param name="edition">What was read.</param>
    /// <param name="classes">The totals of classes it states, where it states any.</param>
    /// <param name="file">The file, for refusals.</param>
    /// <param name="outcome">Where reasons and flags go.</param>
    /// <param name="namesYear">Whether flags and reasons say which year they are about: where a file may hold several.</param>
    public static void Check(
        RevenueReturn edition,
        IReadOnlyList<ClassTotal> classes,
        string file,
        ReadingOutcome outcome,
        bool namesYear = false
    ) => new ControlTotals(edition, classes, file, namesYear ? $"{edition.Year}: " : "", outcome).Check(classes);

    private void Check(IReadOnlyList<ClassTotal> stated)
    {
        foreach (var filing in edition.Filings)
        {
            Across(filing);
        }

        FlagRoundedRows();
        CountCouncils();
        foreach (var total in classes)
        {
            AcrossTotal(total);
            foreach (var line in total.Cells.Keys)
            {
                Down(total, line);
            }
        }

        AcrossTotal(england);
        foreach (var line in england.Cells.Keys)
        {
            Down(england, line);
            if (stated.Count == ClassTotal.ClassesOfEngland)
            {
                ClassesOf(stated, line);
            }
        }

        Levies();
    }

    private void Across(Filing filing)
    {
        if (ImputationLimits.IsNonFiler(filing))
        {
            outcome.Flag(
                "non-filer",
                $"{about}{filing.Name} ({filing.Code}) has no figures: its return was not received.",
                filing.Cells.Values.FirstOrDefault().Address
            );
            return;
        }

        // Where every authority filed, the line itself shows that what is lacking is nothing. Where something was imputed, it cannot.
        var lacking = filing.Cells.FirstOrDefault(cell => cell.Value.Status is CellStatus.Missing or CellStatus.Suppressed);
        if (lacking.Key is not null && HoldsImputations)
        {
            Refuse(
                lacking.Value.Address,
                $"every figure of {filing.Code}, or none, since ENGLAND holds imputations",
                $"none of {lacking.Key.Title} ({lacking.Value.Status})"
            );
            return;
        }

        if (!filing.Cells.TryGetValue(Lines.Total, out var total))
        {
            return;
        }

        if (
            !HoldsImputations
            && (total.Pounds is null || Services(filing.Cells).Any(cell => cell.Status is CellStatus.Missing or CellStatus.Suppressed))
        )
        {
            outcome.Flag(
                "row-not-checked",
                $"{about}{filing.Name} ({filing.Code}) lacks a figure, so that its services cannot be added up.",
                total.Address
            );
            return;
        }

        var difference = AcrossDifference(filing.Cells);
        rowDifferences.Add(filing, difference);
        if (Math.Abs(difference) > AcrossRounding(filing.Cells))
        {
            RefuseSum($"the service totals of {filing.Code}", filing.Cells);
        }
        else if (IsImprobable(filing, difference))
        {
            outcome.Flag(
                "improbable-rounding",
                $"{about}{filing.Name} ({filing.Code}): its services are {AboveOrBelow(difference)} its total service expenditure{HardlyEver}",
                total.Address
            );
        }
    }

    private void FlagRoundedRows() =>
        FlagRounded(
            outcome,
            $"{about}the services",
            "total service expenditure",
            [
                .. rowDifferences
                    .Where(row => !IsImprobable(row.Key, row.Value) && Math.Abs(row.Value) <= AcrossRounding(row.Key.Cells))
                    .Select(row => (row.Key.Code, row.Value)),
            ]
        );

    /// <summary>Says of which authorities parts miss their sum as rounding makes them.</summary>
    /// <param name="outcome">Where the flag goes.</param>
    /// <param name="parts">What was added up.</param>
    /// <param name="whole">What to.</param>
    /// <param name="rows">Each authority, and what its parts are above the whole; none where they agree.</param>
    public static void FlagRounded(ReadingOutcome outcome, string parts, string whole, IReadOnlyList<(string Code, decimal Pounds)> rows)
    {
        var off = rows.Where(row => Math.Abs(row.Pounds) > StatedTotal.Exact)
            .OrderByDescending(row => Math.Abs(row.Pounds))
            .ThenBy(row => row.Code, StringComparer.Ordinal)
            .ToList();
        if (off.Count > 0)
        {
            outcome.Flag(
                "rounded-rows",
                $"{parts} of {off.Count} {(off.Count == 1 ? "authority miss" : "authorities miss")} the {whole} by as much as rounding can make: "
                    + string.Join(", ", off.Take(NamedInAFlag).Select(row => $"{row.Code} by {Thousands(row.Pounds)}"))
                    + (off.Count > NamedInAFlag ? $", {off.Count - NamedInAFlag} more" : "")
                    + "."
            );
        }
    }

    /// <summary>
    /// Where something was imputed, a row that is gone would be taken for more of it: the councils are then counted. Districts, unitaries,
    /// metropolitan districts and London boroughs are as many as England has districts, where that is known.
    /// </summary>
    private void CountCouncils()
    {
        var councils = edition.Filings.Count(filing => filing.Class is not (AuthorityClass.Other or AuthorityClass.ShireCounty));
        if (
            HoldsImputations
            && edition.Year.StartYear <= EnglishDistricts.Settled
            && EnglishDistricts.CountIn(edition.Year.StartYear) is { } count
            && councils != count
        )
        {
            Refuse(
                null,
                $"each of England's {count} districts and single-tier councils, with or without figures, since ENGLAND holds imputations",
                $"{councils}"
            );
        }
    }

    /// <summary>
    /// The services of a total miss its total service expenditure by its own roundings, or, where it is the sum of rows, by as much as these
    /// rows do together, and by the roundings of what was imputed.
    /// </summary>
    private void AcrossTotal(StatedTotal total)
    {
        if (!total.Cells.TryGetValue(Lines.Total, out var cell) || cell.Pounds is null)
        {
            return;
        }

        var difference = AcrossDifference(total.Cells);
        var ofRows = total.Members.Sum(filing => rowDifferences.GetValueOrDefault(filing));
        if (
            Math.Abs(difference) > AcrossRounding(total.Cells)
            && Math.Abs(difference - ofRows)
                > StatedTotal.Exact + (total.NonFilers.Count * Rounding.Of(0) * (Services(total.Cells).Count() + 1))
        )
        {
            RefuseSum($"the service totals of {total.Name}", total.Cells);
        }
    }

    private void Down(StatedTotal total, Line line)
    {
        var cell = total.Cells[line];
        if (cell.Pounds is not { } stated)
        {
            Refuse(cell.Address, $"{total.Name}'s figure for {line.Title}", $"no figure ({cell.Status})");
            return;
        }

        var difference = total.Difference(line);
        if (Math.Abs(difference) <= StatedTotal.Exact)
        {
            return;
        }

        var off = $"{about}{total.Name}'s {line.Title} is {AboveOrBelow(difference)} the sum of the authorities";
        var isRounding = Math.Abs(difference) <= Tolerance(total, line);
        if (isRounding && IsSumOfPublished(total))
        {
            outcome.Flag("rounded-total", $"{off}{AsRounding}", cell.Address);
        }
        else if (isRounding && !Rounding.IsImprobable(difference, total.Parts(line)))
        {
            FlagOfEngland(total, "rounded-total", $"{off}{AsRounding}", cell.Address);
        }
        else if (total.NonFilers.Count > 0)
        {
            Imputed(total, line, difference, off);
        }
        else if (isRounding)
        {
            outcome.Flag("improbable-rounding", $"{off}{HardlyEver}", cell.Address);
        }
        else if (IsStruckOnOthers(total, line, difference))
        {
            outcome.Flag(
                "total-of-other-figures",
                $"{off}, more than rounding can make and less than any authority could be: it was added up from other figures of an authority.",
                cell.Address
            );
        }
        else
        {
            Refuse(
                cell.Address,
                $"{total.Name}'s {line.Title} to be the sum of the authorities, {Thousands(total.Sum(line))}",
                Thousands(stated)
            );
        }
    }

    /// <summary>
    /// Nothing states what was put in for an authority, so nothing of it is refused; more than others of its kind have is flagged. The councils
    /// are counted, classes without one are exact, and a total's own lines still have to add up.
    /// </summary>
    private void Imputed(StatedTotal total, Line line, decimal difference, string off)
    {
        var (least, most) = limits.Of(line, total.NonFilers);
        var rounding = Tolerance(total, line);
        var isUsual = difference >= least - rounding && difference <= most + rounding;
        FlagOfEngland(
            total,
            isUsual ? "imputed-total" : "unusual-imputation",
            $"{off}: imputed for those without a figure, {string.Join(", ", total.NonFilers.Select(filing => filing.Code))}"
                + (isUsual ? "." : $", and more than others of their kind have ({Thousands(difference > 0 ? most : least)} at most)."),
            total.Cells[line].Address
        );
    }

    /// <summary>
    /// What rounding can do to the difference between a total and the sum of its authorities: the halves of every figure if it was struck before
    /// they were rounded; else its own half and that of what it is the sum of.
    /// </summary>
    private decimal Tolerance(StatedTotal total, Line line) =>
        IsSumOfPublished(total)
            ? 2 * Rounding.Of(total.Cells[line].Pounds ?? 0)
            : Rounding.Of(total.Parts(line)) + Rounding.Of(total.Cells[line].Pounds ?? 0);

    /// <summary>A total that misses most of its sums was struck before rounding, whatever others were.</summary>
    private bool IsSumOfPublished(StatedTotal total) =>
        !struckBeforeRounding && (total.NonFilers.Count > 0 || total.Deviating * 2 <= total.Cells.Count);

    /// <summary>
    /// Whether a total was struck on other figures of an authority than are published beside it, as happens where totals are kept in a database
    /// and a late revision reaches the authorities and not the totals. A total that is the sum of what is published cannot be. Its own services
    /// add up (checked apart), the difference is small, and ENGLAND's is the same. A damaged cell would leave its row, or the total it is in,
    /// out of balance; a row that is gone would take more.
    /// </summary>
    private bool IsStruckOnOthers(StatedTotal total, Line line, decimal difference)
    {
        if (IsSumOfPublished(total))
        {
            return false;
        }

        if (total == england)
        {
            return struckOnOthers.TryGetValue(line, out var ofClass) && Math.Abs(difference - ofClass) <= Tolerance(total, line);
        }

        var smallest = total
            .Members.Select(filing => Math.Abs(filing.Cells.GetValueOrDefault(Lines.Total).Pounds ?? 0))
            .Where(pounds => pounds > 0)
            .DefaultIfEmpty(0)
            .Min();
        if (Math.Abs(difference) > smallest * RevisionOfTheSmallest || !(line.IsServiceTotal || line == Lines.Total))
        {
            return false;
        }

        struckOnOthers[line] = struckOnOthers.GetValueOrDefault(line) + difference;
        return true;
    }

    /// <summary>Classes add up to ENGLAND as authorities do: to the unit if both are sums of what is published, else within the roundings of all.</summary>
    private void ClassesOf(IReadOnlyList<ClassTotal> stated, Line line)
    {
        var sum = ClassTotal.Sum([.. stated.Select(total => total.Cells.GetValueOrDefault(line))]);
        var cell = england.Cells[line];
        if (sum.Pounds is not { } ofClasses || cell.Pounds is not { } pounds || Math.Abs(ofClasses - pounds) <= StatedTotal.Exact)
        {
            return;
        }

        if (Math.Abs(ofClasses - pounds) > Tolerance(england, line))
        {
            Refuse(cell.Address, $"ENGLAND's {line.Title} to be the sum of its classes, {Thousands(ofClasses)}", Thousands(pounds));
        }
        else if (IsSumOfPublished(england))
        {
            outcome.Flag(
                "rounded-total",
                $"{about}ENGLAND's {line.Title} is {AboveOrBelow(pounds - ofClasses)} the sum of its classes{AsRounding}",
                cell.Address
            );
        }
    }

    /// <summary>
    /// A levy is paid by one authority and received by another, so that over England it cancels out. It does to 2015-16; since 2017-18 it
    /// does not quite, and the publisher says so ("Some discrepancies remain"). The sum still equals ENGLAND, which is checked above.
    /// </summary>
    private void Levies()
    {
        foreach (var levy in NettedLevies)
        {
            if (england.Cells.TryGetValue(levy, out var cell) && cell.Pounds is { } net && Math.Abs(net) > StatedTotal.Exact)
            {
                outcome.Flag(
                    "levy-not-netted",
                    $"{about}{levy.Title}: what authorities pay and what they receive differs by {Thousands(net)} over England.",
                    cell.Address
                );
            }
        }
    }

    private static bool IsImprobable(Filing filing, decimal difference) =>
        Rounding.IsImprobable(difference, Services(filing.Cells).Append(filing.Cells[Lines.Total]));

    private static IEnumerable<Cell> Services(IReadOnlyDictionary<Line, Cell> cells) =>
        cells.Where(cell => cell.Key.IsServiceTotal).Select(cell => cell.Value);

    private static decimal AcrossDifference(IReadOnlyDictionary<Line, Cell> cells) =>
        Services(cells).Sum(cell => cell.Pounds ?? 0) - (cells[Lines.Total].Pounds ?? 0);

    private static decimal AcrossRounding(IReadOnlyDictionary<Line, Cell> cells) => Rounding.Of(Services(cells).Append(cells[Lines.Total]));

    /// <summary>Differences of classes are within ENGLAND's, which says it once.</summary>
    private void FlagOfEngland(StatedTotal total, string kind, string detail, string address)
    {
        if (total == england)
        {
            outcome.Flag(kind, detail, address);
        }
    }

    private void RefuseSum(string what, IReadOnlyDictionary<Line, Cell> cells) =>
        Refuse(
            cells[Lines.Total].Address,
            $"{what} to add up to its total service expenditure within {Thousands(AcrossRounding(cells))}",
            $"{Thousands(Services(cells).Sum(cell => cell.Pounds ?? 0))} against {Thousands(cells[Lines.Total].Pounds ?? 0)}"
        );

    private void Refuse(string? address, string expected, string found) =>
        outcome.Refuse(new Refusal(file, edition.Sheet.Length == 0 ? null : edition.Sheet, address, about + expected, found));

    private static string AboveOrBelow(decimal pounds) => $"{Thousands(Math.Abs(pounds))} {(pounds > 0 ? "above" : "below")}";

    /// <summary>Pounds as refusals write them.</summary>
    public static string Thousands(decimal pounds) =>
        string.Create(CultureInfo.InvariantCulture, $"{pounds / 1000m:#,0.###} thousand pounds");
}
