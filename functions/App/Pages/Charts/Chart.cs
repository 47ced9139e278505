using BudgetWatch.App.Pages.Charts.Drawings;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>A chart with everything shown with it.</summary>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Title">The finding it shows, in words.</param>
/// <param name="Alternative">The same for those who do not see it: what is drawn, with the figures that matter.</param>
/// <param name="Drawing">What is drawn, at a width.</param>
/// <param name="Table">Its figures.</param>
/// <param name="Csv">The address of its figures as CSV, of this release.</param>
internal sealed record Chart(string Id, string Title, string Alternative, Func<int, Drawing> Drawing, PageTable Table, string Csv)
{
    /// <summary>The width of a drawing in a page, and of one in a file.</summary>
    public const int Wide = 760;

    /// <summary>The width of a drawing on a phone.</summary>
    public const int Narrow = 360;

    /// <summary>The address of the page that it is part of.</summary>
    public string Page
    {
        get => field ?? (Area is null ? "/" : $"/areas/{Area}");
        init;
    }

    /// <summary>Where its figures are found, where that is not one file of CSV: names and addresses, of this release.</summary>
    public IReadOnlyList<(string Text, string Href)> Figures
    {
        get => field.Count > 0 ? field : [("CSV", Csv)];
        init;
    } = [];

    /// <summary>The code of the area it is about; null where it is about all.</summary>
    public AreaCode? Area { get; init; }

    /// <summary>The question it answers, in words; null where its title says it.</summary>
    public string? Question { get; init; }

    /// <summary>What a reader must know to read it, where there is something; null for nothing.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether its table is as important as its drawing, and is open.</summary>
    public bool IsTableOpen { get; init; }

    /// <summary>What a reader must know of its figures.</summary>
    public IReadOnlyList<NoteAnswer> Notes { get; init; } = [];
}
