using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Series;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Pipeline.Tests;

public class GeographyQuestionsTests(PublishedSnapshot snapshot)
{
    private readonly LoadedRelease release = new(
        new PublishedRelease("2026-11-24-0123456789ab", default, "", "", ReleaseIdentity.MethodVersion, 0, [], [], []),
        snapshot.Figures
    );

    [Fact]
    public void A_question_names_no_geography_and_means_the_upper_tier() => Ask().Answer.ShouldBe(snapshot.Figures.Headline);

    [Fact]
    public void The_lower_tier_is_asked_by_name() =>
        Ask(("geography", "lower-tier")).Answer.ShouldBe(snapshot.Figures.Headline with { Geography = GeographyKind.LowerTier });

    [Theory]
    [InlineData("SC", AuthorityClass.ShireCounty)]
    [InlineData("SD", AuthorityClass.ShireDistrict)]
    [InlineData("UA", AuthorityClass.UnitaryAuthority)]
    [InlineData("MD", AuthorityClass.MetropolitanDistrict)]
    [InlineData("LB", AuthorityClass.LondonBorough)]
    public void Authorities_are_asked_by_class_and_the_answer_states_it(string text, AuthorityClass @class)
    {
        var query = Ask(("geography", "authority"), ("class", text)).Answer.ShouldNotBeNull();

        query.ShouldBe(snapshot.Figures.Headline with { Geography = GeographyKind.Authority, Class = @class });
        QueryAnswer.Of(query).Geography.ShouldBe(GeographyKind.Authority);
        Json.Write(QueryAnswer.Of(query)).ShouldContain($"\"class\":\"{text}\"");
    }

    [Fact]
    public void Authorities_without_a_class_are_refused_with_nearest_questions()
    {
        var problem = Ask(("geography", "authority")).Problem.ShouldNotBeNull();

        (problem.Status, problem.Parameter).ShouldBe((422, "class"));
        problem.Allowed.ShouldBe(["SC", "SD", "UA", "MD", "LB"]);
        problem.Detail.ShouldContain("geography=authority&class=UA");
        problem.Detail.ShouldContain("geography=lower-tier");
    }

    [Theory]
    [InlineData("authority", "XX", "class")]
    [InlineData("authority", "", "class")]
    [InlineData("authority", "sd", "class")]
    [InlineData("lower-tier", "SD", "geography")]
    [InlineData("upper-tier", "SC", "geography")]
    public void A_class_that_is_none_or_has_no_place_in_the_question_is_a_mistake(string geography, string @class, string parameter) =>
        Ask(("geography", geography), ("class", @class))
            .Problem.ShouldNotBeNull()
            .ShouldSatisfyAllConditions(
                problem => problem.Status.ShouldBe(400),
                problem => problem.Parameter.ShouldBe(parameter),
                problem => problem.Allowed.ShouldNotBeEmpty()
            );

    [Fact]
    public void A_geography_that_the_release_does_not_have_is_told_with_those_it_has()
    {
        Ask(("geography", "parish"))
            .Problem.ShouldNotBeNull()
            .Allowed.ShouldBe(["upper-tier", "lower-tier", "authority", "region", "combined-authority"]);
        var old = release with { Figures = snapshot.Figures with { Others = [] } };
        ComparisonQueries
            .Comparison(Parameters.Of([new("geography", "lower-tier")], ComparisonQueries.OfComparison).Answer!, old)
            .Problem.ShouldNotBeNull()
            .Allowed.ShouldBe(["upper-tier", "region", "combined-authority"]);
    }

    [Fact]
    public void A_code_is_looked_up_in_the_geography_asked_for()
    {
        Area("E07000048", GeographyKind.UpperTier).ShouldBe("X-DORSET");
        Area("E07000048", GeographyKind.LowerTier).ShouldBe("E06000058");
        Area("E07000048", GeographyKind.Authority).ShouldBe("E07000048");
        Area("E10000015", GeographyKind.UpperTier).ShouldBe("E10000015");
        Area("E10000015", GeographyKind.LowerTier).ShouldBeNull();
        Area("E0831", GeographyKind.Authority).ShouldBe("E0831");
    }

    [Fact]
    public void A_county_council_is_not_asked_for_among_districts() =>
        AnswerAreas
            .One(
                release,
                "E10000015",
                ComparisonQuery.Headline with
                {
                    Geography = GeographyKind.Authority,
                    Class = AuthorityClass.ShireDistrict,
                }
            )
            .Problem.ShouldNotBeNull()
            .Allowed.ShouldBe(["SC"]);

    [Fact]
    public void A_district_tells_which_county_it_has_a_share_of_and_its_values_are_flagged()
    {
        AnswerAreas
            .All(release, snapshot.Figures.Of(GeographyKind.LowerTier))
            .Areas.Single(area => area.Code.Value == "E07000098")
            .SharesOf.ShouldHaveSingleItem()
            .Code.Value.ShouldBe("E10000015");
        var series = AnswerSeries
            .Run(
                release,
                "E07000098",
                new SeriesQuery(ComparisonQuery.Headline.Return, ComparisonQuery.Headline.Scope, Measure.Cash)
                {
                    Geography = GeographyKind.LowerTier,
                }
            )
            .Answer.ShouldNotBeNull();
        series.Query.Geography.ShouldBe(GeographyKind.LowerTier);
        series.Values.Where(value => value.Cash is not null).ShouldAllBe(value => value.Flags.Contains(Flag.Allocated));
        series.Notes.Select(note => note.Flag).ShouldContain(Flag.Allocated);
    }

    [Fact]
    public void An_answer_on_authorities_states_the_vintage_of_each_years_residents() =>
        AnswerNotes
            .Of(
                ComparisonQuery.Headline with
                {
                    Geography = GeographyKind.Authority,
                    Class = AuthorityClass.MetropolitanDistrict,
                    Measure = Measure.Cash,
                },
                snapshot.Figures,
                []
            )
            .Single(note => note.Flag == Flag.OwnMap)
            .Text.ShouldContain("residents of 2010-11 are from the mid-2015 vintage");

    private Answered<ComparisonQuery> Ask(params (string Name, string Value)[] sent) =>
        ComparisonQueries.Comparison(
            Parameters
                .Of(sent.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)), ComparisonQueries.OfComparison)
                .Answer.ShouldNotBeNull(),
            release
        );

    private string? Area(string code, GeographyKind geography) =>
        AnswerSeries
            .Run(
                release,
                code,
                new SeriesQuery(ComparisonQuery.Headline.Return, ComparisonQuery.Headline.Scope, Measure.Cash) { Geography = geography }
            )
            .Answer?.Area.Code.Value;
}
