using System.Globalization;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Releases;

/// <summary>What a release changed, in sentences for people: what was revised, by how much the headline moved, and the largest moves of areas.</summary>
/// <param name="Heading">What was changed, in a few words.</param>
/// <param name="Sentences">What was changed, each in a sentence.</param>
public sealed record ChangesSentences(string Heading, IReadOnlyList<string> Sentences)
{
    /// <summary>The kinds of printed figures of which some moved, came or went.</summary>
    public IReadOnlyList<KindChange> Kinds { get; init; } = [];

    private const int Listed = 5;

    internal static ChangesSentences Of(ChangesAnswer changes) =>
        new(HeadingOf(changes), SentencesOf(changes))
        {
            Kinds = [.. (changes.Printed?.Kinds ?? []).Where(kind => kind is not { Moved: 0, Added: 0, Gone: 0 })],
        };

    /// <summary>What changed, in a few sentences: which inputs, which years, how many figures.</summary>
    internal static string Summary(
        IReadOnlyList<InputChange> inputs,
        IReadOnlyList<YearsChange> years,
        MethodChange method,
        PrintedChange printed,
        int cells,
        int figures
    ) =>
        string.Join(
            ' ',
            [
                Sentence(inputs.Count == 0 && method.From == method.To ? "no input changed" : string.Join("; ", Causes(inputs, method))),
                .. years.Select(Years),
                .. method.From == method.To
                    ? Array.Empty<string>()
                    : [Text($"The method changed from version {method.From} to {method.To}: figures may have moved for that reason.")],
                Moved(printed),
                Text(
                    $"{Many(cells, "published cell")} of returns moved, and with them {Many(figures, "line")} of areas in pounds of the year."
                ),
            ]
        );

    private static string HeadingOf(ChangesAnswer changes)
    {
        if (changes.Printed is not { } printed)
        {
            return "the first";
        }

        var causes = string.Join("; ", Causes(changes.Inputs, changes.Method));
        return HeadingOf(printed) + (causes.Length == 0 ? "" : $" ({causes})");
    }

    private static string HeadingOf(PrintedChange printed) =>
        printed switch
        {
            { Moved: > 0 } => Text($"{Many(printed.Moved, "printed figure")} moved"),
            { Added: > 0, Gone: > 0 } => Text($"{printed.Added:N0} printed figures added, {printed.Gone:N0} gone, none moved"),
            { Added: > 0 } => Text($"{printed.Added:N0} printed figures added, none moved"),
            { Gone: > 0 } => Text($"{printed.Gone:N0} printed figures gone, none moved"),
            { Rows: { Differ: 0, Added: 0, Gone: 0 } } => "no figure moved",
            _ => "no printed figure moved; names, notes or unprinted digits did",
        };

    /// <summary>How many printed figures moved. That none did is said of the stored rows where they are the same to the byte.</summary>
    private static string Moved(PrintedChange printed)
    {
        var moved = printed switch
        {
            { Moved: > 0 } => Text($"{printed.Moved:N0} of {printed.Compared:N0} printed figures moved{Areas(printed)}."),
            { Rows: { Differ: 0, Added: 0, Gone: 0 } } => Text(
                $"No figure moved: all {printed.Rows.Same:N0} stored rows of the two releases are the same to the byte."
            ),
            _ => Text(
                $"None of {printed.Compared:N0} printed figures moved. Of the stored rows {printed.Rows.Differ:N0} differ, {printed.Rows.Added:N0} are new and {printed.Rows.Gone:N0} are gone."
            ),
        };
        return printed is { Added: 0, Gone: 0 } ? moved : Text($"{moved} {printed.Added:N0} were added and {printed.Gone:N0} are gone.");
    }

    /// <summary>What was changed of each kind of input: <c>prices revised</c>.</summary>
    private static IEnumerable<string> Causes(IReadOnlyList<InputChange> inputs, MethodChange method) =>
        [
            .. inputs
                .GroupBy(input => input.KindName)
                .Select(kind => $"{kind.Key} {string.Join(" and ", kind.Select(input => Word(input.Change)).Distinct())}"),
            .. method.From == method.To ? Array.Empty<string>() : ["method changed"],
        ];

    private static string Word(InputChangeKind change) =>
        change switch
        {
            InputChangeKind.Added => "added",
            InputChangeKind.Gone => "gone",
            InputChangeKind.Revised => "revised",
            InputChangeKind.ReadAgain => "read by another version of the reader",
            _ => "withdrawn",
        };

    private static string Years(YearsChange years) =>
        string.Join(
            ' ',
            [
                .. years.Added.Count == 0
                    ? Array.Empty<string>()
                    : [$"Years of {years.Return.Id()} added: {string.Join(", ", years.Added)}."],
                .. years.Gone.Count == 0 ? Array.Empty<string>() : [$"Years of {years.Return.Id()} gone: {string.Join(", ", years.Gone)}."],
            ]
        );

