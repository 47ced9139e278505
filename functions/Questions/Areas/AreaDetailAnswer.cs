using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Areas;

/// <summary>An area's cut in one scope or line.</summary>
/// <param name="Scope">The scope or line.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="From">In the base year; null where it is left out.</param>
/// <param name="To">In the end year.</param>
/// <param name="Change">The change.</param>
/// <param name="ChangePercent">In per cent.</param>
/// <param name="Rank">1 is the deepest cut.</param>
/// <param name="Of">Among how many.</param>
/// <param name="Flags">Words the notes spell out.</param>
/// <param name="Excluded">Why it is left out of this scope, where it is.</param>
/// <param name="Display">The figures as printed.</param>
/// <param name="Links">Permanent addresses of the same figures.</param>
public sealed record ScopeCutAnswer(
    Scope Scope,
    string Title,
    double? From,
    double? To,
    double? Change,
    double? ChangePercent,
    int? Rank,
    int Of,
    IReadOnlyList<string> Flags,
    ExclusionReason? Excluded,
    ChangeDisplay? Display,
    CutLinks Links
);

/// <summary>The headline's scopes to another year: 2019-20, the depth of the cuts, or the newest where the question is about that.</summary>
/// <param name="To">The end year.</param>
/// <param name="Cuts">The area's cut up to that year: in the headline's scope, and in the scopes beside it.</param>
public sealed record OtherYearAnswer(FinancialYear To, IReadOnlyList<ScopeCutAnswer> Cuts);

/// <summary>Addresses of an area's figures for one scope. They name the release, so each always gives the same numbers.</summary>
/// <param name="Cuts">Its row among all areas, with rank; null for a scope that is not compared.</param>
/// <param name="Series">Its values by year, both ends among them; null for a question of other residents or deflators than series have.</param>
/// <param name="From">The cells behind the figure of the base year, with the arithmetic; null where there is none, and as for series.</param>
/// <param name="To">The same of the end year.</param>
public sealed record CutLinks(string? Cuts, string? Series, string? From, string? To);

/// <summary>The areas most like one before the cuts.</summary>
/// <param name="Method">How they are found, in a sentence.</param>
/// <param name="Year">The year they are compared in: the base year of the question.</param>
/// <param name="Compared">Among how many areas, this one included.</param>
/// <param name="Traits">The traits this area is compared by; null where one of the four is unknown.</param>
/// <param name="Areas">The nearest first.</param>
/// <param name="Excluded">Why there are none, where there are none.</param>
public sealed record SimilarAnswer(
    string Method,
    FinancialYear Year,
    int Compared,
    TraitsAnswer? Traits,
    IReadOnlyList<SimilarAreaAnswer> Areas,
    ExclusionReason? Excluded
);

/// <summary>The traits that areas are compared by, in the base year.</summary>
/// <param name="DeprivationScore">IMD average score.</param>
/// <param name="Population">Residents.</param>
/// <param name="SpendingPerHead">On comparable services, in pounds of the year per resident.</param>
/// <param name="SocialCareShare">The part of it spent on social care, from 0 to 1.</param>
public sealed record TraitsAnswer(double DeprivationScore, long Population, double SpendingPerHead, double SocialCareShare);

/// <summary>An area like another.</summary>
/// <param name="Code">The area.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="Kind">What sort of place.</param>
/// <param name="Distance">How far apart the two are, in standard deviations.</param>
/// <param name="Traits">Its traits.</param>
/// <param name="ChangePercent">How its spending on services outside social care changed since, in per cent; null where that is not compared.</param>
/// <param name="Href">The same question about it, of the same release.</param>
public sealed record SimilarAreaAnswer(
    AreaCode Code,
    string Name,
    string Region,
    AreaKind Kind,
    double Distance,
    TraitsAnswer Traits,
    double? ChangePercent,
    string Href
);

/// <summary>Answer of <c>/areas/{code}</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The question; its scope is every scope.</param>
/// <param name="Area">The area.</param>
/// <param name="Cuts">Its cut in every scope and service.</param>
/// <param name="OtherYear">The headline's scopes to 2019-20, or to the newest year where the question is about that; null where neither can be compared.</param>
/// <param name="Coincidence">Its ranks by cut, deprivation and community capacity; null off the upper tier and where a release has no capacity.</param>
/// <param name="Similar">The areas most like it before the cuts.</param>
/// <param name="Href">The permanent address of this answer.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record AreaDetailAnswer(
    ReleaseReference Release,
    QueryAnswer Query,
    AreaAnswer Area,
    IReadOnlyList<ScopeCutAnswer> Cuts,
    OtherYearAnswer? OtherYear,
    AreaCoincidenceRow? Coincidence,
    SimilarAnswer Similar,
    string Href,
    UnitsAnswer Units,
    IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution
);
