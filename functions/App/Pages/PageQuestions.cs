using BudgetWatch.Pipeline.Query;

namespace BudgetWatch.App.Pages;

/// <summary>What pages can be asked with: the parameters of the API, by the same names, and what a page shows of the answer.</summary>
internal static class PageQuestions
{
    /// <summary>The area that a page marks in its charts.</summary>
    public static readonly Parameter Marked = new("area", "The code of an area to mark.") { Example = "E08000006", IsName = true };

    /// <summary>What the map shows.</summary>
    public static readonly Parameter Shown = new("show", "What the map shows.") { Words = ["cut", "deprivation", "capacity", "coincidence"], Usual = "cut" };

    /// <summary>A question about two years, of upper-tier areas, with what its page shows of it.</summary>
    public static readonly IReadOnlyList<Parameter> OfFinding =
    [
        .. Questions.OfComparison.Where(parameter => parameter != Asked.Geography && parameter != Asked.Class && parameter != Asked.Format), Marked, Shown,
    ];

    /// <summary>The query string of a question of one release, as it was sent.</summary>
    public static string Pinned(Parameters parameters, LoadedRelease release) => parameters.With(("release", release.Release.Id), ("asOf", null));
}
