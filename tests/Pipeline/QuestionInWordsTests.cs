using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>A question in words leaves out nothing that is not as usual: who prints a chart prints what it is of.</summary>
public sealed class QuestionInWordsTests
{
    [Fact]
    public void The_usual_one_is_short() =>
        QuestionText
            .Describe(ComparisonQuery.Headline)
            .ShouldBe(
                "Budgets for services outside social care, per head in real terms, 2010-11 to 2019-20; deprivation by the Indices of 2019"
            );

    [Fact]
    public void Every_choice_that_is_not_usual_is_named() =>
        QuestionText
            .Describe(
                ComparisonQuery.Headline with
                {
                    Return = Return.Outturn,
                    Measure = Measure.Cash,
                    Imd = 2025,
                    WithLondon = false,
                    Groups = Grouping.People,
                    Weights = Weighting.Equal,
                    Population = PopulationBasis.BeforeCensus,
                    Deflator = DeflatorBasis.Bridged,
                }
            )
            .ShouldBe(
                "Spending on services outside social care, in cash, 2010-11 to 2019-20; deprivation by the Indices of 2025; without London; fifths of equal numbers of people; every area counted the same;"
                    + " residents as estimated before the census of 2021; with a bridged deflator"
            );

    [Fact]
    public void England_without_London_and_fifths_of_people_are_called_so()
    {
        QuestionText.Whole(withLondon: true).ShouldBe("England");
        QuestionText.Whole(withLondon: false).ShouldBe("England without London");
        QuestionText.FifthOf(Grouping.Areas).ShouldBe("fifth of areas");
        QuestionText.FifthOf(Grouping.People).ShouldBe("fifth of people, by area,");
    }
}
