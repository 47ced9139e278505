using System.Globalization;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Specifications;

/// <summary>Reads the specification curves that were built with a release; keeps the few that were asked for last.</summary>
public sealed class SpecificationReader
{
    private const int Kept = 6;

    private readonly LastAsked<IReadOnlyList<CurveEstimate>> _curves;

    /// <summary>Reads from a store.</summary>
    public SpecificationReader(IReleaseStore store) =>
        _curves = new LastAsked<IReadOnlyList<CurveEstimate>>(
            Kept,
            async key =>
            {
                var (release, part) = Parsed(key);
                return
                [
                    .. (await part.ReadAsync(store, release, CancellationToken.None))
                        .SelectMany(SpecificationRows.Read)
                        .Select(estimate => new CurveEstimate(new CurveQuestion(estimate.Query), estimate)),
                ];
            }
        );

    /// <summary>A curve, or null for a release that was made before curves were.</summary>
    public async Task<IReadOnlyList<CurveEstimate>?> CurveAsync(LoadedRelease release, Scope headline, CancellationToken cancellation) =>
        release.Part(SpecificationRows.PrefixOf(headline)) is { Rows: > 0 } part
            ? await _curves
                .FindAsync(string.Create(CultureInfo.InvariantCulture, $"{release.Release.Id} {part.Prefix} {part.Rows} {part.Sha256}"))
                .WaitAsync(cancellation)
            : null;

    /// <summary>What a reader must know of a question's answer, as words.</summary>
    public static IReadOnlyList<string> FlagsOf(LoadedRelease release, ComparisonQuery query) =>
        [.. Wording.Notes(query, release.Figures, []).Select(note => note.Flag).Where(flag => flag != "areas-not-people")];

    /// <summary>What is said of a release without curves.</summary>
    public static QueryProblem NoCurve(LoadedRelease release) =>
        new(
            404,
            "Not in this release",
            $"Release {release.Release.Id} was made before specification curves existed. Use a later release.",
            "release",
            null
        );

    private static (string Release, ReleasePart Part) Parsed(string key) =>
        key.Split(' ') is [var release, var prefix, var rows, var sha256]
            ? (release, new ReleasePart(prefix, int.Parse(rows, CultureInfo.InvariantCulture), sha256))
            : throw new ArgumentException($"'{key}' is not a release and a part of it.", nameof(key));
}

/// <summary>An estimate of a curve, with its choices in words.</summary>
/// <param name="Question">The choices.</param>
/// <param name="Estimate">What they give.</param>
public sealed record CurveEstimate(CurveQuestion Question, SpecificationEstimate Estimate);
