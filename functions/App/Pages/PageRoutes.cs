namespace BudgetWatch.App.Pages;

/// <summary>Every address at which the app answers with a page, or with what a page needs.</summary>
internal static class PageRoutes
{
    /// <summary>The root: hosts give no function the empty route, but this one matches nothing else.</summary>
    public const string Home = "{home:maxlength(0)?}";
    public const string Areas = "areas";
    public const string Area = "areas/{code}";
    public const string Compare = "compare";
    public const string Coincidence = "coincidence";
    public const string Claims = "claims";
    public const string Method = "method";
    public const string Sources = "sources";
    public const string Chart = "charts/{file}";
    public const string Embed = "embed/{chart}";
    public const string Asset = "assets/{file}";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Home,
        Areas,
        Area,
        Compare,
        Coincidence,
        Claims,
        Method,
        Sources,
        Chart,
        Embed,
        Asset,
    ];
}
