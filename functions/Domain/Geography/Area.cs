using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Geography;

/// <summary>What sort of place an area is.</summary>
public enum AreaKind
{
    /// <summary>A shire county with its districts.</summary>
    County,

    /// <summary>A unitary authority.</summary>
    UnitaryAuthority,

    /// <summary>A metropolitan district.</summary>
    MetropolitanDistrict,

    /// <summary>A London borough.</summary>
    LondonBorough,

    /// <summary>The parts of a county that a reorganisation split, kept as one.</summary>
    Merged,

    /// <summary>A district of a shire county.</summary>
    ShireDistrict,

    /// <summary>A region.</summary>
    Region,

    /// <summary>A combined authority's area.</summary>
    CombinedAuthority,
}

/// <summary>A place, or on the geography of authorities a council, that figures are published for.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What sort of place.</param>
/// <param name="Region">The region's name.</param>
/// <param name="Members">The authorities, present and abolished, whose filings are summed into it, in order of code.</param>
/// <param name="SetAside">Why it is reported but never ranked; null for all others.</param>
public sealed record Area(AreaCode Code, string Name, AreaKind Kind, string Region, IReadOnlyList<AreaMember> Members, string? SetAside)
{
    /// <summary>The name of the region that questions may leave out.</summary>
    public const string London = "London";

    /// <summary>The class of authority it is; null for what is no one authority.</summary>
    public AuthorityClass? Class =>
        Kind switch
        {
            AreaKind.County => AuthorityClass.ShireCounty,
            AreaKind.ShireDistrict => AuthorityClass.ShireDistrict,
            AreaKind.UnitaryAuthority => AuthorityClass.UnitaryAuthority,
            AreaKind.MetropolitanDistrict => AuthorityClass.MetropolitanDistrict,
            AreaKind.LondonBorough => AuthorityClass.LondonBorough,
            _ => null,
        };

    /// <summary>The kind of place that an authority of a class is.</summary>
    public static AreaKind KindOf(AuthorityClass @class) =>
        @class switch
        {
            AuthorityClass.ShireCounty => AreaKind.County,
            AuthorityClass.ShireDistrict => AreaKind.ShireDistrict,
            AuthorityClass.MetropolitanDistrict => AreaKind.MetropolitanDistrict,
            AuthorityClass.LondonBorough => AreaKind.LondonBorough,
            _ => AreaKind.UnitaryAuthority,
        };
}

/// <summary>An authority that is, or was, part of an area.</summary>
/// <param name="Place">Its ONS code, as of April 2023 or when it was abolished.</param>
/// <param name="Authority">The E-code it files under, where known.</param>
/// <param name="Name">Its name.</param>
/// <param name="SucceededBy">The authorities that took its place; empty for a present one.</param>
public sealed record AreaMember(GssCode Place, AuthorityCode? Authority, string Name, IReadOnlyList<GssCode> SucceededBy);
