using System.Globalization;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Deprivation;

/// <summary>Which authorities a summary of the Indices of Deprivation ranks.</summary>
public enum DeprivationTier
{
    /// <summary>Counties and single-tier authorities (File 11).</summary>
    UpperTier,

    /// <summary>Districts and single-tier authorities (File 10).</summary>
    LowerTier,
}

/// <summary>An edition of the Indices of Deprivation, summarised for authorities.</summary>
/// <param name="Vintage">The year the Indices are named after: 2019.</param>
/// <param name="Tier">Which authorities.</param>
/// <param name="Sheet">The sheet the scores stand on.</param>
/// <param name="Scores">One for each authority.</param>
public sealed record DeprivationIndices(int Vintage, DeprivationTier Tier, string Sheet, IReadOnlyList<DeprivationScore> Scores)
    : EditionContent
{
    /// <summary>Whether a third party rewrote the publisher's table: it is used until the publisher's own is loaded, whatever their dates.</summary>
    public bool IsCopy { get; init; }

    /// <inheritdoc/>
    public override int Precedence => IsCopy ? -1 : 0;

    /// <inheritdoc/>
    public override string Slot =>
        string.Create(CultureInfo.InvariantCulture, $"{Vintage}-{(Tier == DeprivationTier.UpperTier ? "upper-tier" : "lower-tier")}");
}

/// <summary>One authority's Index of Multiple Deprivation.</summary>
/// <param name="Place">The authority, in the codes of the edition.</param>
/// <param name="Name">As published, for people.</param>
/// <param name="AverageScore">Average score: the population-weighted mean over its neighbourhoods; higher is more deprived.</param>
/// <param name="Address">The cell of the score.</param>
public sealed record DeprivationScore(GssCode Place, string Name, double AverageScore, string Address);
