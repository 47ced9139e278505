using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Questions.Releases;

/// <summary>The printed figures that two releases have, and how many of them moved.</summary>
/// <param name="Compared">How many figures both have.</param>
/// <param name="Moved">How many of those are printed otherwise now.</param>
/// <param name="Added">How many only the new release has: those of a new year, a new area, or where there was no figure.</param>
/// <param name="Gone">How many only the release before has.</param>
/// <param name="Areas">In how many areas a figure moved, on all geographies together.</param>
/// <param name="Geographies">The same by geography, those with none left out.</param>
/// <param name="Kinds">The same by kind of figure; every kind is listed.</param>
/// <param name="Rows">The stored rows of both releases compared byte for byte: the check that nothing moved unseen.</param>
public sealed record PrintedChange(
    int Compared,
    int Moved,
    int Added,
    int Gone,
    int Areas,
    IReadOnlyList<GeographyChange> Geographies,
    IReadOnlyList<KindChange> Kinds,
    RowsCompared Rows
);

/// <summary>In how many areas of a geography a printed figure moved.</summary>
/// <param name="Geography">The geography, by its word in the API, such as upper-tier.</param>
/// <param name="Areas">How many areas.</param>
public sealed record GeographyChange(GeographyKind Geography, int Areas);

/// <summary>The printed figures of one kind.</summary>
/// <param name="Kind">The kind, as docs/api.md lists them.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="Unit">The unit of the largest move.</param>
/// <param name="Compared">How many figures both releases have.</param>
/// <param name="Moved">How many of those are printed otherwise now.</param>
/// <param name="Added">How many only the new release has.</param>
/// <param name="Gone">How many only the release before has.</param>
/// <param name="Areas">In how many areas a figure moved, on all geographies together; 0 for figures that are of no one area.</param>
/// <param name="Largest">The largest move; null where none moved.</param>
public sealed record KindChange(
    string Kind,
    string Title,
    string Unit,
    int Compared,
    int Moved,
    int Added,
    int Gone,
    int Areas,
    LargestMove? Largest
);

/// <summary>The largest move of a kind of figure.</summary>
/// <param name="Figure">Which figure, by the name it is served under.</param>
/// <param name="Code">The area; null for a figure of no one area.</param>
/// <param name="Name">Its name.</param>
/// <param name="Geography">The geography.</param>
/// <param name="Return">budget or outturn; null where it does not apply.</param>
/// <param name="Scope">The scope or line; null where it does not apply.</param>
/// <param name="FromYear">The base year of a comparison; null for a figure of one year.</param>
/// <param name="ToYear">The end year of a comparison, or the one year; null where it does not apply.</param>
/// <param name="From">The figure as printed before.</param>
/// <param name="To">The figure as printed now.</param>
/// <param name="Change">To - from.</param>
/// <param name="Href">The answer that holds it, of the new release.</param>
public sealed record LargestMove(
    string Figure,
    AreaCode? Code,
    string? Name,
    GeographyKind Geography,
    Return? Return,
    Scope? Scope,
    FinancialYear? FromYear,
    FinancialYear? ToYear,
    double From,
    double To,
    double Change,
    string Href
);

/// <summary>The stored rows of two releases, compared byte for byte.</summary>
/// <param name="Same">How many both have, the same to the byte.</param>
/// <param name="Differ">How many both have that differ: every move of a figure shows here, and so do moves in digits that are not printed.</param>
/// <param name="Added">How many only the new release has.</param>
/// <param name="Gone">How many only the release before has.</param>
public sealed record RowsCompared(int Same, int Differ, int Added, int Gone);

/// <summary>A kind of printed figure.</summary>
/// <param name="Id">Its id in answers.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="Unit">The unit of its figures.</param>
internal sealed record FigureKind(string Id, string Title, string Unit)
{
    internal const string PerCent = "per cent";
    internal const string Pounds = "pounds";
    internal const string Points = "percentage points";

    public static readonly FigureKind CutPercent = new("cut-percent", "Changes of areas in per cent", PerCent);
    public static readonly FigureKind CutPounds = new("cut-pounds", "Changes of areas in pounds, with both years", Pounds);
    public static readonly FigureKind CutRanks = new("cut-ranks", "Ranks and fifths of areas", "places");
    public static readonly FigureKind RealPerHead = new("real-per-head", "Pounds a head in real terms", Pounds);
    public static readonly FigureKind Real = new("real", "Pounds in real terms", Pounds);
    public static readonly FigureKind CashPerHead = new("cash-per-head", "Pounds a head in cash", Pounds);
    public static readonly FigureKind Cash = new("cash", "Pounds in cash", Pounds);
    public static readonly FigureKind Residents = new("residents", "Residents", "residents");
    public static readonly FigureKind DeprivationScores = new("deprivation-scores", "Deprivation scores", "points of the score");
    public static readonly FigureKind DeprivationRanks = new("deprivation-ranks", "Deprivation ranks, fifths and tenths", "places");
    public static readonly FigureKind GradientPercent = new("gradient-percent", "Changes of England and of fifths in per cent", PerCent);
    public static readonly FigureKind GradientPounds = new("gradient-pounds", "Pounds of England", Pounds);
    public static readonly FigureKind GradientPoints = new("gradient-points", "Gaps and slopes with their intervals", Points);
    public static readonly FigureKind GradientIndices = new("gradient-indices", "Ratios, indices and correlations", "none");
    public static readonly FigureKind Coincides = new("coincides", "Whether an area coincides", "1 for yes, 0 for no");
    public static readonly FigureKind CapacityComponents = new(
        "capacity-components",
        "Components of community capacity",
        "the unit of the component"
    );
    public static readonly FigureKind CapacityIndex = new("capacity-index", "Index of community capacity", "standard deviations");
    public static readonly FigureKind CapacityRanks = new("capacity-ranks", "Ranks by community capacity", "places");
    public static readonly FigureKind Specifications = new("specifications", "Specification curves", Points);

    /// <summary>Every kind, in the order in which readers ask for them.</summary>
    public static readonly IReadOnlyList<FigureKind> All =
    [
        CutPercent,
        CutPounds,
        CutRanks,
        RealPerHead,
        Real,
        CashPerHead,
        Cash,
        Residents,
        DeprivationScores,
        DeprivationRanks,
        GradientPercent,
        GradientPounds,
        GradientPoints,
        GradientIndices,
        Coincides,
        CapacityComponents,
        CapacityIndex,
        CapacityRanks,
        Specifications,
    ];
}
