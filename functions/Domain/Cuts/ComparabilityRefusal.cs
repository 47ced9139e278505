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
    /// <summary>Every refusal. One more is one more entry here, a row in docs/methodology.md and a case in ComparabilityRefusalTests.</summary>
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

    /// <summary>Why a question is refused, or null where it is not.</summary>
    public static ComparabilityRefusal? Of(ComparisonQuery query) => Of(query.Return, query.Scope, query.From, query.To);

    /// <summary>Why a comparison of two years of a return is refused, or null where it is not.</summary>
    public static ComparabilityRefusal? Of(Return @return, Scope scope, FinancialYear from, FinancialYear to) =>
        All.FirstOrDefault(refusal =>
            (refusal.Return is null || refusal.Return == @return)
            && refusal.Lines.Any(line => line.Id == scope.Id)
            && !(refusal.Stands is { } stands && stands.Contains(from) && stands.Contains(to))
        );
}

/// <summary>Years from one to another, both included.</summary>
/// <param name="First">The first; null where there is no first.</param>
/// <param name="Last">The last; null where there is no last.</param>
public sealed record YearRange(FinancialYear? First, FinancialYear? Last)
{
    /// <summary>Whether a year is among them.</summary>
    public bool Contains(FinancialYear year) => !(year < First) && !(year > Last);
}
