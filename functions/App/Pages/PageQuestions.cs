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

    /// <summary>What is looked for by name.</summary>
    public static readonly Parameter Sought = new("q", "The name of a council, as it is or as it was, or its code.");

    /// <summary>The year in which budget and outturn are set against each other.</summary>
    public static readonly Parameter ReturnsYear = Asked.Year with { Of = "area-page", Meaning = "The year in which budget and outturn are set against each other. Unless sent the newest that both returns have." };

    /// <summary>A question about one area, with what its page shows of it.</summary>
    public static readonly IReadOnlyList<Parameter> OfArea = [.. Questions.OfComparison.Where(parameter => parameter != Asked.Format), ReturnsYear];

    /// <summary>A question about every area's name.</summary>
    public static readonly IReadOnlyList<Parameter> OfNames = [Sought, Asked.Release, Asked.AsOf];

    /// <summary>What charts can be asked with: those of one area on any geography, the others of upper-tier areas.</summary>
    public static readonly IReadOnlyList<Parameter> OfCharts = [.. OfFinding, Asked.Geography, Asked.Class, ReturnsYear];

    /// <summary>The query string of a question of one release, as it was sent.</summary>
    public static string Pinned(Parameters parameters, LoadedRelease release) => parameters.With(("release", release.Release.Id), ("asOf", null));
}
