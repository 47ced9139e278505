using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Specifications;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Compares a release with <see cref="IndependentCalculation"/> over the editions it was made from: every area's real pounds per head in every scope, year and
/// return, how deprived areas are, and the statistics that are served as headlines. Nothing is compared with a value of an earlier edition. Fifths, slopes and pounds
/// per head are worked out here once more, and not by the definitions the release was made with: that is the check.
/// </summary>
internal static class RecomputationChecks
{
    /// <summary>Both ways add the same numbers, perhaps in another order: they differ in the last digits of a double at most.</summary>
    private const double Tolerance = 1e-9;

    public static IEnumerable<ReleaseCheck> Run(ReleaseFigures figures, ReleaseInputs inputs, IReadOnlyList<ReleaseRow> written)
    {
        var independent = new IndependentCalculation(figures, inputs);
        foreach (var edition in inputs.Returns)
        {
            yield return RealPerHead(figures, independent, edition.Content);
        }

        foreach (var vintage in inputs.Indices.Select(edition => edition.Vintage).Distinct())
        {
            yield return Scores(figures, inputs, independent, vintage);
        }

        foreach (var scope in SpecificationGrid.Headlines)
        {
            yield return Headline(figures, inputs, independent, scope, written);
        }
    }

    private static ReleaseCheck RealPerHead(ReleaseFigures figures, IndependentCalculation independent, RevenueReturn edition)
    {
        var name = $"real per head recomputed {edition.Return.Id()} {edition.Year}";
        var rows = independent.ByArea(edition);
        var residents = independent.Residents(edition.Year.StartYear);
        var deflator = independent.Deflator(edition.Year);
        var frame = figures.Frames[edition.Year];
        var compared = 0;
        foreach (var scope in Scopes.All)
        {
            var lines = IndependentCalculation.LinesOf(scope, edition);
            var served = figures.In(edition.Return, edition.Year, scope);
            foreach (var area in figures.Areas.Select(area => area.Code))
            {
                var expected = PerHead(
                    lines is null ? null : IndependentCalculation.Pounds(rows[area], lines),
                    deflator,
                    residents.TryGetValue(area, out var people) ? people : null
                );
                var found = PerHead(
                    served.GetValueOrDefault(area)?.CashPounds,
                    frame.RealFactor,
                    frame.People.TryGetValue(area, out people) ? people : null
                );
                if (!Same(expected, found))
                {
                    return new ReleaseCheck(
                        name,
                        false,
                        $"{area} {scope}: {Word(expected)} from the filings, {Word(found)} in the release"
                    );
                }

                compared += expected is null ? 0 : 1;
            }
        }

        return new ReleaseCheck(
            name,
            true,
            string.Create(CultureInfo.InvariantCulture, $"{compared:N0} figures of {figures.Areas.Count} areas are the same by both ways")
        );
    }

