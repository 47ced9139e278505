using BudgetWatch.Questions.Tables;

namespace BudgetWatch.Questions.Returns;

/// <summary>The same figures as rows, each with the question it answers.</summary>
internal static class ReturnsTable
{
    /// <summary>The rows of an answer.</summary>
    public static Table Of(ReturnsAnswer answer) =>
        new(
            [
                "code",
                "name",
                "region",
                "scope",
                "year",
                "planned",
                "spent",
                "difference",
                "differencePercent",
                "plannedStatus",
                "spentStatus",
                "deprivationScore",
                "deprivationRank",
                "deprivationFifth",
                "flags",
                "excluded",
                "release",
                "geography",
                "measure",
                "priceBase",
                "imd",
            ],
            answer
                .Rows.Select(row =>
                    (object?[])
                        [
                            row.Code,
                            row.Name,
                            row.Region,
                            row.Scope,
                            row.Year,
                            row.Planned,
                            row.Spent,
                            row.Difference,
                            row.DifferencePercent,
                            row.PlannedStatus,
                            row.SpentStatus,
                            row.Deprivation?.Score,
                            row.Deprivation?.Rank,
                            row.Deprivation?.Fifth,
                            string.Join(' ', row.Flags),
                            null,
                            answer.Release.Id,
                            answer.Query.Geography,
                            answer.Query.Measure,
                            answer.Query.PriceBase,
                            answer.Query.Imd,
                        ]
                )
                .Concat(
                    answer.Excluded.Select(row =>
                        (object?[])
                            [
                                row.Code,
                                row.Name,
                                null,
                                row.Scope,
                                row.Year,
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
                                row.Reason,
                                answer.Release.Id,
                                answer.Query.Geography,
                                answer.Query.Measure,
                                answer.Query.PriceBase,
                                answer.Query.Imd,
                            ]
                    )
                )
        );
}
