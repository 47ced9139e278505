using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Query;

/// <summary>The release an answer is from.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Href">Where it is described.</param>
public sealed record ReleaseReference(string Id, DateTimeOffset PublishedAt, string Href);

/// <summary>The question as it was understood, with its defaults.</summary>
/// <param name="Return">budget or outturn.</param>
/// <param name="Scope">A scope or line.</param>
/// <param name="From">The base year.</param>
/// <param name="To">The end year.</param>
/// <param name="Geography">upper-tier, lower-tier or authority.</param>
/// <param name="Class">The class of authorities compared; null on other geographies.</param>
/// <param name="Measure">In what it is stated.</param>
/// <param name="Imd">Vintage of the Indices of Deprivation.</param>
/// <param name="London">included or excluded.</param>
/// <param name="Groups">What fifths and tenths hold equal numbers of: areas or people.</param>
/// <param name="Weights">What an area counts for in the statistics: residents or equal.</param>
/// <param name="Population">Which vintages residents are from: newest or before-census.</param>
/// <param name="Deflator">What makes pounds real: published or bridged.</param>
/// <param name="PriceBase">The year whose pounds real figures are in.</param>
public sealed record QueryAnswer(
    string Return, string Scope, string From, string To, string Geography, string? Class, string Measure, int Imd, string London, string Groups,
    string Weights, string Population, string Deflator, string PriceBase);

/// <summary>Units of an answer's figures.</summary>
/// <param name="Level">Of from and to.</param>
/// <param name="Change">Of change.</param>
/// <param name="ChangePercent">Of changePercent.</param>
public sealed record UnitsAnswer(string Level, string Change, string ChangePercent);

/// <summary>Something a reader must know of an answer.</summary>
/// <param name="Flag">The word.</param>
/// <param name="Text">What it means here.</param>
/// <param name="Source">Where that is stated, where it is a fact about the figures.</param>
public sealed record NoteAnswer(string Flag, string Text, string? Source = null);

/// <summary>Figures as they are printed: per cent to one decimal, pounds to the whole.</summary>
/// <param name="From">In the base year.</param>
/// <param name="To">In the end year.</param>
/// <param name="Change">The change.</param>
/// <param name="ChangePercent">The change in per cent.</param>
public sealed record ChangeDisplay(string From, string To, string Change, string ChangePercent);

/// <summary>How deprived an area is among those of the answer.</summary>
/// <param name="Score">IMD average score.</param>
/// <param name="Rank">1 is the most deprived.</param>
/// <param name="Fifth">1 is the most deprived fifth.</param>
/// <param name="Tenth">1 is the most deprived tenth.</param>
public sealed record DeprivationAnswer(double Score, int Rank, int Fifth, int Tenth)
{
    /// <summary>Of how an area stands.</summary>
    public static DeprivationAnswer Of(DeprivationStanding standing) => new(standing.Score, standing.Rank, standing.Fifth, standing.Tenth);
}

/// <summary>One area's cut.</summary>
/// <param name="Code">The area.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="From">Spending in the base year, in the measure.</param>
/// <param name="To">Spending in the end year.</param>
/// <param name="Change">To - from.</param>
/// <param name="ChangePercent">In per cent; null where the base is not positive.</param>
/// <param name="Rank">1 is the deepest cut.</param>
/// <param name="Deprivation">How deprived it is.</param>
/// <param name="Flags">Words the notes spell out.</param>
/// <param name="Display">The figures as printed.</param>
public sealed record AreaCutAnswer(
    string Code, string Name, string Region, double From, double To, double Change, double? ChangePercent, int? Rank,
    DeprivationAnswer Deprivation, IReadOnlyList<string> Flags, ChangeDisplay Display);

/// <summary>An area left out.</summary>
/// <param name="Code">The area.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why.</param>
public sealed record ExcludedAnswer(string Code, string Name, string Reason);

/// <summary>Answer of <c>/cuts</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The question.</param>
/// <param name="England">The ranked areas pooled; null where there are none.</param>
/// <param name="Areas">The areas, deepest cut first.</param>
/// <param name="Excluded">The areas left out.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record CutsAnswer(
    ReleaseReference Release, QueryAnswer Query, ChangeAnswer? England, IReadOnlyList<AreaCutAnswer> Areas,
    IReadOnlyList<ExcludedAnswer> Excluded, UnitsAnswer Units, IReadOnlyList<NoteAnswer> Notes, IReadOnlyList<string> Attribution);

/// <summary>Answer of <c>/gradient</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The question.</param>
/// <param name="Statistics">The statistics; served beside the rest, not under a name.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record GradientAnswer(
    ReleaseReference Release, QueryAnswer Query, GradientStatistics Statistics, UnitsAnswer Units, IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution);

