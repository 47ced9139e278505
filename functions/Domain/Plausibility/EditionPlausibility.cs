using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>
/// What is asked about an edition before it comes into force. A reader refuses a file that is wrong in itself. Here it is compared with the others: its councils, its
/// unit, its signs, its headings, its year.
/// </summary>
public static class EditionPlausibility
{
    /// <summary>The questions about an edition; none where it can be what it says it is.</summary>
    /// <param name="own">What it says.</param>
    /// <param name="others">What it is compared with.</param>
    public static IReadOnlyList<Question> Of(EditionContent own, OtherEditions others)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(others);
        return own switch
        {
            RevenueReturn one => [.. InReturn(one, others)],
            RevenueTimeSeries several =>
            [
                .. InSeries(several, others).Select(pair => pair.Question with { Text = $"{pair.Year}: {pair.Question.Text}" }),
            ],
            ServiceDetails details => [.. DetailPlausibility.Of(details, others)],
            PopulationEstimates estimates => [.. PopulationPlausibility.Of(estimates, others)],
            DeprivationIndices indices => [.. IndicesPlausibility.Of(indices, others)],
            DeflatorSeries deflators => [.. DeflatorPlausibility.Of(deflators, others)],
            DistrictLineage lineage => [.. GeographyPlausibility.Of(lineage, others)],
            AuthorityRegister register => [.. GeographyPlausibility.Of(register, others)],
            _ => [.. CommunityPlausibility.Of(own, others)],
        };
    }

    private static IEnumerable<Question> InReturn(RevenueReturn own, OtherEditions others) =>
        others.Coverage is { } coverage ? ReturnPlausibility.Of(CouncilFigures.Of(own, coverage), [], others) : [];

    /// <summary>The years of one file do not vouch for each other: a file in pounds is so in every year. But one may be a copy of another.</summary>
    private static IEnumerable<(FinancialYear Year, Question Question)> InSeries(RevenueTimeSeries series, OtherEditions others)
    {
        if (others.Coverage is not { } coverage)
        {
            return [];
        }

        var years = series.Years.Select(year => CouncilFigures.Of(year, coverage)).ToList();
        return years.SelectMany(year => ReturnPlausibility.Of(year, years, others), (year, question) => (year.Content.Year, question));
    }
}
