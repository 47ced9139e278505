using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Returns;

namespace BudgetWatch.Pipeline.Tests;

public class BudgetAgainstOutturnTests
{
    [Fact]
    public void All_areas_are_asked_of_the_newest_year_both_returns_have()
    {
        var answer = Asked("").Answer!;

        answer.Query.Years.ShouldBe([new FinancialYear(2024)]);
        answer.Query.Scope.ShouldBe(Scopes.OutsideSocialCare);
        answer.Rows.Count.ShouldBe(11);
        answer.Excluded.ShouldHaveSingleItem().Reason.ShouldBe(new ExclusionReason("made up"));
    }

    [Fact]
    public void Planned_spent_and_their_difference_are_those_of_the_two_returns()
    {
        var row = Asked("year=2017-18&measure=cash").Answer!.Rows.Single(candidate => candidate.Code.Value == "E06000005");

        // Council 5 budgets 1,000 x 105 and spends 5 per cent more.
        (row.Planned, row.Spent).ShouldBe((105_000, 110_250));
        row.Difference.ShouldBe(5_250);
        row.DifferencePercent!.Value.ShouldBe(5, 1e-9);
        row.Display.ShouldBe(new ReturnsDisplay("£105,000", "£110,250", "£5,250", "5.0%"));
        row.Flags.ShouldBe(["budget-against-outturn"]);
        row.Deprivation!.Rank.ShouldBe(5);
    }

    [Fact]
    public void England_and_the_fifths_are_pooled_and_the_slope_says_who_overspent()
    {
        var year = Asked("year=2017-18&measure=cash").Answer!.Years.ShouldHaveSingleItem();

        // The eleven that are compared: sums of 1,000 (100 + n) and of the same with n per cent more.
        year.Areas.ShouldBe(11);
        year.England.Planned.ShouldBe(1_166_000);
        year.England.Spent.ShouldBe(1_166_000 + (10 * Enumerable.Range(1, 11).Sum(n => (100 + n) * n)), 1e-6);

        // Council 1 is the most deprived and overspends least: one per cent more with every step of 1/11 of the people.
        year.Sii!.Value.ShouldBe(11, 1e-9);
        year.Fifths.Select(fifth => fifth.Areas).ShouldBe([3, 2, 2, 2, 2]);
        year.Fifths[0].DifferencePercent!.Value.ShouldBe(100.0 * (101 + 204 + 309) / (101 + 102 + 103) / 100, 1e-9);
        year.Sentence.ShouldStartWith(
            "In 2017-18 councils spent 6.1% more than budgeted on services outside social care: 2.0% more than budgeted in the most deprived fifth"
        );
        year.Sentence.ShouldContain("the less deprived, the more was spent against the budget");
    }

    [Fact]
    public void One_area_is_answered_in_every_scope_and_year_and_what_a_return_lacks_is_named()
    {
        var answer = Asked("area=E06000003").Answer!;

        answer.Query.Years.Select(year => year.StartYear).ShouldBe([2010, 2011, 2014, 2017, 2019, 2024]);
        answer.Years.ShouldBeEmpty();
        answer.Rows.ShouldAllBe(row => row.Code.Value == "E06000003" && row.Deprivation == null);
        var split = answer.Rows.Where(row => row.Year.StartYear == 2011).Select(row => row.Scope.Id).ToList();
        split.ShouldContain("all-social-care");
        split.ShouldNotContain("social-care");
        answer
            .Excluded.Single(left => left is { Scope.Id: "social-care", Year.StartYear: 2011 })
            .Reason.Because.ShouldStartWith("missing in the outturn of 2011-12");
        answer
            .Excluded.Single(left => left is { Scope.Id: "childrens-social-care", Year.StartYear: 2011 })
            .Reason.Because.ShouldStartWith("missing in the budget of 2011-12");
        answer
            .Excluded.Single(left => left is { Scope.Id: "comparable", Year.StartYear: 2019 })
            .Reason.Because.ShouldStartWith("missing in the outturn of 2019-20");
        answer.Rows.Single(row => row is { Scope.Id: "education", Year.StartYear: 2017 }).Flags.ShouldContain("schools-are-not-cut");
        answer.Notes.Single(note => note.Flag == "schools-are-not-cut").Source.ShouldNotBeNull();
    }

    [Fact]
    public void An_area_that_is_not_ranked_is_still_answered_by_itself() =>
        Asked("area=E06000012&scope=cultural")
            .Answer!.Rows.Select(row => row.Spent - row.Planned)
            .ShouldAllBe(difference => difference > 0);

    [Theory]
    [InlineData("from=2014-15", "2014-15 2017-18 2019-20 2024-25")]
    [InlineData("to=2011-12", "2010-11 2011-12")]
    [InlineData("from=2011-12&to=2014-15", "2011-12 2014-15")]
    [InlineData("year=2010-11", "2010-11")]
    [InlineData("area=E06000001&scope=comparable", "2010-11 2011-12 2014-15 2017-18")]
    [InlineData("scope=comparable-excluding-levies", "2024-25")]
    [InlineData("line=public-health&from=2014-15", "2014-15 2017-18 2019-20 2024-25")]
    public void Years_are_those_of_the_span_that_both_returns_have(string query, string years) =>
        string.Join(' ', Asked(query).Answer!.Query.Years).ShouldBe(years);

    [Theory]
    [InlineData("year=2010-11&from=2010-11", 400, "year")]
    [InlineData("scope=cultural&line=cultural", 400, "line")]
    [InlineData("year=2012-13", 400, "year")]
    [InlineData("year=2021-22", 400, "year")]
    [InlineData("from=2014-15&to=2010-11", 400, "to")]
    [InlineData("scope=libraries", 400, "scope")]
    [InlineData("imd=2004", 400, "imd")]
    [InlineData("measure=half", 400, "measure")]
    [InlineData("area=E99999999", 404, "area")]
    [InlineData("scope=education", 422, "scope")]
    [InlineData("line=childrens-social-care&year=2011-12", 422, "scope")]
    [InlineData("area=E06000001&line=childrens-social-care&year=2011-12", 422, "scope")]
    public void A_mistake_or_a_line_that_is_not_compared_is_told(string query, int status, string parameter)
    {
        var problem = Asked(query).Problem!;

        problem.Status.ShouldBe(status);
        problem.Parameter.ShouldBe(parameter);
        if (status == 422)
        {
            Asked(problem.Refused!.Nearest!.Query).Problem.ShouldBeNull(problem.Refused.Nearest.Query);
        }
    }

    [Fact]
    public void Every_answer_says_that_the_two_returns_are_not_one_measure_and_where_that_is_stated()
    {
        foreach (var query in (string[])["", "area=E06000001", "area=E06000001&line=cultural&year=2010-11"])
        {
            var answer = Asked(query).Answer!;
            answer.Notes.Single(note => note.Flag == "budget-against-outturn").Source.ShouldNotBeNullOrWhiteSpace();
            answer.Rows.ShouldAllBe(row => row.Flags.Contains("budget-against-outturn"));
            var told = answer.Notes.Select(note => note.Flag).ToList();
            answer.Rows.SelectMany(row => row.Flags).Distinct().ShouldBeSubsetOf(told);
        }
    }

    private static Answered<ReturnsAnswer> Asked(string query) =>
        ReturnsQuestion
            .Of(MadeRelease.Parameters(query, ReturnsQuestion.Parameters), MadeRelease.Release)
            .Then(question => AnswerReturns.Of(MadeRelease.Release, question));
}
