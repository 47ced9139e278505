namespace BudgetWatch.Domain.Tests.Cuts;

public class ComparabilityBreakTests
{
    [Theory]
    [InlineData(2010, 2011, true)]
    [InlineData(2010, 2019, true)]
    [InlineData(2011, 2012, false)]
    [InlineData(2009, 2010, false)]
    public void A_break_is_crossed_from_the_last_year_before_it_to_the_first_after(int from, int to, bool crossed) =>
        Words(Return.Budget, "culture-heritage", from, to).Contains("archives-split-off").ShouldBe(crossed);

    [Theory]
    [InlineData(2012, 2013, true)]
    [InlineData(2013, 2019, false)]
    [InlineData(2010, 2012, false)]
    public void Childrens_services_moved_in_2013(int from, int to, bool crossed)
    {
        foreach (
            var scope in (string[])["comparable", "comparable-excluding-levies", "all-social-care", "childrens-social-care", "education"]
        )
        {
            Words(Return.Budget, scope, from, to).Contains("childrens-services-moved").ShouldBe(crossed, scope);
        }

        Words(Return.Budget, "adult-social-care", 2012, 2013).ShouldBeEmpty();
    }

    [Fact]
    public void A_break_of_one_return_is_not_of_the_other()
    {
        Words(Return.Outturn, "culture-heritage", 2010, 2011).ShouldBeEmpty();
        Words(Return.Outturn, "all-social-care", 2012, 2013).ShouldBeEmpty();
    }

    [Fact]
    public void A_break_without_a_return_is_of_both()
    {
        foreach (var @return in (Return[])[Return.Budget, Return.Outturn])
        {
            Words(@return, "public-health", 2012, 2013).ShouldContain("public-health-transferred");
            Words(@return, "education", 2010, 2019).ShouldContain("schools-left");
            Words(@return, "police", 2010, 2019).ShouldContain("police-and-fire-moved");
            Words(@return, "fire", 2010, 2019).ShouldContain("police-and-fire-moved");
        }
    }

    [Fact]
    public void Every_line_crosses_the_pandemic_and_none_before_it()
    {
        foreach (var scope in Scopes.All)
        {
            Words(Return.Budget, scope.Id, 2019, 2020).ShouldContain("covid");
            Words(Return.Budget, scope.Id, 2010, 2024).ShouldContain("covid");
            Words(Return.Budget, scope.Id, 2010, 2019).ShouldNotContain("covid");
        }
    }

    [Theory]
    [InlineData(2020, 2024, true)]
    [InlineData(2021, 2024, true)]
    [InlineData(2020, 2021, true)]
    [InlineData(2015, 2021, true)]
    [InlineData(2022, 2024, false)]
    [InlineData(2015, 2019, false)]
    public void Comparison_that_begins_or_ends_in_the_pandemic_says_so(int from, int to, bool told) =>
        Words(Return.Outturn, "cultural", from, to).Contains("covid").ShouldBe(told);

    [Fact]
    public void Where_there_are_no_years_nothing_is_crossed() => ComparabilityBreak.Crossed(Return.Budget, Lines.All, []).ShouldBeEmpty();

    [Fact]
    public void A_single_year_crosses_nothing_and_may_be_one_of_the_pandemic()
    {
        ComparabilityBreak.Crossed(Return.Budget, Lines.All, [new FinancialYear(2013)]).ShouldBeEmpty();
        ComparabilityBreak.Crossed(Return.Budget, Lines.All, [new FinancialYear(2021)]).ShouldHaveSingleItem().Word.ShouldBe("covid");
    }

    [Fact]
    public void The_headline_crosses_none_of_the_breaks_of_social_care_and_comparable_services_do()
    {
        ComparabilityBreak.Crossed(ComparisonQuery.Headline).ShouldBeEmpty();
        ComparabilityBreak
            .Crossed(ComparisonQuery.Headline with { Scope = Scopes.Comparable })
            .Select(crossed => crossed.Word)
            .ShouldBe(["childrens-services-moved"]);
    }

    [Fact]
    public void Total_spending_over_the_decade_crosses_all_that_moved_in_and_out_of_it() =>
        Words(Return.Budget, "total", 2010, 2019)
            .ShouldBe(["public-health-transferred", "schools-left", "police-and-fire-moved"], ignoreOrder: true);

    [Fact]
    public void Every_break_states_its_reason_and_its_source()
    {
        ComparabilityBreak.All.ShouldAllBe(known => known.Reason.Length > 20 && known.Source.Length > 10 && known.Lines.Count > 0);
        ComparabilityBreak.All.Select(known => known.Word).ShouldBeUnique();
    }

    private static string[] Words(Return @return, string scope, int from, int to) =>
        [
            .. ComparabilityBreak
                .Crossed(
                    new ComparisonQuery(
                        @return,
                        Scopes.Find(scope)!,
                        new FinancialYear(from),
                        new FinancialYear(to),
                        Measure.RealPerHead,
                        2019
                    )
                )
                .Select(crossed => crossed.Word),
        ];
}
