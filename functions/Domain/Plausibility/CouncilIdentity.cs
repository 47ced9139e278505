using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>
/// Whether councils of a class spend as themselves: what a council spends on each service is nearer to what the same council spends in another year than to what others
/// of its class do. Where figures stand in other councils' rows it is not, though each of them is of a possible size.
/// </summary>
internal static class CouncilIdentity
{
    /// <summary>How few services tell councils apart.</summary>
    private const int FewestServices = 4;

    /// <summary>How few councils tell anything of a service: police and fire have none.</summary>
    private const int FewestCouncils = 60;

    /// <summary>A service that is further off than by this factor is off; by how far says nothing more.</summary>
    private static readonly double FurthestLog = Math.Log(2.7);

    private static readonly IReadOnlyList<Line> Services =
    [
        .. Lines.All.Where(line => line.IsServiceTotal && line != CouncilFigures.WithoutContent),
    ];

    /// <summary>
    /// The mean distance of councils to themselves over that to the others of their class; null where too few can be compared. In loaded editions 0.58 at most, and 0.83 at
    /// least where each row has the figures of the next.
    /// </summary>
    public static double? Of(AuthorityClass @class, CouncilFigures own, CouncilFigures other)
    {
        var councils = own
            .Councils.Where(council => council.Value.Class == @class && other.Councils.ContainsKey(council.Key))
            .Select(council => council.Key)
            .ToList();
        var mine = councils.ConvertAll(council => Logs(own, council));
        var theirs = councils.ConvertAll(council => Logs(other, council));
        var (toItself, selves, toOthers, pairs) = (0.0, 0, 0.0, 0);
        for (var i = 0; i < councils.Count; i++)
        {
            for (var j = 0; j < councils.Count; j++)
            {
                if (Distance(mine[i], theirs[j]) is not { } distance)
                {
                    continue;
                }

                (toItself, selves, toOthers, pairs) =
                    i == j ? (toItself + distance, selves + 1, toOthers, pairs) : (toItself, selves, toOthers + distance, pairs + 1);
            }
        }

        return selves < CouncilFigures.Enough || toOthers == 0 ? null : toItself / selves / (toOthers / pairs);
    }

    /// <summary>
    /// The same of one service over the councils of all classes, each beside others of its own; null where too few can be compared. In loaded editions 0.69 at most, central
    /// services, and 0.88 at least where each row has the figure of the next.
    /// </summary>
    public static double? Of(Line service, CouncilFigures own, CouncilFigures other)
    {
        var (toItself, toOthers, councils) = (0.0, 0.0, 0);
        foreach (
            var ofClass in own
                .Councils.Where(council => council.Value.Class != AuthorityClass.ShireDistrict)
                .GroupBy(council => council.Value.Class, council => council.Key)
        )
        {
            var pairs = ofClass
                .Select(council => (Mine: own.Of(service, council), Theirs: other.Of(service, council)))
                .Where(pair => pair.Mine > 0 && pair.Theirs > 0)
                .Select(pair => (Mine: Math.Log((double)pair.Mine!.Value), Theirs: Math.Log((double)pair.Theirs!.Value)))
                .ToList();
            if (pairs.Count < CouncilFigures.Enough)
            {
                continue;
            }

            councils += pairs.Count;
            for (var i = 0; i < pairs.Count; i++)
            {
                for (var j = 0; j < pairs.Count; j++)
                {
                    var distance = Math.Min(Math.Abs(pairs[i].Mine - pairs[j].Theirs), FurthestLog);
                    (toItself, toOthers) = i == j ? (toItself + distance, toOthers) : (toItself, toOthers + (distance / (pairs.Count - 1)));
                }
            }
        }

        return councils < FewestCouncils || toOthers == 0 ? null : toItself / toOthers;
    }

    private static double[] Logs(CouncilFigures figures, string council) =>
        [.. Services.Select(line => figures.Of(line, council) is { } pounds && pounds > 0 ? Math.Log((double)pounds) : double.NaN)];

    private static double? Distance(double[] one, double[] other)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < one.Length; i++)
        {
            var distance = Math.Abs(one[i] - other[i]);
            if (!double.IsNaN(distance))
            {
                (sum, count) = (sum + Math.Min(distance, FurthestLog), count + 1);
            }
        }

        return count < FewestServices ? null : sum / count;
    }
}
