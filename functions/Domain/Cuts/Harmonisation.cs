using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Cuts;

/// <summary>Sums what authorities filed to areas: predecessors into successors, districts into their county.</summary>
public static class Harmonisation
{
    /// <summary>Every area's series for a scope over the editions of one return.</summary>
    public static IReadOnlyDictionary<AreaCode, AreaSeries> Series(Scope scope, IReadOnlyList<RevenueReturn> editions, AreaMap map)
    {
        var figures = new Dictionary<AreaCode, List<AreaFigure>>();
        foreach (var edition in editions.OrderBy(edition => edition.Year))
        {
            var lines = scope.LinesIn(LinesOf(edition));
            var byArea = PrincipalFilings(edition)
                .Select(filing => (Area: AreaOf(filing, map), Filing: filing))
                .Where(pair => pair.Area is not null)
                .ToLookup(pair => pair.Area!.Value, pair => pair.Filing);
            foreach (var area in map.Areas)
            {
                if (!figures.TryGetValue(area.Code, out var years))
                {
                    figures[area.Code] = years = [];
                }

                years.Add(lines is null
                    ? new AreaFigure(edition.Year, null, CellStatus.Missing, [$"{scope.Id} is not a line of the {edition.Year} return"])
                    : Sum(edition.Year, byArea[area.Code], lines));
            }
        }

        return figures.ToDictionary(pair => pair.Key, pair => new AreaSeries(pair.Key, pair.Value));
    }

    /// <summary>
    /// Principal authorities whose code leads to no area, but for those known to have been split between areas. Leaving them out would understate
    /// an area in silence, so a release is not built while there are any.
    /// </summary>
    public static IReadOnlyList<Filing> Unplaced(IEnumerable<RevenueReturn> editions, AreaMap map) =>
        [.. editions.SelectMany(PrincipalFilings).Where(filing => AreaOf(filing, map) is null && !WasSplit(filing)).DistinctBy(filing => filing.Code)];

    private static IEnumerable<Filing> PrincipalFilings(RevenueReturn edition) =>
        edition.Filings.Where(filing => filing.Class != AuthorityClass.Other);

    private static AreaCode? AreaOf(Filing filing, AreaMap map) =>
        filing.Place is { } place && map.AreaOf(place) is { } area ? area
        : filing.Authority is { } authority ? map.AreaOf(authority)
        : null;

    private static bool WasSplit(Filing filing) =>
        filing.Authority is { } authority && FormerAuthorities.Find(authority) is { Place: null };

    private static HashSet<Line> LinesOf(RevenueReturn edition) => [.. edition.Filings.SelectMany(filing => filing.Cells.Keys)];

    private static AreaFigure Sum(FinancialYear year, IEnumerable<Filing> filings, IReadOnlyList<Line> lines)
    {
        decimal pounds = 0;
        var any = false;
        var estimated = false;
        var suppressed = false;
        var filed = false;
        var lacking = new List<string>();
        foreach (var filing in filings.OrderBy(filing => filing.Code, StringComparer.Ordinal))
        {
            filed = true;
            foreach (var line in lines)
            {
                var cell = filing.Cells.TryGetValue(line, out var found) ? found : Cell.Without(CellStatus.Missing, "");
                switch (cell.Status)
                {
                    case CellStatus.NotApplicable:
                        break;
                    case CellStatus.Reported or CellStatus.Estimated:
                        pounds += cell.Pounds!.Value;
                        any = true;
                        estimated |= cell.Status == CellStatus.Estimated;
                        break;
                    default:
                        suppressed |= cell.Status == CellStatus.Suppressed;
                        lacking.Add($"{filing.Code} {line.Id}");
                        break;
                }
            }
        }

        return (filed, lacking.Count, any) switch
        {
            (false, _, _) => new AreaFigure(year, null, CellStatus.Missing, ["no authority filed"]),
            (_, > 0, _) => new AreaFigure(year, null, suppressed ? CellStatus.Suppressed : CellStatus.Missing, lacking),
            (_, _, false) => new AreaFigure(year, null, CellStatus.NotApplicable, []),
            _ => new AreaFigure(year, pounds, estimated ? CellStatus.Estimated : CellStatus.Reported, []),
        };
    }
}
