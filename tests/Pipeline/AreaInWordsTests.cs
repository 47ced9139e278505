using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Tests.Support;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Returns;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Pipeline.Tests;

public class AreaInWordsTests
{
    private static readonly Scope Comparable = Scopes.Comparable;
    private static readonly Scope Libraries = Scopes.Find("libraries")!;

    private static readonly AreaDetailAnswer Made = AnswerAreas.One(MadeRelease.Release, "E06000003", ComparisonQuery.Headline).Answer!;

    private static LoadedRelease Published => new(MadeRelease.Release.Release, Snapshot.Figures);

    [Fact]
    public void A_loss_is_told_with_its_rank_and_what_moved_most()
    {
        var answer = With(
            Cut(Comparable, 1000, 800) with
            {
                Rank = 2,
                Of = 11,
            },
            Cut(Scopes.Find("housing")!, 100, 40),
            Cut(Scopes.AllSocialCare, 500, 530)
        );

        AreaSentences.Heading(answer, Comparable).ShouldBe("Council 3 lost 20.0% of comparable spending per head");
        AreaSentences
            .Sentences(answer, Comparable, -10.04)
            .ShouldBe([
                "Between 2010-11 and 2019-20 planned comparable spending in Council 3 fell from £1,000 to £800 per resident in 2024-25 prices, a loss of £200, or 20.0%.",
                "That is the second deepest cut of 11 areas. England as a whole lost 10.0%.",
                "The biggest cut was in housing services: £60 per resident, or 60.0%.",
                "The biggest rise was in social care: £30 per resident.",
                "Comparable spending covers services that mean the same in both years. It leaves out schools, police, fire and public health.",
                "These are budgets: what was planned, not what was spent.",
            ]);
    }

    [Fact]
    public void A_gain_is_no_loss()
    {
        var answer = With(Cut(Comparable, 1000, 1015) with { Rank = 11, Of = 11 });

        AreaSentences.Heading(answer, Comparable).ShouldBe("Council 3 gained 1.5% of comparable spending per head");
        AreaSentences
            .Sentences(answer, Comparable, 2)[0]
            .ShouldEndWith("rose from £1,000 to £1,015 per resident in 2024-25 prices, a gain of £15, or 1.5%.");
        AreaSentences
            .Sentences(answer, Comparable, 2)[1]
            .ShouldBe("It ranks 11 of 11 areas, where 1 is the deepest cut. England as a whole gained 2.0%.");
    }

    [Fact]
    public void What_did_not_move_neither_rose_nor_fell()
    {
        var answer = With(Cut(Comparable, 1000.2, 1000.3));

        AreaSentences.Heading(answer, Comparable).ShouldBe("Council 3: comparable spending per head is unchanged");
        AreaSentences.Sentences(answer, Comparable, null)[0].ShouldEndWith("stayed at £1,000 per resident in 2024-25 prices.");
    }

    [Theory]
    [InlineData(40_000, 20_000, "fell from £40,000 to £20,000 in cash, a loss of £20,000, or 50.0%.")]
    [InlineData(1_200_000, 900_000, "fell from £1.2m to £900,000 in cash, a loss of £300,000, or 25.0%.")]
    [InlineData(300_000.2, 300_000.4, "stayed at £300,000 in cash.")]
    [InlineData(95_120_000, 95_140_000, "stayed at £95.1m in cash.")]
    public void Totals_are_told_in_pounds_below_a_million_and_stay_where_they_print_alike(double from, double to, string expected)
    {
        var answer = With(Cut(Comparable, from, to));
        answer = answer with { Query = answer.Query with { Measure = Measure.Cash } };

        AreaSentences.Sentences(answer, Comparable, null)[0].ShouldEndWith(expected);
    }

    [Fact]
    public void Nothing_is_still_nothing()
    {
        var answer = With(Cut(Comparable, 0, 0) with { ChangePercent = null });
        answer = answer with { Query = answer.Query with { Measure = Measure.Real } };

        AreaSentences.Heading(answer, Comparable).ShouldBe("Council 3: comparable spending stayed at £0 in real terms");
        AreaSentences.Sentences(answer, Comparable, null)[0].ShouldEndWith("stayed at £0 in 2024-25 prices.");
    }

    [Fact]
    public void Without_London_it_is_not_England_as_a_whole()
    {
        var answer = With(Cut(Comparable, 1000, 800) with { Rank = 2, Of = 11 });
        answer = answer with { Query = answer.Query with { London = London.Excluded } };

        AreaSentences
            .Sentences(answer, Comparable, -10)[1]
            .ShouldBe("That is the second deepest cut of 11 areas. England without London lost 10.0%.");
    }

