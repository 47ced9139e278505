using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Cuts;

/// <summary>What turns a year's cash into real terms per head.</summary>
/// <param name="Year">The financial year.</param>
/// <param name="RealFactor">Pounds of the price base for a pound of the year; null where the deflators lack the year.</param>
/// <param name="PopulationVintage">The vintage of the estimates used; null where none has the year.</param>
/// <param name="People">Residents of each area at the mid-year in which the financial year starts.</param>
public sealed record YearFrame(
    FinancialYear Year, double? RealFactor, int? PopulationVintage, IReadOnlyDictionary<AreaCode, long> People);
