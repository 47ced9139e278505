using System.Text.RegularExpressions;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Community;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// The Community Life Survey's annual tables: formal volunteering at least once in the last twelve months, by local authority. The table is found by its
/// title; its heading row begins Question, Response Breakdown, and a year's Percentage; its first row is all of England. The layout is established
/// from others' readers of the tables of 2023/24: anything else is refused.
/// </summary>
internal sealed partial class VolunteeringSurvey(int fewest) : TabularSource
{
    /// <summary>England has 296 districts; of some the figure is withheld.</summary>
    private const int FewestAuthorities = 250;

    /// <summary>The whole survey.</summary>
    public VolunteeringSurvey()
        : this(FewestAuthorities) { }

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "volunteering-survey",
            new InputKind("volunteering"),
            "Community Life Survey: volunteering by local authority",
            "Department for Culture, Media and Sport",
            "Open Government Licence v3.0",
            "Contains public sector information licensed under the Open Government Licence v3.0: Department for Culture, Media and Sport, Community Life Survey.",
            "Yearly",
            new Uri("https://www.gov.uk/government/collections/community-life-survey--2"),
            ReaderVersion: 1
        );

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Sheets.Any(sheet => sheet.Rows.Any(row => row.Any(IsTitle)) && sheet.Rows.Any(row => IsHeading(row)));

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        while (rows.NextSheet())
        {
            var title = "";
            while (rows.Row < SheetPeek.RowLimit && rows.NextRow())
            {
                var cells = rows.FirstCells();
                title = cells.FirstOrDefault(IsTitle) ?? title;
                if (title.Length > 0 && IsHeading(cells))
                {
                    return ReadAuthorities(rows, title, outcome);
                }
            }
        }

        outcome.Refuse(
            new Refusal(
                rows.File,
                null,
                null,
                "a table of formal volunteering in the last 12 months by local authority, with its headings",
                "none"
            )
        );
        return null;
    }

    private VolunteeringByAuthority ReadAuthorities(SheetCursor rows, string title, ReadingOutcome outcome)
    {
        var headings = rows.FirstCells().Select(cell => cell.Trim()).ToList();
        var percent = headings.FindIndex(cell => PercentHeading().IsMatch(cell));
        var year = PercentHeading().Match(headings[percent]).Groups["year"].Value;
        var (low, high) = (End(headings, year, "lower"), End(headings, year, "upper"));
        var authorities = new List<AuthorityVolunteering>();
        var withheld = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var isFirst = true;
        while (rows.NextRow())
        {
            // Notes stand behind some names in brackets.
            var name = Note().Replace(rows.Text(1), "").Trim();
            if (isFirst || name.Length == 0)
            {
                // All of England, and what stands below the table.
                isFirst = false;
                continue;
            }

            if (!seen.Add(name))
            {
                outcome.Refuse(rows.Here(1, "each authority once", $"{name} again"));
            }
            else if (rows.Cell(percent).Kind is CellKind.Text or CellKind.Blank && !rows.Cell(percent).TryDecimal(out _))
            {
                withheld.Add(name);
            }
            else if (Percent(rows, percent, outcome) is { } value)
            {
                authorities.Add(
                    new AuthorityVolunteering(name, value, Bound(rows, low, outcome), Bound(rows, high, outcome), rows.Address(percent))
                );
                var own = authorities[^1];
                if (own.Low > own.Percent || own.High < own.Percent)
                {
                    outcome.Refuse(rows.Here(percent, "a per cent within its interval", $"{own.Percent}, {own.Low} to {own.High}"));
                }
            }
        }

        if (!outcome.IsRefused && authorities.Count + withheld.Count < fewest)
        {
            outcome.Refuse(rows.Here(null, $"at least {fewest} authorities", $"{authorities.Count + withheld.Count}"));
        }
        else if (!outcome.IsRefused && authorities.TrueForAll(authority => authority.Percent <= 1))
        {
            outcome.Refuse(rows.Here(percent, "per cents, 0 to 100", "no figure above 1, as of shares"));
        }

        return new VolunteeringByAuthority(rows.Sheet, year, title, authorities, withheld);
    }

    /// <summary>The column of an end of the interval: the one that names the year and the end, without counts of respondents; null where there is none.</summary>
    private static int? End(List<string> headings, string year, string end)
    {
        var column = headings.FindIndex(cell =>
            cell.Contains(year, StringComparison.Ordinal) && cell.Contains(end, StringComparison.OrdinalIgnoreCase)
        );
        return column < 0 ? null : column;
    }

    private static double? Percent(SheetCursor rows, int column, ReadingOutcome outcome)
    {
        if (rows.Cell(column).TryDecimal(out var percent) && percent is >= 0 and <= 100)
        {
            return (double)percent;
        }

        outcome.Refuse(rows.Here(column, "a per cent, 0 to 100", $"'{rows.Cell(column)}'"));
        return null;
    }

    private static double? Bound(SheetCursor rows, int? column, ReadingOutcome outcome) =>
        column is { } end ? Percent(rows, end, outcome) : null;

    private static bool IsTitle(string cell) =>
        cell.Contains("Formal Volunteering at least once in the last 12 months", StringComparison.OrdinalIgnoreCase)
        && !cell.Contains("Informal", StringComparison.OrdinalIgnoreCase)
        && cell.Contains("by local authority", StringComparison.OrdinalIgnoreCase);

    private static bool IsHeading(IReadOnlyList<string> cells) =>
        cells.Count > 2
        && cells[0].Trim() == "Question"
        && cells[1].Trim() == "Response Breakdown"
        && cells.Any(cell => PercentHeading().IsMatch(cell.Trim()));

    [GeneratedRegex(@"\[[^\[\]]*\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Note();

    [GeneratedRegex(
        @"^(?<year>20[0-9][0-9]/[0-9][0-9]) Percentage \(%\)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex PercentHeading();
}