/// <summary>A member of an area.</summary>
/// <param name="Code">Its ONS code.</param>
/// <param name="Authority">The E-code it files under.</param>
/// <param name="Name">Its name.</param>
/// <param name="SucceededBy">ONS codes of its successors; empty for a present authority.</param>
public sealed record MemberAnswer(string Code, string? Authority, string Name, IReadOnlyList<string> SucceededBy);

/// <summary>An authority of earlier years.</summary>
/// <param name="Authority">The E-code it filed under.</param>
/// <param name="Name">Its name as it filed.</param>
/// <param name="Reason">What happened to it.</param>
public sealed record FormerAuthorityAnswer(string Authority, string Name, string Reason);

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
    string Code, string Name, AreaKind Kind, string Region, bool Ranked, string? SetAside, IReadOnlyList<MemberAnswer> Members,
    IReadOnlyList<FormerAuthorityAnswer> FormerAuthorities, IReadOnlyList<MemberAnswer> SharesOf, IReadOnlyDictionary<int, DeprivationAnswer> Deprivation, string Href);

/// <summary>Answer of <c>/areas</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Geography">upper-tier, lower-tier or authority.</param>
/// <param name="Areas">The areas, in order of code.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record AreasAnswer(
    ReleaseReference Release, string Geography, IReadOnlyList<AreaAnswer> Areas, IReadOnlyList<NoteAnswer> Notes, IReadOnlyList<string> Attribution);

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
/// <param name="Links">Where the same figures are found for good.</param>
public sealed record ScopeCutAnswer(
    string Scope, string Title, double? From, double? To, double? Change, double? ChangePercent, int? Rank, int Of,
    IReadOnlyList<string> Flags, string? Excluded, ChangeDisplay? Display, CutLinks Links);

/// <summary>Where an area's figures of one scope are found, pinned to the release: each address gives the same numbers for good.</summary>
/// <param name="Cuts">Its row among all areas, with rank; null for a scope that is not compared.</param>
/// <param name="Series">Its values by year, both ends among them; null for a question of other residents or deflators than series have.</param>
/// <param name="From">The cells behind the figure of the base year, with the arithmetic; null where there is none, and as for series.</param>
/// <param name="To">The same of the end year.</param>
public sealed record CutLinks(string? Cuts, string? Series, string? From, string? To);

/// <summary>The areas most like one before the cuts.</summary>
/// <param name="Method">How they are found, in a sentence.</param>
/// <param name="Year">The year they are likened in: the base year of the question.</param>
/// <param name="Compared">Among how many areas, this one included.</param>
/// <param name="Traits">What this area is likened by; null where one of the four cannot be told.</param>
/// <param name="Areas">The nearest first.</param>
/// <param name="Excluded">Why there are none, where there are none.</param>
public sealed record SimilarAnswer(string Method, string Year, int Compared, TraitsAnswer? Traits, IReadOnlyList<SimilarAreaAnswer> Areas, string? Excluded);

/// <summary>What areas are likened by, of the base year.</summary>
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
/// <param name="Traits">What it is likened by.</param>
/// <param name="ChangePercent">How its spending on comparable services changed since, in per cent; null where that is not compared.</param>
/// <param name="Href">The same question about it, of the same release.</param>
public sealed record SimilarAreaAnswer(
    string Code, string Name, string Region, AreaKind Kind, double Distance, TraitsAnswer Traits, double? ChangePercent, string Href);

/// <summary>Answer of <c>/areas/{code}</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The question; its scope is every scope.</param>
/// <param name="Area">The area.</param>
/// <param name="Cuts">Its cut in every scope and line.</param>
/// <param name="Coincidence">Where it stands by cut, deprivation and community capacity; null off the upper tier and where a release has no capacity.</param>
/// <param name="Similar">The areas most like it before the cuts.</param>
/// <param name="Href">Where this is answered for good.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record AreaDetailAnswer(
    ReleaseReference Release, QueryAnswer Query, AreaAnswer Area, IReadOnlyList<ScopeCutAnswer> Cuts,
    AreaCoincidenceRow? Coincidence, SimilarAnswer Similar, string Href, UnitsAnswer Units, IReadOnlyList<NoteAnswer> Notes, IReadOnlyList<string> Attribution);

/// <summary>An area's value in one year.</summary>
/// <param name="Year">The financial year.</param>
/// <param name="Value">In the measure; null where there is none.</param>
/// <param name="Cash">Pounds of the year.</param>
/// <param name="Population">Residents used.</param>
/// <param name="PopulationVintage">The vintage of the estimates they are from.</param>
/// <param name="Status">Reported, estimated, or why there is none.</param>
/// <param name="Flags">Words the notes spell out.</param>
/// <param name="Lacking">What is missing, as E-code and line.</param>
/// <param name="Display">The value as printed.</param>
public sealed record ValueAnswer(
    string Year, double? Value, decimal? Cash, long? Population, int? PopulationVintage, CellStatus Status, IReadOnlyList<string> Flags,
    IReadOnlyList<string> Lacking, string? Display);

