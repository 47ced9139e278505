using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Releases;

/// <summary>
/// The areas most like one before the cuts (methodology, Similar areas): nearest in four traits of the base year, each in standard deviations of the
/// areas compared. What was cut afterwards plays no part.
/// </summary>
/// <param name="Traits">The traits of the area itself; null where one is unknown, which <paramref name="WhyNot"/> says.</param>
/// <param name="Nearest">The nearest first; of two as near the one whose code comes first.</param>
/// <param name="Compared">How many areas had all traits, this one among them.</param>
/// <param name="WhyNot">Why there are none; null where there are.</param>
public sealed record SimilarAreas(AreaTraits? Traits, IReadOnlyList<SimilarArea> Nearest, int Compared, ExclusionReason? WhyNot)
{
    /// <summary>How many are listed.</summary>
    public const int Told = 10;

    /// <summary>Finds them.</summary>
    /// <param name="figures">The figures of the geography.</param>
    /// <param name="query">Of it the return, the base year, the vintages and whether London takes part.</param>
    /// <param name="area">One of the areas.</param>
    public static SimilarAreas To(GeographyFigures figures, ComparisonQuery query, Area area)
    {
        if (WhyNotCompared(figures, query, area) is { } why)
        {
            return new SimilarAreas(null, [], 0, why);
        }

        var candidates = figures
            .Areas.Where(other =>
                WhyNotCompared(figures, query, other) is null && (figures.Geography != GeographyKind.Authority || other.Class == area.Class)
            )
            .Select(other => (Area: other, Traits: TraitsOf(figures, query, other)!))
            .ToList();
        var own = candidates.First(candidate => candidate.Area.Code == area.Code).Traits;
        var scales = AreaTraits.Axes.Select(axis => Deviation([.. candidates.Select(candidate => axis(candidate.Traits))])).ToList();
        return new SimilarAreas(
            own,
            [
                .. candidates
                    .Where(candidate => candidate.Area.Code != area.Code)
                    .Select(candidate => new SimilarArea(candidate.Area, Distance(own, candidate.Traits, scales), candidate.Traits))
                    .OrderBy(similar => similar.Distance)
                    .ThenBy(similar => similar.Area.Code)
                    .Take(Told),
            ],
            candidates.Count,
            null
        );
    }

    private static ExclusionReason? WhyNotCompared(GeographyFigures figures, ComparisonQuery query, Area area) =>
        query.WhyLeftOut(area) ?? (TraitsOf(figures, query, area) is null ? ExclusionReason.NoTraits(query.From) : null);

    private static AreaTraits? TraitsOf(GeographyFigures figures, ComparisonQuery query, Area area)
    {
        AreaFigure? Figure(Scope scope) =>
            figures.Series.GetValueOrDefault((query.Return, scope))?.GetValueOrDefault(area.Code)?.Of(query.From);

        // Who has no social care to see to spends nothing on it; a figure that is missing is none.
        decimal? care = Figure(Scopes.AllSocialCare) switch
        {
            { CashPounds: { } pounds } => pounds,
            { Status: CellStatus.NotApplicable } => 0,
            _ => null,
        };
        return
            figures.Scores[query.Imd].TryGetValue(area.Code, out var score)
            && figures.FrameOf(query, query.From).People.TryGetValue(area.Code, out var people)
            && people > 0
            && Figure(Scopes.Comparable)?.CashPounds is { } all
            && all > 0
            && care is { } share
            // Divided as decimals and not by the frame: the last digit of what is printed depends on it.
            ? new AreaTraits(score, people, (double)(all / people), (double)(share / all))
            : null;
    }

    private static double Distance(AreaTraits one, AreaTraits other, List<double> scales) =>
        Math.Sqrt(
            AreaTraits.Axes.Select((axis, i) => scales[i] == 0 ? 0 : (axis(one) - axis(other)) / scales[i]).Sum(steps => steps * steps)
        );

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}

/// <summary>What areas are likened by, of the base year.</summary>
/// <param name="Score">IMD average score of the vintage asked for.</param>
/// <param name="People">Residents; likened by their logarithm.</param>
/// <param name="PoundsPerHead">Spending on comparable services, in pounds of the year per resident; likened by its logarithm.</param>
/// <param name="SocialCareShare">The part of it spent on social care, 0 to 1.</param>
public sealed record AreaTraits(double Score, long People, double PoundsPerHead, double SocialCareShare)
{
    /// <summary>The four as they are likened.</summary>
    internal static readonly IReadOnlyList<Func<AreaTraits, double>> Axes =
    [
        traits => traits.Score,
        traits => Math.Log(traits.People),
        traits => Math.Log(traits.PoundsPerHead),
        traits => traits.SocialCareShare,
    ];
}

/// <summary>An area like another.</summary>
/// <param name="Area">The area.</param>
/// <param name="Distance">How far apart the two are, in standard deviations over all four traits (Euclidean).</param>
/// <param name="Traits">What it is likened by.</param>
public sealed record SimilarArea(Area Area, double Distance, AreaTraits Traits);
