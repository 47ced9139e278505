using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Returns;

/// <summary>A year of budget against outturn in words that can be quoted.</summary>
public static class ReturnsSentence
{
    /// <summary>What an area spent of what it had planned: <c>In 2024-25 Liverpool spent 2.0% more than planned on central services.</c></summary>
    public static string Of(ReturnsRowAnswer row)
    {
        var how = row.DifferencePercent switch
        {
            null => $"{row.Display.Spent} where it had planned {row.Display.Planned}",
            { } percent when FigureText.Rounded(percent, 1) == 0 => "as much as planned",
            < 0 and { } less => $"{FigureText.Percent(-less)} less than planned",
            var more => $"{FigureText.Percent(more)} more than planned",
        };
        return $"In {row.Year} {row.Name} spent {how} on {AreaSentences.Lower(row.Title)}.";
    }
}
