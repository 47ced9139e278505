using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Sources;

namespace BudgetWatch.Questions.Releases;

/// <summary>Answer of <c>/releases</c>.</summary>
/// <param name="Live">The live release; null before the first.</param>
/// <param name="Releases">All published releases, newest first.</param>
/// <param name="Moves">Which release became live when, oldest first: more than one for a release that was rolled back to.</param>
public sealed record ReleasesAnswer(string? Live, IReadOnlyList<PublishedRelease> Releases, IReadOnlyList<PointerMove> Moves);
