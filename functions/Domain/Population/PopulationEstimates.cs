using System.Globalization;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Population;

/// <summary>An edition of the ONS mid-year population estimates.</summary>
/// <param name="Vintage">The newest mid-year in the edition; it names the vintage: 2019 for the back series to mid-2019.</param>
/// <param name="Sheet">The sheet the estimates stand on.</param>
/// <param name="Places">One for each place: districts, and whatever else the file lists.</param>
public sealed record PopulationEstimates(int Vintage, string Sheet, IReadOnlyList<PlacePopulation> Places) : EditionContent
{
    /// <summary>More than any table has figures.</summary>
    private const int Published = 1_000_000;

    /// <summary>
    /// Whether it is an answer of the Nomis service, a choice of places and years out of whatever it held on the day: a published table that ends
    /// with the same mid-year comes before it.
    /// </summary>
    public bool IsSelection { get; init; }

    /// <summary>Of tables that end with the same mid-year, the one with more figures: a series before that one year by age.</summary>
    public override int Precedence => (IsSelection ? 0 : Published) + Places.Sum(place => place.ByMidYear.Count);

    /// <inheritdoc/>
    public override string Slot => string.Create(CultureInfo.InvariantCulture, $"mid-{Vintage}");
}

/// <summary>One place's residents, year by year.</summary>
/// <param name="Place">The place, in the codes of the edition.</param>
/// <param name="Name">As published, for people.</param>
/// <param name="ByMidYear">Usual residents at 30 June, by calendar year; a year without a figure is not among them.</param>
public sealed record PlacePopulation(GssCode Place, string Name, IReadOnlyDictionary<int, long> ByMidYear)
{
    /// <summary>The cell of each figure, by calendar year.</summary>
    public IReadOnlyDictionary<int, string> Cells { get; init; } = new Dictionary<int, string>();
}
