using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Summary;

/// <summary>Answer of <c>/summary</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The headline question.</param>
/// <param name="Sentence">The finding in words, with its interval.</param>
/// <param name="England">England's change.</param>
/// <param name="Gradient">The statistics, in the shape of <c>/gradient</c>.</param>
/// <param name="Deepest">The ten deepest cuts.</param>
/// <param name="Shallowest">The ten shallowest, shallowest first.</param>
/// <param name="Specifications">What calculating in every defensible way gives; null for a question that has no curve.</param>
/// <param name="Sources">How fresh each source is; empty where a reader asked for a release, since it describes the present.</param>
/// <param name="NextRun">When the next scheduled run starts; null where the schedule is unknown or a reader asked for a release.</param>
/// <param name="Links">Where to look next.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record SummaryAnswer(
    ReleaseReference Release,
    QueryAnswer Query,
    string Sentence,
    ChangeAnswer England,
    GradientStatistics Gradient,
    IReadOnlyList<AreaCutAnswer> Deepest,
    IReadOnlyList<AreaCutAnswer> Shallowest,
    CurveSummaryAnswer? Specifications,
    IReadOnlyList<FreshnessAnswer> Sources,
    DateTimeOffset? NextRun,
    IReadOnlyDictionary<string, string> Links,
    UnitsAnswer Units,
    IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution
);

/// <summary>A specification curve in short.</summary>
/// <param name="Scope">The scope whose curve it is.</param>
/// <param name="Curve">How the statistics lie over the specifications.</param>
/// <param name="Href">The curve.</param>
public sealed record CurveSummaryAnswer(Scope Scope, SpecificationCurve Curve, string Href);

/// <summary>How fresh a source is.</summary>
/// <param name="Id">The source.</param>
/// <param name="LastChecked">When it was last checked.</param>
/// <param name="InForce">How many editions are in force.</param>
/// <param name="Refused">How many files were refused at the last check.</param>
public sealed record FreshnessAnswer(string Id, DateTimeOffset? LastChecked, int InForce, int Refused);
