using System.Globalization;

namespace BudgetWatch.Sources.Tests.Charities;

/// <summary>What a made charity is, decided before any row is written: what is counted is counted from this.</summary>
internal enum MadeKind
{
    General,
    Wider,
    Abroad,
    ReligionOnly,
    School,
    HealthService,
    Council,
    Dormant,
    PooledFund,
}

/// <summary>A charity of a made extract: the same for the same number, so that each of the four tables is written without remembering any.</summary>
internal sealed record MadeCharity(
    int Number,
    MadeKind Kind,
    DateOnly Registered,
    DateOnly? Removed,
    IReadOnlyList<(string Name, string Code)> Areas,
    long Income
)
{
    /// <summary>The register's names for some authorities, and their codes by the ONS, written down by hand.</summary>
    public static readonly IReadOnlyList<(string Name, string Code)> Authorities =
    [
        ("Barking And Dagenham", "E09000002"),
        ("Bath And North East Somerset", "E06000022"),
        ("Birmingham City", "E08000025"),
        ("Blackburn With Darwen", "E06000008"),
        ("Bournemouth", "E06000058"),
        ("Bristol City", "E06000023"),
        ("Buckinghamshire", "E06000060"),
        ("City Of Westminster", "E09000033"),
        ("City Of York", "E06000014"),
        ("Cumbria", "E10000006"),
        ("Durham", "E06000047"),
        ("Gateshead", "E08000037"),
        ("Hartlepool", "E06000001"),
        ("Herefordshire", "E06000019"),
        ("Hertfordshire", "E10000015"),
        ("Isle Of Wight", "E06000046"),
        ("Kent", "E10000016"),
        ("Kingston Upon Hull City", "E06000010"),
        ("Leicester City", "E06000016"),
        ("Leicestershire", "E10000018"),
        ("Newcastle Upon Tyne City", "E08000021"),
        ("North Yorkshire", "E06000065"),
        ("Poole", "E06000058"),
        ("Sheffield City", "E08000019"),
        ("St Helens", "E08000013"),
        ("Stoke-on-trent City", "E06000021"),
        ("Telford & Wrekin", "E06000020"),
        ("Wirral", "E08000015"),
    ];

    /// <summary>The charity of a place in the extract.</summary>
    public static MadeCharity At(int place)
    {
        var draw = new Draw((ulong)place);
        var kind = draw.Below(100) switch
        {
            < 62 => MadeKind.General,
            < 72 => MadeKind.Wider,
            < 77 => MadeKind.Abroad,
            < 86 => MadeKind.ReligionOnly,
            < 88 => MadeKind.School,
            < 90 => MadeKind.HealthService,
            < 92 => MadeKind.Council,
            < 98 => MadeKind.Dormant,
            _ => MadeKind.PooledFund,
        };
        var registered = new DateOnly(1961, 1, 1).AddDays(draw.Below(23_000));
        DateOnly? removed = draw.Below(100) < 45 ? registered.AddDays(1 + draw.Below(9_000)) : null;
        var areas = new List<(string Name, string Code)>();
        for (var more = 1 + draw.Below(3); more > 0; more--)
        {
            areas.Add(Authorities[draw.Below(Authorities.Count)]);
        }

        return new MadeCharity(
            200_000 + place,
            kind,
            registered,
            removed is { } day && day > MadeExtract.Day ? null : removed,
            kind is MadeKind.Wider or MadeKind.Abroad ? [] : [.. areas.Distinct()],
            kind switch
            {
                MadeKind.School => 2_000_000 + draw.Below(9_000_000),
                MadeKind.Dormant => 0,
                _ => 1 + draw.Below(250_000),
            }
        );
    }

    /// <summary>The authorities it is counted in.</summary>
    public IEnumerable<string> CountedIn => Kind == MadeKind.General ? Areas.Select(area => area.Code).Distinct() : [];

    public bool IsOnRegister(DateOnly day) => Registered <= day && (Removed is null || day < Removed);

    public string Name =>
        string.Create(CultureInfo.InvariantCulture, $"{Number}") is var number
            ? Kind switch
            {
                MadeKind.School => $"ST MARY'S SCHOOL {number} LIMITED",
                MadeKind.HealthService => $"COUNTY {number} NHS FOUNDATION TRUST CHARITY",
                MadeKind.Council => $"VILLAGE HALL {number} PARISH COUNCIL",
                _ => number[^1] == '7' ? $"FRIENDS OF ST MARY'S SCHOOL {number}" : $"THE \"{number}\" NEIGHBOURHOOD ASSOCIATION – CAFÉ",
            }
            : "";

    /// <summary>The codes of what it says it does, of whom it helps and how.</summary>
    public IReadOnlyList<int> Classifications =>
        Kind switch
        {
            MadeKind.ReligionOnly => [108, 207, 302],
            MadeKind.School => [102, 201, 306],
            _ => Number % 3 == 0 ? [101, 108, 201, 306] : [105, 201],
        };

    /// <summary>SplitMix64, so that numbers are the same whatever the runtime.</summary>
    private struct Draw(ulong seed)
    {
        private ulong state = (seed + 1) * 0xD1342543DE82EF95;

        public int Below(int limit)
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
        }
    }
}
