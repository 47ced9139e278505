using BudgetWatch.Questions.Tables;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Areas;

/// <summary>The same figures as rows, each with the question it answers.</summary>
internal static class AreasTable
{
    /// <summary>The rows of an answer.</summary>
    public static Table Of(AreasAnswer answer) =>
        new(
            [
                "code",
                "name",
                "kind",
                "region",
                "ranked",
                "setAside",
                "members",
                "imd",
                "deprivationScore",
                "deprivationRank",
                "deprivationFifth",
                "deprivationTenth",
                "release",
                "geography",
            ],
            answer.Areas.SelectMany(area =>
                area.Deprivation.Cast<KeyValuePair<int, DeprivationAnswer>?>()
                    .DefaultIfEmpty(null)
                    .Select(vintage =>
                        (object?[])
                            [
                                area.Code,
                                area.Name,
                                area.Kind,
                                area.Region,
                                area.Ranked,
                                area.SetAside,
                                string.Join(' ', area.Members.Select(member => member.Code)),
                                vintage?.Key,
                                vintage?.Value.Score,
                                vintage?.Value.Rank,
                                vintage?.Value.Fifth,
                                vintage?.Value.Tenth,
                                answer.Release.Id,
                                answer.Geography,
                            ]
                    )
            )
        );

    /// <summary>The rows of an answer.</summary>
    public static Table Of(AreaDetailAnswer answer) =>
        new(
            [
                "code",
                "name",
                "cutScope",
                "title",
                "from",
                "to",
                "change",
                "changePercent",
                "rank",
                "of",
                "flags",
                "excluded",
                .. QuestionColumns.All,
            ],
            answer.Cuts.Select(cut =>
                (object?[])
                    [
                        answer.Area.Code,
                        answer.Area.Name,
                        cut.Scope,
                        cut.Title,
                        cut.From,
                        cut.To,
                        cut.Change,
                        cut.ChangePercent,
                        cut.Rank,
                        cut.Of,
                        string.Join(' ', cut.Flags),
                        cut.Excluded,
                        .. QuestionColumns.Of(answer.Release, answer.Query with { Scope = cut.Scope }),
                    ]
            )
        );
}
