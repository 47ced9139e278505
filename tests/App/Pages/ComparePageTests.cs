using System.Globalization;
using BudgetWatch.App.Pages;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.App.Pages.Charts.Drawings;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Pipeline.Tests;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Tests.Pages;

/// <summary>Areas side by side, of a made-up England of twelve councils: council n spends 1,000 x (100 + n) pounds in every available year, for 10,000 residents, times 1.5 in real terms.</summary>
public sealed class ComparePageTests
{
    [Theory]
    [InlineData("2 9 4", 4)]
    [InlineData("7 3", 3)]
    [InlineData("5 - 6 1", 5)]
    public void A_typical_area_is_in_the_middle_of_its_fifth_by_its_cut_and_of_two_the_deeper(string ranks, int typical) =>
        ComparedAreas
            .Typical(
                [.. ranks.Split(' ').Select(rank => Cut(1, rank == "-" ? null : int.Parse(rank, CultureInfo.InvariantCulture))), Cut(2, 2)],
                1
            )
            .ShouldNotBeNull()
            .Name.ShouldBe($"Rank {typical}");

    [Fact]
    public void A_fifth_without_ranks_has_no_typical_area() => ComparedAreas.Typical([Cut(1, null), Cut(2, 1)], 1).ShouldBeNull();

    [Fact]
    public void Areas_asked_for_are_shown_in_their_order_with_what_each_spent()
    {
        var page = Page("area=E06000011&with=E06000001");
        page.Status.ShouldBe(200);
        var html = page.Main.ToString();
        page.Title.ShouldStartWith("Council 11 ");
        html.ShouldContain("<a href=\"/areas/E06000011\">Council 11</a>");
        // 1.5 x 111,000 / 10,000 and 1.5 x 101,000 / 10,000, to the whole pound.
        html.ShouldContain("Council 11 gained 0.0% (£17 to £17)".Replace("£", "&#163;", StringComparison.Ordinal));
        html.ShouldContain("Council 1 gained 0.0% (£15 to £15)".Replace("£", "&#163;", StringComparison.Ordinal));
        html.ShouldNotContain("typical ones: the area with the middle cut");
        html.Split("<h1>").Length.ShouldBe(2);
    }

