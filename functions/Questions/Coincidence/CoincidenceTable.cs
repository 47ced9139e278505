using System.Globalization;
using BudgetWatch.Questions.Tables;

namespace BudgetWatch.Questions.Coincidence;

/// <summary>The same figures as rows, each with the question it answers.</summary>
internal static class CoincidenceTable
{
    /// <summary>The rows of an answer.</summary>
    public static Table Of(CoincidenceAnswer answer)
    {
        var query = answer.Query;
        object?[] Question() =>
            [
                answer.Release.Id,
                query.Return,
                query.Scope,
                query.From,
                query.To,
                query.Geography,
                query.Measure,
                query.PriceBase,
                query.Imd,
                query.Threshold,
            ];
        return new Table(
            [
                "code",
                "name",
                "region",
                "coincides",
                "variants",
                "changePercent",
                "changePerHead",
                "changeTotal",
                "cutRank",
                "cutWorst",
                "deprivationScore",
                "deprivationRank",
                "deprivationWorst",
                "capacityIndex",
                "capacityRank",
                "capacityRankLow",
                "capacityRankHigh",
                "capacityWorst",
                "components",
                "flags",
                "excluded",
                "release",
                "return",
                "scope",
                "fromYear",
                "toYear",
                "geography",
                "measure",
                "priceBase",
                "imd",
                "threshold",
            ],
            answer
                .Areas.Select(area =>
                    (object?[])
                        [
                            area.Code,
                            area.Name,
                            area.Region,
                            area.Coincides,
                            area.Variants,
                            area.Cut.ChangePercent,
                            area.Cut.PerHead,
                            area.Cut.Total,
                            area.Cut.Rank,
                            area.Cut.Worst,
                            area.Deprivation.Score,
                            area.Deprivation.Rank,
                            area.Deprivation.Worst,
                            area.Capacity.Index,
                            area.Capacity.Rank,
                            area.Capacity.RankLow,
                            area.Capacity.RankHigh,
                            area.Capacity.Worst,
                            string.Join(
                                "; ",
                                area.Capacity.Components.Select(score =>
                                    string.Create(CultureInfo.InvariantCulture, $"{score.Component} {score.Value}")
                                )
                            ),
                            string.Join(' ', area.Flags),
                            null,
                            .. Question(),
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
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                area.Reason,
                                .. Question(),
                            ]
                    )
                )
        );
    }
}
