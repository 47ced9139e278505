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
        var moved = LargeMoves
            .Where(move => move.Return == query.Return && query.From <= move.From && move.To <= query.To)
            .Select(move => move.Area).ToHashSet();
        return moved.Count == 0
            ? comparison
            : comparison with
            {
                Areas =
                [
                    .. comparison.Areas.Select(cut => moved.Contains(cut.Area.Code) ? cut with { Flags = [.. cut.Flags, Flag.LargeMove] } : cut),
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

    /// <summary>Whether the two years' residents come from different vintages of the estimates.</summary>
    public bool PopulationVintagesDiffer(ComparisonQuery query) =>
        query.Measure.IsPerHead() && Frames[query.From].PopulationVintage != Frames[query.To].PopulationVintage;
}

/// <summary>An area's comparable spending moved by more than <see cref="Threshold"/> per cent from one year to the next.</summary>
/// <param name="Return">The return.</param>
/// <param name="Area">The area.</param>
/// <param name="From">The year before.</param>
/// <param name="To">The year after.</param>
/// <param name="ChangePercent">The move, in cash.</param>
public sealed record LargeMove(Return Return, AreaCode Area, FinancialYear From, FinancialYear To, double ChangePercent)
{
    /// <summary>40 %.</summary>
    public const double Threshold = 40;

    /// <summary>The large moves between consecutive years of one return.</summary>
    public static IReadOnlyList<LargeMove> In(Return @return, IReadOnlyDictionary<AreaCode, AreaSeries> comparable) =>
    [
        .. from series in comparable.Values.OrderBy(series => series.Area)
           from pair in series.Figures.Zip(series.Figures.Skip(1))
           where pair.Second.Year.StartYear == pair.First.Year.StartYear + 1
           let before = (double?)pair.First.CashPounds
           let after = (double?)pair.Second.CashPounds
           where before > 0 && Math.Abs(100 * (after / before - 1) ?? 0) > Threshold
           select new LargeMove(@return, series.Area, pair.First.Year, pair.Second.Year, 100 * (after.GetValueOrDefault() / before.GetValueOrDefault() - 1)),
    ];
}
