using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Gradient;

/// <summary>Answer of <c>/gradient</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The question.</param>
/// <param name="Statistics">The statistics; served beside the rest, not under a name.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record GradientAnswer(
    ReleaseReference Release,
    QueryAnswer Query,
    GradientStatistics Statistics,
    UnitsAnswer Units,
    IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution
);
