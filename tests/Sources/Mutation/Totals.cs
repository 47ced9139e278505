using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Tests.Mutation;

/// <summary>What a damaged edition that is accepted all the same must have kept.</summary>
internal static class Totals
{
    /// <summary>What readers allow for rounding: half the unit of the files, and thrice that of a levy, paid here and received there.</summary>
    private static decimal Rounding(RevenueReturn edition, Line line) =>
        line == Lines.TransportLevy || line == Lines.WasteLevy ? 1_500m : Math.Max(500m, RoundingOfEach(edition, line));

    /// <summary>
    /// Outturn without levies (RSX and the time series) is rounded figure by figure, so that its own sums are out by up to ten standard
    /// deviations of the roundings: a change from the one end to the other is twice that.
    /// </summary>
    private static decimal RoundingOfEach(RevenueReturn edition, Line line) =>
        edition.Return == Return.Budget || edition.England.ContainsKey(Lines.TransportLevy) ? 0
        : (decimal)(2 * 10 * Math.Sqrt(edition.Filings.Count(filing => filing.Cells[line].Pounds is not (null or 0)) / 12.0)) * 1_000m;

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

            if (Math.Abs((stated.Pounds ?? 0) - (england.Pounds ?? 0)) > Rounding(original, line) && !IsSumOfAClassNotWhole(mutant, stated))
            {
                return $"ENGLAND's {line.Id} was {england.Pounds} and became {stated.Pounds}";
            }

            var (before, after) = (Sum(original, line), Sum(damaged, line));
            if (Math.Abs(before - after) > Rounding(original, line) && !SaysNotWhole(mutant, stated))
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

    /// <summary>Where a file has no row of ENGLAND, a class of it holds what was imputed for its own.</summary>
    private static bool IsSumOfAClassNotWhole(Reading.Accepted reading, Cell england) =>
        england.Address.Contains('+', StringComparison.Ordinal) && SaysNotWhole(reading, england);

    private static decimal Sum(RevenueReturn content, Line line) => content.Filings.Sum(filing => filing.Cells[line].Pounds ?? 0);
}
