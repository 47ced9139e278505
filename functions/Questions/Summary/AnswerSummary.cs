using System.Globalization;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Specifications;
using BudgetWatch.Questions.Vocabulary;
using BudgetWatch.Sources;

namespace BudgetWatch.Questions.Summary;

/// <summary>Answers <c>/summary</c>: the headline, small enough to poll.</summary>
public sealed class AnswerSummary
{
    private const int Listed = 10;

    /// <summary>For so long what is said of sources may be old: a run looks at them once a week.</summary>
    private static readonly TimeSpan FreshnessAge = TimeSpan.FromSeconds(30);

    private readonly ReleaseReader releases;
    private readonly SpecificationReader curves;
    private readonly RefreshedValue<IReadOnlyList<FreshnessAnswer>> freshness;
    private LiveSummary? lastNow;

    /// <summary>Reads releases, their curves, and what was decided of editions.</summary>
    public AnswerSummary(ReleaseReader releases, SpecificationReader curves, IEditionLedger ledger, TimeProvider clock)
    {
        this.releases = releases;
        this.curves = curves;
        freshness = new RefreshedValue<IReadOnlyList<FreshnessAnswer>>(
            cancellation => FreshnessAsync(ledger, cancellation),
            FreshnessAge,
            clock
        );
    }

    /// <summary>What a summary says of now.</summary>
    /// <param name="nextRun">When the next scheduled run starts; null where the schedule is unknown.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async ValueTask<LiveSummary?> NowAsync(DateTimeOffset? nextRun, CancellationToken cancellation)
    {
        var sources = await freshness.FindAsync(cancellation) ?? [];

        // One for as long as it says the same: its stamp is made once, however many poll.
        var last = Volatile.Read(ref lastNow);
        if (last is null || last.NextRun != nextRun || !ReferenceEquals(last.Freshness, sources))
        {
            last = new LiveSummary(nextRun, sources);
            Volatile.Write(ref lastNow, last);
        }

        return last;
    }

