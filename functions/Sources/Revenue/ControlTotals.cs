using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// A return's own checks (methodology 7). Across: the service totals of a row add up to its total service expenditure. Down: the authorities
/// of a line add up to ENGLAND, or fall short of it by what the publisher imputed for authorities without a figure.
/// </summary>
internal static class ControlTotals
{
    /// <summary>Across: the publisher rounds each figure to a thousand; eleven to fourteen of them make up at most this much.</summary>
    private const decimal AcrossTolerance = 5_000m;

    /// <summary>
    /// Down: every accepted edition agrees to the last digit (to 0.0001 of a pound where figures are not whole thousands), so half the
    /// unit of the file is room for a publisher's rounding of ENGLAND alone. One authority out by a thousand is caught.
    /// </summary>
    private const decimal DownTolerance = 500m;

    /// <summary>Down, for levies: England's is what is paid less what is received, each rounded by itself (RS 2009-10 is out by one thousand).</summary>
    private const decimal LevyTolerance = 1_500m;

    private static readonly Line[] NettedLevies = [Lines.TransportLevy, Lines.WasteLevy];

    /// <summary>
    /// Down, where figures were rounded one by one: so many standard deviations of the sum of their roundings, each uniform within half a
    /// thousand. The time series and service tables reach 9.6 (adult social care of London, 2022-23).
    /// </summary>
    private const double RoundingDeviations = 10;

    /// <summary>ENGLAND totals the publisher struck on other figures than the authorities' own in the same file.</summary>
    private static readonly (FinancialYear Year, Line Line, decimal Pounds)[] KnownDifferences =
    [
        // Time series version 2.3: every other line of the year agrees within two thousand.
        (new(2017), Lines.Planning, -132_000m),
        (new(2017), Lines.Total, -133_000m),
    ];

    /// <summary>Checks an edition; what does not hold is added as a reason, what holds only with an explanation as a flag.</summary>
    /// <param name="edition">What was read.</param>
    /// <param name="file">The file, for refusals.</param>
    /// <param name="outcome">Where reasons and flags go.</param>
    /// <param name="roundsEachFigure">Whether figures were rounded one by one before publication: sums are then out by what their roundings make.</param>
    /// <param name="namesYear">Whether flags and reasons say which year they are about: where a file may hold several.</param>
    public static void Check(
        RevenueReturn edition, string file, ReadingOutcome outcome, bool roundsEachFigure, bool namesYear = false)
    {
        var sheet = edition.Sheet.Length == 0 ? null : edition.Sheet;
        var about = namesYear ? $"{edition.Year}: " : "";
        Across(edition, file, sheet, about, outcome);
        foreach (var (line, england) in edition.England)
        {
            Down(edition.Filings, edition.Year, line, england, "ENGLAND", about, new Refusal(file, sheet, england.Address, "", ""), roundsEachFigure, outcome, outcome.Flag);
        }

        Levies(edition, about, outcome);
    }

    /// <summary>Checks a class's own totals against its authorities, as ENGLAND's are against all; what holds with a rounding is told of ENGLAND alone.</summary>
    public static void CheckClass(
        string code, IReadOnlyList<Filing> filings, FinancialYear year, IReadOnlyDictionary<Line, Cell> totals, string file, string? sheet,
        ReadingOutcome outcome)
    {
        foreach (var (line, total) in totals)
        {
            Down(
                filings, year, line, total, code, $"{year}: ", new Refusal(file, sheet, total.Address, "", ""), roundsEachFigure: true, outcome,
                static (_, _, _) => { });
        }
    }

