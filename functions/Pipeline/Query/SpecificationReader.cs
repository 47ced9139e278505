using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Query;

/// <summary>Reads the specification curves that were built with a release; keeps the few that were asked for last.</summary>
public sealed class SpecificationReader
{
    private const int Kept = 6;

    private readonly LastAsked<IReadOnlyList<CurveEstimate>> _curves;

    /// <summary>Reads from a store.</summary>
    public SpecificationReader(IReleaseStore store) =>
        _curves = new LastAsked<IReadOnlyList<CurveEstimate>>(Kept, async key =>
        {
            var (release, prefix) = Parts(key);
            var estimates = await store.ReadAsync(release, prefix, CancellationToken.None).ToListAsync();
            return estimates.Count == 0 ? null : [.. estimates.SelectMany(SpecificationRows.Read).Select(estimate => new CurveEstimate(new CurveQuestion(estimate.Query), estimate))];
        });

    /// <summary>A curve, or null for a release that was made before curves were.</summary>
    public async Task<IReadOnlyList<CurveEstimate>?> CurveAsync(LoadedRelease release, Scope headline, CancellationToken cancellation) =>
        await _curves.FindAsync($"{release.Release.Id} {SpecificationRows.PrefixOf(headline)}").WaitAsync(cancellation);

    /// <summary>What a reader must know of a question's answer, as words.</summary>
    public static IReadOnlyList<string> FlagsOf(LoadedRelease release, ComparisonQuery query) =>
        [.. Wording.Notes(query, release.Figures, []).Select(note => note.Flag).Where(flag => flag != "areas-not-people")];

    /// <summary>What is said of a release without curves.</summary>
    public static QueryProblem NoCurve(LoadedRelease release) => new(
        404, "Not in this release", $"Release {release.Release.Id} was made before specification curves were. Ask a later one.", "release", null);

    private static (string Release, string Prefix) Parts(string key) =>
        key.Split(' ') is [var release, var prefix] ? (release, prefix) : throw new ArgumentException($"'{key}' is not a release and a prefix.", nameof(key));
}

/// <summary>An estimate of a curve, with its choices in words.</summary>
/// <param name="Question">The choices.</param>
/// <param name="Estimate">What they give.</param>
public sealed record CurveEstimate(CurveQuestion Question, SpecificationEstimate Estimate);
