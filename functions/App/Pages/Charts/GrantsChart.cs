using System.Globalization;
using BudgetWatch.App.Pages.Charts.Drawings;
using BudgetWatch.Domain.Community;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>The chart of whether grants follow need: published grants a head in each fifth by deprivation.</summary>
internal static class GrantsChart
{
    /// <summary>The chart of an answer; where no area can tell, why there is none.</summary>
    public static Answered<Chart> Of(CoincidenceAnswer answer)
    {
        if (answer.Resources is not { Fifths: [var most, .., var least] fifths } resources)
        {
            return new QueryProblem(
                404,
                "Not in this release",
                $"Release {answer.Release.Id} cannot show grants by fifth of areas for this question.",
                "release",
                null
            );
        }

        var href = answer.Query.Href(answer.Release.Id);
        return new Chart(
            "grants",
            $"{Leaning(resources.Concentration)}: {FigureText.Pounds(most.PerHead)} a head in the most deprived fifth of areas, {FigureText.Pounds(least.PerHead)} in the least",
            $"{string.Join("; ", fifths.Select(fifth => $"{FindingCharts.Name(fifth.Fifth)}: {FigureText.Pounds(fifth.PerHead)} a head"))}.{Concentration(resources.Concentration)}",
            width => new Bars(
                [
                    .. fifths.Select(fifth => new Bar(
                        FindingCharts.Name(fifth.Fifth),
                        fifth.PerHead,
                        FigureText.Pounds(fifth.PerHead),
                        $"{FindingCharts.Name(fifth.Fifth)}: {FigureText.Pounds(fifth.PerHead)} a head; {FindingCharts.Whole(fifth.Areas)} areas"
                    )),
                ],
                "Published grants, pounds per head",
                Reference: null,
                width
            ),
            new PageTable(
                "Published grants by fifth of areas",
                [("Fifth", false), ("Areas", true), ("Pounds per head", true)],
                [
                    .. fifths.Select(fifth =>
                        (IReadOnlyList<Cell>)
                            [FindingCharts.Name(fifth.Fifth), FindingCharts.Whole(fifth.Areas), FigureText.Pounds(fifth.PerHead)]
                    ),
                ]
            ),
            $"{href}&format=csv"
        )
        {
            Page = "/coincidence",
            Question = string.Create(
                CultureInfo.InvariantCulture,
                $"{(answer.Capacity.Components.FirstOrDefault(own => own.Id == GrantsByArea.Id) is { } grants ? $"Grants {grants.Period}; " : "")}fifths by the Indices of Deprivation {answer.Query.Imd}."
            ),
            Figures = [("JSON", $"{href}&format=json")],
            Hint = "Only grants that funders publish as 360Giving data, counted where the recipient is recorded, often its head office.",
        };
    }

    /// <summary>Where published grants go, saying no more than their interval does.</summary>
    public static string Leaning(GrantsConcentrationAnswer? concentration) =>
        concentration switch
        {
            { High: < 0 } => "More grants go where deprivation is higher",
            { Low: > 0 } => "Fewer grants go where deprivation is higher",
            _ => "No clear pattern of published grants by deprivation",
        };

    /// <summary>The concentration of grants in words; an interval with 0 in it shows no pattern.</summary>
    public static string Concentration(GrantsConcentrationAnswer? concentration) =>
        concentration is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" The concentration index is {concentration.Value:0.00}")
                + (
                    concentration is { Low: { } low, High: { } high }
                        ? string.Create(CultureInfo.InvariantCulture, $" (95% interval {low:0.00} to {high:0.00}): ")
                            + (
                                low > 0 ? "more goes to the less deprived."
                                : high < 0 ? "more goes to the more deprived."
                                : "the interval includes 0, so neither end can be said to get more."
                            )
                        : "."
                );
}
