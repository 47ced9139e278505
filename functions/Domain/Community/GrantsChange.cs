using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;

namespace BudgetWatch.Domain.Community;

/// <summary>
/// What grants came to before and after: means of three years per resident, in real terms, the first ending with the base year of a comparison
/// and the second with its end year.
/// </summary>
/// <param name="Before">The three years to the base year.</param>
/// <param name="After">The three years to the end year.</param>
/// <param name="Publishers">How many publishers' grants are in it.</param>
/// <param name="BeforePerHead">Pounds of the price base per resident a year, all the areas' pounds over all their residents.</param>
/// <param name="AfterPerHead">The same after.</param>
/// <param name="Areas">The areas, in the order of the comparison.</param>
/// <param name="Without">How many areas of the comparison have no published grant in one of the spans, or no residents: they are not in it.</param>
/// <param name="WithSupportChange">
/// Rank correlation of the change in council support in per cent and the change in grants per head: positive where areas that lost more support
/// gained less or lost grants.
/// </param>
public sealed record GrantsChange(
    IReadOnlyList<FinancialYear> Before,
    IReadOnlyList<FinancialYear> After,
    int Publishers,
    double BeforePerHead,
    double AfterPerHead,
    IReadOnlyList<AreaGrantsChange> Areas,
    int Without,
    RankAssociation? WithSupportChange
)
{
    /// <summary>How many areas had more after than before.</summary>
    public int Gained => Areas.Count(area => area.Change > 0);

    /// <summary>How many had less.</summary>
    public int Lost => Areas.Count(area => area.Change < 0);

    /// <summary>The change by every publisher, and by those alone that have grants in each of the six years; or why it is unknown.</summary>
    /// <param name="support">The change in council support of each area.</param>
    /// <param name="grants">Grants by area and year.</param>
    public static (GrantsChange? All, GrantsChange? SamePublishers, string? WhyNot) Of(Comparison support, GrantsByYear grants)
    {
        var (from, to) = (support.Query.From, support.Query.To);
        var (before, after) = (GrantsByYear.SpanTo(from), GrantsByYear.SpanTo(to));
        if (before.Intersect(after).Any())
        {
            return (null, null, $"the three years to {from} and the three to {to} overlap");
        }

        if (
            ((FinancialYear[])[from, to]).Where(year => !grants.Covers(year)).Select(year => (FinancialYear?)year).FirstOrDefault() is
            { } uncovered
        )
        {
            return (null, null, $"the grants loaded do not cover the three years to {uncovered} in full");
        }

        if (
            before
                .Concat(after)
                .Where(year => grants.FactorOf(year, support.Query.Deflator) is null)
                .Select(year => (FinancialYear?)year)
                .FirstOrDefault() is
            { } undeflated
        )
        {
            return (null, null, $"there is no deflator for {undeflated}");
        }

        var all = Of(support, grants, before, after, [.. Enumerable.Range(0, grants.Publishers.Count)]);
        return all is null
            ? (null, null, "no area has published grants in both spans")
            : (all, Of(support, grants, before, after, Throughout(grants, [.. before, .. after])), null);
    }

    /// <summary>Publishers with a grant in every one of the years, in any area. Who a grant that does not say is from cannot be followed.</summary>
    private static HashSet<int> Throughout(GrantsByYear grants, List<FinancialYear> years) =>
        [
            .. grants
                .Areas.SelectMany(area => area.Given)
                .Where(given => years.Contains(given.Year) && grants.Publishers[given.Publisher].Length > 0)
                .Select(given => (given.Publisher, given.Year))
                .Distinct()
                .CountBy(pair => pair.Publisher)
                .Where(pair => pair.Value == years.Count)
                .Select(pair => pair.Key),
        ];

    private static GrantsChange? Of(
        Comparison support,
        GrantsByYear grants,
        IReadOnlyList<FinancialYear> before,
        IReadOnlyList<FinancialYear> after,
        HashSet<int> publishers
    )
    {
        var byArea = grants.Areas.ToDictionary(area => area.Area, area => area.Given);
        var areas = new List<(AreaCut Cut, Mean Before, Mean After)>();
        foreach (var cut in support.Areas)
        {
            var given = byArea.GetValueOrDefault(cut.Area.Code) ?? [];
            if (
                Mean.Of(cut.Area.Code, Taken(given, before, publishers), before, grants, support) is { } earlier
                && Mean.Of(cut.Area.Code, Taken(given, after, publishers), after, grants, support) is { } later
            )
            {
                areas.Add((cut, earlier, later));
            }
        }

        if (areas.Count == 0)
        {
            return null;
        }

        var changed = areas.Where(area => area.Cut.ChangePercent is not null).ToList();
        var inSpans = areas
            .SelectMany(area => byArea[area.Cut.Area.Code])
            .Where(given => publishers.Contains(given.Publisher) && (before.Contains(given.Year) || after.Contains(given.Year)))
            .Select(given => given.Publisher)
            .Distinct()
            .Count();
        return new GrantsChange(
            before,
            after,
            inSpans,
            Pooled(areas.Select(area => area.Before)),
            Pooled(areas.Select(area => area.After)),
            [.. areas.Select(area => new AreaGrantsChange(area.Cut.Area.Code, area.Before.PerHead, area.After.PerHead))],
            support.Areas.Count - areas.Count,
            RankAssociation.Of(
                [.. changed.Select(area => area.Cut.ChangePercent!.Value)],
                [.. changed.Select(area => area.After.PerHead - area.Before.PerHead)]
            )
        );
    }

    private static List<GivenGrants> Taken(IReadOnlyList<GivenGrants> given, IReadOnlyList<FinancialYear> span, HashSet<int> publishers) =>
        [.. given.Where(one => span.Contains(one.Year) && publishers.Contains(one.Publisher))];

    private static double Pooled(IEnumerable<Mean> means)
    {
        var (pounds, people) = means.Aggregate(
            (Pounds: 0.0, People: 0L),
            (sum, mean) => (sum.Pounds + mean.Pounds, sum.People + mean.People)
        );
        return pounds / people;
    }

    /// <summary>Real pounds a year and the residents of the middle year.</summary>
    private sealed record Mean(double Pounds, long People)
    {
        public double PerHead => Pounds / People;

        /// <summary>Null where the span has no published grant: that nothing was given is not said.</summary>
        public static Mean? Of(
            AreaCode area,
            List<GivenGrants> given,
            IReadOnlyList<FinancialYear> span,
            GrantsByYear grants,
            Comparison support
        ) =>
            given.Count > 0 && grants.FrameOf(span[1])!.People.TryGetValue(area, out var people)
                ? new Mean(
                    given.Sum(one => (double)one.Pounds * grants.FactorOf(one.Year, support.Query.Deflator)!.Value) / span.Count,
                    people
                )
                : null;
    }
}

/// <summary>What one area's grants came to before and after, pounds of the price base per resident a year.</summary>
/// <param name="Area">The area.</param>
/// <param name="Before">Before.</param>
/// <param name="After">After.</param>
public sealed record AreaGrantsChange(AreaCode Area, double Before, double After)
{
    /// <summary>After less before.</summary>
    public double Change => After - Before;
}
