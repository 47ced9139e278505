using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Areas;

/// <summary>A member of an area.</summary>
/// <param name="Code">Its ONS code.</param>
/// <param name="Authority">The E-code it files under.</param>
/// <param name="Name">Its name.</param>
/// <param name="SucceededBy">ONS codes of its successors; empty for a present authority.</param>
public sealed record MemberAnswer(GssCode Code, AuthorityCode? Authority, string Name, IReadOnlyList<GssCode> SucceededBy);

/// <summary>An authority of earlier years.</summary>
/// <param name="Authority">The E-code it filed under.</param>
/// <param name="Name">Its name as it filed.</param>
/// <param name="Reason">What happened to it.</param>
public sealed record FormerAuthorityAnswer(AuthorityCode Authority, string Name, string Reason);

/// <summary>An area of <c>/areas</c>.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What sort of place.</param>
/// <param name="Region">Its region.</param>
/// <param name="Ranked">Whether it is ranked.</param>
/// <param name="SetAside">Why not, where it is not.</param>
/// <param name="Members">The authorities summed into it, present and abolished.</param>
/// <param name="FormerAuthorities">Authorities of earlier years that have no ONS code; their filings are summed into it too.</param>
/// <param name="SharesOf">On the lower tier: the county council whose spending is shared among its districts, this one among them.</param>
/// <param name="Deprivation">How deprived it is, among ranked areas (of its class, on the geography of authorities), by vintage. Where a question is asked its groups and london hold for every vintage; an area it leaves out has none.</param>
/// <param name="Href">Where it is described.</param>
public sealed record AreaAnswer(
    AreaCode Code,
    string Name,
    AreaKind Kind,
    string Region,
    bool Ranked,
    string? SetAside,
    IReadOnlyList<MemberAnswer> Members,
    IReadOnlyList<FormerAuthorityAnswer> FormerAuthorities,
    IReadOnlyList<MemberAnswer> SharesOf,
    IReadOnlyDictionary<int, DeprivationAnswer> Deprivation,
    string Href
);

/// <summary>Answer of <c>/areas</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Geography">The geography, by its word in the API, such as upper-tier.</param>
/// <param name="Areas">The areas, in order of code.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record AreasAnswer(
    ReleaseReference Release,
    GeographyKind Geography,
    IReadOnlyList<AreaAnswer> Areas,
    IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution
);