    private static void Across(RevenueReturn edition, string file, string? sheet, string about, ReadingOutcome outcome)
    {
        foreach (var filing in edition.Filings)
        {
            if (filing.Cells.Values.All(cell => cell.Status == CellStatus.Missing))
            {
                outcome.Flag(
                    "non-filer", $"{about}{filing.Name} ({filing.Code}) has no figures: its return was not received.",
                    filing.Cells.Values.FirstOrDefault().Address);
                continue;
            }

            if (!filing.Cells.TryGetValue(Lines.Total, out var total))
            {
                continue;
            }

            var services = filing.Cells.Where(cell => cell.Key.IsServiceTotal).Select(cell => cell.Value).ToList();
            if (total.Pounds is not { } stated || services.Any(cell => cell.Status is CellStatus.Missing or CellStatus.Suppressed))
            {
                outcome.Flag(
                    "row-not-checked", $"{about}{filing.Name} ({filing.Code}) lacks a figure, so that its services cannot be added up.", total.Address);
                continue;
            }

            var sum = services.Sum(cell => cell.Pounds ?? 0);
            if (Math.Abs(sum - stated) > AcrossTolerance)
            {
                outcome.Refuse(new Refusal(
                    file, sheet, total.Address,
                    $"{about}the service totals of {filing.Code} to add up to its total service expenditure within {Thousands(AcrossTolerance)}",
                    $"{Thousands(sum)} against {Thousands(stated)}"));
            }
        }
    }

    private static void Down(
        IReadOnlyList<Filing> filings, FinancialYear year, Line line, Cell total, string whose, string about, Refusal at, bool roundsEachFigure,
        ReadingOutcome outcome, Action<string, string, string?> flag)
    {
        var cells = filings
            .Where(filing => filing.Cells.ContainsKey(line))
            .Select(filing => (Filing: filing, Cell: filing.Cells[line])).ToList();
        var sum = cells.Sum(entry => entry.Cell.Pounds ?? 0);
        if (total.Pounds is not { } stated)
        {
            outcome.Refuse(at with { Expected = $"{about}{whose}'s figure for {line.Title}", Found = $"no figure ({total.Status})" });
            return;
        }

        var imputed = stated - sum;
        if (Math.Abs(imputed) <= (NettedLevies.Contains(line) ? LevyTolerance : DownTolerance))
        {
            return;
        }

        var rounding = roundsEachFigure ? Rounding(cells.Count(entry => entry.Cell.Pounds is not (null or 0))) : 0;
        if (Math.Abs(imputed) <= rounding)
        {
            flag(
                "rounded-total",
                $"{about}{whose}'s {line.Title} is {AboveOrBelow(imputed)} the sum of the authorities, whose figures were rounded one by one.",
                total.Address);
            return;
        }

        if (roundsEachFigure && KnownDifferences.Any(known => known == (year, line, imputed)))
        {
            flag(
                "known-difference", $"{about}{whose}'s {line.Title} is {AboveOrBelow(imputed)} the sum of the authorities, as the publisher has it.",
                total.Address);
            return;
        }

        var without = cells.Where(entry => entry.Cell.Status is CellStatus.Missing or CellStatus.Suppressed).ToList();

        // What the publisher put in for an authority cannot be beyond the largest authority that did file, nor below the one with most income.
        var most = rounding + (without.Count * cells.Select(entry => entry.Cell.Pounds ?? 0).Append(0).Max());
        var least = -rounding + (without.Count * cells.Select(entry => entry.Cell.Pounds ?? 0).Append(0).Min());
        if (without.Count > 0 && imputed >= least && imputed <= most)
        {
            flag(
                "imputed-total",
                $"{about}{whose}'s {line.Title} is {AboveOrBelow(imputed)} the sum of the authorities: imputed for those without a figure, "
                + $"{string.Join(", ", without.Select(entry => entry.Filing.Code))}.",
                total.Address);
            return;
        }

        outcome.Refuse(at with
        {
            Expected = $"{about}{whose}'s {line.Title} to be the sum of the authorities, {Thousands(sum)}"
                + (without.Count > 0 ? $", and at most {Thousands(imputed > 0 ? most : least)} imputed for {without.Count} without a figure" : ""),
            Found = Thousands(stated),
        });
    }

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

    private static string Thousands(decimal pounds) => string.Create(CultureInfo.InvariantCulture, $"{pounds / 1000m:#,0.###} thousand pounds");
}
