namespace BudgetWatch.Domain.Community;

/// <summary>The register's tables, as they go into a release.</summary>
/// <param name="Records">The charities.</param>
/// <param name="Areas">Where they operate.</param>
/// <param name="Themes">What they do.</param>
/// <param name="Incomes">What they took in; null where that table is not loaded.</param>
/// <param name="Postcodes">Which district each postcode is in; null where no list is loaded.</param>
public sealed record CharityTables(
    CharityRecords Records,
    CharityAreas Areas,
    CharityThemes Themes,
    CharityIncomes? Incomes,
    PostcodeDistricts? Postcodes = null
);
