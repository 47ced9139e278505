using BudgetWatch.App.Http.Contract;

namespace BudgetWatch.App.Pages;

/// <summary>A page as it is put into the frame that all pages share.</summary>
/// <param name="Title">What it is called: in the browser's tab, in search results, when it is shared.</param>
/// <param name="Description">What it says, in a sentence.</param>
/// <param name="Main">Its content, from its only h1 on.</param>
internal sealed record SitePage(string Title, string Description, Markup Main)
{
    /// <summary>Its status: 200, or that of the problem it shows.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The address that the menu marks as where one is; null for none.</summary>
    public string? Under { get; init; }

    /// <summary>Whether it is embedded in another site's page, without menu and footer.</summary>
    public bool IsEmbedded { get; init; }
}
