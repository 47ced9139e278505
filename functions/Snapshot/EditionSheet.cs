using BudgetWatch.Domain;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Snapshot;

internal static class EditionSheet
{
    /// <summary>The sheet an edition stands on in its original.</summary>
    public static string SheetName(this EditionContent content) =>
        content switch
        {
            RevenueReturn edition => edition.Sheet,
            RevenueTimeSeries edition => edition.Sheet,
            ServiceDetails edition => edition.Sheet,
            DeprivationIndices edition => edition.Sheet,
            PopulationEstimates edition => edition.Sheet,
            DeflatorSeries edition => edition.Sheet,
            AuthorityRegister edition => edition.Sheet,
            DistrictLineage edition => edition.Sheet,
            GrantsByDistrict edition => edition.Sheet,
            _ => throw new ArgumentOutOfRangeException(nameof(content), content.GetType().Name, "is on no known sheet"),
        };
}
