using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Coincidence asked of the made-up England, without and with grants: council n has £n a head, but for council 11, of which no district is in the file.</summary>
public class CoincidenceQuestionsTests
{
    private static readonly LoadedRelease WithGrants = new(
        MadeRelease.Release.Release,
        MadeRelease.Figures with
        {
            Grants = new GrantsByArea(
                "to 2018-19",
                2018,
                2019,
                [
                    .. MadeRelease.Figures.Areas.Select(
                        (area, i) => new AreaGrants(area.Code, i == 10 ? null : 10_000m * (i + 1), i == 10 ? null : 1, 10_000, [])
                    ),
                ]
            ),
        }
    );

    [Fact]
    public void A_release_without_figures_of_capacity_says_so()
    {
        var problem = Ask(MadeRelease.Release, "").Problem.ShouldNotBeNull();
        problem.Status.ShouldBe(404);
        problem.Detail.ShouldContain("no figures for community capacity");
        AnswerAreas
            .One(MadeRelease.Release, MadeRelease.First.Value, Domain.Cuts.ComparisonQuery.Headline)
            .Answer.ShouldNotBeNull()
            .Coincidence.ShouldBeNull();
    }

    [Fact]
    public void Areas_without_a_component_or_set_aside_are_left_out_by_name()
    {
        var answer = Ask(WithGrants, "").Answer.ShouldNotBeNull();
        answer.Areas.Count.ShouldBe(10);
        answer
            .Excluded.Select(area => (area.Name, $"{area.Reason}"))
            .ShouldBe([("Council 11", "no figure of capacity: grants-per-head"), ("Council 12", "made up")]);
        answer.Areas.Select(area => area.Capacity.Components[0].Value).Order().ShouldBe(Enumerable.Range(1, 10).Select(n => (double)n));
        answer.Attribution.ShouldContain(text => text.Contains("360Giving", StringComparison.Ordinal));
        answer.Query.Threshold.ShouldBe(Threshold.Third);
        answer.Coincidence.InEach.ShouldBe([4, 4, 4]);
    }

    [Fact]
    public void Outturn_and_other_years_can_be_asked_and_what_is_not_compared_is_refused()
    {
        Ask(WithGrants, "return=outturn&from=2011-12&to=2017-18&measure=cash")
            .Answer.ShouldNotBeNull()
            .Query.Return.ShouldBe(Return.Outturn);
        Ask(WithGrants, "deflator=bridged").Answer.ShouldNotBeNull().Query.Deflator.ShouldBe(DeflatorBasis.Bridged);
        Ask(WithGrants, "deflator=cpi").Problem.ShouldNotBeNull().Allowed.ShouldBe(["published", "bridged"]);
        Ask(WithGrants, "threshold=tenth").Problem.ShouldNotBeNull().Allowed.ShouldBe(["fifth", "quarter", "third", "half"]);
        Ask(WithGrants, "scope=total")
            .Problem.ShouldNotBeNull()
            .Allowed.ShouldBe(["outside-social-care", "comparable", "community-support"]);
    }

    private static Answered<CoincidenceAnswer> Ask(LoadedRelease release, string query) =>
        AnswerCoincidence.Run(release, MadeRelease.Parameters(query, AnswerCoincidence.Parameters));
}