    private static string Areas(PrintedChange printed)
    {
        List<string> areas =
        [
            .. printed.Geographies.Select(own =>
                own.Geography == GeographyKind.Authority
                    ? Text($"{own.Areas:N0} {(own.Areas == 1 ? "authority" : "authorities")} as they filed")
                    : Many(own.Areas, $"{own.Geography.Id()} area")
            ),
        ];
        return areas.Count == 0 ? "" : $", in {string.Join(areas.Count == 2 ? " and " : ", ", areas)}";
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static string Many(int count, string noun) => Text($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    private static IReadOnlyList<string> SentencesOf(ChangesAnswer changes)
    {
        var moved = (changes.Printed?.Kinds ?? []).Where(kind => kind.Moved > 0).ToList();
        var largest = changes
            .Figures.Where(figure => figure.Change is not null)
            .OrderByDescending(figure => Math.Abs(figure.Change!.Value))
            .ThenBy(figure => figure.Code)
            .ThenBy(figure => figure.Line, StringComparer.Ordinal)
            .ThenBy(figure => figure.Return)
            .ThenBy(figure => figure.Year)
            .Take(Listed)
            .Select(Figure)
            .ToList();
        return
        [
            changes.Summary,
            .. changes.Inputs.Where(input => input.Change == InputChangeKind.Withdrawn).Select(Withdrawn),
            .. Headline(changes.Headline),
            .. moved.Take(Listed).Select(Kind),
            .. moved.Count > Listed ? [Text($"More kinds of figures that moved: {moved.Count - Listed:N0}.")] : Array.Empty<string>(),
            .. changes.Editions.Take(Listed).Select(Edition),
            .. changes.Editions.Count > Listed ? [Text($"More editions: {changes.Editions.Count - Listed:N0}.")] : Array.Empty<string>(),
            .. largest,
            .. changes.Figures.Count > largest.Count
                ? [Text($"More figures of areas: {changes.Figures.Count - largest.Count:N0}.")]
                : Array.Empty<string>(),
        ];
    }

    /// <summary>A kind of figure that moved, with its largest move.</summary>
    internal static string Kind(KindChange kind) =>
        Text(
            $"{kind.Title}: {kind.Moved:N0} of {kind.Compared:N0} moved{(kind.Areas == 0 ? "" : $", in {Many(kind.Areas, "area")}")}. The largest move: {Largest(kind)}."
        );

    /// <summary>The largest move of a kind, in words; empty where none moved.</summary>
    public static string Largest(KindChange kind)
    {
        if (kind.Largest is not { } largest)
        {
            return "";
        }

        string?[] where =
        [
            largest.Name,
            largest.Scope?.Title,
            largest.Return?.Id(),
            largest.FromYear is { } from ? $"{from} to {largest.ToYear}" : largest.ToYear?.ToString(),
            FigureIn(largest.Figure),
        ];
        return $"{string.Join(", ", where.Where(part => part is not null))}, from {Printed(kind, largest.From)} to {Printed(kind, largest.To)}";
    }

    /// <summary>What a reader calls a figure; null where its kind says it all.</summary>
    private static string? FigureIn(string figure) =>
        figure switch
        {
            "changePercent" or "value" => null,
            "from" => "pounds of the base year",
            "to" => "pounds of the end year",
            "change" => "change in pounds",
            _ => figure,
        };

    private static string Printed(KindChange kind, double value) =>
        kind.Unit switch
        {
            FigureKind.PerCent => FigureText.Percent(value),
            FigureKind.Pounds => FigureText.Pounds(value),
            FigureKind.Points => $"{FigureText.Points(value)} percentage points",
            _ => Text($"{value:#,##0.######}"),
        };

    private static IEnumerable<string> Headline(HeadlineChange? headline)
    {
        if (headline is null)
        {
            yield break;
        }

        // As printed: who reads that a figure moved from -13.8 to -13.8 learns nothing.
        var england = (
            From: FigureText.Percent(headline.EnglandChangePercent.From),
            To: FigureText.Percent(headline.EnglandChangePercent.To)
        );
        var gap = (From: PointsOf(headline.Gap.From), To: PointsOf(headline.Gap.To));
        yield return england.From == england.To && gap.From == gap.To
            ? $"The headline did not move as printed: England {england.To}, the most deprived fifth of areas less the least {gap.To}."
            : $"The headline moved: England {FromTo(england)}, the most deprived fifth of areas less the least {FromTo(gap)}.";
    }

    private static string FromTo((string From, string To) ends) =>
        ends.From == ends.To ? $"still {ends.To}" : $"from {ends.From} to {ends.To}";

    private static string Withdrawn(InputChange input) =>
        $"Permanently withdrawn: {input.From!.Title} ({input.Slot}). {(input.To is { } instead ? $"In its place: {instead.Title}." : "Nothing takes its place.")} {input.Why}";

    private static string Edition(EditionChange edition) =>
        (edition.From, edition.To) switch
        {
            (null, { } came) => $"New in {edition.Source}: {came.Title} ({edition.Slot}).",
            ({ } went, null) => $"Gone from {edition.Source}: {went.Title} ({edition.Slot}).",
            (_, var now) => $"Revised in {edition.Source}: {now!.Title} ({edition.Slot}).",
        };

    private static string Figure(FigureChange figure) =>
        $"{figure.Name}, {Lines.Find(figure.Line)?.Title ?? figure.Line}, {figure.Return.Id()} of {figure.Year}:"
        + $" {FigureText.Pounds((double)figure.From!.Value)} to {FigureText.Pounds((double)figure.To!.Value)} ({(figure.Change > 0 ? "+" : "")}{FigureText.Pounds((double)figure.Change!.Value)}).";

    private static string PointsOf(double? points) => points is { } value ? $"{FigureText.Points(value)} percentage points" : "no figure";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
