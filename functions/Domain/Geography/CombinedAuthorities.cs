using System.Collections.Immutable;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Geography;

/// <summary>A combined authority: councils that run some services together, each of which still has its own budget.</summary>
/// <param name="Code">Its ONS code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Since">The month it was set up, as <c>2011-04</c>.</param>
/// <param name="Until">The month it ended in or took in others under a new code; null for one of today.</param>
/// <param name="Members">The areas of the upper tier that form it, by code.</param>
public sealed record CombinedAuthority(AreaCode Code, string Name, string Since, string? Until, IReadOnlyList<AreaCode> Members);

/// <summary>
/// Every combined authority there is or was. Members are from the orders and regulations that set them up, codes from the ONS register of geographic codes. One more, or a
/// new member, is one more entry here.
/// </summary>
public static class CombinedAuthorities
{
    /// <summary>All of them, in order of code.</summary>
    public static readonly IReadOnlyList<CombinedAuthority> All =
    [
        Of("E47000001", "Greater Manchester", "2011-04", null, Numbered("E080000", 1, 10)),
        Of("E47000002", "South Yorkshire", "2014-04", null, ["E08000016", "E08000017", "E08000018", "E08000019"]),
        Of("E47000003", "West Yorkshire", "2014-04", null, Numbered("E080000", 32, 36)),
        Of("E47000004", "Liverpool City Region", "2014-04", null, ["E06000006", .. Numbered("E080000", 11, 15)]),
        Of(
            "E47000005",
            "North East (to 2018)",
            "2014-04",
            "2018-11",
            ["E06000047", "E06000057", "E08000021", "E08000022", "E08000023", "E08000024", "E08000037"]
        ),
        Of("E47000006", "Tees Valley", "2016-04", null, Numbered("E060000", 1, 5)),
        Of("E47000007", "West Midlands", "2016-06", null, Numbered("E080000", 25, 31)),
        Of("E47000008", "Cambridgeshire and Peterborough", "2017-03", null, ["E06000031", "E10000003"]),
        Of("E47000009", "West of England", "2017-02", null, ["E06000022", "E06000023", "E06000025"]),
        Of("E47000010", "North East (2018 to 2024)", "2018-11", "2024-05", ["E06000047", "E08000023", "E08000024", "E08000037"]),
        Of("E47000011", "North of Tyne", "2018-11", "2024-05", ["E06000057", "E08000021", "E08000022"]),
        Of("E47000012", "York and North Yorkshire", "2024-02", null, ["E06000014", "E06000065"]),
        Of("E47000013", "East Midlands", "2024-02", null, ["E06000015", "E06000018", "E10000007", "E10000024"]),
        Of(
            "E47000014",
            "North East",
            "2024-05",
            null,
            ["E06000047", "E06000057", "E08000021", "E08000022", "E08000023", "E08000024", "E08000037"]
        ),
        Of("E47000015", "Devon and Torbay", "2025-02", null, ["E06000027", "E10000008"]),
        Of("E47000016", "Hull and East Yorkshire", "2025-02", null, ["E06000010", "E06000011"]),
        Of("E47000017", "Greater Lincolnshire", "2025-02", null, ["E06000012", "E06000013", "E10000019"]),
        Of("E47000018", "Lancashire", "2025-02", null, ["E06000008", "E06000009", "E10000017"]),
    ];

    /// <summary>Those of today.</summary>
    public static readonly IReadOnlyList<CombinedAuthority> Present = [.. All.Where(authority => authority.Until is null)];

    private static CombinedAuthority Of(string code, string name, string since, string? until, IEnumerable<string> members) =>
        new(new AreaCode(code), name, since, until, [.. members.Select(member => new AreaCode(member))]);

    private static ImmutableArray<string> Numbered(string prefix, int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(number => $"{prefix}{number:00}")];
}
