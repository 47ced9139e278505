using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Cuts;

/// <summary>The answer to a <see cref="ComparisonQuery"/>: every area's cut, the areas left out, and England.</summary>
/// <param name="Query">The question.</param>
/// <param name="Areas">The ranked areas, most deprived first: the order in which gradient statistics take them.</param>
/// <param name="Excluded">The areas left out, in order of code.</param>
/// <param name="England">The ranked areas pooled; null where there are none.</param>
public sealed record Comparison(
    ComparisonQuery Query,
    IReadOnlyList<AreaCut> Areas,
    IReadOnlyList<ExcludedArea> Excluded,
    PooledChange? England
)
{
    /// <summary>How many areas have a rank: those with a percentage.</summary>
    public int Ranked => Areas.Count(area => area.Rank is not null);

    /// <summary>Compares two years.</summary>
    /// <param name="query">The question.</param>
    /// <param name="areas">Every area of the geography.</param>
    /// <param name="series">Their figures for the scope and return asked for.</param>
    /// <param name="from">What turns the base year's cash into the measure.</param>
    /// <param name="to">The same for the end year.</param>
    /// <param name="scores">IMD average score of each area, of the vintage asked for.</param>
    public static Comparison Of(
        ComparisonQuery query,
        IEnumerable<Area> areas,
        IReadOnlyDictionary<AreaCode, AreaSeries> series,
        YearFactors from,
        YearFactors to,
        IReadOnlyDictionary<AreaCode, double> scores
    ) => Of(query, areas, new ComparisonEnd($"{from.Year}", series, from), new ComparisonEnd($"{to.Year}", series, to), scores);

    /// <summary>Compares two ends, each of its own return and year.</summary>
    /// <param name="query">The question.</param>
    /// <param name="areas">Every area of the geography.</param>
    /// <param name="from">The base.</param>
    /// <param name="to">The end.</param>
    /// <param name="scores">IMD average score of each area, of the vintage asked for.</param>
    public static Comparison Of(
        ComparisonQuery query,
        IEnumerable<Area> areas,
        ComparisonEnd from,
        ComparisonEnd to,
        IReadOnlyDictionary<AreaCode, double> scores
    )
    {
        var excluded = new List<ExcludedArea>();
        var compared = new List<(AreaCut Cut, double Score)>();
        foreach (var area in areas)
        {
            AreaFigure? first = from.Of(area),
                last = to.Of(area);
            if ((WhyNot(area, query, scores) ?? WhyNot(area, query, from, first) ?? WhyNot(area, query, to, last)) is { } reason)
            {
                excluded.Add(new ExcludedArea(area, reason));
                continue;
            }

            compared.Add((Cut(area, query.Measure, first!.Value, last!.Value, from.Frame, to.Frame), scores[area.Code]));
        }

        var standings = DeprivationRanking.Of(compared.Select(pair => (pair.Cut.Area.Code, pair.Score, pair.Cut.PeopleFrom)), query.Groups);
        var ranks = compared
            .Where(pair => pair.Cut.ChangePercent is not null)
            .OrderBy(pair => pair.Cut.ChangePercent)
            .ThenBy(pair => pair.Cut.Area.Code)
            .Select((pair, index) => (pair.Cut.Area.Code, Rank: index + 1))
            .ToDictionary(pair => pair.Code, pair => pair.Rank);
        var rows = compared
            .Select(pair =>
                pair.Cut with
                {
                    Rank = ranks.TryGetValue(pair.Cut.Area.Code, out var rank) ? rank : null,
                    Deprivation = standings[pair.Cut.Area.Code],
                }
            )
            .OrderBy(cut => cut.Deprivation.Rank)
            .ToList();
        return new Comparison(query, rows, [.. excluded.OrderBy(area => area.Area.Code)], PooledChange.Of(rows, query.Measure));
    }

    private static ExclusionReason? WhyNot(Area area, ComparisonQuery query, IReadOnlyDictionary<AreaCode, double> scores) =>
        query.WhyLeftOut(area) ?? (scores.ContainsKey(area.Code) ? null : ExclusionReason.NoScore(query.Imd));

    private static ExclusionReason? WhyNot(Area area, ComparisonQuery query, ComparisonEnd end, AreaFigure? figure)
    {
        var (name, _, frame) = end;
        if (figure?.CashPounds is null)
        {
            return figure switch
            {
                null => ExclusionReason.NoFigure(name),
                { Status: CellStatus.NotApplicable } => ExclusionReason.NoSuchLine(name),
                { } none => ExclusionReason.FiguresMissing(name, none.Missing),
            };
        }

        if (!frame.People.ContainsKey(area.Code))
        {
            return ExclusionReason.NoPopulation(frame.Year);
        }

        return query.Measure.IsReal() && frame.RealFactor is null ? ExclusionReason.NoDeflator(frame.Year) : null;
    }

    private static AreaCut Cut(Area area, Measure measure, AreaFigure from, AreaFigure to, YearFactors fromFrame, YearFactors toFrame)
    {
        double poundsFrom = fromFrame.Pounds(from, measure)!.Value,
            poundsTo = toFrame.Pounds(to, measure)!.Value;
        var flags = new List<string>();
        if (from.Status == CellStatus.Estimated || to.Status == CellStatus.Estimated)
        {
            flags.Add(Flag.Estimated);
        }

        if (!(poundsFrom > 0))
        {
            flags.Add(Flag.BaseNotPositive);
        }

        if (area.Kind == AreaKind.Merged)
        {
            flags.Add(Flag.MergedArea);
        }

        if (from.Allocated || to.Allocated)
        {
            flags.Add(Flag.Allocated);
        }

        return new AreaCut(
            area,
            fromFrame.Value(area.Code, from, measure)!.Value,
            toFrame.Value(area.Code, to, measure)!.Value,
            poundsFrom,
            poundsTo,
            fromFrame.People[area.Code],
            toFrame.People[area.Code],
            null,
            new DeprivationRank(0, 0, 0, 0),
            flags
        );
    }
}

/// <summary>One end of a comparison.</summary>
/// <param name="Name">What a reader calls it, such as <c>2010-11</c>.</param>
/// <param name="Series">Each area's figures.</param>
/// <param name="Frame">The year, and what turns its cash into the measure.</param>
public sealed record ComparisonEnd(string Name, IReadOnlyDictionary<AreaCode, AreaSeries> Series, YearFactors Frame)
{
    internal AreaFigure? Of(Area area) => Series.TryGetValue(area.Code, out var own) ? own.Of(Frame.Year) : null;
}