    [Fact]
    public void The_deepest_is_called_so_and_outturn_is_not_called_planned()
    {
        var answer = With(Cut(Comparable, 1000, 800) with { Rank = 1, Of = 11 });
        answer = answer with { Query = answer.Query with { Return = Return.Outturn, Measure = Measure.Cash } };

        AreaSentences.Heading(answer, Comparable).ShouldBe("Council 3 lost 20.0% of comparable spending in cash");
        var sentences = AreaSentences.Sentences(answer, Comparable, null);
        sentences[0]
            .ShouldStartWith(
                "Between 2010-11 and 2019-20 actual comparable spending in Council 3 fell from £1,000 to £800 in cash, a loss of £200, or 20.0%."
            );
        sentences[1].ShouldBe("That is the deepest cut of 11 areas.");
        sentences.ShouldNotContain(sentence => sentence.Contains("planned", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_percentage_the_pounds_are_told()
    {
        var answer = With(Cut(Comparable, -5, 10) with { ChangePercent = null, Flags = [Flag.BaseNotPositive] });

        AreaSentences.Heading(answer, Comparable).ShouldBe("Council 3: comparable spending went from -£5 to £10 per head");
        AreaSentences
            .Sentences(answer, Comparable, -10)
            .ShouldContain(
                "Spending in the base year is zero or negative (income exceeded it), so no percentage is stated; the pounds are."
            );
        AreaSentences
            .Sentences(answer, Comparable, -10)[0]
            .ShouldEndWith("rose from -£5 to £10 per resident in 2024-25 prices, a gain of £15.");
    }

    [Fact]
    public void An_area_left_out_says_why_and_states_no_figure()
    {
        var answer = With(
            Missing(
                ExclusionReason.FiguresMissing(
                    "2021-22",
                    ["E1 housing", "E1 cultural", "E1 central", "E1 other", "E1 planning", "E1 environmental"]
                )
            )
        );

        AreaSentences.Heading(answer, Comparable).ShouldBe("Council 3 is left out of this comparison");
        AreaSentences
            .Sentences(answer, Comparable, -10)
            .ShouldBe([
                "Comparable spending of 2010-11 and 2019-20 is not compared for Council 3: missing in 2021-22: E1 housing, E1 cultural, E1 central, E1 other and 2 more.",
            ]);
    }

    [Fact]
    public void A_scope_that_is_not_compared_is_not_the_areas_doing()
    {
        var answer = AnswerAreas.One(MadeRelease.Release, "E06000003", ComparisonQuery.Headline).Answer!;

        AreaSentences.Heading(answer, Scopes.Find("education")!).ShouldBe("Council 3: spending on education services is not compared");
        AreaSentences
            .Sentences(answer, Scopes.Find("education")!, null)
            .ShouldHaveSingleItem()
            .ShouldStartWith("Spending on education services of 2010-11 and 2019-20 is not compared: schools that become academies");
    }

    [Fact]
    public void An_area_that_is_never_ranked_says_why()
    {
        var answer = AnswerAreas.One(Published, "E09000001", ComparisonQuery.Headline).Answer!;

        AreaSentences.Heading(answer, Comparable).ShouldBe("City of London is reported but not ranked");
        AreaSentences
            .Sentences(answer, Comparable, -20)
            .ShouldBe([
                "City of London is reported and never ranked: about 9,000 residents and half a million workers, so a figure per resident says nothing.",
            ]);
    }

    [Fact]
    public void A_line_by_itself_may_have_moved_elsewhere()
    {
        var answer = With(Cut(Libraries, 30, 3), Cut(Scopes.Find("transport-levy")!, 10, 9));

        AreaSentences.Heading(answer, Libraries).ShouldBe("Council 3 lost 90.0% of spending on the library service per head");
        AreaSentences
            .Heading(answer, Scopes.Find("transport-levy")!)
            .ShouldBe("Council 3 lost 10.0% of spending on the Integrated Transport Authority levy per head");
        AreaSentences
            .Sentences(answer, Libraries, null)
            .ShouldContain("Money that moved to another line looks like a cut. Check the values by year before printing this.");
        AreaSentences
            .Sentences(With(Cut(Comparable, 30, 3)), Comparable, null)
            .ShouldNotContain(sentence => sentence.StartsWith("Money", StringComparison.Ordinal));
    }

    /// <summary>README and docs/api.md: Liverpool -25.5%, rank 41 of 148, £1,646 to £1,227; of services the most in pounds is lost on housing, £114; social care gains £58.</summary>
    [Fact]
    public void Liverpool_is_told_as_published()
    {
        var answer = AnswerAreas.One(Published, "E08000012", ComparisonQuery.Headline).Answer!;

        AreaSentences.Heading(answer, Comparable).ShouldBe("Liverpool lost 25.5% of comparable spending per head");
        AreaSentences
            .Sentences(answer, Comparable, null)
            .Take(5)
            .ShouldBe([
                "Between 2010-11 and 2019-20 planned comparable spending in Liverpool fell from £1,646 to £1,227 per resident in 2024-25 prices, a loss of £419, or 25.5%.",
                "In 2024-25 it was 20.2% lower than in 2010-11.",
                "That is the 41st deepest cut of 148 areas.",
                "The biggest cut was in housing services: £114 per resident, or 68.2%.",
                "The biggest rise was in social care: £58 per resident.",
            ]);
    }

    /// <summary>docs/api.md: Slough's children's social care all but leaves its budget between 2015-16 and 2017-18. That makes it first.</summary>
    [Fact]
    public void Slough_is_first_and_to_be_asked_about()
    {
        var sentences = AreaSentences.Sentences(
            AnswerAreas.One(Published, "E06000039", ComparisonQuery.Headline).Answer!,
            Comparable,
            null
        );

        sentences[0].ShouldEndWith("or 51.1%.");
        sentences[1].ShouldBe("In 2024-25 it was 28.6% lower than in 2010-11.");
        sentences[2].ShouldBe("That is the deepest cut of 148 areas.");
        sentences.ShouldContain(sentence =>
            sentence.StartsWith("Ask before printing this: between two years of this span, a service", StringComparison.Ordinal)
            && sentence.Contains("children's social care, 2015-16 to 2016-17 (£30,104,000 to £4,082,000)", StringComparison.Ordinal)
        );
    }

    /// <summary>docs/api.md: Northumberland's budget for libraries falls by 93.2%, and money that moved to another line looks the same.</summary>
    [Fact]
    public void Northumberland_s_libraries_are_not_told_without_doubt()
    {
        var answer = AnswerAreas.One(Published, "E06000057", ComparisonQuery.Headline).Answer!;

        AreaSentences.Heading(answer, Libraries).ShouldBe("Northumberland lost 93.2% of spending on the library service per head");
        AreaSentences
            .Sentences(answer, Libraries, null)
            .ShouldContain(sentence => sentence.StartsWith("Money that moved to another line", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(100, 103, 3.0, "In 2017-18 Council 3 spent 3.0% more than planned on housing services.")]
    [InlineData(100, 97, -3.0, "In 2017-18 Council 3 spent 3.0% less than planned on housing services.")]
    [InlineData(100, 100, 0.01, "In 2017-18 Council 3 spent as much as planned on housing services.")]
    [InlineData(-5, 4, null, "In 2017-18 Council 3 spent £4 where it had planned -£5 on housing services.")]
    public void What_was_spent_of_what_was_planned_is_told(double planned, double spent, double? percent, string expected) =>
        ReturnsSentence
            .Of(
                new ReturnsRowAnswer(
                    new AreaCode("E06000003"),
                    "Council 3",
                    "North",
                    Scopes.Find("housing")!,
                    "Housing services (GFRA only)",
                    new FinancialYear(2017),
                    planned,
                    spent,
                    spent - planned,
                    percent,
                    CellStatus.Reported,
                    CellStatus.Reported,
                    null,
                    [],
                    new ReturnsDisplay(FigureText.Pounds(planned), FigureText.Pounds(spent), "", "")
                )
            )
            .ShouldBe(expected);

    private static AreaDetailAnswer With(params ScopeCutAnswer[] cuts) => Made with { Cuts = cuts, OtherYear = null };

    private static ScopeCutAnswer Cut(Scope scope, double from, double to) =>
        new(
            scope,
            scope.Title,
            from,
            to,
            to - from,
            100 * (to - from) / from,
            null,
            11,
            [],
            null,
            null,
            new CutLinks(null, null, null, null)
        );

    private static ScopeCutAnswer Missing(ExclusionReason reason) =>
        Cut(Comparable, 1, 1) with
        {
            From = null,
            To = null,
            Change = null,
            ChangePercent = null,
            Excluded = reason,
        };
}
