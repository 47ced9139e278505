using System.Globalization;
using BudgetWatch.Questions.Tables;

namespace BudgetWatch.Questions.GradientSeries;

/// <summary>The same figures as rows: of each year England, then each fifth; a gap is one row with the reason.</summary>
internal static class GradientSeriesTable
{
    private static readonly Column Group = AnswerColumns.Text(
        "group",
        "England, or which fifth by deprivation; empty in a year without figures."
    );
    private static readonly Column Gap = AnswerColumns.Text("gap", "Why the year has no figures; empty where it has.");

    /// <summary>The rows of an answer.</summary>
    public static Table Of(GradientSeriesAnswer answer) =>
        new(
            ["year", Group, "areas", "from", "to", "change", "changePercent", "flags", Gap, .. QuestionColumns.All],
            answer.Years.SelectMany(year =>
                Rows(year).Select(row => (object?[])[.. row, .. QuestionColumns.Of(answer.Release, answer.Query with { To = year.Year })])
            )
        );

    private static IEnumerable<object?[]> Rows(GradientYearAnswer year)
    {
        var flags = string.Join(' ', year.Flags);
        if (year.England is not { } england)
        {
            yield return [year.Year, null, null, null, null, null, null, flags, year.Gap];
            yield break;
        }

        yield return [year.Year, "england", year.Areas, england.From, england.To, england.Change, england.ChangePercent, flags, null];
        foreach (var fifth in year.Fifths)
        {
            yield return
            [
                year.Year,
                string.Create(CultureInfo.InvariantCulture, $"fifth-{fifth.Fifth}"),
                fifth.Areas,
                fifth.From,
                fifth.To,
                fifth.Change,
                fifth.ChangePercent,
                flags,
                null,
            ];
        }
    }
}