/// <summary>The question of a series as it was understood.</summary>
/// <param name="Return">budget or outturn.</param>
/// <param name="Scope">A scope or line.</param>
/// <param name="Geography">upper-tier, lower-tier or authority.</param>
/// <param name="Measure">In what it is stated.</param>
/// <param name="PriceBase">The year whose pounds real figures are in.</param>
public sealed record SeriesQueryAnswer(string Return, string Scope, string Geography, string Measure, string PriceBase);

/// <summary>Answer of <c>/areas/{code}/series</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The question.</param>
/// <param name="Area">The area.</param>
/// <param name="Values">One for each year the return is at hand.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record SeriesAnswer(
    ReleaseReference Release, SeriesQueryAnswer Query, AreaName Area, IReadOnlyList<ValueAnswer> Values, UnitsAnswer Units,
    IReadOnlyList<NoteAnswer> Notes, IReadOnlyList<string> Attribution);

/// <summary>An area by code and name.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region.</param>
public sealed record AreaName(string Code, string Name, string Region);

/// <summary>Answer of <c>/releases</c>.</summary>
/// <param name="Live">The live release; null before the first.</param>
/// <param name="Releases">All published releases, newest first.</param>
/// <param name="Moves">Which release became live when, oldest first: more than one for a release that was rolled back to.</param>
public sealed record ReleasesAnswer(string? Live, IReadOnlyList<PublishedRelease> Releases, IReadOnlyList<PointerMove> Moves);

/// <summary>A source of <c>/sources</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What the publisher calls it.</param>
/// <param name="Publisher">Who publishes it.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="Attribution">The acknowledgement.</param>
/// <param name="Cadence">How often.</param>
/// <param name="Home">The publisher's page.</param>
/// <param name="LastChecked">The last look; null where it was never checked.</param>
/// <param name="InForce">The editions in force, with their manifests.</param>
/// <param name="Refusals">What was refused at the last look, with reasons.</param>
/// <param name="SetAside">What was known at the last look to be something other than an edition of this source, with the reason. Nothing is wrong with it.</param>
public sealed record SourceAnswer(
    string Id, string Title, string Publisher, string Licence, string Attribution, string Cadence, Uri? Home, SourceCheck? LastChecked,
    IReadOnlyList<EditionAnswer> InForce, IReadOnlyList<RefusedEditionAnswer> Refusals, IReadOnlyList<SetAsideAnswer> SetAside)
{
    /// <summary>Editions that are not in force until a person has said whether they are right, with what is asked.</summary>
    public IReadOnlyList<HeldAnswer> Held { get; init; } = [];

    /// <summary>Editions that were taken out for good.</summary>
    public IReadOnlyList<WithdrawnAnswer> Withdrawn { get; init; } = [];
}

/// <summary>An edition that is held for a person.</summary>
/// <param name="Slot">What it stands for.</param>
/// <param name="Sha256">Its identity.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="Since">Since when.</param>
/// <param name="Questions">What is asked, in plain words.</param>
/// <param name="Href">Where it is described in full.</param>
public sealed record HeldAnswer(string Slot, string Sha256, string FileName, DateTimeOffset Since, IReadOnlyList<string> Questions, string Href);

/// <summary>An edition that was taken out for good.</summary>
/// <param name="Slot">What it stands for.</param>
/// <param name="Sha256">Its identity.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="At">When.</param>
/// <param name="By">operator or publisher.</param>
/// <param name="Reason">Why; empty where nobody said.</param>
/// <param name="Href">Where it is described in full.</param>
public sealed record WithdrawnAnswer(string Slot, string Sha256, string FileName, DateTimeOffset At, string By, string Reason, string Href);

/// <summary>An edition in force.</summary>
/// <param name="Slot">What it stands for.</param>
/// <param name="Sha256">Its identity.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="Since">When it came into force.</param>
/// <param name="Flags">What a person should know of it.</param>
/// <param name="Manifest">Where it is from, in short; null where its manifest is not in the archive.</param>
/// <param name="Href">Where it is described in full.</param>
public sealed record EditionAnswer(
    string Slot, string Sha256, string FileName, DateTimeOffset Since, IReadOnlyList<EditionFlag> Flags, ManifestAnswer? Manifest, string Href);

