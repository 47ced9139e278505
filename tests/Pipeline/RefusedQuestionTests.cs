using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Series;

namespace BudgetWatch.Pipeline.Tests;

public class RefusedQuestionTests
{
    [Theory]
    [InlineData("scope=education", "schools-are-not-cut", "from=2010-11&scope=comparable&to=2024-25")]
    [InlineData(
        "scope=total&measure=cash&imd=2019",
        "schools-are-not-cut",
        "from=2010-11&imd=2019&measure=cash&scope=comparable&to=2024-25"
    )]
    [InlineData("scope=childrens-social-care&from=2010-11", "social-care-split", "from=2010-11&scope=all-social-care&to=2024-25")]
    [InlineData("scope=adult-social-care&from=2011-12&to=2014-15", "social-care-split", "from=2011-12&scope=all-social-care&to=2014-15")]
    [InlineData("scope=social-care&to=2019-20", "social-care-split", "from=2010-11&scope=all-social-care&to=2019-20")]
    [InlineData("scope=public-health&from=2010-11", "public-health-new", "from=2014-15&scope=public-health&to=2024-25")]
    [InlineData("scope=public-health&from=2010-11&to=2012-13", "public-health-new", "from=2014-15&scope=public-health&to=2024-25")]
    [InlineData("scope=police", "areas-not-alike", "from=2010-11&scope=comparable&to=2024-25")]
    [InlineData("scope=fire&from=2017-18", "areas-not-alike", "from=2017-18&scope=comparable&to=2024-25")]
    // Outturn has no levies after 2017-18: the nearest is without them.
    [InlineData(
        "return=outturn&scope=education&from=2010-11&to=2024-25",
        "schools-are-not-cut",
        "from=2010-11&return=outturn&scope=comparable-excluding-levies&to=2024-25"
    )]
    [InlineData(
        "return=outturn&scope=fire&from=2010-11&to=2017-18&london=excluded",
        "areas-not-alike",
        "from=2010-11&london=excluded&return=outturn&scope=comparable&to=2017-18"
    )]
    public void A_question_that_would_mislead_is_answered_with_the_nearest_that_would_not(string query, string word, string nearest)
    {
        var (question, problem) = Asked(query);

        question.ShouldBeNull();
        problem!.Status.ShouldBe(422);
        problem.Title.ShouldBe("Not comparable");
        problem.Refused!.Word.ShouldBe(word);
        problem.Refused.Nearest!.Query.ShouldBe(nearest);
        problem.Detail.ShouldContain(
            ComparabilityRefusal
                .All.First(refusal => refusal.Word == word && problem.Detail.EndsWith(refusal.Reason, StringComparison.Ordinal))
                .Reason
        );
        problem.Refused.Source.ShouldNotBeNullOrWhiteSpace();
        problem.Refused.Nearest.Text.ShouldNotBeNullOrWhiteSpace();
    }

    /// <summary>Of every refusable question the release could be asked, the nearest is one that it answers.</summary>
    [Fact]
    public void The_nearest_question_is_answered_whatever_was_asked()
    {
        var asked = 0;
        foreach (var @return in (Return[])[Return.Budget, Return.Outturn])
        {
            var years = MadeRelease.Figures.YearsOf(@return);
            foreach (
                var (scope, from, to) in from scope in Scopes.All
                from first in years
                from last in years
                where first < last
                select (scope, first, last)
            )
            {
                if (Asked($"return={@return.Id()}&scope={scope}&from={from}&to={to}").Problem is { Status: 422 } problem)
                {
                    asked++;
                    var near = problem.Refused!.Nearest.ShouldNotBeNull($"{@return} {scope} {from} {to}");
                    Asked(near.Query).Problem.ShouldBeNull(near.Query);
                }
            }
        }

        asked.ShouldBeGreaterThan(150);
    }

    [Theory]
    [InlineData("scope=education&return=outturn&from=2007-08&to=2008-09")]
    [InlineData("scope=childrens-social-care")]
    [InlineData("scope=childrens-social-care&from=2012-13&to=2019-20")]
    [InlineData("scope=social-care")]
    [InlineData("scope=public-health")]
    [InlineData("")]
    public void A_question_that_stands_is_not_refused(string query) => Asked(query).Problem.ShouldBeNull();

    [Theory]
    [InlineData("scope=education&from=1999-00")]
    [InlineData("scope=public-health&from=2013-14")]
    [InlineData("scope=comparable&return=outturn&to=2019-20")]
    [InlineData("scope=fire&from=2019-20&to=2010-11")]
    public void A_year_that_is_not_there_or_out_of_order_is_a_mistake_and_not_a_refusal(string query)
    {
        var problem = Asked(query).Problem!;

        problem.Status.ShouldBe(400);
        problem.Allowed.ShouldNotBeNull();
        problem.Refused.ShouldBeNull();
    }

    [Fact]
    public void The_page_of_an_area_says_why_instead_of_a_number()
    {
        var page = AnswerAreas.One(MadeRelease.Release, MadeRelease.First.Value, ComparisonQuery.Headline).Answer!;

        foreach (
            var scope in (string[])["education", "total", "police", "fire", "childrens-social-care", "adult-social-care", "public-health"]
        )
        {
            var cut = page.Cuts.Single(candidate => candidate.Scope.Id == scope);
            (cut.From, cut.To, cut.ChangePercent, cut.Rank, cut.Display).ShouldBe((null, null, null, null, null), scope);
            ComparabilityRefusal.All.Select(refusal => refusal.Reason).ShouldContain($"{cut.Excluded}", scope);
        }

        page.Cuts.Single(cut => cut.Scope == Scopes.Comparable).Rank.ShouldNotBeNull();
    }

    [Fact]
    public void The_series_of_what_is_refused_as_a_cut_is_served() =>
        AnswerSeries
            .Run(MadeRelease.Release, MadeRelease.First.Value, new SeriesQuery(Return.Budget, Scopes.Find("education")!, Measure.Cash))
            .Answer!.Values.ShouldAllBe(value => value.Value != null);

    [Fact]
    public void A_note_names_the_area_the_line_and_the_years_of_what_moved()
    {
        var notes = AnswerCuts.Run(MadeRelease.Release, ComparisonQuery.Headline).Notes;

        notes.Single(note => note.Flag == "large-move").Text.ShouldEndWith("Here: Council 1 2012-13 to 2014-15 (41.0%).");
        notes
            .Single(note => note.Flag == "line-vanished")
            .Text.ShouldEndWith("Here: Council 1, housing services (gfra only), 2014-15 to 2017-18 (£30,000 to £1,000).");
    }

    private static Answered<ComparisonQuery> Asked(string query) =>
        ComparisonQueries.Comparison(MadeRelease.Parameters(query, ComparisonQueries.OfComparison), MadeRelease.Release);
}
