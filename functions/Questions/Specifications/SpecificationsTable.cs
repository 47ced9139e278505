using BudgetWatch.Questions.Tables;

namespace BudgetWatch.Questions.Specifications;

/// <summary>The same figures as rows, each with the question it answers.</summary>
internal static class SpecificationsTable
{
    private static readonly Column Specified = AnswerColumns.Whole("rank", "Its place in the curve as narrowed; 1 is the lowest slope.");

    /// <summary>The rows of an answer.</summary>
    public static Table Of(SpecificationsAnswer answer) =>
        new(
            [Specified, "areas", "sii", "siiLow", "siiHigh", "gap", "gapLow", "gapHigh", "flags", .. QuestionColumns.All],
            answer.Specifications.Select(specification =>
                (object?[])
                    [
                        specification.Rank,
                        specification.Areas,
                        specification.Sii.Value,
                        specification.Sii.Low,
                        specification.Sii.High,
                        specification.Gap.Value,
                        specification.Gap.Low,
                        specification.Gap.High,
                        string.Join(' ', specification.Flags),
                        .. QuestionColumns.Of(answer.Release, specification.Query),
                    ]
            )
        );
}
