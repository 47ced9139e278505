using BudgetWatch.App.Http.Contract;

namespace BudgetWatch.App.Pages;

/// <summary>A table in a page. Wide ones scroll without the page, by keyboard too.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Heads">The heads of its columns, with whether they are over figures.</param>
/// <param name="Rows">Its rows; the first cell names the row.</param>
internal sealed record PageTable(string Caption, IReadOnlyList<(string Text, bool IsFigure)> Heads, IReadOnlyList<IReadOnlyList<Cell>> Rows)
{
    /// <summary>As markup.</summary>
    public Markup Written() =>
        Markup.Of(
            $"""
            <div class="wide-table" role="region" tabindex="0" aria-label="{Caption}"><table>
            <caption>{Caption}</caption>
            <thead><tr>{new Markup().AddEach(Heads, head => $"<th scope=\"col\"{Figure(head.IsFigure)}>{head.Text}</th>")}</tr></thead>
            <tbody>
            {new Markup().AddEach(Rows, row => $"<tr>{Row(row)}</tr>\n")}</tbody>
            </table></div>

            """
        );

    private Markup Row(IReadOnlyList<Cell> row)
    {
        var markup = new Markup();
        for (var i = 0; i < row.Count; i++)
        {
            _ =
                i == 0
                    ? markup.Add($"<th scope=\"row\">{Shown(row[i])}</th>")
                    : markup.Add($"<td{Figure(Heads[i].IsFigure)}>{Shown(row[i])}</td>");
        }

        return markup;
    }

    private static Markup Shown(Cell cell) =>
        cell.Href is { } href ? Markup.Of($"<a href=\"{href}\">{cell.Text}</a>") : Markup.Of($"{cell.Text}");

    private static Markup Figure(bool isFigure) => isFigure ? Markup.Of($" class=\"number\"") : new Markup();
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Href">Where it leads; null for nowhere.</param>
internal sealed record Cell(string Text, string? Href = null)
{
    /// <summary>A cell that leads nowhere.</summary>
    public static implicit operator Cell(string text) => new(text);
}
