using BudgetWatch.Domain.Codes;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>How a chart of all areas shows each: which is marked, and where one leads, with the question and the release of the page it is on.</summary>
/// <param name="Parameters">What the page was asked with.</param>
/// <param name="Release">The release.</param>
internal sealed record AreasShown(Parameters Parameters, LoadedRelease Release)
{
    /// <summary>The code of the area that is marked, also where it was named by a code that is no more; null for none.</summary>
    public AreaCode? Marked { get; } = PageQuestions.MarkedArea(Parameters, Release);

    /// <summary>The page of an area.</summary>
    public string PageOf(AreaCode code) => PageQuestions.AreaOf(code.Value, Parameters, Release);
}
