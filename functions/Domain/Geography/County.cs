using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Geography;

/// <summary>A shire county, present or abolished, and the present lower-tier places that its districts are, or are in.</summary>
/// <param name="Place">Its ONS code.</param>
/// <param name="Authority">The E-code its council files under, where known.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parts">One for each place, in order of code.</param>
public sealed record County(GssCode Place, AuthorityCode? Authority, string Name, IReadOnlyList<CountyPart> Parts)
{
    /// <summary>Whether what its council filed is shared among several places; one place takes it whole.</summary>
    public bool IsShared => Parts.Count > 1;

    /// <summary>How what its council filed is shared, by financial year; empty where it is not.</summary>
    public IReadOnlyDictionary<FinancialYear, Sharing> Sharings { get; init; } = new Dictionary<FinancialYear, Sharing>();

    /// <summary>
    /// The counties of the published lookups. A present county's districts name it; an abolished one's are the shire districts that its successors
    /// took in, and those whose E-code has the county's number: no lookup says that Christchurch, now with Bournemouth and Poole, was in Dorset.
    /// </summary>
    /// <param name="lineage">District codes and their descent.</param>
    /// <param name="register">Abolished counties, with their successors.</param>
    /// <param name="authorities">The E-code that each place's council files under, where known.</param>
    public static IReadOnlyList<County> In(
        DistrictLineage lineage,
        AuthorityRegister register,
        IReadOnlyDictionary<GssCode, AuthorityCode> authorities
    )
    {
        var present = lineage
            .Districts.Where(link => link.UpperTier.IsShireCounty)
            .GroupBy(link => link.UpperTier)
            .Select(links => Of(links.Key, links.First().UpperTierName, links));
        var presentCodes = lineage.Districts.Select(link => link.UpperTier).ToHashSet();
        var abolished = register
            .Authorities.Where(authority => authority.Place.IsShireCounty && !presentCodes.Contains(authority.Place))
            .Select(authority =>
                Of(
                    authority.Place,
                    authority.Name,
                    lineage.Districts.Where(link =>
                        link.Place.IsShireDistrict
                        && (authority.ReplacedBy.Contains(link.Active) || IsNumberedIn(link.Place, authority.Place))
                    )
                )
            );
        return [.. present.Concat(abolished).Where(county => county.Parts.Count > 0).OrderBy(county => county.Place)];

        County Of(GssCode place, string name, IEnumerable<DistrictLink> districts) =>
            new(
                place,
                authorities.TryGetValue(place, out var authority) ? authority : null,
                name,
                [
                    .. districts
                        .GroupBy(link => KnownGeography.AsOfApril2023(link.Active))
                        .OrderBy(part => part.Key)
                        .Select(part => new CountyPart(
                            new AreaCode(part.Key.Value),
                            [
                                .. part.Select(link => KnownGeography.AsOfApril2023(link.Place))
                                    .Concat(IsWholly(part.Key) ? [part.Key] : [])
                                    .Distinct()
                                    .Order(),
                            ]
                        )),
                ]
            );

        // E1221 is the council of county 12, E1232 a district's in it.
        bool IsNumberedIn(GssCode district, GssCode county) =>
            authorities.TryGetValue(KnownGeography.AsOfApril2023(district), out var own)
            && authorities.TryGetValue(county, out var councils)
            && own.Value.AsSpan(0, 3).SequenceEqual(councils.Value.AsSpan(0, 3));

        bool IsWholly(GssCode successor) =>
            lineage
                .Districts.Where(link =>
                    KnownGeography.AsOfApril2023(link.Active) == successor && KnownGeography.AsOfApril2023(link.Place) != successor
                )
                .All(link => link.Place.IsShireDistrict);
    }
}

/// <summary>What of a county is in one present place.</summary>
/// <param name="Area">The place.</param>
/// <param name="Districts">
/// Codes, of any time, of the county's districts that are in it, in order; the place's own among them unless it took in what was not the county's.
/// </param>
public sealed record CountyPart(AreaCode Area, IReadOnlyList<GssCode> Districts);

/// <summary>How a county's pounds of one year are shared: per head.</summary>
/// <param name="MidYear">The mid-year of the residents: that in which the financial year starts, or the last before with estimates for every part.</param>
/// <param name="Vintage">The vintage of the estimates, one for all parts.</param>
/// <param name="People">The county's residents in each place, in order of code.</param>
public sealed record Sharing(int MidYear, int Vintage, IReadOnlyList<PlaceShare> People)
{
    /// <summary>The county's residents.</summary>
    public long Total => People.Sum(share => share.People);

    /// <summary>
    /// Shares pounds out in the order of <see cref="People"/>, each rounded towards zero to the penny; what that leaves over goes to the place with
    /// the most residents, the first by code of equals. The shares add up to the pounds exactly.
    /// </summary>
    public IReadOnlyList<decimal> Divide(decimal pounds)
    {
        var total = Total;
        var shares = People.Select(share => Math.Round(pounds * share.People / total, 2, MidpointRounding.ToZero)).ToList();
        var most = People.Max(share => share.People);
        shares[People.TakeWhile(share => share.People < most).Count()] += pounds - shares.Sum();
        return shares;
    }
}

/// <summary>A county's residents in one place.</summary>
/// <param name="Area">The place.</param>
/// <param name="People">How many.</param>
public sealed record PlaceShare(AreaCode Area, long People);
