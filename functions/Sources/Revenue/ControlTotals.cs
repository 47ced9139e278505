using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// A return's own checks (methodology 7). Across: the service totals of a row add up to its total service expenditure. Down: the authorities
/// of a line add up to the total of their class, and classes to ENGLAND, or fall short of it by what the publisher imputed for authorities
/// whose return was not received.
/// </summary>
internal static class ControlTotals
{
    /// <summary>Down: every accepted edition agrees to the last digit (to 0.0001 of a pound where figures are not whole thousands).</summary>
    private const decimal DownTolerance = 1m;

    /// <summary>Across, for ENGLAND and classes: the roundings of their authorities, which came to 6,000 pounds at most (cultural services, RA 2014-15).</summary>
    public const decimal AcrossTotalsTolerance = 6_000m;

    /// <summary>The first year whose returns were not rounded to thousands before they were published: rows then agree within the unit.</summary>
    private static readonly FinancialYear FirstUnrounded = new(2017);

    private static readonly Line[] NettedLevies = [Lines.TransportLevy, Lines.WasteLevy];

    /// <summary>
    /// Down, where figures were rounded one by one: so many standard deviations of the sum of their roundings, each uniform within half a
    /// thousand. The time series and service tables reach 9.6 (adult social care of London, 2022-23).
    /// </summary>
    private const double RoundingDeviations = 10;

    /// <summary>Totals the publisher struck on other figures than the authorities' own in the same file.</summary>
    private static readonly (Return Return, FinancialYear Year, Line Line, decimal Pounds)[] KnownDifferences =
    [
        // Levies of RS 2009-10: ENGLAND's is what is paid less what is received, each rounded by itself.
        (Return.Outturn, new(2009), Lines.TransportLevy, -1_000m),
        (Return.Outturn, new(2009), Lines.WasteLevy, 1_000m),

        // Time series version 2.3, of England and of London: every other line of the year agrees within two thousand.
        (Return.Outturn, new(2017), Lines.Planning, -132_000m),
        (Return.Outturn, new(2017), Lines.Total, -133_000m),
        (Return.Outturn, new(2017), Lines.Total, -135_000m),
    ];

    /// <summary>Checks an edition; what does not hold is added as a reason, what holds only with an explanation as a flag.</summary>
    /// <param name="edition">What was read.</param>
    /// <param name="classes">The totals of classes it states, where it states any.</param>
    /// <param name="file">The file, for refusals.</param>
    /// <param name="outcome">Where reasons and flags go.</param>
    /// <param name="roundsEachFigure">Whether figures were rounded one by one before publication: sums are then out by what their roundings make.</param>
    /// <param name="namesYear">Whether flags and reasons say which year they are about: where a file may hold several.</param>
    public static void Check(
        RevenueReturn edition, IReadOnlyList<ClassTotal> classes, string file, ReadingOutcome outcome, bool roundsEachFigure, bool namesYear = false)
    {
        var about = namesYear ? $"{edition.Year}: " : "";
        var check = new Checked(
            edition, new ImputationLimits(edition.Filings), file, edition.Sheet.Length == 0 ? null : edition.Sheet, about, roundsEachFigure, outcome);
        foreach (var filing in edition.Filings)
        {
            Across(check, filing);
        }

        Districts(check);
        AcrossTotals(check, "ENGLAND", edition.England);
        foreach (var (line, england) in edition.England)
        {
            Down(check, edition.Filings, line, england, "ENGLAND", outcome.Flag);
        }

        foreach (var total in classes)
        {
            AcrossTotals(check, total.Word, total.Cells);
            var members = edition.Filings.Where(filing => filing.Class == total.Class).ToList();
            foreach (var (line, cell) in total.Cells)
            {
                Down(check, members, line, cell, total.Word, static (_, _, _) => { });
            }
        }

        if (classes.Count == ClassTotal.ClassesOfEngland)
        {
            foreach (var (line, england) in edition.England)
            {
                Classes(check, classes, line, england);
            }
        }

        Levies(edition, about, outcome);
    }

    /// <summary>
    /// By how much figures of one authority may miss their sum: roundings have come to two thousand in any edition yet where each figure was
    /// rounded, to one thousand in other returns that are in whole thousands, and to 94 pounds since (RS 2015-16).
    /// </summary>
    public static decimal RowTolerance(FinancialYear year, bool roundsEachFigure) =>
        roundsEachFigure ? 3_000m : year < FirstUnrounded ? 1_000m : 500m;

