using BudgetWatch.Domain.Codes;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Tables;

/// <summary>The columns that repeat the question in every row.</summary>
internal static class QuestionColumns
{
    /// <summary>The release and every choice of the question.</summary>
    public static readonly IReadOnlyList<Column> All =
    [
        "release",
        "return",
        "scope",
        "fromYear",
        "toYear",
        "geography",
        "measure",
        "priceBase",
        "imd",
        "london",
        "groups",
        "weights",
        "class",
        "population",
        "deflator",
    ];

    /// <summary>Their cells.</summary>
    public static object?[] Of(ReleaseReference release, QueryAnswer query) =>
        [
            release.Id,
            query.Return,
            query.Scope,
            query.From,
            query.To,
            query.Geography,
            query.Measure,
            query.PriceBase,
            query.Imd,
            query.London,
            query.Groups,
            query.Weights,
            query.Class?.Id(),
            query.Population,
            query.Deflator,
        ];
}
