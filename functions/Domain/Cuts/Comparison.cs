using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Cuts;

/// <summary>The answer to a <see cref="ComparisonQuery"/>: every area's cut, the areas left out, and England.</summary>
/// <param name="Query">The question.</param>
/// <param name="Areas">The ranked areas, most deprived first: the order in which gradient statistics take them.</param>
/// <param name="Excluded">The areas left out, in order of code.</param>
/// <param name="England">The ranked areas pooled; null where there are none.</param>
public sealed record Comparison(
    ComparisonQuery Query, IReadOnlyList<AreaCut> Areas, IReadOnlyList<ExcludedArea> Excluded, PooledChange? England)
{
    /// <summary>Compares two years.</summary>
    /// <param name="query">The question.</param>
    /// <param name="areas">Every area of the geography.</param>
    /// <param name="series">Their figures for the scope and return asked for.</param>
    /// <param name="from">What turns the base year's cash into the measure.</param>
    /// <param name="to">The same for the end year.</param>
    /// <param name="scores">IMD average score of each area, of the vintage asked for.</param>
    public static Comparison Of(
        ComparisonQuery query, IEnumerable<Area> areas, IReadOnlyDictionary<AreaCode, AreaSeries> series, YearFrame from, YearFrame to,
        IReadOnlyDictionary<AreaCode, double> scores) =>
        Of(query, areas, new ComparisonEnd($"{from.Year}", series, from), new ComparisonEnd($"{to.Year}", series, to), scores);

    /// <summary>Compares two ends, each of its own return and year.</summary>
    /// <param name="query">The question.</param>
    /// <param name="areas">Every area of the geography.</param>
    /// <param name="from">The base.</param>
    /// <param name="to">The end.</param>
    /// <param name="scores">IMD average score of each area, of the vintage asked for.</param>
    public static Comparison Of(
        ComparisonQuery query, IEnumerable<Area> areas, ComparisonEnd from, ComparisonEnd to, IReadOnlyDictionary<AreaCode, double> scores)
    {
        var excluded = new List<ExcludedArea>();
        var compared = new List<(AreaCut Cut, double Score)>();
        foreach (var area in areas)
        {
            AreaFigure? first = from.Of(area), last = to.Of(area);
            if ((WhyNot(area, query, scores) ?? WhyNot(area, query, from, first) ?? WhyNot(area, query, to, last)) is { } reason)
            {
                excluded.Add(new ExcludedArea(area, reason));
                continue;
            }

            compared.Add((Cut(area, query.Measure, first!, last!, from.Frame, to.Frame), scores[area.Code]));
        }

        var standings = Standings(compared, query.Groups);
        var ranks = compared
            .Where(pair => pair.Cut.ChangePercent is not null)
            .OrderBy(pair => pair.Cut.ChangePercent).ThenBy(pair => pair.Cut.Area.Code)
            .Select((pair, index) => (pair.Cut.Area.Code, Rank: index + 1))
            .ToDictionary(pair => pair.Code, pair => pair.Rank);
        var rows = compared
            .Select(pair => pair.Cut with
            {
                Rank = ranks.TryGetValue(pair.Cut.Area.Code, out var rank) ? rank : null,
                Deprivation = standings[pair.Cut.Area.Code],
            })
            .OrderBy(cut => cut.Deprivation.Rank)
            .ToList();
        return new Comparison(
            query, rows, [.. excluded.OrderBy(area => area.Area.Code)], PooledChange.Of(rows, query.Measure));
    }

    private static string? WhyNot(Area area, ComparisonQuery query, IReadOnlyDictionary<AreaCode, double> scores)
    {
        if (area.SetAside is { } setAside)
        {
            return setAside;
        }

        if (!query.WithLondon && area.Region == Area.London)
        {
            return "in London, which the question leaves out";
        }

        return scores.ContainsKey(area.Code) ? null : string.Create(CultureInfo.InvariantCulture, $"no score in the Indices of Deprivation {query.Imd}");
    }

    private static string? WhyNot(Area area, ComparisonQuery query, ComparisonEnd end, AreaFigure? figure)
    {
        var (name, _, frame) = end;
        if (figure?.CashPounds is null)
        {
            return figure switch
            {
                null => $"no figure for {name}",
                { Status: CellStatus.NotApplicable } => $"the line does not exist for it in {name}",
                _ => $"missing in {name}: {string.Join(", ", figure.Lacking)}",
            };
        }

        if (!frame.People.ContainsKey(area.Code))
        {
            return $"no population estimate for {frame.Year}";
        }

        return query.Measure.IsReal() && frame.RealFactor is null ? $"no deflator for {frame.Year}" : null;
    }

    private static AreaCut Cut(Area area, Measure measure, AreaFigure from, AreaFigure to, YearFrame fromFrame, YearFrame toFrame)
    {
        double poundsFrom = Pounds(measure, from, fromFrame), poundsTo = Pounds(measure, to, toFrame);
        long peopleFrom = fromFrame.People[area.Code], peopleTo = toFrame.People[area.Code];
        var perHead = measure.IsPerHead();
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
            area, perHead ? poundsFrom / peopleFrom : poundsFrom, perHead ? poundsTo / peopleTo : poundsTo, poundsFrom, poundsTo,
            peopleFrom, peopleTo, null, new DeprivationStanding(0, 0, 0, 0), flags);
    }

    internal static double Pounds(Measure measure, AreaFigure figure, YearFrame frame) =>
        (double)figure.CashPounds!.Value * (measure.IsReal() ? frame.RealFactor!.Value : 1);

    private static Dictionary<AreaCode, DeprivationStanding> Standings(List<(AreaCut Cut, double Score)> compared, Grouping groups)
    {
        var order = compared.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Cut.Area.Code).ToList();
        var n = order.Count;
        var ridits = groups == Grouping.People && n > 0 ? RiditScale.Of([.. order.Select(pair => (double)pair.Cut.PeopleFrom)]).Ridits : null;
        int Group(int i, int of) => (ridits is null ? of * i / n : (int)(of * ridits[i])) + 1;
        return order
            .Select((pair, i) => (pair.Cut.Area.Code, Standing: new DeprivationStanding(pair.Score, i + 1, Group(i, 5), Group(i, 10))))
            .ToDictionary(pair => pair.Code, pair => pair.Standing);
    }
}

/// <summary>One end of a comparison.</summary>
/// <param name="Name">What a reader calls it, such as <c>2010-11</c>.</param>
/// <param name="Series">Each area's figures.</param>
/// <param name="Frame">The year, and what turns its cash into the measure.</param>
public sealed record ComparisonEnd(string Name, IReadOnlyDictionary<AreaCode, AreaSeries> Series, YearFrame Frame)
{
    internal AreaFigure? Of(Area area) => Series.TryGetValue(area.Code, out var own) ? own.Of(Frame.Year) : null;
}
