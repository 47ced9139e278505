using System.Globalization;

namespace BudgetWatch.Pipeline.Query;

/// <summary>Which part of a list a reader asked for.</summary>
/// <param name="Limit">How many at most.</param>
/// <param name="Cursor">How many come before.</param>
public sealed record Paging(int Limit, int Cursor)
{
    /// <summary>The parameters of a list.</summary>
    public static readonly IReadOnlyList<string> Names = ["limit", "cursor"];

    private const int Usual = 500;
    private const int Most = 1_000;
    private const int Farthest = 1_000_000;

    /// <summary>Reads it.</summary>
    public static Answered<Paging> Of(Parameters parameters)
    {
        var limit = parameters.Find("limit") ?? Usual.ToString(CultureInfo.InvariantCulture);
        if (!TryNumber(limit, out var most) || most is < 1 or > Most)
        {
            return QueryProblem.BadValue("limit", limit, [$"1 to {Most}"]);
        }

        var cursor = parameters.Find("cursor") ?? "0";
        return TryNumber(cursor, out var before) && before <= Farthest
            ? new Paging(most, before)
            : QueryProblem.BadValue("cursor", cursor, ["as given in page.next"]);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
