using System.Text;

namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>The outline of a mark, a line or a band, as the attribute <c>d</c> has it.</summary>
internal static class SvgPath
{
    /// <summary>A closed line through points.</summary>
    public static string Closed(params IReadOnlyList<(double X, double Y)> points) => Through(points).Append('Z').ToString();

    /// <summary>A line through points, broken where one is missing. A point with none beside it is closed: it has no line to draw.</summary>
    public static string Broken(IEnumerable<(double X, double Y)?> points) =>
        string.Concat(Runs(points).Select(run => run.Count == 1 ? Closed(run) : Through(run).ToString()));

    /// <summary>A band between two lines, broken where either is missing.</summary>
    public static string Band(IEnumerable<(double X, double Low, double High)?> places) =>
        string.Concat(
            Runs(places)
                .Select(run =>
                    Closed([
                        .. run.Select(place => (place.X, place.High)),
                        .. run.AsEnumerable().Reverse().Select(place => (place.X, place.Low)),
                    ])
                )
        );

    private static StringBuilder Through(IReadOnlyList<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        for (var i = 0; i < points.Count; i++)
        {
            path.Append(i == 0 ? 'M' : 'L').Append(Number.At(points[i].X)).Append(',').Append(Number.At(points[i].Y));
        }

        return path;
    }

    private static IEnumerable<List<T>> Runs<T>(IEnumerable<T?> all)
        where T : struct
    {
        var run = new List<T>();
        foreach (var one in all)
        {
            if (one is { } there)
            {
                run.Add(there);
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }
}
