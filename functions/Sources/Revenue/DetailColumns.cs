using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// Finds the columns of the details of services by the concordance: by the wording of the edition's year, wherever the column stands; of a heading that repeats
/// the one among the details of its service. A heading among the details of a service that the concordance does not know is flagged by name: its
/// figures are in the total and are not served alone. Nothing here refuses an edition: it is in force for its totals.
/// </summary>
internal sealed class DetailColumns
{
    /// <summary>Every wording of the concordance, with what two headings are compared by.</summary>
    private static readonly List<KnownHeading> Known =
    [
        .. Concordance.Labels.Select(label => new KnownHeading(label, Key(label.Heading), Words(label.Heading))),
    ];

    private readonly ReturnColumns columns;
    private readonly FinancialYear year;
    private readonly ReadingOutcome outcome;
    private readonly FormSections sections;
    private readonly ILookup<string, int> byKey;
    private readonly ILookup<string, int> byWords;
    private readonly Dictionary<int, Line> found;

    private DetailColumns(ReturnColumns columns, FinancialYear year, ReadingOutcome outcome)
    {
        this.columns = columns;
        this.year = year;
        this.outcome = outcome;
        sections = FormSections.Of(columns.Headings, columns.Lines);
        byKey = columns.Headings.Headings.ToLookup(heading => Key(heading.Text), heading => heading.Column, StringComparer.Ordinal);
        byWords = columns.Headings.Headings.ToLookup(heading => Words(heading.Text), heading => heading.Column, StringComparer.Ordinal);
        found = columns.Lines.ToDictionary(line => line.Column, line => line.Line);
    }

    /// <summary>The columns with those of the details.</summary>
    public static ReturnColumns With(ReturnColumns columns, FinancialYear year, ReadingOutcome outcome)
    {
        var details = new DetailColumns(columns, year, outcome);
        details.FindByYear();
        details.FindByOtherYears();
        details.FlagUnknown();
        var net = columns.Headings.FindByWords(FormSections.NetCurrentExpenditure);
        details.FlagAbsent(net is not null);
        return columns with
        {
            Lines =
            [
                .. columns.Lines,
                .. details
                    .found.Where(own => !columns.Lines.Any(line => line.Column == own.Key))
                    .OrderBy(own => own.Key)
                    .Select(own => (own.Value, own.Key)),
                .. net is { } column ? [(Lines.NetCurrentExpenditure, column)] : Array.Empty<(Line, int)>(),
            ],
        };
    }

    private void FindByYear()
    {
        var known = Known.FindAll(own => own.Label.IsIn(year));
        foreach (var own in known)
        {
            Take(own.Label, Headed(own));
        }

        var sameWords = known.ToLookup(own => own.Words, own => own.Label.Line, StringComparer.Ordinal);
        foreach (var own in known)
        {
            Take(own.Label, WordedTheSame(own, sameWords));
        }
    }

    /// <summary>
    /// A wording of other years: the line is there again, or its years are not known to the end. It is read, and flagged. Columns after net current expenditure
    /// have had such wordings before they came among the lines.
    /// </summary>
    private void FindByOtherYears()
    {
        var inOrder = sections.AreInOrder(found.Select(own => (own.Value, own.Key)));
        var known = Known.FindAll(own => !own.Label.IsIn(year));
        var sameWords = known.ToLookup(own => own.Words, own => own.Label.Line, StringComparer.Ordinal);
        foreach (var own in known)
        {
            var label = own.Label;
            bool IsInPlace(int column) => !inOrder || sections.Has(label.PartOf ?? Lines.NetCurrentExpenditure, column);
            if (
                (Take(label, Headed(own).FindAll(IsInPlace)) ?? Take(label, WordedTheSame(own, sameWords).FindAll(IsInPlace))) is { } column
            )
            {
                Flag(
                    column,
                    $"is worded as from {label.From} to {label.To?.ToString() ?? "today"}, and not as the form of {year} is known to be: it is read as '{label.Line.Title}'."
                );
            }
        }
    }

    private List<int> Headed(KnownHeading known) => [.. byKey[known.Key]];

    /// <summary>The column whose words are the same; none where notes in brackets are all that tells two headings or two lines apart.</summary>
    private List<int> WordedTheSame(KnownHeading known, ILookup<string, Line> sameWords) =>
        sameWords[known.Words].Distinct().Count() == 1
        && byWords[known.Words].Where(column => !found.ContainsKey(column)).ToList() is [var only]
            ? [only]
            : [];

    private int? Take(LineLabel label, List<int> candidates)
    {
        candidates.RemoveAll(found.ContainsKey);
        if (candidates.Count == 0 || Has(label.Line))
        {
            return null;
        }

        var whole = label.PartOf ?? Lines.NetCurrentExpenditure;
        var column = candidates.Exists(own => sections.Has(whole, own)) ? candidates.Find(own => sections.Has(whole, own)) : candidates[0];
        found.Add(column, label.Line);
        return column;
    }

    private bool Has(Line line) => found.ContainsValue(line);

    private void FlagUnknown()
    {
        if (!sections.AreInOrder(found.Select(own => (own.Value, own.Key))))
        {
            return;
        }

        foreach (var (whole, from, to) in sections.All)
        {
            foreach (var (column, _) in columns.Headings.Headings.Where(heading => heading.Column > from && heading.Column < to))
            {
                if (!found.ContainsKey(column))
                {
                    Flag(column, $"is no line that is known in {year}: it is in '{whole.Title}', and no line of its own here.");
                }
            }
        }
    }

    private void FlagAbsent(bool hasNetCurrentExpenditure)
    {
        var wholes = found.Values.SelectMany(Concordance.Of).Where(label => label.IsIn(year)).Select(label => label.PartOf).ToHashSet();
        var absent = Concordance
            .Labels.Where(label => label.PartOf is not null && label.IsIn(year) && wholes.Contains(label.PartOf) && !Has(label.Line))
            .GroupBy(label => label.PartOf!, label => label.Heading);

        // Apart by service: a list of them all would be cut where a flag ends.
        foreach (var service in absent)
        {
            FlagAbsent($"{string.Join("; ", service.Select(heading => $"'{heading}'"))}, of '{service.Key.Title}'");
        }

        if (!hasNetCurrentExpenditure)
        {
            FlagAbsent($"'{Lines.NetCurrentExpenditure.Title}'");
        }
    }

    private void FlagAbsent(string lines) =>
        outcome.Flag(EditionFlag.LineNotFound, $"The form of {year} is known to have lines that have no column here: {lines}.");

    private void Flag(int column, string what) =>
        outcome.Flag(
            EditionFlag.LineWithoutConcordance,
            $"'{columns.Headings.TextAt(column)}' {what}",
            new CellAddress(column, columns.Headings.Row).ToString()
        );

    private static string Words(string heading) => LettersAndDigits(Heading.Words(heading));

    /// <summary>What two headings are compared by: their letters and digits.</summary>
    public static string Key(string heading) => LettersAndDigits(Heading.Normalise(heading));

    /// <summary>A wording of the concordance.</summary>
    /// <param name="Label">The wording.</param>
    /// <param name="Key">Its letters and digits.</param>
    /// <param name="Words">The same without notes in brackets.</param>
    private sealed record KnownHeading(LineLabel Label, string Key, string Words);

    // A dash or curly apostrophe decoded by the wrong table becomes letters with accents: none of a heading's own.
    private static string LettersAndDigits(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));
}
