using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Grants;

/// <summary>
/// What may be held of a list of grants. Identifiers are held as hashes of eight bytes each, so that the limit on rows bounds them.
/// </summary>
internal static class GrantLimits
{
    /// <summary>The list has 1.2 million rows in 2 GB today.</summary>
    public const long FileBytes = ReadingLimits.TextBytes;

    /// <summary>The heading row and blank rows among them.</summary>
    public const int Rows = 5_000_000;

    /// <summary>England has had some 400 districts and counties with codes.</summary>
    public const int Places = 1_000;

    /// <summary>Some 330 publish today.</summary>
    public const int Publishers = 5_000;

    /// <summary>One for each place, year and publisher that have a grant together.</summary>
    public const int Sums = 1_000_000;

    /// <summary>How long a publisher's name may be.</summary>
    public const int Name = 500;

    /// <summary>One grant: more than any council spends in a year. Above it the figure is in another unit, or a date or a number of its own.</summary>
    public const decimal Pounds = 100_000_000_000m;

    /// <summary>All grants together.</summary>
    public const decimal PoundsOfAll = 10_000_000_000_000m;

    /// <summary>At most one in so many rows may be unusable: past that the layout is not what it is taken for.</summary>
    public const int RowsForEachUnusable = 100;
}
