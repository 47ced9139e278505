using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Observations;

/// <summary>What a later edition of a return changed in an earlier one. Cells are compared on the lines that both have.</summary>
/// <param name="Return">Which return.</param>
/// <param name="Year">The financial year both are of.</param>
/// <param name="Cells">Every cell whose figure or status changed, in the order of the later edition.</param>
/// <param name="Came">Authorities that only the later edition has.</param>
/// <param name="Went">Authorities that only the earlier edition has.</param>
public sealed record Revision(
    Return Return,
    FinancialYear Year,
    IReadOnlyList<RevisedCell> Cells,
    IReadOnlyList<Filing> Came,
    IReadOnlyList<Filing> Went
)
{
    /// <summary>
    /// Compares two editions of one return and year. An authority is the same one if its E-code is, or its ONS code where one of the
    /// editions has no E-codes. Where a cell stands is no change.
    /// </summary>
    /// <exception cref="ArgumentException">They are of different returns or years.</exception>
    public static Revision Between(RevenueReturn earlier, RevenueReturn later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        if ((earlier.Return, earlier.Year) != (later.Return, later.Year))
        {
            throw new ArgumentException($"{later.Return} {later.Year} is no edition of {earlier.Return} {earlier.Year}", nameof(later));
        }

        var (before, after) = (LinesOf(earlier), LinesOf(later));
        var shared = Lines.All.Where(line => before.Contains(line) && after.Contains(line)).ToList();
        var byAuthority = earlier.Filings.Where(filing => filing.Authority is not null).ToDictionary(filing => filing.Authority!.Value);
        var byPlace = earlier.Filings.Where(filing => filing.Place is not null).ToDictionary(filing => filing.Place!.Value);
        var cells = new List<RevisedCell>();
        var came = new List<Filing>();
        var stayed = new HashSet<Filing>(ReferenceEqualityComparer.Instance);
        foreach (var now in later.Filings)
        {
            if (Counterpart(now, byAuthority, byPlace) is not { } then || !stayed.Add(then))
            {
                came.Add(now);
                continue;
            }

            cells.AddRange(Changed(then, now, shared));
        }

        return new Revision(later.Return, later.Year, cells, came, [.. earlier.Filings.Where(filing => !stayed.Contains(filing))]);
    }

    private static HashSet<Line> LinesOf(RevenueReturn edition) => [.. edition.Filings.SelectMany(filing => filing.Cells.Keys)];

    private static Filing? Counterpart(Filing now, Dictionary<AuthorityCode, Filing> byAuthority, Dictionary<GssCode, Filing> byPlace)
    {
        if (now.Authority is { } authority && byAuthority.TryGetValue(authority, out var same))
        {
            return same;
        }

        return now.Place is { } place && byPlace.TryGetValue(place, out var there) && (now.Authority is null || there.Authority is null)
            ? there
            : null;
    }

    private static IEnumerable<RevisedCell> Changed(Filing then, Filing now, IEnumerable<Line> shared)
    {
        foreach (var line in shared)
        {
            if (
                then.Cells.TryGetValue(line, out var from)
                && now.Cells.TryGetValue(line, out var to)
                && (from.Pounds, from.Status) != (to.Pounds, to.Status)
            )
            {
                yield return new RevisedCell(now, line, from, to);
            }
        }
    }
}

/// <summary>A cell that a later edition changed.</summary>
/// <param name="Filing">The authority's row in the later edition.</param>
/// <param name="Line">The line.</param>
/// <param name="From">The cell of the earlier edition, with its place there.</param>
/// <param name="To">The cell of the later edition, with its place there.</param>
public sealed record RevisedCell(Filing Filing, Line Line, Cell From, Cell To);
