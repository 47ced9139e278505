using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Summary;

/// <summary>Answer of <c>/summary</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The headline question.</param>
/// <param name="Sentence">The finding in words, with its interval.</param>
/// <param name="England">England's change.</param>
/// <param name="Gradient">The statistics, in the shape of <c>/gradient</c>.</param>
/// <param name="EndYear">Where a question about this scope and return ends when it names no year, and why.</param>
/// <param name="Beside">The headline's other year, and the services beside it in both.</param>
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
    EndYearAnswer? EndYear,
    IReadOnlyList<BesideAnswer> Beside,
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

/// <summary>The year in which a question ends when it names none.</summary>
/// <param name="Year">The financial year.</param>
/// <param name="Areas">How many areas have a figure in it.</param>
/// <param name="OfAreas">Of how many.</param>
/// <param name="ResidentsPercent">How many of 100 residents live in those areas.</param>
/// <param name="Reason">Why this year, in words.</param>
public sealed record EndYearAnswer(FinancialYear Year, int Areas, int OfAreas, double ResidentsPercent, string Reason)
{
    /// <summary>Of a release's rule.</summary>
    public static EndYearAnswer Of(EndYear end) =>
        new(
            end.Year,
            end.Areas,
            end.OfAreas,
            100 * end.ShareOfResidents,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{end.Year} is the newest year {(end.IsCovered ? "in which nine in ten areas and residents have a figure" : "there is; in no year have nine in ten areas and residents a figure")}: {end.Areas} of {end.OfAreas} areas, with {FigureText.Percent(100 * end.ShareOfResidents)} of residents.{(end.PassedOver.Count == 0 ? "" : $" Passed over, for too few areas or because the figures are copies: {string.Join(", ", end.PassedOver)}.")}"
            )
        );
}

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
