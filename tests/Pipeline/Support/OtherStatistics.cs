using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Tests.Support;
using MathNet.Numerics.LinearAlgebra;

namespace BudgetWatch.Pipeline.Tests.Support;

/// <summary>
/// Every statistic of methodology 6 for a question of real terms per head, once more: from the areas' filed pounds, residents and scores, by MathNet's
/// regression and by formulas other than the code's. Of the code under test it takes nothing but the figures.
/// </summary>
internal sealed class OtherStatistics
{
    private readonly ReleaseFigures _figures;
    private readonly ComparisonQuery _query;
    private readonly AreaCode[] _areas;
    private readonly double[] _people;
    private readonly double[] _peopleTo;
    private readonly double[] _from;
    private readonly double[] _to;
    private readonly double[] _scores;

    public OtherStatistics(ReleaseFigures figures, ComparisonQuery query)
    {
        (_figures, _query) = (figures, query);
        var scores = figures.Scores[query.Imd];
        _areas =
        [
            .. figures
                .Areas.Where(area =>
                    area.SetAside is null
                    && scores.ContainsKey(area.Code)
                    && figures.Frames[query.From].People.ContainsKey(area.Code)
                    && figures.Frames[query.To].People.ContainsKey(area.Code)
                    && Cash(query.Scope.Id, area.Code, query.From) is not null
                    && Cash(query.Scope.Id, area.Code, query.To) is not null
                )
                .Select(area => area.Code)
                .OrderByDescending(area => scores[area])
                .ThenBy(area => area.Value, StringComparer.Ordinal),
        ];
        _scores = [.. _areas.Select(area => scores[area])];
        _people = [.. _areas.Select(area => (double)figures.Frames[query.From].People[area])];
        _peopleTo = [.. _areas.Select(area => (double)figures.Frames[query.To].People[area])];
        _from = [.. _areas.Select((area, i) => Real(Cash(query.Scope.Id, area, query.From)!.Value, query.From) / _people[i])];
        _to = [.. _areas.Select((area, i) => Real(Cash(query.Scope.Id, area, query.To)!.Value, query.To) / _peopleTo[i])];
    }

    public int Areas => _areas.Length;

    /// <summary>Each statistic by name; one that is undefined is null.</summary>
    public IReadOnlyDictionary<string, double?> Values()
    {
        var values = new Dictionary<string, double?>(StringComparer.Ordinal);
        Pool(values, "england", [.. Enumerable.Range(0, Areas)], Cash);
        Groups(values, "fifth", 5);
        Groups(values, "tenth", 10);
        var five = Enumerable.Range(1, 5).All(k => Members(k, 5).Length > 0);
        values["gap"] = five ? values["fifth 1 changePercent"] - values["fifth 5 changePercent"] : null;
        values["ratio from"] = five ? Ratio(values["fifth 1 from"], values["fifth 5 from"]) : null;
        values["ratio to"] = five ? Ratio(values["fifth 1 to"], values["fifth 5 to"]) : null;
        Slopes(values);
        Concentrate(values, "from", _from);
        Concentrate(values, "to", _to);
        Correlate(values);
        Theil(values, "from", _from);
        Theil(values, "to", _to);
        Split(values);
        return values;
    }

    private void Pool(Dictionary<string, double?> values, string name, int[] members, Func<string, AreaCode, FinancialYear, decimal?> cash)
    {
        double Level(FinancialYear year, double[] people) =>
            Real(members.Sum(i => cash(_query.Scope.Id, _areas[i], year) ?? 0), year) / members.Sum(i => people[i]);
        double from = Level(_query.From, _people),
            to = Level(_query.To, _peopleTo);
        values[$"{name} from"] = from;
        values[$"{name} to"] = to;
        values[$"{name} change"] = to - from;
        values[$"{name} changePercent"] = from > 0 ? ((to / from) - 1) * 100 : null;
    }

    private void Groups(Dictionary<string, double?> values, string name, int of)
    {
        for (var k = 1; k <= of; k++)
        {
            if (Members(k, of) is not { Length: > 0 } members)
            {
                continue;
            }

            Pool(values, $"{name} {k}", members, Cash);
            values[$"{name} {k} areas"] = members.Length;
            double[] percents = [.. members.Where(i => _from[i] > 0).Select(Percent)];
            values[$"{name} {k} unweighted"] = percents.Length == 0 ? null : percents.Sum() / percents.Length;
        }
    }

