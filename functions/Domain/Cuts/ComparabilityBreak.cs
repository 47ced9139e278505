using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Cuts;

/// <summary>A change of definition between years: a comparison across it carries the word and the reason (methodology 8).</summary>
/// <param name="Word">The flag.</param>
/// <param name="Return">The return it is in; null for both.</param>
/// <param name="FirstYearAfter">The first financial year on the new definition.</param>
/// <param name="Lines">The lines it touches.</param>
/// <param name="Reason">What changed.</param>
/// <param name="Source">Where that is stated.</param>
public sealed record ComparabilityBreak(
    string Word,
    Return? Return,
    FinancialYear FirstYearAfter,
    IReadOnlyList<Line> Lines,
    string Reason,
    string Source
)
{
    /// <summary>Years whose own figures are out of line: a comparison that begins or ends in one carries the word without crossing anything.</summary>
    public IReadOnlyList<FinancialYear> Distorted { get; init; } = [];

    /// <summary>Every break known.</summary>
    public static readonly IReadOnlyList<ComparabilityBreak> All =
    [
        new(
            "archives-split-off",
            Observations.Return.Budget,
            new FinancialYear(2011),
            [Observations.Lines.CultureHeritage],
            "Archives are within 'Culture and heritage' in 2010-11 and a line of their own from 2011-12; with them added back, England's "
                + "community support falls about 0.8 of a percentage point less over 2010-11 to 2019-20.",
            "column headings of the Revenue Account budget workbooks 2010-11 and 2011-12"
        ),
        new(
            "childrens-services-moved",
            Observations.Return.Budget,
            new FinancialYear(2013),
            [Observations.Lines.Education, Observations.Lines.SocialCare, Observations.Lines.ChildrensSocialCare],
            "Sure Start children's centres, early years and services for young people are under education in early budgets and under "
                + "children's social care later, so the cut in social care is understated.",
            "column headings of the Revenue Account budget workbooks 2012-13 and 2014-15"
        ),
        new(
            "public-health-transferred",
            null,
            new FinancialYear(2013),
            [Observations.Lines.PublicHealth, Observations.Lines.Total],
            "Public health became a council duty in April 2013 (children aged 0 to 5 in October 2015).",
            "Health and Social Care Act 2012; Revenue Account budget 2013-14 onwards"
        ),
        new(
            "schools-left",
            null,
            new FinancialYear(2011),
            [Observations.Lines.Education, Observations.Lines.Total],
            "Schools that become academies are funded directly and leave council accounts: a fall in education is not a cut.",
            "notes of the Revenue Account budget releases"
        ),
        new(
            "police-and-fire-moved",
            null,
            new FinancialYear(2012),
            [Observations.Lines.Police, Observations.Lines.Fire, Observations.Lines.Total],
            "Police and fire belong to other bodies in most areas and moved between bodies. Areas cannot be compared.",
            "Police Reform and Social Responsibility Act 2011; authority lists of the releases"
        ),
        new(
            "covid",
            null,
            new FinancialYear(2020),
            Observations.Lines.All,
            "Spending and the GDP deflator of 2020-21 and 2021-22 are distorted by the pandemic; budgets for 2020-21 were set before it.",
            "HM Treasury, GDP deflators: user guide; Revenue Account budget 2020-21 release notes"
        )
        {
            Distorted = [new FinancialYear(2020), new FinancialYear(2021)],
        },
    ];

    /// <summary>Lines that went on under their name and may hold more or less since: made from the concordance (docs/lines.md).</summary>
    public static readonly IReadOnlyList<ComparabilityBreak> OfDetails =
    [
        .. Concordance
            .Changes.Where(change => change is { Kind: LineChangeKind.Noted, Year: not null })
            .Select(change => new ComparabilityBreak(
                "line-redefined",
                change.Return,
                change.Year!.Value,
                [change.Line],
                change.Reason,
                ComparabilityRefusal.Headings(Concordance.Of(change.Line, change.Return).First().Form, change.Year.Value)
            )),
    ];

    /// <summary>The breaks a question crosses, or begins or ends in, in order.</summary>
    public static IReadOnlyList<ComparabilityBreak> Crossed(ComparisonQuery query) =>
        Crossed(query.Return, query.Scope.AllLines, [query.From, query.To]);

    /// <summary>The breaks that lie between some years set side by side, or in one of them, in order. The one definition of them.</summary>
    /// <param name="return">The return they are of; null for both, which only breaks of both returns concern.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="years">The years.</param>
    public static IReadOnlyList<ComparabilityBreak> Crossed(Return? @return, IEnumerable<Line> lines, IReadOnlyList<FinancialYear> years)
    {
        var touched = lines.ToHashSet();
        return
        [
            .. All.Concat(OfDetails)
                .Where(candidate =>
                    (candidate.Return is null || candidate.Return == @return)
                    && (
                        (years.Any(year => year < candidate.FirstYearAfter) && years.Any(year => year >= candidate.FirstYearAfter))
                        || candidate.Distorted.Any(years.Contains)
                    )
                    && candidate.Lines.Any(touched.Contains)
                ),
        ];
    }
}
