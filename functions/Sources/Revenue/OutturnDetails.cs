using System.Text.RegularExpressions;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using Known = BudgetWatch.Domain.Observations.Lines;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// Revenue outturn, details of services: social care and, in 2013-14, public health (RO3), highways and transport (RO2). Each line stands above nine measures, from
/// employees (C1) to net total cost (C9), of which net current expenditure (C7) alone is read; in 2013-14 the measures are on three sheets. The lines of a service add
/// up to its total, which is on the sheet too. RO has no total service expenditure.
/// </summary>
internal sealed partial class OutturnDetails : ReturnsByAuthority
{
    private const string SocialCare = "TOTAL SOCIAL CARE";

    private static readonly LineHeadings Totals = new([
        (Known.HighwaysTransport, ["TOTAL HIGHWAYS AND TRANSPORT SERVICES"]),
        (Known.SocialCare, [SocialCare]),
        (Known.ChildrensSocialCare, ["TOTAL CHILDREN SOCIAL CARE"]),
        (Known.AdultSocialCare, ["TOTAL ADULT SOCIAL CARE"]),
        (Known.PublicHealth, ["TOTAL PUBLIC HEALTH SERVICES"]),
    ]);

    private static readonly HashSet<string> TotalWords = Totals
        .Labels.SelectMany(label => label.Headings)
        .Select(Heading.Words)
        .ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "revenue-outturn-details",
            InputKind.Outturn,
            "Local authority revenue expenditure and financing England: outturn, individual local authority data, details of services (RO2, RO3)",
            "Ministry of Housing, Communities and Local Government",
            "Open Government Licence v3.0",
            "Contains public sector information licensed under the Open Government Licence v3.0.",
            "Yearly, with the outturn summary; only files that were put here by hand are read",
            new Uri("https://www.gov.uk/government/collections/local-authority-revenue-expenditure-and-financing"),
            ReaderVersion: 1
        );

    /// <inheritdoc/>
    protected override Return Return => Return.Outturn;

    /// <summary>"RO2 LA Data 2018-19", "RO3 LA Data 2013-14 (3)".</summary>
    protected override string DataSheet => "RO";

    /// <inheritdoc/>
    protected override string ExampleTitle => "Revenue Outturn Summary (RO3): 2012-13 data";

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Sheets.Any(sheet => SheetName().IsMatch(sheet.Name) || sheet.Rows.Any(row => row.Any(cell => FormOf(cell) is not null)));

    /// <inheritdoc/>
    protected override FinancialYear? YearIn(string title) => MarkOf(title) is { } mark ? OutturnTitle.YearIn(mark, title) : null;

    /// <summary>
    /// "Revenue Outturn Summary (RO3): 2013-14 data for Net Current Expenditure, Capital items and Net Total Cost": a title that names measures names those of its sheet;
    /// one that names none has them all.
    /// </summary>
    protected override bool StatesMeasure(string text, FinancialYear? year) =>
        YearIn(text) is not null
        && (
            !text.Contains("data for", StringComparison.OrdinalIgnoreCase)
            || text.Contains("Net Current Expenditure", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>
    /// A line's name stands once above its measures, in the row that names a service's total; the measure in the rows from there to the E-codes, in 2008-09 word by word.
    /// The heading of a column of net current expenditure is the name; columns of other measures have none.
    /// </summary>
    protected override HeadingRow Headings(SheetCursor rows, ReturnPreamble preamble)
    {
        var texts = Enumerable
            .Range(0, rows.Width)
            .Select(column => (Column: column, Text: rows.Text(column)))
            .Where(heading => heading.Text.Length > 0)
            .ToList();
        var at = preamble
            .Above.Select((row, i) => (Row: i, Totals: row.Count(cell => TotalWords.Contains(Heading.Words(cell.Text)))))
            .MaxBy(row => row.Totals);
        if (at.Totals == 0)
        {
            return HeadingRow.Of(rows);
        }

        var names = preamble.Above[at.Row].Where(cell => cell.Column > 0).ToList();
        var measures = preamble
            .Above.Skip(at.Row + 1)
            .Append(texts)
            .SelectMany(row => row)
            .ToLookup(cell => cell.Column, cell => cell.Text);
        return HeadingRow.Composed(
            rows,
            [
                .. texts.Where(heading => heading.Column < names[0].Column),
                .. measures
                    .Where(own => own.Key >= names[0].Column && IsNetCurrent(string.Join(' ', own)))
                    .Select(own => (own.Key, names.Last(name => name.Column <= own.Key).Text))
                    .OrderBy(own => own.Key),
            ],
            measures.Max(own => own.Key)
        );
    }

    /// <inheritdoc/>
    protected override ReturnColumns? FindColumns(HeadingRow headings, ReturnPreamble preamble, FinancialYear year, ReadingOutcome outcome)
    {
        var name = headings.FindByWords("Local authority") ?? headings.Require(outcome, "Local authority");
        var @class = headings.FindByWords("Class") ?? headings.Require(outcome, "Class");
        var totals = TotalsIn(headings, FormOf(preamble.Title)!, year, outcome);
        return outcome.IsRefused || name is null || @class is null
            ? null
            : new ReturnColumns(
                headings,
                headings.FindByWords("ONS Code"),
                name.Value,
                @class.Value,
                [.. totals.Concat(DetailsIn(headings, totals, FormOf(preamble.Title)!, year, outcome)).OrderBy(line => line.Column)]
            )
            {
                MustAddUp = true,
            };
    }

    /// <inheritdoc/>
    protected override EditionContent Yield(RevenueReturn content, ReturnPreamble preamble) =>
        new ServiceDetails(content.Return, content.Year, FormOf(preamble.Title)!, content.Sheet, content.Filings, content.England)
        {
            Updated = content.Updated,
        };

    /// <summary>The columns of the services' totals; each service whose lines the form has by the concordance must have one.</summary>
    private static List<(Line Line, int Column)> TotalsIn(HeadingRow headings, string form, FinancialYear year, ReadingOutcome outcome)
    {
        var totals = new List<(Line Line, int Column)>();
        foreach (
            var service in Concordance
                .OutturnLabels.Where(label => label.Form == form && label.IsIn(year))
                .Select(label => label.PartOf!)
                .Distinct()
        )
        {
            var words = Totals.Labels.First(label => label.Line == service).Headings;
            if ((headings.FindByWords(words) ?? HeadedAsBefore(headings, service, outcome)) is { } column)
            {
                totals.Add((service, column));
            }
            else
            {
                headings.Require(outcome, words);
            }
        }

        if (totals.Count == 0 && !outcome.IsRefused)
        {
            outcome.Refuse(headings.Refusal(null, $"a year of {form} whose lines are known", year.ToString()));
        }

        return totals;
    }

    /// <summary>
    /// The total of adult social care of 2011-12 repeats the heading of the line before it: what stands last of adults' care and is headed so a second
    /// time is that total. That the lines add up to it is checked.
    /// </summary>
    private static int? HeadedAsBefore(HeadingRow headings, Line service, ReadingOutcome outcome)
    {
        var before = headings.Headings.TakeWhile(heading => Heading.Words(heading.Text) != Heading.Words(SocialCare)).ToList();
        if (
            service != Known.AdultSocialCare
            || before is not [.., var line, var total]
            || Heading.Words(line.Text) != Heading.Words(total.Text)
        )
        {
            return null;
        }

        outcome.Flag(
            "heading-repeated",
            $"'{total.Text}' is headed as the line before it; it stands where the total of adult social care does and is read as that.",
            new CellAddress(total.Column, headings.Row).ToString()
        );
        return total.Column;
    }

    /// <summary>The columns of the lines, by the wording of the year; what is not known, or not there, is flagged.</summary>
    private static List<(Line Line, int Column)> DetailsIn(
        HeadingRow headings,
        IReadOnlyList<(Line Line, int Column)> totals,
        string form,
        FinancialYear year,
        ReadingOutcome outcome
    )
    {
        var labels = Concordance.OutturnLabels.Where(label => label.Form == form && label.IsIn(year)).ToList();
        var memoranda = Concordance
            .OutturnMemoranda.Where(memorandum => memorandum.Form == form)
            .Select(memorandum => DetailColumns.Key(memorandum.Heading))
            .ToHashSet(StringComparer.Ordinal);
        var known = labels.ToDictionary(label => DetailColumns.Key(label.Heading), label => label.Line, StringComparer.Ordinal);
        var found = new List<(Line Line, int Column)>();
        foreach (var (column, text) in headings.Headings.Where(heading => !FormSections.IsIdentity(heading.Text)))
        {
            var key = DetailColumns.Key(text);
            if (totals.Any(total => total.Column == column) || memoranda.Contains(key) || TotalWords.Contains(Heading.Words(text)))
            {
                continue;
            }

            if (known.TryGetValue(key, out var line) && !found.Exists(own => own.Line == line))
            {
                found.Add((line, column));
            }
            else
            {
                outcome.Flag(
                    EditionFlag.LineWithoutConcordance,
                    $"'{text}' is no line that is known in {form} of {year}: it is no line of its own here.",
                    new CellAddress(column, headings.Row).ToString()
                );
            }
        }

        if (
            labels.Where(label => !found.Exists(own => own.Line == label.Line)).Select(label => $"'{label.Heading}'").ToList() is
            { Count: > 0 } absent
        )
        {
            outcome.Flag(
                EditionFlag.LineNotFound,
                $"{form} of {year} is known to have lines that have no column here: {string.Join("; ", absent)}."
            );
        }

        return found;
    }

    private static bool IsNetCurrent(string measure) => Heading.Normalise(measure).StartsWith("net current", StringComparison.Ordinal);

    /// <summary>The form a title names; null for any other text. In 2009-10 and 2010-11 it is written (R03), with a zero.</summary>
    internal static string? FormOf(string text) => MarkOf(text)?.Replace('0', 'O');

    private static string? MarkOf(string text) =>
        Mark().Match(text) is { Success: true } match && OutturnTitle.IsOf(match.Groups["mark"].Value, text)
            ? match.Groups["mark"].Value
            : null;

    /// <summary>Whether a text is the name of a line above its measures, or a part of a measure that stands word by word in several rows: what an extract carries.</summary>
    internal static bool IsOfHeadings(string text) => TotalWords.Contains(Heading.Words(text)) || text is "NET" or "CURRENT";

    [GeneratedRegex(
        @"\((?<mark>R[O0][23])\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Mark();

    [GeneratedRegex(@"^RO[23][ _]LA[ _]Data", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SheetName();
}