    [Fact]
    public void Without_areas_two_typical_ones_are_shown()
    {
        var html = Page("").Main.ToString();
        html.ShouldContain("typical ones: the area with the middle cut");

        // Of the eleven councils that are compared 1 to 3 are the most deprived fifth, 10 and 11 the least: scores fall with the number.
        foreach (
            var fifth in (int[][])
                [
                    [1, 2, 3],
                    [10, 11],
                ]
        )
        {
            fifth.ShouldContain(n => html.Contains($"<a href=\"/areas/E06{n:000000}\">Council {n}</a>", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_area_named_twice_stands_once_beside_a_typical_one()
    {
        var compared = ComparedAreas.Of(MadeRelease.Release, ComparisonQuery.Headline, Asked("area=E06000001&with=E06000001"));
        compared.Areas.Count.ShouldBe(2);
        compared.Areas[0].Code.Value.ShouldBe("E06000001");
        compared.Added.ShouldBe(1);
        // The most deprived is set beside the other end: scores fall with the number of the council.
        compared.Areas[1].Code.Value.ShouldBeOneOf("E06000010", "E06000011");
        Page("area=E06000001&with=E06000001").Status.ShouldBe(200);
    }

    [Fact]
    public void A_code_that_names_no_area_is_told_and_nothing_else_is_lost()
    {
        var page = Page("area=E06000003&with=E06000999&third=E06000004&measure=cash");
        page.Status.ShouldBe(404);
        var html = page.Main.ToString();
        html.ShouldContain("There is no area &#39;E06000999&#39;");
        html.ShouldContain("<option value=\"cash\" selected>");
        html.ShouldContain("<option value=\"E06000003\" selected>");
        html.ShouldContain("<option value=\"E06000004\" selected>");
        html.ShouldContain("id=\"compare\"");
        html.ShouldContain("Service by service");
    }

    [Fact]
    public void An_area_set_aside_is_left_out_with_the_reason()
    {
        var html = Page("area=E06000012&with=E06000001").Main.ToString();
        html.ShouldContain("Council 12 is left out");
        html.ShouldContain("Left out: Council 12: made up.");
    }

    /// <summary>1.5 x -40,000 / 10,000 is -£6 and 1.5 x 101,000 / 10,000 is £15: no percentage is taken of a base below zero, and the pounds are known.</summary>
    [Fact]
    public void An_area_without_a_percentage_went_from_pounds_to_pounds_and_is_not_left_out()
    {
        var page = ComparePage.Of(Asked("area=E06000001&with=E06000002"), PlantedRelease.WithBudget("E06000001", [2010], -40_000));
        page.Title.ShouldBe("Council 1 went from -£6 to £15, Council 2 gained 0.0%");
        var html = page.Main.ToString();
        html.ShouldContain(
            "Council 1 went from -£6 to £15, deprivation rank 1; Council 2 gained 0.0% (£15 to £15), deprivation rank 2. This is".Replace(
                "£",
                "&#163;",
                StringComparison.Ordinal
            )
        );
        html.ShouldNotContain("left out", Case.Insensitive);
    }

    [Fact]
    public void An_area_that_spent_nothing_in_either_year_stayed_there()
    {
        var page = ComparePage.Of(Asked("area=E06000001&with=E06000002"), PlantedRelease.WithBudget("E06000001", [2010, 2024], 0));
        page.Title.ShouldBe("Council 1 stayed at £0, Council 2 gained 0.0%");
    }

    [Fact]
    public void Areas_without_a_percentage_can_be_compared_all_the_same()
    {
        var page = ComparePage.Of(Asked("area=E06000001&with=E06000012"), PlantedRelease.WithBudget("E06000001", [2010], -40_000));
        page.Title.ShouldBe("Council 1 went from -£6 to £15, Council 12 is left out");
        page.Main.ToString().ShouldNotContain("None of these areas can be compared");
    }

    /// <summary>Council 1 budgets 101,000 pounds of the year, in every year.</summary>
    [Fact]
    public void Totals_below_a_million_are_whole_pounds()
    {
        var html = Page("area=E06000001&with=E06000002&measure=cash").Main.ToString();
        html.ShouldContain("Council 1 gained 0.0% (£101,000 to £101,000)".Replace("£", "&#163;", StringComparison.Ordinal));
        html.ShouldContain(
            "Council 1 went from £101,000 in 2010-11 to £101,000 in 2024-25".Replace("£", "&#163;", StringComparison.Ordinal)
        );
        html.ShouldNotContain("&#163;0.1m");
    }

    [Fact]
    public void England_without_London_is_called_so()
    {
        Page("london=excluded").Main.ToString().ShouldContain(">England without London<");
        Page("").Main.ToString().ShouldNotContain("without London<");
    }

    [Fact]
    public void Its_areas_are_asked_with_its_question_and_of_its_release()
    {
        var html = Page("area=E06000001&with=E06000002&return=outturn&to=2017-18&scope=housing&release=2026-11-23-0123456789ab")
            .Main.ToString();
        html.Split("href=\"/areas/E06000001?return=outturn&amp;scope=housing&amp;to=2017-18&amp;release=2026-11-23-0123456789ab\"")
            .Length.ShouldBe(3);
        Page("area=E06000001&with=E06000002").Main.ToString().Split("href=\"/areas/E06000001\"").Length.ShouldBe(3);
    }

    [Fact]
    public void A_line_is_broken_where_a_year_has_no_figure()
    {
        var chart = CompareChart.Of(MadeRelease.Release, ComparisonQuery.Headline, ["E06000001"]).Answer.ShouldNotBeNull();
        var lines = chart.Drawing(Chart.Wide).ShouldBeOfType<YearLines>();
        // Budgets available: 2010-11 to 2012-13, 2014-15, 2017-18, 2019-20, 2021-22, 2024-25.
        lines.Years.ShouldBe(Enumerable.Range(10, 15).Select(year => $"20{year}-{year + 1}"));
        var figures = lines.Years.Zip(lines.All[0].Figures).ToDictionary(point => point.First, point => point.Second.Value);
        figures["2013-14"].ShouldBeNull();
        figures["2010-11"].ShouldNotBeNull().ShouldBe(15.15, 1e-9);
        var run = lines.Draw().Split("class=\"run\" d=\"")[1].Split('"')[0];
        run.Count(letter => letter == 'M').ShouldBe(6);
        chart.Alternative.ShouldContain("Council 1 has no figure in 2013-14, 2015-16, 2016-17, 2018-19, 2020-21, 2022-23, 2023-24.");
    }

    private static SitePage Page(string query) => ComparePage.Of(Asked(query), MadeRelease.Release);

    private static Questions.Requests.Parameters Asked(string query) => MadeRelease.Parameters(query, PageQuestions.OfCompared);

    private static AreaCut Cut(int fifth, int? rank) =>
        new(
            new Area(new AreaCode($"E06{fifth}{rank ?? 99:00000}"), $"Rank {rank}", AreaKind.UnitaryAuthority, "North", [], null),
            2,
            1,
            2,
            1,
            1,
            1,
            rank,
            new DeprivationRank(1, 1, fifth, fifth),
            []
        );
}
