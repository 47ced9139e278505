using BudgetWatch.Questions.Tables;

namespace BudgetWatch.Questions.Cuts;

/// <summary>The same figures as rows, each with the question it answers.</summary>
internal static class CutsTable
{
    /// <summary>The rows of an answer.</summary>
    public static Table Of(CutsAnswer answer) =>
        new(
            [
                "code",
                "name",
                "region",
                "from",
                "to",
                "change",
                "changePercent",
                "rank",
                "deprivationScore",
                "deprivationRank",
                "deprivationFifth",
                "deprivationTenth",
                "flags",
                "excluded",
                .. QuestionColumns.All,
            ],
            answer
                .Areas.Select(area =>
                    (object?[])
                        [
                            area.Code,
                            area.Name,
                            area.Region,
                            area.From,
                            area.To,
                            area.Change,
                            area.ChangePercent,
                            area.Rank,
                            area.Deprivation.Score,
                            area.Deprivation.Rank,
                            area.Deprivation.Fifth,
                            area.Deprivation.Tenth,
                            string.Join(' ', area.Flags),
                            null,
                            .. QuestionColumns.Of(answer.Release, answer.Query),
                        ]
                )
                .Concat(
                    answer.Excluded.Select(area =>
                        (object?[])
                            [
                                area.Code,
                                area.Name,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                area.Reason,
                                .. QuestionColumns.Of(answer.Release, answer.Query),
                            ]
                    )
                )
        );
}
