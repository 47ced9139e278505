using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Pipeline.Query;

/// <summary>A pooled change as it is served.</summary>
/// <param name="From">In the base year.</param>
/// <param name="To">In the end year.</param>
/// <param name="Change">To - from.</param>
/// <param name="ChangePercent">In per cent; null where the base is not positive.</param>
public sealed record ChangeAnswer(double From, double To, double Change, double? ChangePercent)
{
    /// <summary>Of a pooled change.</summary>
    public static ChangeAnswer Of(PooledChange pooled) => new(pooled.From, pooled.To, pooled.Change, pooled.ChangePercent);
}

/// <summary>A fifth of the areas as it is served.</summary>
/// <param name="Fifth">1 is the most deprived.</param>
/// <param name="Areas">How many areas.</param>
/// <param name="From">Their spending together, in the base year.</param>
/// <param name="To">In the end year.</param>
/// <param name="Change">To - from.</param>
/// <param name="ChangePercent">In per cent.</param>
/// <param name="UnweightedChangePercent">The plain mean of the areas' percentages.</param>
public sealed record FifthAnswer(
    int Fifth, int Areas, double From, double To, double Change, double? ChangePercent, double? UnweightedChangePercent);

/// <summary>A slope index as it is served.</summary>
/// <param name="Value">The index.</param>
/// <param name="Intercept">The modelled level at the most deprived end.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Method">What the interval is.</param>
public sealed record SlopeAnswer(double Value, double Intercept, double? Low, double? High, string Method)
{
    internal static SlopeAnswer? Of(SlopeEstimate? estimate) =>
        estimate is null ? null : new(estimate.Slope.Value, estimate.Slope.Intercept, estimate.Low, estimate.High, Resampling.IntervalMethod);
}

/// <summary>Slope indices of four things.</summary>
/// <param name="ChangePercent">Of the change in per cent.</param>
/// <param name="Change">Of the change in the unit of the measure.</param>
/// <param name="From">Of spending in the base year.</param>
/// <param name="To">Of spending in the end year.</param>
public sealed record SlopesAnswer(SlopeAnswer? ChangePercent, SlopeAnswer? Change, SlopeAnswer? From, SlopeAnswer? To);

/// <summary>Something at both ends of the span.</summary>
/// <param name="From">In the base year.</param>
/// <param name="To">In the end year.</param>
/// <typeparam name="T">What.</typeparam>
public sealed record BothEnds<T>(T From, T To);

/// <summary>A value with its standard error.</summary>
/// <param name="Value">The value.</param>
/// <param name="StandardError">Its standard error.</param>
public sealed record EstimateAnswer(double Value, double? StandardError);

/// <summary>Concentration indices.</summary>
/// <param name="From">C of spending in the base year; null where undefined.</param>
/// <param name="To">C in the end year.</param>
/// <param name="Absolute">mean x C at both ends, in the unit of the measure.</param>
/// <param name="Method">How, and when undefined.</param>
public sealed record ConcentrationAnswer(
    EstimateAnswer? From, EstimateAnswer? To, BothEnds<EstimateAnswer?> Absolute, string Method);

/// <summary>A correlation.</summary>
/// <param name="Value">Spearman's rho.</param>
/// <param name="P">Two-sided permutation p.</param>
/// <param name="Method">What p is.</param>
public sealed record CorrelationAnswer(double Value, double P, string Method);

/// <summary>Theil's T, split.</summary>
/// <param name="Value">T.</param>
/// <param name="Between">Between fifths.</param>
/// <param name="Within">Within fifths.</param>
public sealed record TheilAnswer(double Value, double Between, double Within);

/// <summary>The statistics of methodology 6 as they are stored with a release, or computed from it, and served.</summary>
/// <param name="Areas">How many areas.</param>
/// <param name="England">All of them pooled.</param>
/// <param name="Fifths">The five fifths, the most deprived first.</param>
/// <param name="Ratio">Most to least deprived fifth, at both ends.</param>
/// <param name="Sii">Slope indices.</param>
/// <param name="Rii">Relative indices of spending, at both ends.</param>
/// <param name="Concentration">Concentration indices.</param>
/// <param name="Spearman">Rank correlation of score and change in per cent.</param>
/// <param name="LogSlope">Weighted slope of ln(to / from) on score, for one point.</param>
/// <param name="Theil">Theil's T of spending, at both ends.</param>
public sealed record GradientStatistics(
    int Areas, ChangeAnswer England, IReadOnlyList<FifthAnswer> Fifths, BothEnds<double?> Ratio, SlopesAnswer Sii, BothEnds<double?> Rii,
    ConcentrationAnswer Concentration, CorrelationAnswer? Spearman, EstimateAnswer? LogSlope, BothEnds<TheilAnswer?> Theil)
{
    private const string ConcentrationMethod =
        "2 sum a y b / mean - 1, areas weighted by residents of the base year; standard error by the convenient regression; undefined where"
        + " spending mixes signs or its mean is not positive";

    /// <summary>Of a question to a release's figures; null where no area can answer it.</summary>
    public static GradientStatistics? Of(ReleaseFigures figures, ComparisonQuery query) =>
        Gradient.Of(figures.Compare(query)) is { } gradient ? Of(gradient) : null;

    private static GradientStatistics Of(Gradient gradient) => new(
        gradient.Areas, ChangeAnswer.Of(gradient.England),
        [
            .. gradient.Fifths.Select(fifth => new FifthAnswer(
                fifth.Fifth, fifth.Areas, fifth.Pooled.From, fifth.Pooled.To, fifth.Pooled.Change, fifth.Pooled.ChangePercent,
                fifth.UnweightedChangePercent)),
        ],
        new(gradient.RatioFrom, gradient.RatioTo),
        new(
            SlopeAnswer.Of(gradient.SiiChangePercent), SlopeAnswer.Of(gradient.SiiChange), SlopeAnswer.Of(gradient.SiiFrom),
            SlopeAnswer.Of(gradient.SiiTo)),
        new(gradient.SiiFrom?.Slope.Relative, gradient.SiiTo?.Slope.Relative),
        new(
            Relative(gradient.ConcentrationFrom), Relative(gradient.ConcentrationTo),
            new(Absolute(gradient.ConcentrationFrom), Absolute(gradient.ConcentrationTo)), ConcentrationMethod),
        gradient.Spearman is { } spearman ? new(spearman.Value, spearman.P, "permutation") : null,
        gradient.LogSlope is { } line ? new(line.Slope, line.SlopeError) : null,
        new(TheilOf(gradient.TheilFrom), TheilOf(gradient.TheilTo)));

    private static EstimateAnswer? Relative(ConcentrationIndex? index) => index is { } c ? new(c.Value, c.StandardError) : null;

    private static EstimateAnswer? Absolute(ConcentrationIndex? index) => index is { } c ? new(c.Absolute, c.AbsoluteStandardError) : null;

    private static TheilAnswer? TheilOf(TheilIndex? index) => index is { } theil ? new(theil.Value, theil.Between, theil.Within) : null;
}
