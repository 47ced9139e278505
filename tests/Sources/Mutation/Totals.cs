using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Tests.Mutation;

/// <summary>What a damaged edition that is accepted all the same must have kept.</summary>
internal static class Totals
{
    /// <summary>What readers allow for rounding: half the unit of the files, and thrice that of a levy, paid here and received there.</summary>
    private static decimal Rounding(Line line) => line == Lines.TransportLevy || line == Lines.WasteLevy ? 1_500m : 500m;

    /// <summary>
    /// What is wrong with the mutant's totals, or null. ENGLAND is the original's on every line. So is the sum over authorities, unless the
    /// reader says of the line that it is not whole: where an authority has no figure, ENGLAND is above the sum by what the publisher imputed,
    /// which is nowhere stated, and no sum of the file's own can tell damage of less than that.
    /// </summary>
    public static string? Changed(RevenueReturn original, Reading.Accepted mutant)
    {
        var damaged = (RevenueReturn)mutant.Content;
        foreach (var (line, england) in original.England)
        {
            if (!damaged.England.TryGetValue(line, out var stated))
            {
                return $"{line.Id} is gone";
            }

            if (Math.Abs((stated.Pounds ?? 0) - (england.Pounds ?? 0)) > Rounding(line))
            {
                return $"ENGLAND's {line.Id} was {england.Pounds} and became {stated.Pounds}";
            }

            var (before, after) = (Sum(original, line), Sum(damaged, line));
            if (Math.Abs(before - after) > Rounding(line) && !SaysNotWhole(mutant, stated))
            {
                return $"the sum of {line.Id} was {before} and became {after}";
            }
        }

        return null;
    }

    /// <summary>Whether the reader says of any line that it is not whole.</summary>
    public static bool SaysNotWhole(Reading.Accepted reading) => reading.Flags.Any(flag => flag.Kind == "imputed-total");

    private static bool SaysNotWhole(Reading.Accepted reading, Cell england) =>
        reading.Flags.Any(flag => flag.Kind == "imputed-total" && flag.Address == england.Address);

    private static decimal Sum(RevenueReturn content, Line line) => content.Filings.Sum(filing => filing.Cells[line].Pounds ?? 0);
}
