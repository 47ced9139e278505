using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>
/// Whether a table of districts or a register of authorities can be what it says it is. A reorganisation replaces councils by new ones with new codes; a district does
/// not move into one that was there before, nor to another region, and no council changes its code for that of another.
/// </summary>
internal static class GeographyPlausibility
{
    /// <summary>The regions of England.</summary>
    private static readonly HashSet<string> Regions = new(StringComparer.OrdinalIgnoreCase)
    {
        "North East",
        "North West",
        "Yorkshire and The Humber",
        "East Midlands",
        "West Midlands",
        "East of England",
        "London",
        "South East",
        "South West",
    };

    /// <summary>Present districts. 296 since 2023; a reorganisation of all counties that are left would leave above 150.</summary>
    private const int FewestDistricts = 150;

    /// <summary>The questions about a table of districts.</summary>
    public static IEnumerable<Question> Of(DistrictLineage own, OtherEditions others)
    {
        var links = own.Districts.GroupBy(link => link.Place).ToDictionary(link => link.Key, link => link.First());
        var present = own.Districts.Select(link => link.Active).ToHashSet();
        if (present.Count < FewestDistricts)
        {
            yield return new Question(
                "districts-absent",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It has {present.Count} present districts; England has at least {FewestDistricts}."
                )
            );
        }

        if (
            Listed(own.Districts.Where(link => !Regions.Contains(link.Region)).Select(link => $"{link.Name} '{link.Region}'")) is
            { } elsewhere
        )
        {
            yield return new Question("regions", $"These are in none of the nine regions of England: {elsewhere}.");
        }

        if (
            Listed(
                own.Districts.Where(link => link.Active.IsDistrict && !link.Active.IsShireDistrict && link.UpperTier != link.Active)
                    .Select(link => $"{link.Name} ({link.Place})")
            ) is
            { } twoTiers
        )
        {
            yield return new Question(
                "upper-tiers",
                $"A unitary authority, metropolitan district or London borough is its own upper tier; not so here: {twoTiers}."
            );
        }

        if (
            Listed(
                present.Where(active => links.TryGetValue(active, out var link) && link.Active != active).Select(active => active.Value)
            ) is
            { } circles
        )
        {
            yield return new Question("successors", $"Districts lead to these, which lead on to others: {circles}.");
        }

        if (others.Before is not DistrictLineage before)
        {
            yield break;
        }

        var known = before.Districts.GroupBy(link => link.Place).ToDictionary(link => link.Key, link => link.First());
        var then = before.Districts.SelectMany(link => (GssCode[])[link.Active, link.UpperTier]).ToHashSet();
        var shared = own
            .Districts.Where(link => known.ContainsKey(link.Place))
            .Select(link => (Now: link, Then: known[link.Place]))
            .ToList();
        if (
            Listed(
                shared
                    .Where(pair => pair.Now.Active != pair.Then.Active && then.Contains(pair.Now.Active))
                    .Select(pair => $"{pair.Now.Name} ({pair.Now.Place}) to {pair.Now.Active}")
            ) is
            { } moved
        )
        {
            yield return new Question(
                "districts-moved",
                $"Districts are moved into ones that were there before: {moved}. A reorganisation makes new ones."
            );
        }

        if (
            Listed(
                shared
                    .Where(pair => pair.Now.UpperTier != pair.Then.UpperTier && then.Contains(pair.Now.UpperTier))
                    .Select(pair => $"{pair.Now.Name} ({pair.Now.Place}) to {pair.Now.UpperTierName}")
            ) is
            { } counties
        )
        {
            yield return new Question("counties-moved", $"Districts are moved into counties that were there before: {counties}.");
        }

        if (
            Listed(
                shared
                    .Where(pair => !pair.Now.Region.Equals(pair.Then.Region, StringComparison.OrdinalIgnoreCase))
                    .Select(pair => $"{pair.Now.Name} from {pair.Then.Region} to {pair.Now.Region}")
            ) is
            { } regions
        )
        {
            yield return new Question("regions-moved", $"Districts change their region: {regions}.");
        }

