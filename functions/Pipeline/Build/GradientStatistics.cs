using System.Globalization;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Pipeline.Build;

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
    int Fifth,
    int Areas,
    double From,
    double To,
    double Change,
    double? ChangePercent,
    double? UnweightedChangePercent
)
{
    /// <summary>Of a fifth.</summary>
    public static FifthAnswer Of(GroupChange fifth) =>
        new(
            fifth.Group,
            fifth.Areas,
            fifth.Pooled.From,
            fifth.Pooled.To,
            fifth.Pooled.Change,
            fifth.Pooled.ChangePercent,
            fifth.UnweightedChangePercent
        );
}

/// <summary>A tenth of the areas as it is served.</summary>
/// <param name="Tenth">1 is the most deprived.</param>
/// <param name="Areas">How many areas.</param>
/// <param name="From">Their spending together, in the base year.</param>
/// <param name="To">In the end year.</param>
/// <param name="Change">To - from.</param>
/// <param name="ChangePercent">In per cent.</param>
/// <param name="UnweightedChangePercent">The plain mean of the areas' percentages.</param>
public sealed record TenthAnswer(
    int Tenth,
    int Areas,
    double From,
    double To,
    double Change,
    double? ChangePercent,
    double? UnweightedChangePercent
);

/// <summary>The gap in cut between the fifths at the ends.</summary>
/// <param name="Value">Change of fifth 1 less that of fifth 5, in percentage points. Negative: the most deprived were cut deeper.</param>
/// <param name="Low">Lower end of the interval; null where there are too few areas for one.</param>
/// <param name="High">Upper end.</param>
/// <param name="Method">What the interval is.</param>
public sealed record GapAnswer(double Value, double? Low, double? High, string Method);

/// <summary>Something in the most and in the least deprived fifth.</summary>
/// <param name="MostDeprived">In fifth 1.</param>
/// <param name="LeastDeprived">In fifth 5.</param>
public sealed record EndFifths(double MostDeprived, double LeastDeprived);

/// <summary>What one service adds to the gap between the fifths.</summary>
/// <param name="Service">The scope or line it is.</param>
/// <param name="Lines">Every line that may enter it.</param>
/// <param name="Share">Its share of the fifth's spending in the base year.</param>
/// <param name="ChangePercent">Its own change in the fifth, in per cent.</param>
/// <param name="Mix">Points of the gap from its unlike shares.</param>
/// <param name="Within">Points of the gap from its unlike changes.</param>
public sealed record ServiceEffectAnswer(
    string Service,
    IReadOnlyList<string> Lines,
    EndFifths Share,
    EndFifths ChangePercent,
    double Mix,
    double Within
);

/// <summary>The gap between the fifths as service mix and cuts within services.</summary>
/// <param name="Mix">Points of the gap because the fifths spend on other services; null where it cannot be split.</param>
/// <param name="Within">Points of the gap because the same services were cut otherwise.</param>
/// <param name="Services">What each service adds to both.</param>
/// <param name="Undefined">Why the gap cannot be split; null where it can.</param>
/// <param name="Method">How.</param>
public sealed record KitagawaAnswer(
    double? Mix,
    double? Within,
    IReadOnlyList<ServiceEffectAnswer> Services,
    string? Undefined,
    string Method
)
{
    private const string HowItIsMade =
        "Kitagawa and Das Gupta: mix is the sum over services of (share 1 - share 5) x the mean of the two changes, within that of (change 1 -"
        + " change 5) x the mean of the two shares; together they are the gap";

    internal static KitagawaAnswer Of(ServiceSplit? split, string? whyNot) =>
        new(
            split?.Mix,
            split?.Within,
            [
                .. (split?.Services ?? []).Select(effect => new ServiceEffectAnswer(
                    effect.Service.Id,
                    [.. effect.Service.Lines.Select(line => line.Id)],
                    new(effect.MostDeprived.Share, effect.LeastDeprived.Share),
                    new(effect.MostDeprived.ChangePercent, effect.LeastDeprived.ChangePercent),
                    effect.Mix,
                    effect.Within
                )),
            ],
            whyNot,
            HowItIsMade
        );
}

/// <summary>A slope index as it is served.</summary>
/// <param name="Value">The index.</param>
/// <param name="Intercept">The modelled level at the most deprived end.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Method">What the interval is.</param>
public sealed record SlopeAnswer(double Value, double Intercept, double? Low, double? High, string Method)
{
    internal static SlopeAnswer? Of(SlopeEstimate? estimate) =>
        estimate is null
            ? null
            : new(estimate.Slope.Value, estimate.Slope.Intercept, estimate.Low, estimate.High, Resampling.IntervalMethod);
}

/// <summary>Slope indices of four things.</summary>
/// <param name="ChangePercent">Of the change in per cent.</param>
/// <param name="Change">Of the change in the unit of the measure.</param>
/// <param name="From">Of spending in the base year.</param>
/// <param name="To">Of spending in the end year.</param>
public sealed record SlopesAnswer(SlopeAnswer? ChangePercent, SlopeAnswer? Change, SlopeAnswer? From, SlopeAnswer? To);

/// <summary>A value in the base year and in the end year.</summary>
/// <param name="From">In the base year.</param>
/// <param name="To">In the end year.</param>
/// <typeparam name="T">What.</typeparam>
public sealed record BothEnds<T>(T From, T To);

/// <summary>A value with its standard error.</summary>
/// <param name="Value">The value.</param>
/// <param name="StandardError">Its standard error.</param>
public sealed record EstimateAnswer(double Value, double? StandardError);

