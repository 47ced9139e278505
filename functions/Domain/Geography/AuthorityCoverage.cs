using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Geography;

/// <summary>
/// Whether the councils of a return cover England once. In any year each present council files, or every council that became part of it does: a reorganisation
/// replaces councils whole and on one day. So the councils of a year are known without a date of any of them, and one that is not there is missed whatever the
/// file's own totals say.
/// </summary>
public sealed class AuthorityCoverage
{
    private readonly List<string> _present;
    private readonly Dictionary<string, SortedSet<string>> _predecessors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<AuthorityCode, GssCode> _placeByAuthority;

    /// <summary>The councils of the published lookups.</summary>
    /// <param name="lineage">Present districts and counties.</param>
    /// <param name="register">Which council replaced which.</param>
    /// <param name="places">E-code to ONS code, where known.</param>
    public AuthorityCoverage(DistrictLineage lineage, AuthorityRegister register, IEnumerable<KeyValuePair<AuthorityCode, GssCode>> places)
    {
        ArgumentNullException.ThrowIfNull(lineage);
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(places);
        foreach (var link in lineage.Districts)
        {
            _names.TryAdd(Known(link.Place), link.Name);
            _names.TryAdd(Known(link.UpperTier), link.UpperTierName);
        }

        _placeByAuthority = [];
        foreach (var authority in register.Authorities)
        {
            _names[Known(authority.Place)] = authority.Name;
            if (authority.Authority is { } code)
            {
                _placeByAuthority[code] = KnownGeography.AsOfApril2023(authority.Place);
            }

            foreach (var successor in authority.ReplacedBy.Where(successor => Known(successor) != Known(authority.Place)))
            {
                Predecessors(Known(successor)).Add(Known(authority.Place));
            }
        }

        foreach (var (authority, place) in places)
        {
            _placeByAuthority[authority] = KnownGeography.AsOfApril2023(place);
        }

        foreach (var former in FormerAuthorities.All)
        {
            if (former.IsPlace)
            {
                _placeByAuthority[former.Authority] = KnownGeography.AsOfApril2023(former.Place!.Value);
                continue;
            }

            _names[former.Authority.Value] = former.Name;
            foreach (var successor in former.Successors)
            {
                Predecessors(Known(successor)).Add(former.Authority.Value);
            }
        }

        _present =
        [
            .. lineage
                .Districts.SelectMany(link => (GssCode[])[link.Active, link.UpperTier])
                .Where(place => place.IsDistrict || place.IsShireCounty)
                .Select(Known)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The councils of a year that have no row: by their ONS code, or the E-code of one that never had an ONS code; in order.</summary>
    /// <param name="filings">The rows of one return of one year; one without any figure is a row.</param>
    public IReadOnlyList<AbsentAuthority> AbsentFrom(IEnumerable<Filing> filings)
    {
        var filed = filings.Where(filing => filing.Class != AuthorityClass.Other).Select(CodeOf).ToHashSet(StringComparer.Ordinal);
        var absent = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var present in _present)
        {
            absent.UnionWith(Cover(present, filed, depth: 0).Absent);
        }

        return [.. absent.Select(code => new AbsentAuthority(code, NameOf(code)))];
    }

    /// <summary>Councils that have a row beside one that took their place: what they spend would count twice.</summary>
    public IReadOnlyList<AbsentAuthority> CountedTwice(IEnumerable<Filing> filings)
    {
        var filed = filings.Where(filing => filing.Class != AuthorityClass.Other).Select(CodeOf).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. filed
                .Where(_predecessors.ContainsKey)
                .SelectMany(successor => _predecessors[successor].Where(filed.Contains))
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(code => new AbsentAuthority(code, NameOf(code))),
        ];
    }

    /// <summary>What a row's council is known by in every year: the present code of its place; the E-code of a council that never had an ONS code.</summary>
    public string CodeOf(Filing filing) =>
        filing.Place is { } place && _names.ContainsKey(Known(place)) ? Known(place)
        : filing.Authority is { } authority
            ? _placeByAuthority.TryGetValue(authority, out var own) ? own.Value
                : authority.Value
        : filing.Code;

    /// <summary>Whether the lookups know a council of that code, present or past.</summary>
    public bool IsKnown(string code) => _names.ContainsKey(code);

    /// <summary>The name of a council known by that.</summary>
    public string NameOf(string code) => _names.GetValueOrDefault(code, code);

    /// <summary>Whether a council or any that became part of it filed, and which of those that should have did not.</summary>
    private (bool Any, IEnumerable<string> Absent) Cover(string code, HashSet<string> filed, int depth)
    {
        if (filed.Contains(code))
        {
            return (true, []);
        }

        // A register that goes round in a circle has no more generations than this.
        if (depth > 8 || !_predecessors.TryGetValue(code, out var predecessors))
        {
            return (false, [code]);
        }

        var covers = predecessors.Select(predecessor => Cover(predecessor, filed, depth + 1)).ToList();
        return covers.Exists(cover => cover.Any) ? (true, covers.SelectMany(cover => cover.Absent)) : (false, [code]);
    }

    private SortedSet<string> Predecessors(string successor) =>
        _predecessors.TryGetValue(successor, out var known)
            ? known
            : _predecessors[successor] = new SortedSet<string>(StringComparer.Ordinal);

    private static string Known(GssCode place) => KnownGeography.AsOfApril2023(place).Value;
}

/// <summary>A council that should have a row in a return and has none.</summary>
/// <param name="Code">Its ONS code, or its E-code where it never had one.</param>
/// <param name="Name">Its name.</param>
public sealed record AbsentAuthority(string Code, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Code})";
}
