using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Tests.Mutation;

/// <summary>What a damaged edition that is accepted all the same must have kept.</summary>
internal static class Totals
{
    /// <summary>What readers allow for rounding: half the unit of the files, and thrice that of a levy, paid here and received there.</summary>
    private static decimal Rounding(Line line) => line == Lines.TransportLevy || line == Lines.WasteLevy ? 1_500m : 500m;

    /// <summary>
    /// What is wrong with the mutant's totals, or null. On every line ENGLAND and the sum over authorities are the original's, unless the
    /// reader says of the line by how much they differ and why: where an authority has no figure, ENGLAND is above the sum by what the
    /// publisher imputed, and where each figure was rounded, by what that makes. Neither is stated in the file, so that no sum of its own can
    /// tell damage of less than that.
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

            if (mutant.Flags.Any(flag => SpeaksOfATotal(flag) && flag.Address == stated.Address))
            {
                continue;
            }

            if (Math.Abs((stated.Pounds ?? 0) - (england.Pounds ?? 0)) > Rounding(line))
            {
                return $"ENGLAND's {line.Id} was {england.Pounds} and became {stated.Pounds}";
            }

            var (before, after) = (Sum(original, line), Sum(damaged, line));
            if (Math.Abs(before - after) > Rounding(line))
            {
                return $"the sum of {line.Id} was {before} and became {after}";
            }
        }

        return null;
    }

    /// <summary>Whether the reader says of any line that ENGLAND is not the sum of the authorities.</summary>
    public static bool SpeakOfATotal(Reading.Accepted reading) => reading.Flags.Any(SpeaksOfATotal);

    private static bool SpeaksOfATotal(EditionFlag flag) => flag.Kind is "imputed-total" or "rounded-total";

    private static decimal Sum(RevenueReturn content, Line line) => content.Filings.Sum(filing => filing.Cells[line].Pounds ?? 0);
}
