using System.Globalization;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Statistics with published results, run on the machine that builds: if its arithmetic gave anything else, no release would be
/// published from it (golden values of methodology 6).
/// </summary>
internal static class StatisticsChecks
{
    public static IEnumerable<ReleaseCheck> Run()
    {
        var scale = RiditScale.Of([78, 91, 162, 103, 105]);
        var index = ConcentrationIndex.Of([20, 30, 40, 50, 60], scale)!.Value;
        yield return Check("concentration index", 0.17776859, index.Value, 8);
        yield return Check("its standard error", 0.00712405, index.StandardError!.Value, 8);
        yield return Check("absolute concentration index", 7.3284202, index.Absolute, 6);
        yield return Check(
            "Spearman",
            -29.0 / 165,
            RankCorrelation.Spearman([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17])!.Value,
            12
        );
        yield return Check("Theil T", 0.1308120, TheilIndex.Of([1, 3], [1, 1], [1, 1])!.Value.Value, 7);
        yield return Check("Das Gupta", -0.1425, DasGupta.Of((.6, .5), (.3, .45)).First, 12);
    }

    private static ReleaseCheck Check(string name, double expected, double found, int digits) =>
        new(
            name,
            Math.Round(expected - found, digits - 1) == 0 && Math.Abs(expected - found) < Math.Pow(10, -digits + 0.5),
            string.Create(CultureInfo.InvariantCulture, $"expected {expected}, found {found}")
        );
}
