using BudgetWatch.App.Pages;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.Domain.Community;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Tests;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Tests.Pages;

/// <summary>What the page on coincidence says of chance, and that it has everything its answer has.</summary>
public sealed class CoincidencePageTests
{
    private static readonly LoadedRelease WithGrants = new(
        MadeRelease.Release.Release,
        MadeRelease.Figures with
        {
            Grants = new GrantsByArea(
                "to 2018-19",
                2018,
                2019,
                [.. MadeRelease.Figures.Areas.Select((area, i) => new AreaGrants(area.Code, 10_000m * (i + 1), 1, 10_000, []))]
            ),
        }
    );

    [Theory]
    [InlineData(0.335, "chance alone would give as many, or more, in about 335 of 1,000 tries")]
    [InlineData(0.001, "chance alone would give as many, or more, in about 1 of 1,000 tries")]
    [InlineData(0.0005, "chance alone would give as many in fewer than 1 of 1,000 tries")]
    public void A_p_is_said_in_words(double p, string words) => CoincidencePage.InWords(p).ShouldBe(words);

    [Theory]
    [InlineData(0.05, "more than chance would explain")]
    [InlineData(0.0501, "which could be chance")]
    public void No_more_is_said_than_chance_allows(double p, string end)
    {
        var answer = Ask();
        CoincidencePage.Title(answer with { Coincidence = answer.Coincidence with { P = p } }).ShouldEndWith($", {end}");
    }

    [Theory]
    [InlineData(-0.1, 7, "Deep cuts, deprivation and little capacity meet in 7 areas", "deep cut")]
    [InlineData(-0.1, 1, "Deep cuts, deprivation and little capacity meet in one area", "deep cut")]
    [InlineData(0, 7, "The lowest changes, deprivation and little capacity meet in 7 areas", "change among the lowest")]
    [InlineData(0.1, 1, "The lowest changes, deprivation and little capacity meet in one area", "change among the lowest")]
    public void What_rose_was_not_cut(double highest, int observed, string what, string each)
    {
        var answer = Ask();
        var last = answer.Areas.Where(area => area.Cut.Worst).MaxBy(area => area.Cut.Rank)!;
        answer = answer with
        {
            Coincidence = answer.Coincidence with { Observed = observed },
            Areas =
            [
                .. answer.Areas.Select(area =>
                    area.Cut.Worst ? area with { Cut = area.Cut with { ChangePercent = area == last ? highest : -1 } } : area
                ),
            ],
        };
        CoincidencePage.Title(answer).ShouldStartWith($"{what}, ");
        var chart = MapChart.Coincidence(
            WithGrants,
            answer,
            new AreasShown(MadeRelease.Parameters("", PageQuestions.OfCoincidence), WithGrants)
        );
        chart.Title.ShouldStartWith($"{what}; ");
        chart.Drawing(Chart.Wide).Draw().ShouldContain(each);
    }

    [Theory]
    [InlineData(-0.2, -0.5, 0.1, "so neither end can be said to get more.", "No clear pattern")]
    [InlineData(-0.2, -0.3, -0.1, ": more goes to the more deprived.", "More grants")]
    [InlineData(0.2, 0.1, 0.3, ": more goes to the less deprived.", "Fewer grants")]
    public void Grants_are_said_to_lean_only_where_the_interval_leaves_out_0(
        double value,
        double low,
        double high,
        string end,
        string title
    )
    {
        var concentration = new GrantsConcentrationAnswer(value, 0.1, low, high, "");
        GrantsChart.Concentration(concentration).ShouldEndWith(end);
        GrantsChart.Leaning(concentration).ShouldStartWith(title);
    }

    [Fact]
    public void The_page_has_the_sentence_every_way_to_ask_and_each_area_where_the_three_meet()
    {
        var answer = Ask();
        var page = Page(WithGrants, "");
        page.Status.ShouldBe(200);
        var html = page.Main.ToString();
        html.ShouldContain("areas are at once in the worst third");
        html.Split("; worst ").Length.ShouldBe(answer.Sensitivity.Count + 1);
        var meeting = answer.Areas.Where(area => area.Coincides).ToList();
        meeting.ShouldNotBeEmpty();
        meeting.ShouldAllBe(area => html.Contains($"<a href=\"/areas/{area.Code}\">{area.Name}</a>", StringComparison.Ordinal));
        html.ShouldContain("id=\"grants\"");
        html.ShouldContain("id=\"coincidence\"");
        html.ShouldContain("A grant counts where the organisation that received it is recorded");
        html.ShouldContain("BudgetWatch has not loaded the charity register");
        html.ShouldNotContain("<option value=\"total\"");
        html.Split("<h1>").Length.ShouldBe(2);
    }

    [Fact]
    public void A_mistake_and_a_release_without_capacity_are_told_with_the_controls()
    {
        var mistaken = Page(WithGrants, "threshold=tenth");
        mistaken.Status.ShouldBe(400);
        mistaken.Main.ToString().ShouldContain("id=\"control-threshold\"");
        Page(MadeRelease.Release, "").Status.ShouldBe(404);
        Page(WithGrants, "area=E06000999").Status.ShouldBe(404);
    }

    [Fact]
    public void The_address_of_an_answer_keeps_its_deflator()
    {
        var answer = AnswerCoincidence
            .Run(WithGrants, MadeRelease.Parameters("deflator=bridged", PageQuestions.OfCoincidence))
            .Answer.ShouldNotBeNull();
        answer.Query.Href("r").ShouldContain("&deflator=bridged&");
        Ask().Query.Href("r").ShouldNotContain("deflator");
    }

    private static CoincidenceAnswer Ask() =>
        AnswerCoincidence.Run(WithGrants, MadeRelease.Parameters("", PageQuestions.OfCoincidence)).Answer.ShouldNotBeNull();

    private static SitePage Page(LoadedRelease release, string query) =>
        CoincidencePage.Of(MadeRelease.Parameters(query, PageQuestions.OfCoincidence), release);
}
