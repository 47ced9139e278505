using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Community;

/// <summary>Charities by the district they are written to in.</summary>
/// <param name="ByDistrict">How many in each district of the list of postcodes.</param>
/// <param name="WithoutPostcode">How many have no postcode that is known.</param>
/// <param name="Elsewhere">How many have one that is in no English district by the list: in Wales, say, or newer than the list.</param>
public sealed record CharitiesAtHome(IReadOnlyDictionary<GssCode, int> ByDistrict, int WithoutPostcode, int Elsewhere);
