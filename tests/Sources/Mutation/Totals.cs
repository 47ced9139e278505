using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Tests.Mutation;

/// <summary>What a damaged edition that is accepted all the same must have kept.</summary>
internal static class Totals
{
    /// <summary>What a file that was damaged and accepted has kept of the totals of the sound one.</summary>
    public enum Kept
    {
        /// <summary>ENGLAND and the sum over authorities of every line, to the pound; a row that lost every figure and is listed for it apart.</summary>
        All,

        /// <summary>All but what roundings leave room for, and a flag says where.</summary>
        WithinRoundings,

        /// <summary>All but what a copy that left the total of its rows out cannot be told by: a figure of a class of which a member did not file.</summary>
        WithinImputations,

        /// <summary>All but an authority whose row cannot be found any more, in a year of which no one knows how many councils there ought to be.</summary>
        WithinUncounted,

        /// <summary>
        /// All but rows that are gone, in an edition without totals of classes in which others did not file, or of authorities that are no councils: whether all
        /// councils there were are in it is decided before it comes into force, not by its reader.
        /// </summary>
        WithinRows,

        /// <summary>All, of another year: what year a title may name is decided before an edition comes into force, not by its reader.</summary>
        OfAnotherYear,

        /// <summary>Less than that.</summary>
        Less,
    }

    /// <summary>
    /// What the sums of a row leave room for: fourteen services and their total, each half a thousand out, for a row that was out as far the
    /// other way. Where totals are sums of what is published, they leave the thousand to which they are rounded.
    /// </summary>
    private const decimal RoundingOfARow = 15_000m;
    private const decimal RoundingOfATotal = 1_000m;

    /// <summary>In copies that left the total of their rows out, classes alone can tell: of shire districts, the most, there were 201.</summary>
    private const decimal RoundingOfAClass = 101_000m;

    /// <summary>The flags that say of an edition that its totals are no sums of what it publishes.</summary>
    private static readonly string[] NoSums = ["rounded-total", "improbable-rounding", "imputed-total", "non-filer"];

    /// <summary>Compares every year of an edition.</summary>
    /// <param name="original">What the sound file yields.</param>
    /// <param name="flags">The flags of the sound file.</param>
    /// <param name="mutant">What the damaged one yields.</param>
    /// <param name="statesTotals">Whether rows state total service expenditure.</param>
    /// <param name="times">How often the file was damaged: each time leaves room of its own.</param>
    /// <returns>What was kept, and of the line that kept least what changed.</returns>
    public static (Kept Kept, string? Change) Compare(
        EditionContent original,
        IReadOnlyList<EditionFlag> flags,
        Reading.Accepted mutant,
        bool statesTotals,
        int times
    )
    {
        var (worst, change) = (Kept.All, (string?)null);
        var isTold = mutant.Flags.Except(flags).Any();
        var room =
            times
            * (
                !isTold ? 0
                : !statesTotals ? RoundingOfAClass
                // Figures of two classes changed look like totals that were struck before figures were rounded.
                : times > 1 || flags.Any(flag => NoSums.Contains(flag.Kind)) ? RoundingOfARow
                : RoundingOfATotal
            );
        var damaged = Years(mutant.Content).ToDictionary(year => year.Year);
        foreach (var year in Years(original))
        {
            if (!damaged.TryGetValue(year.Year, out var of))
            {
                return (damaged.Count == 1 ? Kept.OfAnotherYear : Kept.Less, $"{year.Year} is gone");
            }

            foreach (var (line, england) in year.England)
            {
                var (kept, what) = of.England.TryGetValue(line, out var stated)
                    ? Compare(year, of, line, (stated.Pounds ?? 0) - (england.Pounds ?? 0), room, statesTotals)
                    // A detail whose heading is no longer one is flagged by name: the edition stays in force for its services.
                    : (isTold && !Lines.IsMain(line) ? Kept.WithinRoundings : Kept.Less, $"{line.Id} is gone");
                (worst, change) = kept > worst ? (kept, what) : (worst, change);
            }
        }

        return (worst, change);
    }

    private static (Kept Kept, string What) Compare(
        RevenueReturn original,
        RevenueReturn mutant,
        Line line,
        decimal england,
        decimal room,
        bool statesTotals
    )
    {
        // A row that lost every figure is listed as of one that did not file; what it had is not looked for.
        var lost = mutant.Filings.Where(IsNonFiler).Select(filing => filing.Code).ToHashSet();
        var before = original.Filings.Where(filing => !lost.Contains(filing.Code)).Sum(filing => filing.Cells[line].Pounds ?? 0);
        var sum = mutant.Filings.Sum(filing => filing.Cells[line].Pounds ?? 0) - before;
        var what = $"{mutant.Year}, {line.Id}: ENGLAND by {england}, the sum over authorities by {sum}";
        return Math.Abs(england) <= 1 && Math.Abs(sum) <= 1 ? (Kept.All, what)
            : Math.Abs(england) <= room && Math.Abs(sum) <= room ? (Kept.WithinRoundings, what)
            : !statesTotals && original.Filings.Any(IsNonFiler) ? (Kept.WithinImputations, what)
            : original.Year.StartYear > EnglishDistricts.Settled
            && original.Filings.Any(IsNonFiler)
            && mutant.Filings.Count < original.Filings.Count
                ? (Kept.WithinUncounted, what)
            : Math.Abs(england) <= 1 && HasOnlyLostRows(original, mutant, line, room) ? (Kept.WithinRows, what)
            : (Kept.Less, what);
    }

    /// <summary>Whether rows are gone, and those that are there have kept what they had.</summary>
    private static bool HasOnlyLostRows(RevenueReturn original, RevenueReturn mutant, Line line, decimal room)
    {
        var kept = mutant.Filings.Select(filing => filing.Code).ToHashSet();
        var lost = original.Filings.Where(filing => !kept.Contains(filing.Code)).ToList();
        var before = original.Filings.Where(filing => kept.Contains(filing.Code)).Sum(filing => filing.Cells[line].Pounds ?? 0);
        return lost.Count > 0
            && Math.Abs(mutant.Filings.Sum(filing => filing.Cells[line].Pounds ?? 0) - before) <= Math.Max(room, 1)
            && (original.Filings.Any(IsNonFiler) || lost.TrueForAll(filing => filing.Class == AuthorityClass.Other));
    }

    private static bool IsNonFiler(Filing filing) => filing.Cells.Values.All(cell => cell.Status == CellStatus.Missing);

    private static IReadOnlyList<RevenueReturn> Years(EditionContent content) =>
        content switch
        {
            RevenueReturn year => [year],
            RevenueTimeSeries series => series.Years,
            _ => [],
        };
}
