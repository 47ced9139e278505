namespace BudgetWatch.Sources.Tabular;

/// <summary>The headings of a table, each with its column. Where a heading repeats (memo blocks do), the first counts.</summary>
internal sealed class HeadingRow
{
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private readonly ILookup<string, int> byWords;
    private readonly List<(int Column, string Text)> headings = [];
    private readonly string file;
    private readonly string? sheet;

    private HeadingRow(SheetCursor rows)
    {
        file = rows.File;
        sheet = rows.Sheet.Length == 0 ? null : rows.Sheet;
        Row = rows.Row;
        for (var column = 0; column < rows.Width; column++)
        {
            var text = rows.Cell(column).ToString();
            if (text.Length > 0)
            {
                headings.Add((column, text));
                columns.TryAdd(Heading.Normalise(text), column);
            }
        }

        byWords = columns.Values.ToLookup(column => Heading.Words(rows.Cell(column).ToString()));
    }

    /// <summary>The row they stand in, from 1.</summary>
    public int Row { get; }

    /// <summary>Every heading that is not blank, as it stands.</summary>
    public IReadOnlyList<(int Column, string Text)> Headings => headings;

    /// <summary>Takes the present row as headings.</summary>
    public static HeadingRow Of(SheetCursor rows) => new(rows);

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