        if (Listed(known.Keys.Where(place => !links.ContainsKey(place)).Select(place => $"{known[place].Name} ({place})")) is { } gone)
        {
            yield return new Question(
                "districts-absent",
                $"Districts that were in the edition before are not in this one: {gone}. One that is abolished stays, with what it became."
            );
        }
    }

    /// <summary>The questions about a register.</summary>
    public static IEnumerable<Question> Of(AuthorityRegister own, OtherEditions others)
    {
        var byPlace = own
            .Authorities.GroupBy(authority => authority.Place)
            .ToDictionary(authority => authority.Key, authority => authority.First());
        if (Listed(own.Authorities.Where(authority => LeadsBack(authority, byPlace)).Select(Name)) is { } circles)
        {
            yield return new Question("successors", $"These replace each other in a circle: {circles}.");
        }

        if (
            others.Contents.OfType<DistrictLineage>().FirstOrDefault() is { } lineage
            && Listed(
                lineage
                    .Districts.Select(link => link.Active)
                    .Where(place => place.IsDistrict)
                    .Distinct()
                    .Where(place =>
                        !byPlace.ContainsKey(place)
                        && !byPlace.ContainsKey(KnownGeography.AsOfApril2023(place))
                        && !own.Authorities.Any(authority =>
                            KnownGeography.AsOfApril2023(authority.Place) == KnownGeography.AsOfApril2023(place)
                        )
                    )
                    .Select(place => place.Value)
            )
                is { } absent
        )
        {
            yield return new Question("councils-absent", $"Councils of present districts are not in it: {absent}.");
        }

        if (others.Before is not AuthorityRegister before)
        {
            yield break;
        }

        var known = before
            .Authorities.GroupBy(authority => authority.Place)
            .ToDictionary(authority => authority.Key, authority => authority.First());
        if (
            Listed(
                own.Authorities.Where(authority =>
                        known.TryGetValue(authority.Place, out var then) && then.Authority is { } code && authority.Authority != code
                    )
                    .Select(authority =>
                        $"{Name(authority)} from {known[authority.Place].Authority} to {authority.Authority?.Value ?? "none"}"
                    )
            ) is
            { } codes
        )
        {
            yield return new Question("codes-changed", $"Councils change the E-code they file under: {codes}.");
        }

        if (
            Listed(
                own.Authorities.Where(authority =>
                        known.TryGetValue(authority.Place, out var then)
                        && then.ReplacedBy.Count > 0
                        && !then.ReplacedBy.ToHashSet().SetEquals(authority.ReplacedBy)
                    )
                    .Select(Name)
            ) is
            { } successors
        )
        {
            yield return new Question(
                "successors-changed",
                $"Councils that were replaced are replaced by others than before: {successors}."
            );
        }

        if (Listed(known.Keys.Where(place => !byPlace.ContainsKey(place)).Select(place => Name(known[place]))) is { } gone)
        {
            yield return new Question(
                "councils-absent",
                $"Councils that were in the edition before are not in this one: {gone}. One that is abolished stays, with what it became."
            );
        }
    }

    private static bool LeadsBack(RegisteredAuthority from, Dictionary<GssCode, RegisteredAuthority> byPlace)
    {
        var seen = new HashSet<GssCode>();
        var next = new Queue<GssCode>(from.ReplacedBy);
        while (next.TryDequeue(out var place))
        {
            if (place == from.Place)
            {
                return true;
            }

            if (seen.Add(place) && byPlace.TryGetValue(place, out var authority))
            {
                authority.ReplacedBy.ToList().ForEach(next.Enqueue);
            }
        }

        return false;
    }

    private static string Name(RegisteredAuthority authority) => $"{authority.Name} ({authority.Place})";

    private static string? Listed(IEnumerable<string> names) =>
        names.Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } list ? Question.Some(list) : null;
}