/// <summary>A concentration index.</summary>
/// <param name="Value">C.</param>
/// <param name="StandardError">By the convenient regression; null for fewer than three areas.</param>
/// <param name="KakwaniStandardError">Kakwani's for grouped data, the sample being the areas.</param>
public sealed record ConcentrationEstimate(double Value, double? StandardError, double? KakwaniStandardError)
{
    internal static ConcentrationEstimate? Of(ConcentrationIndex? index, int areas) =>
        index is { } c ? new(c.Value, c.StandardError, c.StandardError is null ? null : c.KakwaniStandardError(areas)) : null;
}

/// <summary>Concentration indices.</summary>
/// <param name="From">C of spending in the base year; null where undefined.</param>
/// <param name="To">C in the end year.</param>
/// <param name="Absolute">mean x C at both ends, in the unit of the measure.</param>
/// <param name="Undefined">Why it is undefined, at both ends; null where it is not.</param>
/// <param name="Method">How.</param>
public sealed record ConcentrationAnswer(
    ConcentrationEstimate? From,
    ConcentrationEstimate? To,
    BothEnds<EstimateAnswer?> Absolute,
    BothEnds<string?> Undefined,
    string Method
)
{
    internal static ConcentrationAnswer Of(Gradient gradient) =>
        new(
            ConcentrationEstimate.Of(gradient.ConcentrationFrom, gradient.Areas),
            ConcentrationEstimate.Of(gradient.ConcentrationTo, gradient.Areas),
            new(Absolutely(gradient.ConcentrationFrom), Absolutely(gradient.ConcentrationTo)),
            new(gradient.WhyNoConcentrationFrom, gradient.WhyNoConcentrationTo),
            string.Create(
                CultureInfo.InvariantCulture,
                $"2 sum a y b / mean - 1, areas weighted by residents of the base year; standardError by the convenient regression;"
                    + $" kakwaniStandardError for grouped data with n = {gradient.Areas}, the number of areas: accounts are of areas, not of a sample of residents"
            )
        );

    private static EstimateAnswer? Absolutely(ConcentrationIndex? index) =>
        index is { } c ? new(c.Absolute, c.AbsoluteStandardError) : null;
}

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
/// <param name="Tenths">The ten tenths in the same way; of fewer than ten areas some are not there.</param>
/// <param name="Gap">Fifth 1 minus fifth 5; null where either has no percentage.</param>
/// <param name="Ratio">What the most deprived fifth has for each pound of the least deprived, in both years.</param>
/// <param name="Sii">Slope indices.</param>
/// <param name="Rii">Relative indices of spending, at both ends.</param>
/// <param name="Concentration">Concentration indices.</param>
/// <param name="Spearman">Rank correlation of score and change in per cent.</param>
/// <param name="LogSlope">Weighted slope of ln(to / from) on score, for one point.</param>
/// <param name="Kitagawa">The gap in two parts: one from which services each fifth had, one from how deeply each service was cut.</param>
/// <param name="Theil">Theil's T of spending, at both ends.</param>
public sealed record GradientStatistics(
    int Areas,
    ChangeAnswer England,
    IReadOnlyList<FifthAnswer> Fifths,
    IReadOnlyList<TenthAnswer> Tenths,
    GapAnswer? Gap,
    BothEnds<double?> Ratio,
    SlopesAnswer Sii,
    BothEnds<double?> Rii,
    ConcentrationAnswer Concentration,
    CorrelationAnswer? Spearman,
    EstimateAnswer? LogSlope,
    KitagawaAnswer Kitagawa,
    BothEnds<TheilAnswer?> Theil
)
{
    /// <summary>Of a question to a release's figures; null where no area can answer it.</summary>
    public static GradientStatistics? Of(ReleaseFigures figures, ComparisonQuery query, Comparison? compared = null) =>
        figures.GradientOf(query, compared) is { } gradient ? Of(gradient) : null;

    private static GradientStatistics Of(Gradient gradient) =>
        new(
            gradient.Areas,
            ChangeAnswer.Of(gradient.England),
            [.. gradient.Fifths.Select(FifthAnswer.Of)],
            [
                .. gradient.Tenths.Select(tenth => new TenthAnswer(
                    tenth.Group,
                    tenth.Areas,
                    tenth.Pooled.From,
                    tenth.Pooled.To,
                    tenth.Pooled.Change,
                    tenth.Pooled.ChangePercent,
                    tenth.UnweightedChangePercent
                )),
            ],
            gradient.Gap is { } gap ? new(gap.Value, gap.Low, gap.High, Resampling.IntervalMethod) : null,
            new(gradient.RatioFrom, gradient.RatioTo),
            new(
                SlopeAnswer.Of(gradient.SiiChangePercent),
                SlopeAnswer.Of(gradient.SiiChange),
                SlopeAnswer.Of(gradient.SiiFrom),
                SlopeAnswer.Of(gradient.SiiTo)
            ),
            new(gradient.SiiFrom?.Slope.Relative, gradient.SiiTo?.Slope.Relative),
            ConcentrationAnswer.Of(gradient),
            gradient.Spearman is { } spearman ? new(spearman.Value, spearman.P, "permutation") : null,
            gradient.LogSlope is { } line ? new(line.Slope, line.SlopeError) : null,
            KitagawaAnswer.Of(gradient.Split, gradient.WhyNoSplit),
            new(TheilOf(gradient.TheilFrom), TheilOf(gradient.TheilTo))
        );

    private static TheilAnswer? TheilOf(TheilIndex? index) => index is { } theil ? new(theil.Value, theil.Between, theil.Within) : null;
}
