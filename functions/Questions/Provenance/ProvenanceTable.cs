using BudgetWatch.Questions.Tables;

namespace BudgetWatch.Questions.Provenance;

/// <summary>The same figures as rows, each with the question it answers.</summary>
internal static class ProvenanceTable
{
    /// <summary>The rows of an answer.</summary>
    public static Table Of(ProvenanceAnswer answer) =>
        new(
            [
                "area",
                "year",
                "return",
                "scope",
                "authority",
                "place",
                "name",
                "line",
                "pounds",
                "status",
                "edition",
                "sheet",
                "cell",
                "originalCell",
                "release",
                "geography",
                "share",
                "sharePeople",
                "shareOf",
            ],
            answer.Cells.Select(cell =>
                (object?[])
                    [
                        answer.Query.Area,
                        answer.Query.Year,
                        answer.Query.Return,
                        answer.Query.Scope,
                        cell.Authority,
                        cell.Place,
                        cell.Name,
                        cell.Line,
                        cell.Pounds,
                        cell.Status,
                        cell.Edition,
                        cell.Sheet,
                        cell.Cell,
                        cell.OriginalCell,
                        answer.Release.Id,
                        answer.Query.Geography,
                        cell.Share?.Pounds,
                        cell.Share?.People,
                        cell.Share?.Of,
                    ]
            )
        );
}
