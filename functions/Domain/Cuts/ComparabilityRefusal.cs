using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Cuts;

/// <summary>
/// A comparison that would mislead however it is flagged, and is therefore refused with the reason and what can be asked instead
/// (methodology 8). It applies to single lines: a scope that sums them with others is made to be compared.
/// </summary>
/// <param name="Word">What the refusal is called.</param>
/// <param name="Return">The return it is in; null for both.</param>
/// <param name="Lines">The lines that are refused, each as a single line.</param>
/// <param name="Stands">The years within which they can still be compared; null where none does.</param>
/// <param name="Reason">Why the figure would mislead.</param>
/// <param name="Source">Where that is stated.</param>
/// <param name="Instead">
/// The scopes to ask instead for the same years, the nearest first; none where the line itself can be asked, of the years that stand.
/// </param>
public sealed record ComparabilityRefusal(
    string Word,
    Return? Return,
    IReadOnlyList<Line> Lines,
    YearRange? Stands,
    string Reason,
    string Source,
    IReadOnlyList<Scope> Instead
)
{
    /// <summary>Every refusal of totals. One more is one more entry here, a row in docs/methodology.md and a case in ComparabilityRefusalTests.</summary>
    public static readonly IReadOnlyList<ComparabilityRefusal> All =
    [
        new(
            "social-care-split",
            Observations.Return.Budget,
            [Observations.Lines.ChildrensSocialCare, Observations.Lines.AdultSocialCare],
            new YearRange(new FinancialYear(2012), null),
            "Budgets state the social care of children and of adults in one figure to 2011-12: its parts have no base before 2012-13.",
            "column headings of the Revenue Account budget workbooks 2011-12 and 2012-13",
            [Scopes.AllSocialCare]
        ),
        new(
            "social-care-split",
            Observations.Return.Outturn,
            [Observations.Lines.ChildrensSocialCare, Observations.Lines.AdultSocialCare],
            new YearRange(new FinancialYear(2011), null),
            "Outturn states the social care of children and of adults in one figure to 2010-11: its parts have no base before 2011-12.",
            "column headings of the Revenue Outturn Summary workbooks 2010-11 and 2011-12",
            [Scopes.AllSocialCare]
        ),
        new(
            "social-care-split",
            Observations.Return.Budget,
            [Observations.Lines.SocialCare],
            new YearRange(null, new FinancialYear(2011)),
            "Budgets state social care in two lines from 2012-13, children's and adults': the one line ends in 2011-12.",
            "column headings of the Revenue Account budget workbooks 2011-12 and 2012-13",
            [Scopes.AllSocialCare]
        ),
        new(
            "social-care-split",
            Observations.Return.Outturn,
            [Observations.Lines.SocialCare],
            new YearRange(null, new FinancialYear(2010)),
            "Outturn states social care in two lines from 2011-12, children's and adults': the one line ends in 2010-11.",
            "column headings of the Revenue Outturn Summary workbooks 2010-11 and 2011-12",
            [Scopes.AllSocialCare]
        ),
        new(
            "public-health-new",
            null,
            [Observations.Lines.PublicHealth],
            new YearRange(new FinancialYear(2013), null),
            "Public health became a council duty in April 2013: councils spent nothing on it before, so there is no base.",
            "Health and Social Care Act 2012; Revenue Account budget 2013-14 onwards",
            []
        ),
        new(
            "schools-are-not-cut",
            null,
            [Observations.Lines.Education, Observations.Lines.Total],
            new YearRange(null, new FinancialYear(2009)),
            "Schools that become academies, from 2010-11 on in numbers, are funded directly and leave council accounts; where more of them did,"
                + " education, and the total that holds it, fell further without a cut.",
            "Academies Act 2010; notes of the Revenue Account budget releases",
            [Scopes.Comparable, Scopes.ComparableExcludingLevies]
        ),
        new(
            "areas-not-alike",
            null,
            [Observations.Lines.Police, Observations.Lines.Fire],
            null,
            "Of the areas compared no council runs the police and fewer than one in ten runs a fire service; for all others the figure is nothing,"
                + " because another body has the service.",
            "Revenue Account budget workbooks 2010-11 and 2019-20: rows of principal authorities with police or fire spending",
            [Scopes.Comparable, Scopes.ComparableExcludingLevies]
        ),
    ];

    /// <summary>
    /// The refusals of details of services: of a return beyond the years in which its form has the line, and of lines that say nothing of cuts. They are made
    /// from the concordance (docs/lines.md).
    /// </summary>
    public static readonly IReadOnlyList<ComparabilityRefusal> OfDetails = [.. Observations.Lines.Details.SelectMany(OfDetail)];

    private static readonly ILookup<string, ComparabilityRefusal> ByScope = All.Concat(OfDetails)
        .SelectMany(refusal => refusal.Lines.Select(line => (line.Id, Refusal: refusal)))
        .ToLookup(pair => pair.Id, pair => pair.Refusal, StringComparer.Ordinal);

    /// <summary>Why a question is refused, or null where it is not.</summary>
    public static ComparabilityRefusal? Of(ComparisonQuery query) => Of(query.Return, query.Scope, query.From, query.To);

    /// <summary>Why a comparison of two years of a return is refused, or null where it is not.</summary>
    public static ComparabilityRefusal? Of(Return @return, Scope scope, FinancialYear from, FinancialYear to) =>
        ByScope[scope.Id]
            .FirstOrDefault(refusal =>
                (refusal.Return is null || refusal.Return == @return)
                && !(refusal.Stands is { } stands && stands.Contains(from) && stands.Contains(to))
            );

    private static IEnumerable<ComparabilityRefusal> OfDetail(Line line) =>
        [
            .. Concordance
                .Changes.Where(change => change.Line == line && change.Kind == LineChangeKind.Never)
                .Select(change =>
                    Refused("schools-are-not-cut", line, null, change.Reason, "notes of the Revenue Account budget releases", change)
                ),
            .. ReturnNames.Words.All.SelectMany(@return => BeyondItsYears(line, @return)),
        ];

    private static IEnumerable<ComparabilityRefusal> BeyondItsYears(Line line, Return @return)
    {
        var changes = Concordance.Changes.Where(change => change.Line == line && change.Return == @return).ToList();
        if (Concordance.Of(line, @return).ToList() is not [{ Form: var form, From: var first }, ..] labels)
        {
            yield break;
        }

        if (first > Concordance.FirstYearOf(form))
        {
            var change = changes.Find(change => change.Kind == LineChangeKind.Began && change.Year == first);
            var reason = change?.Reason ?? $"{Has(@return)} this line from {first} on: there is no base before it.";
            yield return Refused("line-new", line, new YearRange(first, null), reason, Headings(form, first), change, @return);
        }

        if (labels[^1].To is { } last)
        {
            var after = new FinancialYear(last.StartYear + 1);
            var change = changes.Find(change => change.Kind == LineChangeKind.Ended && change.Year == after);
            var reason = change?.Reason ?? $"{Has(@return)} this line to {last} only.";
            yield return Refused("line-ended", line, new YearRange(null, last), reason, Headings(form, after), change, @return);
        }
    }

    private static ComparabilityRefusal Refused(
        string word,
        Line line,
        YearRange? stands,
        string reason,
        string source,
        LineChange? change,
        Return @return = Observations.Return.Budget
    ) =>
        new(
            word,
            @return,
            [line],
            stands,
            reason,
            source,
            change?.Instead is { } instead
                    ?
                    [
                        Scopes.Find(instead)
                            ?? throw new InvalidOperationException($"The concordance names '{instead}', which is no scope."),
                    ]
                : IsOfOneYear(line, @return) ? [Whole(line)]
                : []
        );

    /// <summary>A line of one year has no other to be compared with: what it is part of has.</summary>
    private static bool IsOfOneYear(Line line, Return @return) =>
        Concordance.Of(line, @return).ToList() is [var only] && only.From == only.To;

    private static Scope Whole(Line line) =>
        line.PartOf == Observations.Lines.SocialCare ? Scopes.AllSocialCare
        : line.PartOf is { IsServiceTotal: true } whole && !All.Any(refusal => refusal.Lines.Contains(whole)) ? Scopes.Find(whole.Id)!
        : Scopes.Comparable;

    /// <summary>The forms of outturn that state details are known of some years only, so nothing is said of the forms of others.</summary>
    private static string Has(Return @return) =>
        @return == Observations.Return.Budget ? "The budget form has" : "In the tables of outturn that BudgetWatch has there is";

    /// <summary>The headings of a form on both sides of a change; on one where the other was not seen.</summary>
    internal static string Headings(string form, FinancialYear firstAfter)
    {
        var (workbook, before) = (
            form == "RA" ? "Revenue Account budget" : $"Revenue Outturn ({form})",
            new FinancialYear(firstAfter.StartYear - 1)
        );
        return
            Concordance.OutturnLabels.Any(label => label.Form == form)
            && !Concordance.OutturnLabels.Any(label => label.Form == form && label.IsIn(firstAfter))
            ? $"column headings of the {workbook} workbook {before}, the last that BudgetWatch has"
            : $"column headings of the {workbook} workbooks {before} and {firstAfter}";
    }
}

/// <summary>Years from one to another, both included.</summary>
/// <param name="First">The first; null where there is no first.</param>
/// <param name="Last">The last; null where there is no last.</param>
public sealed record YearRange(FinancialYear? First, FinancialYear? Last)
{
    /// <summary>Whether a year is among them.</summary>
    public bool Contains(FinancialYear year) => !(year < First) && !(year > Last);
}
