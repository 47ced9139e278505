using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Releases;

/// <summary>Everything a release's answers are computed from: areas, years, what each area spent, how deprived each is.</summary>
/// <param name="Areas">Every area, those set aside included, in order of code.</param>
/// <param name="Frames">What turns each year's cash into real terms per head.</param>
/// <param name="Series">Each area's figures, by return and scope.</param>
/// <param name="Scores">IMD average score of each area, by vintage.</param>
/// <param name="LargeMoves">Moves of comparable spending that a person should check (methodology 7).</param>
public sealed record ReleaseFigures(
    IReadOnlyList<Area> Areas, IReadOnlyDictionary<FinancialYear, YearFrame> Frames,
    IReadOnlyDictionary<(Return Return, Scope Scope), IReadOnlyDictionary<AreaCode, AreaSeries>> Series,
    IReadOnlyDictionary<int, IReadOnlyDictionary<AreaCode, double>> Scores, IReadOnlyList<LargeMove> LargeMoves)
{
    /// <summary>Services that left an area's accounts, or came back, which a person should check (methodology 7).</summary>
    public IReadOnlyList<VanishedLine> VanishedLines { get; init; } = [];

    /// <summary>Moves of England's totals that a person should check (methodology 7).</summary>
    public IReadOnlyList<TotalMove> TotalMoves { get; init; } = [];

    /// <summary>
    /// Vintages of the Indices whose areas were scored from their districts, each with the mid-year whose residents weighted them; the others have an
    /// upper-tier edition.
    /// </summary>
    public IReadOnlyDictionary<int, int> ScoresFromDistricts { get; init; } = new Dictionary<int, int>();

    /// <summary>The years a return is at hand, in order.</summary>
    public IReadOnlyList<FinancialYear> YearsOf(Return @return) =>
    [
        .. Series.Where(pair => pair.Key.Return == @return)
            .SelectMany(pair => pair.Value.Values.Take(1))
            .SelectMany(series => series.Figures)
            .Select(figure => figure.Year).Distinct().Order(),
    ];

    /// <summary>The years in which a scope of a return can be summed for some area, in order.</summary>
    public IReadOnlyList<FinancialYear> YearsOf(Return @return, Scope scope) =>
    [
        .. Series[(@return, scope)].Values
            .SelectMany(series => series.Figures)
            .Where(figure => figure.CashPounds is not null)
            .Select(figure => figure.Year).Distinct().Order(),
    ];

    /// <summary>The vintage of the Indices that a question is asked of where it names none: the headline's, or the newest there is.</summary>
    public int DefaultImd =>
        Scores.ContainsKey(ComparisonQuery.Headline.Imd) ? ComparisonQuery.Headline.Imd : Scores.Keys.Max();

    /// <summary>Answers a question. Its years, scope and vintage must be among those of the release.</summary>
    public Comparison Compare(ComparisonQuery query)
    {
        var comparison = Comparison.Of(
            query, Areas, Series[(query.Return, query.Scope)], Frames[query.From], Frames[query.To], Scores[query.Imd]);
        var moved = LargeMovesIn(query).Select(move => move.Area).ToHashSet();
        var vanished = VanishedLinesIn(query).Select(line => line.Area).ToHashSet();
        return comparison with
        {
            Areas =
            [
                .. comparison.Areas.Select(cut =>
                {
                    string[] flags =
                    [
                        .. moved.Contains(cut.Area.Code) ? [Flag.LargeMove] : Array.Empty<string>(),
                        .. vanished.Contains(cut.Area.Code) ? [Flag.LineVanished] : Array.Empty<string>(),
                    ];
                    return flags.Length == 0 ? cut : cut with { Flags = [.. cut.Flags, .. flags] };
                }),
            ],
        };
    }

    /// <summary>The gradient statistics of a question; null where no area can answer it.</summary>
    public Gradient? GradientOf(ComparisonQuery query) => Gradient.Of(Compare(query), (service, area) =>
        PoundsOf(service, area, query, query.From) is { } from && PoundsOf(service, area, query, query.To) is { } to ? (from, to) : null);

    private double? PoundsOf(Service service, AreaCode area, ComparisonQuery query, FinancialYear year)
    {
        double? pounds = null;
        foreach (var scope in service.Figures)
        {
            var figure = Series.GetValueOrDefault((query.Return, scope))?.GetValueOrDefault(area)?.Of(year);
            if (figure?.CashPounds is not null)
            {
                pounds = (pounds ?? 0) + Comparison.Pounds(query.Measure, figure, Frames[year]);
            }
            else if (figure?.Status != CellStatus.NotApplicable)
            {
                return null;
            }
        }

        // A service that does not exist for an area adds nothing to its sum.
        return pounds ?? 0;
    }

    /// <summary>Sets what was budgeted for a year (from) against what was spent in it (to), for some or all areas.</summary>
    /// <param name="scope">The lines summed.</param>
    /// <param name="year">A year both returns are at hand for.</param>
    /// <param name="measure">In what it is stated.</param>
    /// <param name="areas">The areas.</param>
    /// <param name="scores">How deprived each is.</param>
    /// <param name="imd">Vintage of the Indices of Deprivation the scores are of.</param>
    public Comparison CompareReturns(
        Scope scope, FinancialYear year, Measure measure, IEnumerable<Area> areas, IReadOnlyDictionary<AreaCode, double> scores, int imd) => Comparison.Of(
        new ComparisonQuery(Return.Budget, scope, year, year, measure, imd), areas,
        new ComparisonEnd($"the budget of {year}", Series[(Return.Budget, scope)], Frames[year]),
        new ComparisonEnd($"the outturn of {year}", Series[(Return.Outturn, scope)], Frames[year]), scores);

    /// <summary>The years in which a scope can be summed in both returns for some area, in order.</summary>
    public IReadOnlyList<FinancialYear> YearsOfBoth(Scope scope) =>
        Series.ContainsKey((Return.Outturn, scope)) ? [.. YearsOf(Return.Budget, scope).Intersect(YearsOf(Return.Outturn, scope))] : [];

    /// <summary>The large moves within the span of a question.</summary>
    public IEnumerable<LargeMove> LargeMovesIn(ComparisonQuery query) =>
        LargeMoves.Where(move => move.Return == query.Return && query.From <= move.From && move.To <= query.To);

    /// <summary>The services of a question's scope that vanished or came back within its span.</summary>
    public IEnumerable<VanishedLine> VanishedLinesIn(ComparisonQuery query) =>
        VanishedLines.Where(line =>
            line.Return == query.Return && query.From <= line.From && line.To <= query.To && query.Scope.AllLines.Contains(line.Line));

    /// <summary>Whether the two years' residents come from different vintages of the estimates.</summary>
    public bool PopulationVintagesDiffer(ComparisonQuery query) =>
        query.Measure.IsPerHead() && Frames[query.From].PopulationVintage != Frames[query.To].PopulationVintage;
}
