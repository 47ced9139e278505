namespace BudgetWatch.Domain.Tests.Cuts;

public class ComparabilityRefusalTests
{
    /// <summary>One case or more for each refusal: what is refused, and what beside it is not.</summary>
    public static TheoryData<Return, string, int, int, string?> Questions =>
        new()
        {
            // Budgets split social care in 2012-13, outturn a year earlier.
            { Return.Budget, "childrens-social-care", 2010, 2019, "social-care-split" },
            { Return.Budget, "childrens-social-care", 2011, 2012, "social-care-split" },
            { Return.Budget, "childrens-social-care", 2012, 2019, null },
            { Return.Budget, "adult-social-care", 2011, 2019, "social-care-split" },
            { Return.Budget, "adult-social-care", 2012, 2014, null },
            { Return.Outturn, "childrens-social-care", 2010, 2017, "social-care-split" },
            { Return.Outturn, "childrens-social-care", 2011, 2017, null },
            { Return.Outturn, "adult-social-care", 2010, 2011, "social-care-split" },
            { Return.Outturn, "adult-social-care", 2011, 2013, null },
            { Return.Budget, "social-care", 2010, 2012, "social-care-split" },
            { Return.Budget, "social-care", 2010, 2011, null },
            { Return.Outturn, "social-care", 2010, 2011, "social-care-split" },
            { Return.Outturn, "social-care", 2007, 2010, null },
            { Return.Budget, "all-social-care", 2010, 2019, null },
            // Public health came in April 2013.
            { Return.Budget, "public-health", 2012, 2019, "public-health-new" },
            { Return.Outturn, "public-health", 2010, 2013, "public-health-new" },
            { Return.Outturn, "public-health", 2013, 2019, null },
            // Academies: from 2010-11 on.
            { Return.Budget, "education", 2010, 2019, "schools-are-not-cut" },
            { Return.Outturn, "education", 2009, 2010, "schools-are-not-cut" },
            { Return.Outturn, "education", 2007, 2009, null },
            { Return.Outturn, "total", 2017, 2024, "schools-are-not-cut" },
            { Return.Outturn, "total", 2007, 2009, null },
            // Police and fire: no two areas are the same in any year.
            { Return.Budget, "police", 2010, 2019, "areas-not-alike" },
            { Return.Outturn, "police", 2007, 2008, "areas-not-alike" },
            { Return.Budget, "fire", 2018, 2019, "areas-not-alike" },
            { Return.Budget, "comparable", 2010, 2019, null },
            { Return.Budget, "community-support", 2010, 2019, null },
            { Return.Outturn, "comparable-excluding-levies", 2007, 2024, null },
        };

    [Theory]
    [MemberData(nameof(Questions))]
    public void What_would_mislead_is_refused_and_what_would_not_is_not(Return @return, string scope, int from, int to, string? word) =>
        ComparabilityRefusal
            .Of(
                new ComparisonQuery(@return, Scopes.Find(scope)!, new FinancialYear(from), new FinancialYear(to), Measure.RealPerHead, 2019)
            )
            ?.Word.ShouldBe(word);

    [Fact]
    public void Every_refusal_has_a_case_here() =>
        ComparabilityRefusal
            .All.Where(refusal =>
                !refusal.Lines.All(line =>
                    (refusal.Return is { } only ? [only] : (Return[])[Return.Budget, Return.Outturn]).Any(@return =>
                        Questions.Any(question =>
                            question.Data is var (of, scope, _, _, word) && of == @return && scope == line.Id && word == refusal.Word
                        )
                    )
                )
            )
            .ShouldBeEmpty();

    [Fact]
    public void Every_refusal_states_its_reason_its_source_and_a_way_on()
    {
        ComparabilityRefusal.All.ShouldAllBe(refusal =>
            refusal.Reason.Length > 40 && refusal.Source.Length > 20 && refusal.Lines.Count > 0
        );
        ComparabilityRefusal.All.ShouldAllBe(refusal => refusal.Instead.Count > 0 || refusal.Stands != null);
    }

    [Fact]
    public void What_is_offered_instead_is_never_refused_itself()
    {
        foreach (var instead in ComparabilityRefusal.All.SelectMany(refusal => refusal.Instead).Distinct())
        {
            ComparabilityRefusal.All.SelectMany(refusal => refusal.Lines).ShouldNotContain(line => line.Id == instead.Id);
        }
    }

    [Theory]
    [InlineData(2012, null, 2011, false)]
    [InlineData(2012, null, 2012, true)]
    [InlineData(null, 2011, 2011, true)]
    [InlineData(null, 2011, 2012, false)]
    [InlineData(null, null, 1950, true)]
    [InlineData(2010, 2012, 2013, false)]
    public void A_range_holds_both_its_ends(int? first, int? last, int year, bool holds) =>
        new YearRange(Year(first), Year(last)).Contains(new FinancialYear(year)).ShouldBe(holds);

    private static FinancialYear? Year(int? start) => start is { } year ? new FinancialYear(year) : null;
}
