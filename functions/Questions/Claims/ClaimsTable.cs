using BudgetWatch.Questions.Tables;

namespace BudgetWatch.Questions.Claims;

/// <summary>The same figures as rows, each with the question it answers.</summary>
internal static class ClaimsTable
{
    /// <summary>The rows of an answer.</summary>
    public static Table Of(ClaimsAnswer answer) =>
        new(
            ["claim", "unit", "about", "supports", "value", "flags", .. QuestionColumns.All],
            answer
                .Supports.Select(reading => (Reading: reading, Supports: true))
                .Concat(answer.Contradicts.Select(reading => (Reading: reading, Supports: false)))
                .Select(row =>
                    (object?[])
                        [
                            answer.Query.Claim.Text,
                            answer.Query.Unit,
                            answer.Query.About,
                            row.Supports,
                            row.Reading.Value,
                            string.Join(' ', row.Reading.Flags),
                            .. QuestionColumns.Of(answer.Release, row.Reading.Query),
                        ]
                )
        );
}
