using System.Globalization;

namespace BudgetWatch.Questions.Requests;

/// <summary>Which part of a list a reader asked for.</summary>
/// <param name="Limit">How many at most.</param>
/// <param name="Cursor">How many come before.</param>
public sealed record Paging(int Limit, int Cursor)
{
    /// <summary>The parameters of a list.</summary>
    public static readonly IReadOnlyList<Parameter> Parameters = [QueryParameters.Limit, QueryParameters.Cursor];

    /// <summary>Reads it.</summary>
    public static Answered<Paging> Of(Parameters parameters)
    {
        var limit = parameters.Value(QueryParameters.Limit)!;
        if (!TryNumber(limit, QueryParameters.Limit.Bounds!.Value, out var most))
        {
            var (least, highest) = QueryParameters.Limit.Bounds.Value;
            return QueryProblem.BadValue(
                QueryParameters.Limit.Name,
                limit,
                [string.Create(CultureInfo.InvariantCulture, $"{least} to {highest}")]
            );
        }

        var cursor = parameters.Value(QueryParameters.Cursor)!;
        return TryNumber(cursor, QueryParameters.Cursor.Bounds!.Value, out var before)
            ? new Paging(most, before)
            : QueryProblem.BadValue(QueryParameters.Cursor.Name, cursor, ["as given in page.next"]);
    }

    private static bool TryNumber(string text, (int Least, int Most) bounds, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= bounds.Least && number <= bounds.Most;
}
