using System.Collections.Concurrent;
using System.Globalization;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Tests.Support;

namespace BudgetWatch.Pipeline.Tests;

public class StatisticsAgainstAnotherImplementationTests(ITestOutputHelper output)
{
    [Fact]
    public void Statistics_equal_those_of_another_implementation()
    {
        var figures = Snapshot.Figures;
        ComparisonQuery[] questions =
        [
            .. from @return in figures.Series.Keys.Select(key => key.Return).Distinct()
            from scope in Scopes.Main.Concat(Scopes.Details.Where((_, i) => i % 20 == 0))
            let years = figures.YearsOf(@return)
            from @from in years
            from to in years
            where @from < to
            select new ComparisonQuery(@return, scope, @from, to, Measure.RealPerHead, 2019),
        ];
        var differences = new ConcurrentBag<string>();
        int answered = 0,
            values = 0,
            split = 0;
        Parallel.ForEach(
            questions,
            query =>
            {
                var other = new OtherStatistics(figures, query);
                var statistics = GradientStatistics.Of(figures, query);
                (statistics?.Areas ?? 0).ShouldBe(other.Areas);
                if (statistics is null)
                {
                    return;
                }

                Interlocked.Increment(ref answered);
                Interlocked.Add(ref split, statistics.Kitagawa.Services.Count > 0 ? 1 : 0);
                IReadOnlyDictionary<string, double?> own = Served(statistics),
                    expected = other.Values();
                Interlocked.Add(ref values, expected.Count);
                own.Keys.Order(StringComparer.Ordinal).ShouldBe(expected.Keys.Order(StringComparer.Ordinal));
                foreach (var (name, value) in expected.Where(pair => !Agree(own[pair.Key], pair.Value)))
                {
                    differences.Add(string.Create(CultureInfo.InvariantCulture, $"{query}: {name} is {own[name]:R}, not {value:R}"));
                }
            }
        );

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{answered:N0} questions answered of {questions.Length:N0}, {values:N0} values compared, {split:N0} gaps split by service."
            )
        );
        differences.Take(20).ShouldBeEmpty();
    }

    private static bool Agree(double? own, double? other) =>
        own.HasValue == other.HasValue && (own is null || Math.Abs(own.Value - other!.Value) <= 1e-9 * Math.Max(1, Math.Abs(other.Value)));

    /// <summary>The numbers of an answer but for intervals and p, by the names the other implementation gives them.</summary>
    private static Dictionary<string, double?> Served(GradientStatistics statistics)
    {
        var values = new Dictionary<string, double?>(StringComparer.Ordinal);
        Change("england", statistics.England.From, statistics.England.To, statistics.England.Change, statistics.England.ChangePercent);
        foreach (var fifth in statistics.Fifths)
        {
            Change($"fifth {fifth.Fifth}", fifth.From, fifth.To, fifth.Change, fifth.ChangePercent);
            values[$"fifth {fifth.Fifth} areas"] = fifth.Areas;
            values[$"fifth {fifth.Fifth} unweighted"] = fifth.UnweightedChangePercent;
        }

        foreach (var tenth in statistics.Tenths)
        {
            Change($"tenth {tenth.Tenth}", tenth.From, tenth.To, tenth.Change, tenth.ChangePercent);
            values[$"tenth {tenth.Tenth} areas"] = tenth.Areas;
            values[$"tenth {tenth.Tenth} unweighted"] = tenth.UnweightedChangePercent;
        }

        values["gap"] = statistics.Gap?.Value;
        (values["ratio from"], values["ratio to"]) = (statistics.Ratio.From, statistics.Ratio.To);
        Slope("changePercent", statistics.Sii.ChangePercent);
        Slope("change", statistics.Sii.Change);
        Slope("from", statistics.Sii.From);
        Slope("to", statistics.Sii.To);
        (values["rii from"], values["rii to"]) = (statistics.Rii.From, statistics.Rii.To);
        Concentration("from", statistics.Concentration.From, statistics.Concentration.Absolute.From);
        Concentration("to", statistics.Concentration.To, statistics.Concentration.Absolute.To);
        values["spearman"] = statistics.Spearman?.Value;
        (values["log slope"], values["log slope error"]) = (statistics.LogSlope?.Value, statistics.LogSlope?.StandardError);
        Theil("from", statistics.Theil.From);
        Theil("to", statistics.Theil.To);
        (values["kitagawa mix"], values["kitagawa within"]) = (statistics.Kitagawa.Mix, statistics.Kitagawa.Within);
        foreach (var service in statistics.Kitagawa.Services)
        {
            (values[$"{service.Service} share 1"], values[$"{service.Service} share 5"]) = (
                service.Share.MostDeprived,
                service.Share.LeastDeprived
            );
            values[$"{service.Service} changePercent 1"] = service.ChangePercent.MostDeprived;
            values[$"{service.Service} changePercent 5"] = service.ChangePercent.LeastDeprived;
        }

        return values;

        void Change(string name, double from, double to, double change, double? percent) =>
            (values[$"{name} from"], values[$"{name} to"], values[$"{name} change"], values[$"{name} changePercent"]) = (
                from,
                to,
                change,
                percent
            );

        void Slope(string of, SlopeAnswer? slope) =>
            (values[$"sii {of}"], values[$"sii {of} intercept"]) = (slope?.Value, slope?.Intercept);

        void Concentration(string end, ConcentrationEstimate? index, EstimateAnswer? absolute)
        {
            values[$"concentration {end}"] = index?.Value;
            values[$"concentration {end} error"] = index?.StandardError;
            values[$"concentration {end} Kakwani error"] = index?.KakwaniStandardError;
            (values[$"absolute concentration {end}"], values[$"absolute concentration {end} error"]) = (
                absolute?.Value,
                absolute?.StandardError
            );
        }

        void Theil(string end, TheilAnswer? theil) =>
            (values[$"theil {end}"], values[$"theil {end} between"], values[$"theil {end} within"]) = (
                theil?.Value,
                theil?.Between,
                theil?.Within
            );
    }
}
