using System.Globalization;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Tables;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Gradient;

/// <summary>The same figures as rows, each with the question it answers.</summary>
internal static class GradientTable
{
    private static readonly Column Stated = AnswerColumns.Text("of", "What of it: an end, the change, or a service.");

    /// <summary>The rows of an answer.</summary>
    public static Table Of(GradientAnswer answer) => Of(answer.Release, answer.Query, answer.Statistics);

    /// <summary>The statistics of a question.</summary>
    public static Table Of(ReleaseReference release, QueryAnswer query, GradientStatistics statistics) =>
        new(
            ["statistic", Stated, "group", "areas", "value", "low", "high", "standardError", "p", "undefined", .. QuestionColumns.All],
            Rows(statistics).Select(row => (object?[])[.. row, .. QuestionColumns.Of(release, query)])
        );

    private static IEnumerable<object?[]> Rows(GradientStatistics statistics)
    {
        object?[] Row(
            string statistic,
            string of,
            string? group,
            int? areas,
            double? value,
            double? low = null,
            double? high = null,
            double? error = null,
            double? p = null,
            string? undefined = null
        ) => [statistic, of, group, areas, value, low, high, error, p, undefined];

        var england = statistics.England;
        yield return Row("england", "from", null, statistics.Areas, england.From);
        yield return Row("england", "to", null, statistics.Areas, england.To);
        yield return Row("england", "change", null, statistics.Areas, england.Change);
        yield return Row("england", "changePercent", null, statistics.Areas, england.ChangePercent);
        var fifths = statistics.Fifths.Select(fifth =>
            (
                Of: "fifth",
                Number: fifth.Fifth,
                fifth.Areas,
                fifth.From,
                fifth.To,
                fifth.Change,
                fifth.ChangePercent,
                fifth.UnweightedChangePercent
            )
        );
        var tenths = statistics.Tenths.Select(tenth =>
            (
                Of: "tenth",
                Number: tenth.Tenth,
                tenth.Areas,
                tenth.From,
                tenth.To,
                tenth.Change,
                tenth.ChangePercent,
                tenth.UnweightedChangePercent
            )
        );
        foreach (var part in fifths.Concat(tenths))
        {
            var group = string.Create(CultureInfo.InvariantCulture, $"{part.Of}-{part.Number}");
            yield return Row(part.Of, "from", group, part.Areas, part.From);
            yield return Row(part.Of, "to", group, part.Areas, part.To);
            yield return Row(part.Of, "change", group, part.Areas, part.Change);
            yield return Row(part.Of, "changePercent", group, part.Areas, part.ChangePercent);
            yield return Row(part.Of, "unweightedChangePercent", group, part.Areas, part.UnweightedChangePercent);
        }

        yield return Row("gap", "changePercent", null, null, statistics.Gap?.Value, statistics.Gap?.Low, statistics.Gap?.High);
        yield return Row("kitagawa", "mix", null, null, statistics.Kitagawa.Mix, undefined: statistics.Kitagawa.Undefined);
        yield return Row("kitagawa", "within", null, null, statistics.Kitagawa.Within, undefined: statistics.Kitagawa.Undefined);
        foreach (var service in statistics.Kitagawa.Services)
        {
            yield return Row("kitagawa-mix", service.Service, null, null, service.Mix);
            yield return Row("kitagawa-within", service.Service, null, null, service.Within);
            yield return Row("kitagawa-share", service.Service, "fifth-1", null, service.Share.MostDeprived);
            yield return Row("kitagawa-share", service.Service, "fifth-5", null, service.Share.LeastDeprived);
            yield return Row("kitagawa-changePercent", service.Service, "fifth-1", null, service.ChangePercent.MostDeprived);
            yield return Row("kitagawa-changePercent", service.Service, "fifth-5", null, service.ChangePercent.LeastDeprived);
        }

        yield return Row("ratio", "from", null, null, statistics.Ratio.From);
        yield return Row("ratio", "to", null, null, statistics.Ratio.To);
        foreach (
            var (of, slope) in new[]
            {
                ("changePercent", statistics.Sii.ChangePercent),
                ("change", statistics.Sii.Change),
                ("from", statistics.Sii.From),
                ("to", statistics.Sii.To),
            }
        )
        {
            yield return Row("sii", of, null, null, slope?.Value, slope?.Low, slope?.High);
            yield return Row("sii-intercept", of, null, null, slope?.Intercept);
        }

        yield return Row("rii", "from", null, null, statistics.Rii.From);
        yield return Row("rii", "to", null, null, statistics.Rii.To);
        var concentration = statistics.Concentration;
        foreach (
            var (of, index, absolute, undefined) in new[]
            {
                ("from", concentration.From, concentration.Absolute.From, concentration.Undefined.From),
                ("to", concentration.To, concentration.Absolute.To, concentration.Undefined.To),
            }
        )
        {
            yield return Row("concentration", of, null, null, index?.Value, error: index?.StandardError, undefined: undefined);
            yield return Row(
                "concentration-kakwani",
                of,
                null,
                null,
                index?.Value,
                error: index?.KakwaniStandardError,
                undefined: undefined
            );
            yield return Row(
                "absolute-concentration",
                of,
                null,
                null,
                absolute?.Value,
                error: absolute?.StandardError,
                undefined: undefined
            );
        }

        yield return Row("spearman", "changePercent", null, null, statistics.Spearman?.Value, p: statistics.Spearman?.P);
        yield return Row("log-slope", "change", null, null, statistics.LogSlope?.Value, error: statistics.LogSlope?.StandardError);
        foreach (var (of, theil) in new[] { ("from", statistics.Theil.From), ("to", statistics.Theil.To) })
        {
            yield return Row("theil", of, "all", null, theil?.Value);
            yield return Row("theil", of, "between-fifths", null, theil?.Between);
            yield return Row("theil", of, "within-fifths", null, theil?.Within);
        }
    }
}