    private static void Across(Checked check, Filing filing)
    {
        if (ImputationLimits.IsNonFiler(filing))
        {
            check.Outcome.Flag(
                "non-filer", $"{check.About}{filing.Name} ({filing.Code}) has no figures: its return was not received.",
                filing.Cells.Values.FirstOrDefault().Address);
            return;
        }

        // Where every authority filed, the line itself shows that what is lacking is nothing. Where something was imputed, it cannot.
        var lacking = filing.Cells.FirstOrDefault(cell => cell.Value.Status is CellStatus.Missing or CellStatus.Suppressed);
        if (lacking.Key is not null && check.HoldsImputations)
        {
            check.Outcome.Refuse(check.At(
                lacking.Value.Address, $"{check.About}every figure of {filing.Code}, or none, since ENGLAND holds imputations",
                $"none of {lacking.Key.Title} ({lacking.Value.Status})"));
            return;
        }

        if (!filing.Cells.TryGetValue(Lines.Total, out var total))
        {
            return;
        }

        var services = filing.Cells.Where(cell => cell.Key.IsServiceTotal).Select(cell => cell.Value).ToList();
        if (!check.HoldsImputations && (total.Pounds is null || services.Exists(cell => cell.Status is CellStatus.Missing or CellStatus.Suppressed)))
        {
            check.Outcome.Flag(
                "row-not-checked", $"{check.About}{filing.Name} ({filing.Code}) lacks a figure, so that its services cannot be added up.", total.Address);
            return;
        }

        AddUp(check, $"the service totals of {filing.Code}", total.Address, services.Sum(cell => cell.Pounds ?? 0), total.Pounds ?? 0,
            RowTolerance(check.Edition.Year, check.RoundsEachFigure));
    }

    /// <summary>
    /// Where something was imputed, a row that is gone would be taken for more of it: the councils are then counted. Districts, unitaries,
    /// metropolitan districts and London boroughs are as many as England has districts, where that is known.
    /// </summary>
    private static void Districts(Checked check)
    {
        var filings = check.Edition.Filings;
        var councils = filings.Count(filing => filing.Class is not (AuthorityClass.Other or AuthorityClass.ShireCounty));
        if (check.HoldsImputations
            && check.Edition.Year.StartYear <= EnglishDistricts.Settled
            && EnglishDistricts.CountIn(check.Edition.Year.StartYear) is { } count && councils != count)
        {
            check.Outcome.Refuse(check.At(
                null, $"{check.About}each of England's {count} districts and single-tier councils, with or without figures, since ENGLAND holds imputations", $"{councils}"));
        }
    }

    private static void AcrossTotals(Checked check, string whose, IReadOnlyDictionary<Line, Cell> cells)
    {
        if (cells.TryGetValue(Lines.Total, out var total) && total.Pounds is { } stated)
        {
            AddUp(
                check, $"the service totals of {whose}", total.Address, cells.Where(cell => cell.Key.IsServiceTotal).Sum(cell => cell.Value.Pounds ?? 0),
                stated, check.RoundsEachFigure ? Rounding(cells.Count(cell => cell.Key.IsServiceTotal) + 1) : AcrossTotalsTolerance);
        }
    }

    private static void AddUp(Checked check, string what, string address, decimal sum, decimal stated, decimal tolerance)
    {
        if (Math.Abs(sum - stated) > tolerance)
        {
            check.Outcome.Refuse(check.At(
                address, $"{check.About}{what} to add up to its total service expenditure within {Thousands(tolerance)}",
                $"{Thousands(sum)} against {Thousands(stated)}"));
        }
    }

