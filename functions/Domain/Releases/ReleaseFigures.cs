using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Releases;

/// <summary>
/// Everything a release's answers are computed from: the figures of the upper tier, which is meant where nothing else is said, and beside them those
/// of the other geographies.
/// </summary>
/// <param name="Areas">Every area of the upper tier, those set aside included, in order of code.</param>
/// <param name="Frames">What turns each year's cash into real terms per head.</param>
/// <param name="Series">Each area's figures, by return and scope.</param>
/// <param name="Scores">IMD average score of each area, by vintage.</param>
/// <param name="LargeMoves">Moves of comparable spending that a person should check (methodology 7).</param>
public sealed record ReleaseFigures(
    IReadOnlyList<Area> Areas, IReadOnlyDictionary<FinancialYear, YearFrame> Frames,
    IReadOnlyDictionary<(Return Return, Scope Scope), IReadOnlyDictionary<AreaCode, AreaSeries>> Series,
    IReadOnlyDictionary<int, IReadOnlyDictionary<AreaCode, double>> Scores, IReadOnlyList<LargeMove> LargeMoves)
    : GeographyFigures(GeographyKind.UpperTier, Areas, Frames, Series, Scores, LargeMoves)
{
    /// <summary>Moves of England's totals that a person should check (methodology 7).</summary>
    public IReadOnlyList<TotalMove> TotalMoves { get; init; } = [];

    /// <summary>The figures of the other geographies; releases made before there were any have none.</summary>
    public IReadOnlyList<GeographyFigures> Others { get; init; } = [];

    /// <summary>The geographies that can be asked about, the upper tier first.</summary>
    public IReadOnlyList<GeographyKind> Geographies => [GeographyKind.UpperTier, .. Others.Select(other => other.Geography)];

    /// <summary>The figures of a geography, which must be among <see cref="Geographies"/>.</summary>
    public GeographyFigures Of(GeographyKind geography) =>
        geography == GeographyKind.UpperTier ? this : Others.First(other => other.Geography == geography);

    /// <summary>Answers a question on the geography it names. Its years, scope and vintage must be among those of the release.</summary>
    public override Comparison Compare(ComparisonQuery query) =>
        query.Geography == GeographyKind.UpperTier ? base.Compare(query) : Of(query.Geography).Compare(query);

    /// <summary>The gradient statistics of a question on the geography it names; null where no area can answer it.</summary>
    public override Gradient? GradientOf(ComparisonQuery query) =>
        query.Geography == GeographyKind.UpperTier ? base.GradientOf(query) : Of(query.Geography).GradientOf(query);

    /// <summary>Whether the two years' residents come from different vintages of the estimates, on the geography of the question.</summary>
    public override bool PopulationVintagesDiffer(ComparisonQuery query) =>
        query.Geography == GeographyKind.UpperTier ? base.PopulationVintagesDiffer(query) : Of(query.Geography).PopulationVintagesDiffer(query);
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
