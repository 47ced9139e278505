using BudgetWatch.Questions.Gradient;
using BudgetWatch.Questions.Tables;

namespace BudgetWatch.Questions.Summary;

/// <summary>The same figures as rows, each with the question it answers.</summary>
internal static class SummaryTable
{
    /// <summary>The rows of an answer.</summary>
    public static Table Of(SummaryAnswer answer) => GradientTable.Of(answer.Release, answer.Query, answer.Gradient);
}
