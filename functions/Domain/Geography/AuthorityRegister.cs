using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Geography;

/// <summary>A register of English local authorities, present and abolished: E-code to ONS code, and who replaced whom.</summary>
/// <param name="Sheet">The sheet it stands on.</param>
/// <param name="Authorities">One for each authority.</param>
public sealed record AuthorityRegister(string Sheet, IReadOnlyList<RegisteredAuthority> Authorities) : EditionContent
{
    /// <inheritdoc/>
    public override string Slot => "register";
}

/// <summary>One authority of the register.</summary>
/// <param name="Place">Its ONS code.</param>
/// <param name="Authority">Its E-code, where the register states one.</param>
/// <param name="Name">The name readers know it by.</param>
/// <param name="OtherNames">Other spellings, for people to search by.</param>
/// <param name="FormerPlaces">ONS codes it had before, without having changed shape.</param>
/// <param name="ReplacedBy">ONS codes of the authorities that took its place; empty for a present one.</param>
/// <param name="IsCurrent">Whether the register calls it current.</param>
public sealed record RegisteredAuthority(
    GssCode Place,
    AuthorityCode? Authority,
    string Name,
    IReadOnlyList<string> OtherNames,
    IReadOnlyList<GssCode> FormerPlaces,
    IReadOnlyList<GssCode> ReplacedBy,
    bool IsCurrent
);