    private static void Down(
        Checked check, IReadOnlyList<Filing> filings, Line line, Cell total, string whose, Action<string, string, string?> flag)
    {
        var cells = filings
            .Where(filing => filing.Cells.ContainsKey(line))
            .Select(filing => (Filing: filing, Cell: filing.Cells[line])).ToList();
        var sum = cells.Sum(entry => entry.Cell.Pounds ?? 0);
        if (total.Pounds is not { } stated)
        {
            check.Outcome.Refuse(check.At(total.Address, $"{check.About}{whose}'s figure for {line.Title}", $"no figure ({total.Status})"));
            return;
        }

        var imputed = stated - sum;
        if (Math.Abs(imputed) <= DownTolerance)
        {
            return;
        }

        var rounding = check.RoundsEachFigure ? Rounding(cells.Count(entry => entry.Cell.Pounds is not (null or 0))) : 0;
        if (Math.Abs(imputed) <= rounding)
        {
            flag(
                "rounded-total",
                $"{check.About}{whose}'s {line.Title} is {AboveOrBelow(imputed)} the sum of the authorities, whose figures were rounded one by one.",
                total.Address);
            return;
        }

        if (IsKnown(check, line, imputed))
        {
            flag(
                "known-difference", $"{check.About}{whose}'s {line.Title} is {AboveOrBelow(imputed)} the sum of the authorities, as the publisher has it.",
                total.Address);
            return;
        }

        var without = filings.Where(ImputationLimits.IsNonFiler).Select(filing => filing.Code).ToList();
        var (least, most) = check.Limits.Of(line, filings);
        (least, most) = (least - rounding, most + rounding);
        if (without.Count > 0 && imputed >= least && imputed <= most)
        {
            flag(
                "imputed-total",
                $"{check.About}{whose}'s {line.Title} is {AboveOrBelow(imputed)} the sum of the authorities: imputed for those without a figure, "
                + $"{string.Join(", ", without)}.",
                total.Address);
            return;
        }

        check.Outcome.Refuse(check.At(
            total.Address,
            $"{check.About}{whose}'s {line.Title} to be the sum of the authorities, {Thousands(sum)}"
                + (without.Count > 0 ? $", and at most {Thousands(imputed > 0 ? most : least)} imputed for {without.Count} without a figure" : ""),
            Thousands(stated)));
    }

    private static void Classes(Checked check, IReadOnlyList<ClassTotal> classes, Line line, Cell england)
    {
        var sum = ClassTotal.Sum([.. classes.Select(total => total.Cells.GetValueOrDefault(line))]);
        var tolerance = check.RoundsEachFigure
            ? Rounding(check.Edition.Filings.Count(filing => filing.Cells.GetValueOrDefault(line).Pounds is not (null or 0)))
            : DownTolerance;
        if (sum.Pounds is { } ofClasses && england.Pounds is { } stated && Math.Abs(ofClasses - stated) > tolerance && !IsKnown(check, line, stated - ofClasses))
        {
            check.Outcome.Refuse(check.At(
                england.Address, $"{check.About}ENGLAND's {line.Title} to be the sum of its classes, {Thousands(ofClasses)}", Thousands(stated)));
        }
    }

    private static bool IsKnown(Checked check, Line line, decimal pounds) =>
        KnownDifferences.Any(known => known == (check.Edition.Return, check.Edition.Year, line, pounds));

    private static decimal Rounding(int figures) => (decimal)(RoundingDeviations * Math.Sqrt(figures / 12.0)) * 1000m;

    /// <summary>
    /// A levy is paid by one authority and received by another, so that over England it cancels out. It does to 2015-16; since 2017-18 it
    /// does not quite, and the publisher says so ("Some discrepancies remain"). The sum still equals ENGLAND, which is checked above.
    /// </summary>
    private static void Levies(RevenueReturn edition, string about, ReadingOutcome outcome)
    {
        foreach (var levy in NettedLevies)
        {
            if (edition.England.TryGetValue(levy, out var england) && england.Pounds is { } net && Math.Abs(net) > DownTolerance)
            {
                outcome.Flag(
                    "levy-not-netted", $"{about}{levy.Title}: what authorities pay and what they receive differs by {Thousands(net)} over England.",
                    england.Address);
            }
        }
    }

    private static string AboveOrBelow(decimal pounds) => $"{Thousands(Math.Abs(pounds))} {(pounds > 0 ? "above" : "below")}";

    /// <summary>Pounds as refusals write them.</summary>
    public static string Thousands(decimal pounds) => string.Create(CultureInfo.InvariantCulture, $"{pounds / 1000m:#,0.###} thousand pounds");

    /// <summary>What the checks of one edition share.</summary>
    private sealed record Checked(
        RevenueReturn Edition, ImputationLimits Limits, string File, string? Sheet, string About, bool RoundsEachFigure, ReadingOutcome Outcome)
    {
        /// <summary>Whether an authority did not file, so that totals may hold what the publisher put in for it.</summary>
        public bool HoldsImputations { get; } = Edition.Filings.Any(ImputationLimits.IsNonFiler);

        public Refusal At(string? address, string expected, string found) => new(File, Sheet, address, expected, found);
    }
}