    private void Slopes(Dictionary<string, double?> values)
    {
        int[] withPercent = [.. Enumerable.Range(0, Areas).Where(i => _from[i] > 0)];
        double[] peopleOfPercents = [.. withPercent.Select(i => _people[i])];
        Slope(values, "changePercent", [.. withPercent.Select(Percent)], peopleOfPercents);
        Slope(values, "change", [.. _to.Zip(_from, (to, from) => to - from)], _people);
        Slope(values, "from", _from, _people);
        Slope(values, "to", _to, _people);
        foreach (var end in (string[])["from", "to"])
        {
            double? most = values[$"sii {end} intercept"],
                least = most + values[$"sii {end}"];
            values[$"rii {end}"] = most * least > 0 ? least / most : null;
        }
    }

    private static void Slope(Dictionary<string, double?> values, string of, double[] y, double[] people)
    {
        var line = y.Length < 2 ? null : Line(SlowStatistics.Ridits(people), y, people);
        values[$"sii {of}"] = line?.Slope;
        values[$"sii {of} intercept"] = line?.Intercept;
    }

    private void Concentrate(Dictionary<string, double?> values, string end, double[] y)
    {
        var defined = y.Min() >= 0 && y.Max() > 0;
        double[] ridits = SlowStatistics.Ridits(_people),
            shares = [.. _people.Select(own => own / _people.Sum())];
        var mean = SlowStatistics.Mean(y, _people);
        double? index = defined ? SlowStatistics.Concentration(y, _people) : null;
        values[$"concentration {end}"] = index;
        values[$"absolute concentration {end}"] = index * mean;

        // The convenient regression: 2 s_b^2 y / mu on b, the variance of b from all pairs.
        var spread =
            shares
                .Select((own, i) => shares.Select((other, j) => own * other * (ridits[i] - ridits[j]) * (ridits[i] - ridits[j])).Sum())
                .Sum() / 2;
        var error = defined && Areas > 2 ? Line(ridits, [.. y.Select(level => 2 * spread * level / mean)], _people).SlopeError : null;
        values[$"concentration {end} error"] = error;
        values[$"absolute concentration {end} error"] = error * mean;

        // Kakwani: the variance of k, whose mean is 1 + C, over the number of areas; q is the share of spending up to an area.
        double Spent(int upTo) => Enumerable.Range(0, upTo).Sum(i => shares[i] * y[i]) / mean;
        double[] k = defined
            ? [.. y.Select((level, i) => (level / mean * ((2 * ridits[i]) - 1 - index!.Value)) + 2 - Spent(i) - Spent(i + 1))]
            : [];
        values[$"concentration {end} Kakwani error"] =
            defined && Areas > 2
                ? Math.Sqrt(k.Select((own, i) => shares[i] * (own - 1 - index!.Value) * (own - 1 - index.Value)).Sum() / Areas)
                : null;
    }

    private void Correlate(Dictionary<string, double?> values)
    {
        int[] withPercent = [.. Enumerable.Range(0, Areas).Where(i => _from[i] > 0)];
        double[] scores = [.. withPercent.Select(i => _scores[i])],
            percents = [.. withPercent.Select(Percent)];
        values["spearman"] =
            percents.Distinct().Count() > 1 && scores.Distinct().Count() > 1 ? SlowStatistics.Spearman(scores, percents) : null;
        var positive = _from.Concat(_to).All(level => level > 0) && _scores.Distinct().Count() > 1;
        var line = positive ? Line(_scores, [.. _to.Zip(_from, (to, from) => Math.Log(to) - Math.Log(from))], _people) : null;
        values["log slope"] = line?.Slope;
        values["log slope error"] = line?.SlopeError;
    }

    private void Theil(Dictionary<string, double?> values, string end, double[] y)
    {
        int[] fifths = [.. Enumerable.Range(0, Areas).Select(i => GroupOf(i, 5))];
        double? whole = null,
            between = null;
        if (y.Min() > 0)
        {
            (whole, between) = (SlowStatistics.Theil(y, _people), SlowStatistics.TheilBetween(y, _people, fifths));
        }

        values[$"theil {end}"] = whole;
        values[$"theil {end} between"] = between;
        values[$"theil {end} within"] = whole - between;
    }