/// <summary>Where an edition is from, in short.</summary>
/// <param name="Title">What the publisher calls it.</param>
/// <param name="Url">Where it was published.</param>
/// <param name="RetrievedAt">When its bytes were first kept.</param>
/// <param name="PublishedAt">When the publisher says it was published; null where unknown.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ContentType">Media type by content.</param>
/// <param name="Original">The publisher's original, where these are figures carried from it.</param>
public sealed record ManifestAnswer(
    string Title, Uri? Url, DateTimeOffset RetrievedAt, DateTimeOffset? PublishedAt, long Length, string ContentType, OriginalReference? Original);

/// <summary>Answer of <c>/sources/{id}</c>.</summary>
/// <param name="Source">Its state.</param>
/// <param name="Decisions">Every decision about its editions, newest first: in force, superseded, refused or set aside.</param>
public sealed record SourceDetailAnswer(SourceAnswer Source, IReadOnlyList<DecisionAnswer> Decisions);

/// <summary>An edition that was refused.</summary>
/// <param name="Sha256">Its identity.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="RefusedAt">When it was first refused.</param>
/// <param name="Reasons">Why: file, sheet, cell, expected, found.</param>
public sealed record RefusedEditionAnswer(string Sha256, string FileName, DateTimeOffset RefusedAt, IReadOnlyList<Refusal> Reasons);

/// <summary>A file that was set aside.</summary>
/// <param name="Sha256">Its identity.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="Reason">What it is instead.</param>
public sealed record SetAsideAnswer(string Sha256, string FileName, string Reason);

/// <summary>Answer of <c>/sources</c>.</summary>
/// <param name="Sources">The sources, and last the files that could not be read as any of them.</param>
public sealed record SourcesAnswer(IReadOnlyList<SourceAnswer> Sources);

/// <summary>Answer of <c>/summary</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The headline question.</param>
/// <param name="Sentence">The finding in words, with its interval.</param>
/// <param name="England">England's change.</param>
/// <param name="Gradient">The statistics, in the shape of <c>/gradient</c>.</param>
/// <param name="Deepest">The ten deepest cuts.</param>
/// <param name="Shallowest">The ten shallowest, shallowest first.</param>
/// <param name="Specifications">What asking in every defensible way gives; null for a question that has no curve.</param>
/// <param name="Sources">How fresh each source is; empty where a reader asked for a release, since it is of now.</param>
/// <param name="NextRun">When the next scheduled run starts; null where the schedule cannot be told or a reader asked for a release.</param>
/// <param name="Links">Where to look next.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record SummaryAnswer(
    ReleaseReference Release, QueryAnswer Query, string Sentence, ChangeAnswer England, GradientStatistics Gradient,
    IReadOnlyList<AreaCutAnswer> Deepest, IReadOnlyList<AreaCutAnswer> Shallowest, CurveSummaryAnswer? Specifications,
    IReadOnlyList<FreshnessAnswer> Sources, DateTimeOffset? NextRun, IReadOnlyDictionary<string, string> Links, UnitsAnswer Units, IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution);

/// <summary>A specification curve in short.</summary>
/// <param name="Scope">The scope whose curve it is.</param>
/// <param name="Curve">How the statistics lie over the specifications.</param>
/// <param name="Href">The curve.</param>
public sealed record CurveSummaryAnswer(string Scope, SpecificationCurve Curve, string Href);

/// <summary>How fresh a source is.</summary>
/// <param name="Id">The source.</param>
/// <param name="LastChecked">When it was last looked at.</param>
/// <param name="InForce">How many editions are in force.</param>
/// <param name="Refused">How many files were refused at the last look.</param>
public sealed record FreshnessAnswer(string Id, DateTimeOffset? LastChecked, int InForce, int Refused);

/// <summary>Answer of <c>/health</c>.</summary>
/// <param name="Status">healthy, degraded (something is refused or failed, figures stand) or unhealthy.</param>
/// <param name="Live">Whether the app runs.</param>
/// <param name="Ready">Whether there is a release to serve.</param>
/// <param name="Release">The live release.</param>
/// <param name="LastRun">The last run.</param>
/// <param name="Reasons">Why it is not healthy.</param>
/// <param name="Incidents">What a person must look at.</param>
public sealed record HealthAnswer(
    string Status, bool Live, bool Ready, string? Release, Run? LastRun, IReadOnlyList<string> Reasons, IReadOnlyList<Incident> Incidents)
{
    /// <summary>Figures stand and nothing needs a person.</summary>
    public const string Healthy = "healthy";

    /// <summary>Figures stand; something was refused or failed.</summary>
    public const string Degraded = "degraded";

    /// <summary>Figures are stale, or there are none.</summary>
    public const string Unhealthy = "unhealthy";
}
