using System.Globalization;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// A budget's own checks (methodology 7). Across: the service totals of a row add up to its total service expenditure. Down: the authorities
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

    /// <summary>Checks an edition; what does not hold is added as a reason, what holds only with an explanation as a flag.</summary>
    public static void Check(RevenueReturn edition, string file, ReadingOutcome outcome)
    {
        var sheet = edition.Sheet.Length == 0 ? null : edition.Sheet;
        Across(edition, file, sheet, outcome);
        foreach (var (line, england) in edition.England)
        {
            Down(edition, line, england, file, sheet, outcome);
        }

        Levies(edition, outcome);
    }

    private static void Across(RevenueReturn edition, string file, string? sheet, ReadingOutcome outcome)
    {
        foreach (var filing in edition.Filings)
        {
            if (filing.Cells.Values.All(cell => cell.Status == CellStatus.Missing))
            {
                outcome.Flag(
                    "non-filer", $"{filing.Name} ({filing.Authority}) has no figures: its return was not received.",
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
                    "row-not-checked", $"{filing.Name} ({filing.Authority}) lacks a figure, so that its services cannot be added up.", total.Address);
                continue;
            }

            var sum = services.Sum(cell => cell.Pounds ?? 0);
            if (Math.Abs(sum - stated) > AcrossTolerance)
            {
                outcome.Refuse(new Refusal(
                    file, sheet, total.Address,
                    $"the service totals of {filing.Authority} to add up to its total service expenditure within {Thousands(AcrossTolerance)}",
                    $"{Thousands(sum)} against {Thousands(stated)}"));
            }
        }
    }

    private static void Down(RevenueReturn edition, Line line, Cell england, string file, string? sheet, ReadingOutcome outcome)
    {
        var cells = edition.Filings
            .Where(filing => filing.Cells.ContainsKey(line))
            .Select(filing => (Filing: filing, Cell: filing.Cells[line])).ToList();
        var sum = cells.Sum(entry => entry.Cell.Pounds ?? 0);
        if (england.Pounds is not { } stated)
        {
            outcome.Refuse(new Refusal(file, sheet, england.Address, $"ENGLAND's figure for {line.Title}", $"no figure ({england.Status})"));
            return;
        }

        var imputed = stated - sum;
        if (Math.Abs(imputed) <= DownTolerance)
        {
            return;
        }

        var without = cells.Where(entry => entry.Cell.Status is CellStatus.Missing or CellStatus.Suppressed).ToList();

        // What the publisher put in for an authority cannot be less than nothing, nor more than the largest authority that did file.
        var most = without.Count * cells.Max(entry => entry.Cell.Pounds ?? 0);
        if (imputed > 0 && imputed <= most)
        {
            outcome.Flag(
                "imputed-total",
                $"ENGLAND's {line.Title} is {Thousands(imputed)} above the sum of the authorities: imputed for those without a figure, "
                + $"{string.Join(", ", without.Select(entry => entry.Filing.Authority))}.",
                england.Address);
            return;
        }

        outcome.Refuse(new Refusal(
            file, sheet, england.Address,
            $"ENGLAND's {line.Title} to be the sum of the authorities, {Thousands(sum)}"
            + (without.Count > 0 ? $", and at most {Thousands(most)} imputed for {without.Count} without a figure" : ""),
            Thousands(stated)));
    }

    /// <summary>
    /// A levy is paid by one authority and received by another, so that over England it cancels out. It does to 2015-16; since 2017-18 it
    /// does not quite, and the publisher says so ("Some discrepancies remain"). The sum still equals ENGLAND, which is checked above.
    /// </summary>
    private static void Levies(RevenueReturn edition, ReadingOutcome outcome)
    {
        foreach (var levy in new[] { Lines.TransportLevy, Lines.WasteLevy })
        {
            if (edition.England.TryGetValue(levy, out var england) && england.Pounds is { } net && Math.Abs(net) > DownTolerance)
            {
                outcome.Flag(
                    "levy-not-netted", $"{levy.Title}: what authorities planned to pay and to receive differs by {Thousands(net)} over England.",
                    england.Address);
            }
        }
    }

    private static string Thousands(decimal pounds) => string.Create(CultureInfo.InvariantCulture, $"{pounds / 1000m:#,0.###} thousand pounds");
}
