using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// The three gradients that were computed once, independently, from the published files (golden values of methodology 6). They hold
/// for the editions they were computed from, told by those editions' own ENGLAND totals; after a revision they no longer apply, and say so.
/// </summary>
internal static class HeadlineChecks
{
    private static readonly Golden[] Expected =
    [
        new("comparable", -20.17, [-26.4, -24.7, -21.3, -17.2, -12.6], 1.448, 1.220),
        new("community-support", -51.68, [-60.6, -52.6, -50.4, -46.7, -47.0], 1.876, 1.396),
        new("all-social-care", -1.04, [-4.6, -4.8, -5.4, 0.5, 7.9], null, null),
    ];

    public static IEnumerable<ReleaseCheck> Run(ReleaseFigures figures, ReleaseInputs inputs)
    {
        foreach (var golden in Expected)
        {
            var query = ComparisonQuery.Headline with { Scope = Scopes.Find(golden.Scope)! };
            var name = $"headline {golden.Scope}";
            if (WhyNot(figures, inputs, query) is { } reason)
            {
                yield return new ReleaseCheck(name, null, $"does not apply: {reason}");
                continue;
            }

            var gradient = Gradient.Of(figures.Compare(query))!;
            double?[] expected = [148, golden.England, .. golden.Fifths.Cast<double?>(), golden.RatioFrom, golden.RatioTo];
            double?[] found =
            [
                gradient.Areas, Round(gradient.England.ChangePercent, 2),
                .. gradient.Fifths.Select(fifth => Round(fifth.Pooled.ChangePercent, 1)),
                golden.RatioFrom is null ? null : Round(gradient.RatioFrom, 3), golden.RatioTo is null ? null : Round(gradient.RatioTo, 3),
            ];
            yield return new ReleaseCheck(name, expected.SequenceEqual(found), $"expected {Words(expected)}; found {Words(found)}");
        }
    }

    /// <summary>England's total service expenditure as the two editions state it, in pounds; another total means another edition.</summary>
    private static readonly (FinancialYear Year, decimal England)[] ComputedFrom =
    [
        (new FinancialYear(2010), 105_567_496_000m), (new FinancialYear(2019), 96_151_806_000m),
    ];

    private static string? WhyNot(ReleaseFigures figures, ReleaseInputs inputs, ComparisonQuery query)
    {
        foreach (var (year, england) in ComputedFrom)
        {
            var edition = inputs.Returns.Select(candidate => candidate.Content)
                .FirstOrDefault(candidate => candidate.Return == query.Return && candidate.Year == year);
            if (edition is null)
            {
                return $"no budget of {year}";
            }

            if (!edition.England.TryGetValue(Lines.Total, out var total) || total.Pounds != england)
            {
                return $"the {year} edition was revised: its ENGLAND total is {total.Pounds?.ToString("N0", CultureInfo.InvariantCulture)}";
            }
        }

        return figures.Scores.ContainsKey(query.Imd) ? null : $"no Indices of Deprivation {query.Imd}";
    }

    private static double? Round(double? value, int digits) =>
        value is { } number ? Math.Round(number, digits, MidpointRounding.AwayFromZero) : null;

    private static string Words(double?[] values) =>
        string.Join(" ", values.Where(value => value is not null).Select(value => value!.Value.ToString(CultureInfo.InvariantCulture)));

    private sealed record Golden(string Scope, double England, double[] Fifths, double? RatioFrom, double? RatioTo);
}
