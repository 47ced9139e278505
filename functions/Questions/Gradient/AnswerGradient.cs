using BudgetWatch.Domain.Cuts;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Gradient;

/// <summary>Answers <c>/gradient</c>.</summary>
public sealed class AnswerGradient(ReleaseReader releases)
{
    /// <summary>The statistics of a question; one that no area can answer has none, and says why.</summary>
    public async Task<Answered<GradientAnswer>> RunAsync(LoadedRelease release, ComparisonQuery query, CancellationToken cancellation)
    {
        if (await releases.GradientAsync(release, query, cancellation) is not { } found)
        {
            return AnswerCuts.NothingToCompare(release, query);
        }

        return new GradientAnswer(
            release.Reference,
            QueryAnswer.Of(query),
            found.Statistics,
            FigureText.Units(query.Measure),
            [.. found.Notes, .. AnswerNotes.Of(query, release.Figures, [])],
            Attributions.All
        );
    }
}
