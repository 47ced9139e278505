namespace BudgetWatch.Sources.Tabular;

/// <summary>The headings of a table, each with its column. Where a heading repeats (memo blocks do), the first counts.</summary>
internal sealed class HeadingRow
{
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private readonly ILookup<string, int> byWords;
    private readonly List<(int Column, string Text)> headings;
    private readonly string file;
    private readonly string? sheet;

    private HeadingRow(SheetCursor rows, IEnumerable<(int Column, string Text)> texts, int? lastColumn)
    {
        file = rows.File;
        sheet = rows.Sheet.Length == 0 ? null : rows.Sheet;
        Row = rows.Row;
        headings = [.. texts.Where(heading => heading.Text.Length > 0)];
        foreach (var (column, text) in headings)
        {
            columns.TryAdd(Heading.Normalise(text), column);
        }

        var firsts = columns.Values.ToHashSet();
        byWords = headings
            .Where(heading => firsts.Contains(heading.Column))
            .ToLookup(heading => Heading.Words(heading.Text), heading => heading.Column);
        LastColumn = lastColumn ?? headings.Select(heading => heading.Column).DefaultIfEmpty(0).Max();
    }

    /// <summary>The row they stand in, from 1.</summary>
    public int Row { get; }

    /// <summary>Every heading that is not blank, as it stands.</summary>
    public IReadOnlyList<(int Column, string Text)> Headings => headings;

    /// <summary>The last column that has a heading, in whatever row.</summary>
    public int LastColumn { get; }

    /// <summary>Takes the present row as headings.</summary>
    public static HeadingRow Of(SheetCursor rows) =>
        new(rows, Enumerable.Range(0, rows.Width).Select(column => (column, rows.Cell(column).ToString())), lastColumn: null);

    /// <summary>Takes as headings the texts of several rows, of which the present is the last.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="headings">The heading of each column that has one.</param>
    /// <param name="lastColumn">The last column that any of the rows has a text in.</param>
    public static HeadingRow Composed(SheetCursor rows, IEnumerable<(int Column, string Text)> headings, int lastColumn) =>
        new(rows, headings, lastColumn);

    /// <summary>The column under one of these headings.</summary>
    public int? Find(params ReadOnlySpan<string> wanted)
    {
        foreach (var heading in wanted)
        {
            if (columns.TryGetValue(Heading.Normalise(heading), out var column))
            {
                return column;
            }
        }

        return null;
    }

    /// <summary>
    /// The column under one of these headings; if none is quite so, the one whose words are the same when notes in brackets are left out of both.
    /// Where such notes are all that tells two columns apart, neither is taken.
    /// </summary>
    public int? FindByWords(params ReadOnlySpan<string> wanted)
    {
        if (Find(wanted) is { } exact)
        {
            return exact;
        }

        foreach (var heading in wanted)
        {
            if (byWords[Heading.Words(heading)].ToList() is [var column])
            {
                return column;
            }
        }

        return null;
    }

    /// <summary>The column under one of these headings; where there is none, the reason is added, with the nearest heading there is.</summary>
    public int? Require(ReadingOutcome outcome, params ReadOnlySpan<string> wanted)
    {
        var column = Find(wanted);
        if (column is null)
        {
            outcome.Refuse(Missing(wanted.ToArray()));
        }

        return column;
    }

    /// <summary>A refusal about a heading.</summary>
    public Refusal Refusal(int? column, string expected, string found) =>
        new(file, sheet, column is { } c ? new CellAddress(c, Row).ToString() : null, expected, found);

    /// <summary>The heading of a column, unchanged.</summary>
    public string TextAt(int column) => headings.First(heading => heading.Column == column).Text;

    private Refusal Missing(string[] wanted)
    {
        var sought = Heading.Normalise(wanted[0]);
        var (column, text) = headings
            .OrderByDescending(heading =>
                Heading.Normalise(heading.Text) is var text
                && (text.StartsWith(sought, StringComparison.Ordinal) || sought.StartsWith(text, StringComparison.Ordinal))
            )
            .ThenBy(heading => EditDistance.Between(sought, Heading.Normalise(heading.Text)))
            .ThenBy(heading => heading.Column)
            .FirstOrDefault((0, ""));
        return new Refusal(
            file,
            sheet,
            new CellAddress(column, Row).ToString(),
            $"a column headed {string.Join(" or ", wanted.Select(heading => $"'{heading}'"))} in row {Row}",
            $"none; the nearest heading is '{text}'"
        );
    }
}
