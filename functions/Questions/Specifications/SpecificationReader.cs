using BitFaster.Caching;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Specifications;

/// <summary>Reads the specification curves that were built with a release; caches the few that were asked for last.</summary>
/// <param name="store">Where they are read from.</param>
public sealed class SpecificationReader(IReleaseStore store)
{
    private readonly IAsyncCache<(string Release, ReleasePart Part), IReadOnlyList<CurveEstimate>> _curves = LoadCache.Create<
        (string Release, ReleasePart Part),
        IReadOnlyList<CurveEstimate>
    >(6);

    /// <summary>A curve, or null for a release that was made before curves were.</summary>
    public async Task<IReadOnlyList<CurveEstimate>?> CurveAsync(LoadedRelease release, Scope headline, CancellationToken cancellation) =>
        release.Part(SpecificationRows.PrefixOf(headline)) is { Rows: > 0 } part
            ? await _curves.LoadAsync((release.Release.Id, part), ReadAsync, cancellation)
            : null;

    private async Task<IReadOnlyList<CurveEstimate>> ReadAsync((string Release, ReleasePart Part) asked) =>
        [
            .. (await asked.Part.ReadAsync(store, asked.Release, CancellationToken.None))
                .SelectMany(SpecificationRows.Read)
                .Select(estimate => new CurveEstimate(new CurveQuestion(estimate.Query), estimate)),
        ];

    /// <summary>What a reader must know of a question's answer, as words.</summary>
    public static IReadOnlyList<string> FlagsOf(LoadedRelease release, ComparisonQuery query) =>
        [.. AnswerNotes.Of(query, release.Figures, []).Select(note => note.Flag).Where(flag => flag != "areas-not-people")];

    /// <summary>What is said of a release without curves.</summary>
    public static QueryProblem NoCurve(LoadedRelease release) =>
        new(
            404,
            "Not in this release",
            $"Release {release.Release.Id} was made before specification curves existed. Use a later release.",
            "release",
            null
        );
}

/// <summary>An estimate of a curve, with its choices in words.</summary>
/// <param name="Question">The choices.</param>
/// <param name="Estimate">What they give.</param>
public sealed record CurveEstimate(CurveQuestion Question, SpecificationEstimate Estimate);
