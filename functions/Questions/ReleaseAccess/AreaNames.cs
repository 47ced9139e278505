using System.Text;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Questions.ReleaseAccess;

/// <summary>The names and codes by which councils of a release can be found: its areas, and every authority that is or was part of one.</summary>
public sealed class AreaNames
{
    /// <summary>The longest text that is looked up.</summary>
    public const int Longest = 80;

    /// <summary>How many are given at most.</summary>
    public const int MostFound = 40;

    private const int MostLike = 5;

    // What a council calls itself besides its name, so that with or without it the same is found.
    private static readonly HashSet<string> Titles = new(
        [
            "council",
            "councils",
            "borough",
            "city",
            "county",
            "district",
            "metropolitan",
            "royal",
            "unitary",
            "authority",
            "corporation",
            "of",
            "the",
            "and",
            "upon",
            "bc",
            "cc",
            "dc",
            "mbc",
            "mdc",
            "lbc",
        ],
        StringComparer.Ordinal
    );

    private readonly IReadOnlyList<Entry> _entries;

    private AreaNames(IReadOnlyList<Entry> entries) => _entries = entries;

    /// <summary>Gathers the names of a release.</summary>
    public static AreaNames Of(ReleaseFigures figures)
    {
        var lower = figures.Geographies.Contains(GeographyKind.LowerTier) ? figures.Of(GeographyKind.LowerTier) : null;
        var authorities = figures.Geographies.Contains(GeographyKind.Authority) ? figures.Of(GeographyKind.Authority) : null;
        var names = figures
            .Areas.SelectMany(area => area.Members)
            .GroupBy(member => member.Place)
            .ToDictionary(group => group.Key, group => group.First().Name);
        var entries = new List<Entry>();
        foreach (var area in figures.Areas)
        {
            var own = area.Members.FirstOrDefault(member => member.Place.Value == area.Code.Value);
            entries.Add(
                new Entry(
                    new NamedPlace(
                        area.Name,
                        area.Code.Value,
                        $"{Kind(area.Kind)}{(area.Region.Length > 0 && area.Kind != AreaKind.LondonBorough ? $" in {area.Region}" : "")}{(area.SetAside is null ? "" : ", reported but never ranked")}",
                        area,
                        null
                    ),
                    [Normal(area.Name), .. own is null ? Array.Empty<string>() : [Normal(own.Name)]],
                    CodesOf(area.Code.Value, own?.Authority)
                )
            );
            entries.AddRange(
                area.Members.Where(member => member != own)
                    .Select(member => new Entry(
                        Described(member, area),
                        [Normal(member.Name)],
                        CodesOf(member.Place.Value, member.Authority)
                    ))
            );
            entries.AddRange(
                FormerAuthorities
                    .All.Where(former => !former.IsPlace && former.Place is { } place && area.Members.Any(member => member.Place == place))
                    .Select(former => Former(former, area))
            );
        }

        entries.AddRange(FormerAuthorities.All.Where(former => former.Place is null).Select(former => Former(former, null)));
        return new AreaNames(entries);

        NamedPlace Described(AreaMember member, Area area)
        {
            var kind = Kind(member.Place);
            var successors = member.SucceededBy.Select(code => names.GetValueOrDefault(code) ?? code.Value).ToList();
            var text =
                successors.Count == 0
                    ? $"{kind}; here in {area.Name}"
                    : $"former {kind}, now part of {string.Join(" and ", successors)}{LastOf(member)}{(successors is [var only] && only == area.Name ? "" : $"; here in {area.Name}")}";
            var place = lower is not null && lower.Find(member.Place.Value) is { } found && found.Code != area.Code ? found : null;
            return new NamedPlace(member.Name, member.Place.Value, text, area, place);
        }

        string LastOf(AreaMember member)
        {
            var code = new AreaCode(member.Place.Value);
            FinancialYear? last = authorities
                ?.Series.Where(series => series.Key.Scope == Scopes.Comparable && series.Value.ContainsKey(code))
                .SelectMany(series => series.Value[code].Figures)
                .Where(figure => figure.Status is CellStatus.Reported or CellStatus.Estimated)
                .Select(figure => (FinancialYear?)figure.Year)
                .Max();
            return last is { } year ? $" (its last figures here are of {year})" : "";
        }
    }