    /// <summary>The headline of a release.</summary>
    /// <param name="release">The release.</param>
    /// <param name="query">The question.</param>
    /// <param name="now">What is of now and of no release; null where a reader asked for a release, whose answer stays as it is.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<Answered<SummaryAnswer>> RunAsync(
        LoadedRelease release,
        ComparisonQuery query,
        LiveSummary? now,
        CancellationToken cancellation
    )
    {
        if (await releases.GradientAsync(release, query, cancellation) is not { } found)
        {
            return AnswerCuts.NothingToCompare(release, query);
        }

        var gradient = found.Statistics;
        var comparison = release.Compare(query);
        var beside = BesideAnswer.Of(release, query);
        var ranked = AnswerCuts.DeepestFirst(comparison).Where(area => area.Rank is not null).ToList();
        return new SummaryAnswer(
            release.Reference,
            QueryAnswer.Of(query),
            Sentence(query, gradient, beside),
            gradient.England,
            Short(gradient),
            release.Figures.EndYearOf(query.Return, query.Scope) is { } end ? EndYearAnswer.Of(end) : null,
            beside,
            [.. ranked.Take(Listed).Select(AnswerCuts.Row)],
            [.. ranked.TakeLast(Listed).Reverse().Select(AnswerCuts.Row)],
            await CurveAsync(release, query.Scope, cancellation),
            now?.Freshness ?? [],
            now?.NextRun,
            Links,
            FigureText.Units(query.Measure),
            [
                .. found.Notes,
                .. AnswerNotes.Of(
                    query,
                    release.Figures,
                    ranked.Take(Listed).Concat(ranked.TakeLast(Listed)).SelectMany(area => area.Flags),
                    naming: false
                ),
            ],
            Attributions.All
        );
    }

    /// <summary>Without the tenths and the split by service, which a poll need not carry each time: <c>/gradient</c> has them.</summary>
    private static GradientStatistics Short(GradientStatistics gradient) =>
        gradient with
        {
            Tenths = [],
            Kitagawa = gradient.Kitagawa with { Services = [] },
        };

    private static async Task<IReadOnlyList<FreshnessAnswer>?> FreshnessAsync(IEditionLedger ledger, CancellationToken cancellation)
    {
        var records = await ledger.RecordsAsync(cancellation);
        return
        [
            .. from source in SourceCatalogue.All.Select(source => source.Description.Id)
            let record = records.GetValueOrDefault(source, SourceRecord.None)
            let check = record.LastCheck
            select new FreshnessAnswer(
                source,
                check?.At,
                record.InForce.Count,
                check is null ? 0 : check.Refused.Count + check.RefusedMore
            ),
        ];
    }

    private async Task<CurveSummaryAnswer?> CurveAsync(LoadedRelease release, Scope scope, CancellationToken cancellation)
    {
        if (!SpecificationGrid.Headlines.Contains(scope) || await curves.CurveAsync(release, scope, cancellation) is not { } estimates)
        {
            return null;
        }

        var headline = release.Figures.HeadlineOf(scope);
        List<SpecificationEstimate> all = [.. estimates.Select(own => own.Estimate)];
        var published = all.Find(estimate => estimate.Query == headline);
        return SpecificationCurve.Of(all, published) is { } curve
            ? new CurveSummaryAnswer(scope, curve, $"/api/v1/specifications?scope={scope.Id}&release={release.Release.Id}")
            : null;
    }

    private static readonly IReadOnlyDictionary<string, string> Links = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["cuts"] = "/api/v1/cuts",
        ["cutsCsv"] = "/api/v1/cuts?format=csv",
        ["gradient"] = "/api/v1/gradient",
        ["specifications"] = "/api/v1/specifications",
        ["areas"] = "/api/v1/areas",
        ["sources"] = "/api/v1/sources",
        ["releases"] = "/api/v1/releases",
    };

    /// <summary>The finding in a sentence that can be quoted, with its interval and what it does not say.</summary>
    private static string Sentence(ComparisonQuery query, GradientStatistics gradient, IReadOnlyList<BesideAnswer> beside)
    {
        var most = gradient.Fifths[0];
        var least = gradient.Fifths[^1];
        var slope = gradient.Sii.ChangePercent;
        var interval = slope is { Low: { } low, High: { } high }
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" Across the whole range the modelled gap is {FigureText.Points(slope.Value)} percentage points (95% interval {FigureText.Points(low)} to {FigureText.Points(high)})."
            )
            : "";
        return $"{(query.WithLondon ? "English" : "Outside London, English")} councils' {QuestionText.Figures(query.Return)} {query.Scope.Title.ToLowerInvariant()} {Moved(gradient.England.ChangePercent)} {QuestionText.Terms(query.Measure)}"
            + $" from {query.From} to {query.To}: they {Moved(most.ChangePercent)} in the most deprived {QuestionText.FifthOf(query.Groups)} and"
            + $" {Moved(least.ChangePercent)} in the least deprived.{interval}{string.Concat(beside.Where(other => other.Scope == query.Scope).Select(To))} This is about areas, not people.";
    }

    /// <summary>The same to another year.</summary>
    private static string To(BesideAnswer other) =>
        $" To {other.To} they {Moved(other.England.ChangePercent)}: {Moved(other.FifthsChangePercent.FirstOrDefault())} in the most deprived and"
        + $" {Moved(other.FifthsChangePercent.LastOrDefault())} in the least deprived.";

    private static string Moved(double? percent) => percent is { } known ? FigureText.Moved(known) : "have no percentage";
}

/// <summary>What a summary says of now.</summary>
/// <param name="NextRun">When the next scheduled run starts; null where the schedule is unknown.</param>
/// <param name="Freshness">How fresh each source is.</param>
public sealed record LiveSummary(DateTimeOffset? NextRun, IReadOnlyList<FreshnessAnswer> Freshness) : LiveOnly
{
    private readonly Lazy<string> _stamp = new(() => Json.Write(new { NextRun, Freshness }));

    /// <inheritdoc/>
    public override string Stamp => _stamp.Value;
}
