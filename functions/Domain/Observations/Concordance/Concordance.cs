namespace BudgetWatch.Domain.Observations;

/// <summary>
/// Leads from the publisher's headings to lines, year by year. A line keeps one definition: where the publisher splits, joins or redefines one, another
/// line begins, and the reason is kept. The tables beside this file hold it; see docs/lines.md.
/// </summary>
public static class Concordance
{
    /// <summary>Every wording of every line, in the order of the form.</summary>
    public static readonly IReadOnlyList<LineLabel> Labels =
    [
        .. ConcordanceTable
            .Read("lines")
            .Select(row => new LineLabel(
                Known(row["line"]),
                row["service"].Length == 0 ? null : Known(row["service"]),
                FinancialYear.Parse(row["from"]),
                Year(row["to"]),
                row["heading"]
            )),
    ];

    /// <summary>What happened to lines, and why.</summary>
    public static readonly IReadOnlyList<LineChange> Changes =
    [
        .. ConcordanceTable
            .Read("changes")
            .Select(row => new LineChange(
                Known(row["line"]),
                Year(row["year"]),
                Enum.Parse<LineChangeKind>(row["change"], ignoreCase: true),
                row["instead"].Length == 0 ? null : row["instead"],
                row["reason"]
            )),
    ];

    private static readonly ILookup<Line, LineLabel> ByLine = Labels.ToLookup(label => label.Line);

    /// <summary>The wordings of a line, in order of year; none for a line that the concordance does not follow.</summary>
    public static IEnumerable<LineLabel> Of(Line line) => ByLine[line];

    /// <summary>The year of the first form the concordance follows; what a form before it had is not known.</summary>
    public static FinancialYear FirstYear { get; } = new(2010);

    private static Line Known(string id) => Lines.Find(id) ?? throw new InvalidOperationException($"The concordance has no line '{id}'.");

    private static FinancialYear? Year(string text) => text.Length == 0 ? null : FinancialYear.Parse(text);
}
