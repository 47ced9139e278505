namespace BudgetWatch.Domain.Observations;

/// <summary>
/// Leads from the publisher's headings to lines, year by year. A line keeps one definition: where the publisher splits, joins or redefines one, another
/// line begins, and the reason is kept. The tables beside this file hold it; see docs/lines.md.
/// </summary>
public static class Concordance
{
    /// <summary>Every wording of every line of the budget form, in its order.</summary>
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

    /// <summary>
    /// Every wording of the forms of outturn that state details of services. A line of the budget is in them where it is the same there; what a form divides further
    /// are lines of its own.
    /// </summary>
    public static readonly IReadOnlyList<LineLabel> OutturnLabels =
    [
        .. ConcordanceTable.Read("outturn").Where(row => row["line"].Length > 0).Select(row => Outturn(row, Known(row["line"]))),
    ];

    /// <summary>Columns of those forms that repeat a part of what is in other lines: headings that are known and no lines.</summary>
    public static readonly IReadOnlyList<OutturnMemorandum> OutturnMemoranda =
    [
        .. ConcordanceTable
            .Read("outturn")
            .Where(row => row["line"].Length == 0)
            .Select(row => new OutturnMemorandum(row["form"], row["heading"])),
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
            )
            {
                Return = ReturnNames.Words.Find(row["return"]) ?? throw new InvalidOperationException($"'{row["return"]}' is no return."),
            }),
    ];

    private static readonly ILookup<Line, LineLabel> ByLine = Labels.ToLookup(label => label.Line);

    private static readonly ILookup<Line, LineLabel> OutturnByLine = OutturnLabels.ToLookup(label => label.Line);

    /// <summary>The wordings of a line in budgets, in order of year; none for a line that the concordance does not follow there.</summary>
    public static IEnumerable<LineLabel> Of(Line line) => ByLine[line];

    /// <summary>The same in a return.</summary>
    public static IEnumerable<LineLabel> Of(Line line, Return @return) => (@return == Return.Budget ? ByLine : OutturnByLine)[line];

    /// <summary>The totals that a line is part of in any year of any return.</summary>
    public static IReadOnlySet<Line> WholesOf(Line line) =>
        Of(line).Concat(OutturnByLine[line]).Select(label => label.PartOf).OfType<Line>().ToHashSet();

    /// <summary>The first year in which the concordance follows a form; what the form had before is not known.</summary>
    public static FinancialYear FirstYearOf(string form) => FirstYears[form];

    private static readonly Dictionary<string, FinancialYear> FirstYears = Labels
        .Concat(OutturnLabels)
        .GroupBy(label => label.Form, StringComparer.Ordinal)
        .ToDictionary(labels => labels.Key, labels => labels.Min(label => label.From), StringComparer.Ordinal);

    private static LineLabel Outturn(IReadOnlyDictionary<string, string> row, Line line) =>
        new(line, Known(row["service"]), FinancialYear.Parse(row["from"]), Year(row["to"]), row["heading"]) { Form = row["form"] };

    private static Line Known(string id) => Lines.Find(id) ?? throw new InvalidOperationException($"The concordance has no line '{id}'.");

    private static FinancialYear? Year(string text) => text.Length == 0 ? null : FinancialYear.Parse(text);
}

/// <summary>A column of a form of outturn that repeats a part of what is in other lines.</summary>
/// <param name="Form">The form: <c>RO3</c>.</param>
/// <param name="Heading">The heading.</param>
public sealed record OutturnMemorandum(string Form, string Heading);