    /// <summary>
    /// Finds what a reader means: by code as it stands, by name whatever the case, punctuation and titles, by the beginning of its words. Where nothing has that
    /// name, what is spelt nearly so.
    /// </summary>
    /// <param name="text">What was typed; of a text longer than <see cref="Longest"/> the beginning counts.</param>
    public NamesFound Find(string text)
    {
        var sought = text.Trim();
        sought = sought.Length > Longest ? sought[..Longest] : sought;
        var code = sought.ToUpperInvariant();
        var coded = _entries.Where(entry => entry.Codes.Contains(code)).ToList();
        if (coded.Count > 0)
        {
            return new NamesFound([.. coded.Select(entry => entry.Place)], coded.Count, IsExact: true);
        }

        var normal = Normal(sought);
        if (normal.Length == 0)
        {
            return new NamesFound([], 0, IsExact: true);
        }

        var found = _entries
            .Select((entry, order) => (entry.Place, Order: order, Closeness: entry.Names.Min(name => Closeness(name, normal))))
            .Where(own => own.Closeness < NotNamed)
            .OrderBy(own => own.Closeness)
            .ThenBy(own => own.Place.Area is null)
            .ThenBy(own => own.Order)
            .Select(own => own.Place)
            .ToList();
        return found.Count > 0
            ? new NamesFound([.. found.Take(MostFound)], found.Count, IsExact: true)
            : new NamesFound(
                [
                    .. _entries
                        .Select((entry, order) => (entry.Place, Order: order, Distance: entry.Names.Min(name => Distance(name, normal))))
                        .Where(own => own.Distance <= Math.Max(1, normal.Length / 4))
                        .OrderBy(own => own.Distance)
                        .ThenBy(own => own.Order)
                        .Take(MostLike)
                        .Select(own => own.Place),
                ],
                0,
                IsExact: false
            );
    }

    /// <summary>A name without what differs between those who write it: case, punctuation, "&amp;" or "and", "St." or "Saint", titles.</summary>
    public static string Normal(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            _ = letter is '\'' or '\u2019' ? plain : plain.Append(char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ');
        }

        var words = plain
            .ToString()
            .Replace("london borough", "", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word == "saint" ? "st" : word)
            .ToList();
        var telling = words.Where(word => !Titles.Contains(word)).ToList();
        return string.Join(' ', telling.Count > 0 ? telling : words);
    }

    private const int NotNamed = 4;

    private static int Closeness(string name, string sought) =>
        name == sought ? 0
        : name.StartsWith(sought, StringComparison.Ordinal) ? 1
        : name.Split(' ') is var words && sought.Split(' ') is var parts && parts.All(words.Contains) ? 2
        : parts.All(part => words.Any(word => word.StartsWith(part, StringComparison.Ordinal))) ? 3
        : NotNamed;

    /// <summary>How many letters must be put in, taken out or changed to make one of the other.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }

    private static Entry Former(FormerAuthority former, Area? area) =>
        new(
            new NamedPlace(former.Name, former.Authority.Value, former.Reason + (area is null ? "" : $"; here in {area.Name}"), area, null),
            [Normal(former.Name)],
            CodesOf(former.Authority.Value, null)
        );

    private static HashSet<string> CodesOf(string code, AuthorityCode? authority) =>
        new(
            [
                code,
                .. authority is { } own ? [own.Value] : Array.Empty<string>(),
                .. KnownGeography.CodeChanges.Where(change => change.AsOfApril2023.Value == code).Select(change => change.Code.Value),
                .. FormerAuthorities
                    .All.Where(former => former.IsPlace && former.Place?.Value == code)
                    .Select(former => former.Authority.Value),
            ],
            StringComparer.Ordinal
        );

    /// <summary>What sort of place, in a few words.</summary>
    public static string Kind(AreaKind kind) =>
        kind switch
        {
            AreaKind.County => "county",
            AreaKind.UnitaryAuthority => "unitary authority",
            AreaKind.MetropolitanDistrict => "metropolitan district",
            AreaKind.LondonBorough => "London borough",
            AreaKind.Region => "region",
            AreaKind.CombinedAuthority => "combined authority",
            AreaKind.Merged => "split county, its parts together",
            _ => "district",
        };

    private static string Kind(GssCode place) =>
        place.IsShireCounty ? "county"
        : place.IsShireDistrict ? "district"
        : place.IsMetropolitanDistrict ? "metropolitan district"
        : place.IsLondonBorough ? "London borough"
        : "unitary authority";

    private sealed record Entry(NamedPlace Place, IReadOnlyList<string> Names, IReadOnlySet<string> Codes);
}

/// <summary>A place by the name it goes or went by.</summary>
/// <param name="Name">The name.</param>
/// <param name="Code">Its ONS code, or the E-code of an authority that never had one.</param>
/// <param name="Text">What it is or was, and where it is here.</param>
/// <param name="Area">The upper-tier area it is in; null where it was split, so that its figures are in none.</param>
/// <param name="District">The place of its own on the lower tier, where it is a district of a county or was one; null for none.</param>
public sealed record NamedPlace(string Name, string Code, string Text, Area? Area, Area? District);

/// <summary>What was found under a name.</summary>
/// <param name="Places">The closest first.</param>
/// <param name="Count">How many there are under that name, of which the first are given.</param>
/// <param name="IsExact">False where nothing has the name and these are spelt nearly so.</param>
public sealed record NamesFound(IReadOnlyList<NamedPlace> Places, int Count, bool IsExact);
