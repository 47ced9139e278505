using System.Globalization;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Pipeline.Query;

/// <summary>What a release changed, in sentences for people: what was revised, by how much the headline moved, and the largest moves of areas.</summary>
/// <param name="Heading">What was changed, in a few words.</param>
/// <param name="Sentences">What was changed, each in a sentence.</param>
internal sealed record ChangesInWords(string Heading, IReadOnlyList<string> Sentences)
{
    private const int Listed = 5;

    public static ChangesInWords Of(ChangesAnswer changes) => new(
        changes.Previous is null ? "the first"
            : changes.Figures.Count > 0 ? Text($"{changes.Figures.Count:N0} figures of areas revised")
            : "no figure of before revised",
        SentencesOf(changes));

    private static IReadOnlyList<string> SentencesOf(ChangesAnswer changes)
    {
        var largest = changes.Figures
            .Where(figure => figure.Change is not null)
            .OrderByDescending(figure => Math.Abs(figure.Change!.Value))
            .ThenBy(figure => figure.Code, StringComparer.Ordinal).ThenBy(figure => figure.Line, StringComparer.Ordinal)
            .ThenBy(figure => figure.Return, StringComparer.Ordinal).ThenBy(figure => figure.Year, StringComparer.Ordinal)
            .Take(Listed).Select(Figure).ToList();
        return
        [
            changes.Summary,
            .. Headline(changes.Headline),
            .. changes.Editions.Take(Listed).Select(Edition),
            .. changes.Editions.Count > Listed ? [Text($"More editions: {changes.Editions.Count - Listed:N0}.")] : Array.Empty<string>(),
            .. largest,
            .. changes.Figures.Count > largest.Count ? [Text($"More figures of areas: {changes.Figures.Count - largest.Count:N0}.")] : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<string> Headline(HeadlineChange? headline)
    {
        if (headline is null)
        {
            yield break;
        }

        // As printed: who reads that a figure moved from -13.8 to -13.8 learns nothing.
        var england = (From: Wording.Percent(headline.EnglandChangePercent.From), To: Wording.Percent(headline.EnglandChangePercent.To));
        var gap = (From: PointsOf(headline.Gap.From), To: PointsOf(headline.Gap.To));
        yield return england.From == england.To && gap.From == gap.To
            ? $"The headline did not move as printed: England {england.To}, the most deprived fifth of areas less the least {gap.To}."
            : $"The headline moved: England {FromTo(england)}, the most deprived fifth of areas less the least {FromTo(gap)}.";
    }

    private static string FromTo((string From, string To) ends) => ends.From == ends.To ? $"still {ends.To}" : $"from {ends.From} to {ends.To}";

    private static string Edition(EditionChange edition) => (edition.From, edition.To) switch
    {
        (null, { } came) => $"New in {edition.Source}: {came.Title} ({edition.Slot}).",
        ({ } went, null) => $"Gone from {edition.Source}: {went.Title} ({edition.Slot}).",
        (_, var now) => $"Revised in {edition.Source}: {now!.Title} ({edition.Slot}).",
    };

    private static string Figure(FigureChange figure) =>
        $"{figure.Name}, {Lines.Find(figure.Line)?.Title ?? figure.Line}, {figure.Return} of {figure.Year}:"
        + $" {Wording.Pounds((double)figure.From!.Value)} to {Wording.Pounds((double)figure.To!.Value)} ({(figure.Change > 0 ? "+" : "")}{Wording.Pounds((double)figure.Change!.Value)}).";

    private static string PointsOf(double? points) => points is { } value ? $"{Wording.Points(value)} percentage points" : "no figure";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
