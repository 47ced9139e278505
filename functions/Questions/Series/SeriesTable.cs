using BudgetWatch.Questions.Tables;

namespace BudgetWatch.Questions.Series;

/// <summary>The same figures as rows, each with the question it answers.</summary>
internal static class SeriesTable
{
    private static readonly Column Residents = AnswerColumns.Whole(
        "population",
        "Residents at the mid-year in which the year starts.",
        "residents"
    );

    /// <summary>The rows of an answer.</summary>
    public static Table Of(SeriesAnswer answer) =>
        new(
            [
                "code",
                "name",
                "year",
                "value",
                "cash",
                Residents,
                "populationVintage",
                "status",
                "flags",
                "lacking",
                "release",
                "return",
                "scope",
                "geography",
                "measure",
                "priceBase",
            ],
            answer.Values.Select(value =>
                (object?[])
                    [
                        answer.Area.Code,
                        answer.Area.Name,
                        value.Year,
                        value.Value,
                        value.Cash,
                        value.Population,
                        value.PopulationVintage,
                        value.Status,
                        string.Join(' ', value.Flags),
                        string.Join("; ", value.Lacking),
                        answer.Release.Id,
                        answer.Query.Return,
                        answer.Query.Scope,
                        answer.Query.Geography,
                        answer.Query.Measure,
                        answer.Query.PriceBase,
                    ]
            )
        );
}