    /// <summary>An area has the score of its one authority, or one between the lowest and the highest of its authorities'.</summary>
    private static ReleaseCheck Scores(ReleaseFigures figures, ReleaseInputs inputs, IndependentCalculation independent, int vintage)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"deprivation {vintage} within what is published");
        var published = inputs
            .Indices.Where(edition => edition.Vintage == vintage)
            .SelectMany(edition => edition.Scores)
            .ToLookup(score => independent.AreaOf(score.Place), score => score.AverageScore);
        var scores = figures.Scores.GetValueOrDefault(vintage) ?? new Dictionary<AreaCode, double>();
        foreach (var (area, score) in scores)
        {
            if (!published[area].Any() || score < published[area].Min() - Tolerance || score > published[area].Max() + Tolerance)
            {
                return new ReleaseCheck(
                    name,
                    false,
                    $"{area}: published {string.Join(", ", published[area].Select(own => Word(own)))}, in the release {Word(score)}"
                );
            }
        }

        return new ReleaseCheck(name, scores.Count > 0, $"{scores.Count} areas");
    }

    private static ReleaseCheck Headline(
        ReleaseFigures figures,
        ReleaseInputs inputs,
        IndependentCalculation independent,
        Scope scope,
        IReadOnlyList<ReleaseRow> written
    )
    {
        var name = $"headline recomputed {scope}";
        var years = figures.YearsOf(ComparisonQuery.Headline.Return, scope);
        if (years.Count < 2)
        {
            return new ReleaseCheck(name, null, $"does not apply: {years.Count} year in which the scope can be summed");
        }

        var headline = figures.HeadlineOf(scope);
        var query = headline with { From = ComparisonQuery.BaseYearAmong(years) };
        if (query.From >= query.To)
        {
            return new ReleaseCheck(name, null, "does not apply: the release has no year on one side of the headline's");
        }

        var expected = IndependentHeadline(figures, inputs, independent, query);
        var row = written.FirstOrDefault(row => row.Key == ReleaseRows.GradientKey(query));
        if (expected is null || row is null)
        {
            return new ReleaseCheck(
                name,
                expected is null && row is null ? null : false,
                expected is null ? "no area has both figures" : $"no row {ReleaseRows.GradientKey(query)}"
            );
        }

        var stored = Json.Read<GradientStatistics>(row.Json)!;
        double?[] found =
        [
            stored.Areas,
            stored.England.From,
            stored.England.To,
            stored.England.ChangePercent,
            .. stored.Fifths.Select(fifth => fifth.ChangePercent),
            stored.Sii.ChangePercent?.Value,
        ];
        var same = expected.Length == found.Length && expected.Zip(found).All(pair => Same(pair.First, pair.Second));
        return new ReleaseCheck(
            name,
            same,
            $"{query.From} to {query.To}: areas, England, fifths, slope {Words(expected)} from the filings{(same ? "" : $", {Words(found)} in the release")}"
        );
    }

    /// <summary>Areas, England at both ends and its change, each fifth's change, and the slope index; null where no area has both figures.</summary>
    private static double?[]? IndependentHeadline(
        ReleaseFigures figures,
        ReleaseInputs inputs,
        IndependentCalculation independent,
        ComparisonQuery query
    )
    {
        var (from, to) = (End(inputs, independent, query, query.From), End(inputs, independent, query, query.To));
        var scores = figures.Scores[query.Imd];
        var areas = figures
            .Areas.Where(area =>
                area.SetAside is null && scores.ContainsKey(area.Code) && from.ContainsKey(area.Code) && to.ContainsKey(area.Code)
            )
            .OrderByDescending(area => scores[area.Code])
            .ThenBy(area => area.Code)
            .Select(area => (From: from[area.Code], To: to[area.Code]))
            .ToList();
        if (areas.Count == 0)
        {
            return null;
        }

        var england = Pool(areas);
        var fifths = areas
            .Select((area, place) => (area, Fifth: 5 * place / areas.Count))
            .GroupBy(pair => pair.Fifth, pair => pair.area)
            .OrderBy(fifth => fifth.Key)
            .Select(fifth => Percent(Pool([.. fifth])));
        return [areas.Count, england.From, england.To, Percent(england), .. fifths, Slope(areas)];
    }

    private static Dictionary<AreaCode, (double Pounds, double People)> End(
        ReleaseInputs inputs,
        IndependentCalculation independent,
        ComparisonQuery query,
        FinancialYear year
    )
    {
        var ends = new Dictionary<AreaCode, (double Pounds, double People)>();
        var edition = inputs.Returns.First(edition => edition.Content.Return == query.Return && edition.Content.Year == year).Content;
        if (IndependentCalculation.LinesOf(query.Scope, edition) is { } lines && independent.Deflator(year) is { } deflator)
        {
            var residents = independent.Residents(year.StartYear);
            foreach (var rows in independent.ByArea(edition))
            {
                if (IndependentCalculation.Pounds(rows, lines) is { } pounds && residents.TryGetValue(rows.Key, out var people))
                {
                    ends[rows.Key] = ((double)pounds * deflator, people);
                }
            }
        }

        return ends;
    }

    private static (double From, double To) Pool(
        IReadOnlyCollection<((double Pounds, double People) From, (double Pounds, double People) To)> areas
    ) =>
        (
            areas.Sum(area => area.From.Pounds) / areas.Sum(area => area.From.People),
            areas.Sum(area => area.To.Pounds) / areas.Sum(area => area.To.People)
        );

    private static double? Percent((double From, double To) ends) => ends.From > 0 ? (100 * ends.To / ends.From) - 100 : null;

    /// <summary>Weighted least squares of the change in per cent on the middle of each area's share of residents, the most deprived first.</summary>
    private static double? Slope(IEnumerable<((double Pounds, double People) From, (double Pounds, double People) To)> areas)
    {
        var points = areas
            .Select(area => (Weight: area.From.People, Y: Percent((area.From.Pounds / area.From.People, area.To.Pounds / area.To.People))))
            .Where(point => point.Y is not null)
            .ToList();
        var people = points.Sum(point => point.Weight);
        double before = 0,
            sumX = 0,
            sumY = 0,
            sumXx = 0,
            sumXy = 0;
        foreach (var (weight, y) in points)
        {
            var share = weight / people;
            var x = before + (share / 2);
            before += share;
            sumX += share * x;
            sumY += share * y!.Value;
            sumXx += share * x * x;
            sumXy += share * x * y.Value;
        }

        return points.Count < 2 ? null : (sumXy - (sumX * sumY)) / (sumXx - (sumX * sumX));
    }

    private static double? PerHead(decimal? pounds, double? deflator, long? people) =>
        people > 0 ? (double?)pounds * deflator / people : null;

    private static bool Same(double? expected, double? found) =>
        (expected, found) switch
        {
            (null, null) => true,
            ({ } one, { } other) => Math.Abs(one - other) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(one), Math.Abs(other))),
            _ => false,
        };

    private static string Words(double?[] values) => string.Join(" ", values.Select(Word));

    private static string Word(double? value) => value is { } number ? number.ToString("0.####", CultureInfo.InvariantCulture) : "none";
}
