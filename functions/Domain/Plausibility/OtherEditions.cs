using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Population;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>What an edition is checked beside: the other editions that are trusted, the day it is, and the day the publisher gives the edition.</summary>
public sealed class OtherEditions
{
    private readonly Dictionary<int, long> _residents = [];

    /// <summary>The other editions.</summary>
    /// <param name="contents">What they say; of the edition itself and the one it would replace, nothing.</param>
    /// <param name="today">The day it is, UTC.</param>
    /// <param name="coverage">Which councils cover England; null where the lookups are not loaded.</param>
    /// <param name="returns">The returns among them, by council.</param>
    public OtherEditions(
        IReadOnlyCollection<EditionContent> contents,
        DateOnly today,
        AuthorityCoverage? coverage,
        IReadOnlyList<CouncilFigures> returns
    )
    {
        ArgumentNullException.ThrowIfNull(contents);
        Today = today;
        Coverage = coverage;
        Returns = returns;
        Populations = [.. contents.OfType<PopulationEstimates>().OrderBy(edition => edition.Vintage)];
        Indices = [.. contents.OfType<DeprivationIndices>().OrderBy(edition => edition.Vintage)];
        Contents = contents;
        foreach (var estimates in Populations)
        {
            foreach (var (year, residents) in PopulationPlausibility.England(estimates))
            {
                _residents[year] = residents;
            }
        }
    }

    /// <summary>The day it is, UTC.</summary>
    public DateOnly Today { get; }

    /// <summary>The day the publisher gives the edition looked at, where it is known.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>The edition of its slot that is in force, whatever replaces it; null where there is none.</summary>
    public EditionContent? Before { get; init; }

    /// <summary>Editions of its kind that come together with it: two tables of one publication are corrected on one day.</summary>
    public IReadOnlyCollection<EditionContent> Together { get; init; } = [];

    /// <summary>The returns whose figures must not stand in another year's; all others unless it is said.</summary>
    public IReadOnlyList<CouncilFigures> MayBeCopied
    {
        get => field ?? Returns;
        init;
    }

    internal AuthorityCoverage? Coverage { get; }

    internal IReadOnlyList<CouncilFigures> Returns { get; }

    internal IReadOnlyList<PopulationEstimates> Populations { get; }

    internal IReadOnlyList<DeprivationIndices> Indices { get; }

    internal IReadOnlyCollection<EditionContent> Contents { get; }

    /// <summary>Residents of England at a mid-year, or at the nearest available; null where there are none.</summary>
    internal long? ResidentsOfEngland(int midYear) =>
        _residents.Count == 0 ? null : _residents[_residents.Keys.OrderBy(year => Math.Abs(year - midYear)).ThenBy(year => year).First()];

    internal string NameOf(string council) => Coverage?.NameOf(council) ?? council;
}
