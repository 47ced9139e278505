using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Questions.Releases;

/// <summary>Answer of <c>/releases</c>.</summary>
/// <param name="Live">The live release; null before the first.</param>
/// <param name="Releases">All published releases, newest first.</param>
/// <param name="Moves">Which release became live when, oldest first: more than one for a release that was rolled back to.</param>
public sealed record ReleasesAnswer(string? Live, IReadOnlyList<PublishedRelease> Releases, IReadOnlyList<PointerMove> Moves);