    /// <summary>The two effects as differences of directly standardised changes: each fifth's changes by each fifth's shares.</summary>
    private void Split(Dictionary<string, double?> values)
    {
        double? mix = null,
            within = null;
        if (Services() is { } services && values["gap"] is not null)
        {
            double?[] Of(int fifth, Func<double?, double?, double?> part) =>
                [
                    .. services.Select(service =>
                    {
                        var pooled = new Dictionary<string, double?>(StringComparer.Ordinal);
                        Pool(pooled, "", Members(fifth, 5), (_, area, year) => service.Sum(line => Cash(line, area, year) ?? 0));
                        return part(pooled[" from"] / values[$"fifth {fifth} from"], pooled[" changePercent"]);
                    }),
                ];
            double?[] shares1 = Of(1, (share, _) => share),
                shares5 = Of(5, (share, _) => share);
            double?[] rates1 = Of(1, (_, rate) => rate),
                rates5 = Of(5, (_, rate) => rate);
            if (rates1.Concat(rates5).All(rate => rate is not null))
            {
                double? By(double?[] shares, double?[] rates) => shares.Zip(rates, (share, rate) => share * rate).Sum();
                mix = (By(shares1, rates1) + By(shares1, rates5) - By(shares5, rates1) - By(shares5, rates5)) / 2;
                within = (By(shares1, rates1) - By(shares1, rates5) + By(shares5, rates1) - By(shares5, rates5)) / 2;
                for (var i = 0; i < services.Length; i++)
                {
                    values[$"{services[i][0]} share 1"] = shares1[i];
                    values[$"{services[i][0]} share 5"] = shares5[i];
                    values[$"{services[i][0]} changePercent 1"] = rates1[i];
                    values[$"{services[i][0]} changePercent 5"] = rates5[i];
                }
            }
        }

        values["kitagawa mix"] = mix;
        values["kitagawa within"] = within;
    }

    /// <summary>The services of the scopes that are made of several, each as the lines to sum.</summary>
    private string[][]? Services() =>
        _query.Scope.Id switch
        {
            "outside-social-care" =>
            [
                ["highways-transport"],
                ["housing"],
                ["cultural"],
                ["environmental"],
                ["planning"],
                ["central"],
                ["other"],
            ],
            "levies" =>
            [
                ["transport-levy"],
                ["waste-levy"],
            ],
            "comparable" =>
            [
                ["highways-transport", "transport-levy"],
                ["all-social-care"],
                ["housing"],
                ["cultural"],
                ["environmental", "waste-levy"],
                ["planning"],
                ["central"],
                ["other"],
            ],
            "comparable-excluding-levies" =>
            [
                ["highways-transport"],
                ["all-social-care"],
                ["housing"],
                ["cultural"],
                ["environmental"],
                ["planning"],
                ["central"],
                ["other"],
            ],
            "community-support" =>
            [
                ["community-development"],
                ["libraries"],
                ["recreation-sport"],
                ["open-spaces"],
                ["culture-heritage"],
            ],
            _ => null,
        };

    private decimal? Cash(string scope, AreaCode area, FinancialYear year) =>
        _figures
            .Series[(_query.Return, Scopes.Find(scope)!)]
            .GetValueOrDefault(area)
            ?.Figures.SingleOrDefault(figure => figure.Year == year)
            .CashPounds;

    private double Real(decimal pounds, FinancialYear year) => (double)pounds * _figures.Frames[year].RealFactor!.Value;

    private double Percent(int i) => ((_to[i] / _from[i]) - 1) * 100;

    private int[] Members(int group, int of) => [.. Enumerable.Range(0, Areas).Where(i => GroupOf(i, of) == group)];

    /// <summary>Group k starts at the first position that is not before (k - 1) n / of.</summary>
    private int GroupOf(int i, int of) => Enumerable.Range(1, of).Last(k => i * of >= (k - 1) * Areas);

    private static double? Ratio(double? most, double? least) => most > 0 && least > 0 ? most / least : null;

    /// <summary>MathNet's weighted regression; the slope's error from its inverse of X'WX and the residuals on n - 2 degrees of freedom.</summary>
    private static FittedLine Line(double[] x, double[] y, double[] people)
    {
        double[] weights = [.. people.Select(own => own / people.Sum())];
        var design = Matrix<double>.Build.DenseOfColumnArrays([.. x.Select(_ => 1.0)], x);
        var response = Vector<double>.Build.Dense(y);
        var fitted = MathNet.Numerics.LinearRegression.WeightedRegression.Weighted(
            design,
            response,
            Matrix<double>.Build.DiagonalOfDiagonalArray(weights)
        );
        var residuals = response - (design * fitted);
        var weighted = Matrix<double>.Build.DiagonalOfDiagonalArray(weights);
        var inverse = (design.Transpose() * weighted * design).Inverse();
        double? error =
            y.Length > 2
                ? Math.Sqrt(
                    residuals.PointwiseMultiply(residuals).DotProduct(Vector<double>.Build.Dense(weights)) / (y.Length - 2) * inverse[1, 1]
                )
                : null;
        return new FittedLine(fitted[1], fitted[0], error);
    }

    private sealed record FittedLine(double Slope, double Intercept, double? SlopeError);
}
