using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Cuts;

/// <summary>Sums what authorities filed to areas: predecessors into successors, districts into their county, a county among its districts.</summary>
public static class Harmonisation
{
    /// <summary>Every line of every area over the editions of one return.</summary>
    /// <param name="editions">The editions, one for each year.</param>
    /// <param name="map">Which area each filing is summed into.</param>
    /// <param name="counties">The map's counties, with how each is shared where the map shares them.</param>
    public static HarmonisedReturn Of(IReadOnlyList<RevenueReturn> editions, AreaMap map, IReadOnlyList<County> counties)
    {
        var lines = new List<EditionLines>();
        var years = map.Areas.ToDictionary(area => area.Code, _ => new List<AreaYear>());
        var sharings = counties.ToDictionary(county => county.Place, county => county.Sharings);
        foreach (var edition in editions.OrderBy(edition => edition.Year))
        {
            var available = LinesOf(edition);
            var own = PrincipalFilings(edition)
                .Where(filing => map.AreaOf(filing) is not null)
                .ToLookup(filing => map.AreaOf(filing)!.Value, filing => new Part(filing));
            var shared = PrincipalFilings(edition)
                .Where(filing => map.AreaOf(filing) is null)
                .Select(filing => (Filing: filing, County: map.SharedCountyOf(filing)))
                .Where(pair => pair.County is not null)
                .SelectMany(pair =>
                    Shares(pair.Filing, pair.County!, sharings[pair.County!.Place].GetValueOrDefault(edition.Year), available)
                )
                .ToLookup(pair => pair.Area, pair => pair.Part);
            var absent = map.AbsentFrom(edition);
            lines.Add(new EditionLines(edition.Year, available) { IsRehosted = edition.RehostedFrom is not null });
            foreach (var area in map.Areas)
            {
                List<Part> parts = [.. own[area.Code].Concat(shared[area.Code]).OrderBy(part => part.Filing.Code, StringComparer.Ordinal)];
                if (parts.Count > 0 || map.Geography != GeographyKind.Authority)
                {
                    years[area.Code].Add(Sum(edition.Year, parts, available, map.Geography, absent[area.Code]));
                }
            }
        }

        return new HarmonisedReturn(lines, years.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<AreaYear>)pair.Value));
    }

    /// <summary>
    /// Principal authorities whose code leads to no area, except those known to have been split between areas. Leaving them out would understate
    /// an area in silence, so a release is not built while there are any.
    /// </summary>
    public static IReadOnlyList<Filing> Unplaced(IEnumerable<RevenueReturn> editions, AreaMap map) =>
        [
            .. editions
                .SelectMany(PrincipalFilings)
                .Where(filing => map.AreaOf(filing) is null && map.SharedCountyOf(filing) is null && !WasSplit(filing))
                .DistinctBy(filing => filing.Code),
        ];

    private static IEnumerable<Filing> PrincipalFilings(RevenueReturn edition) =>
        edition.Filings.Where(filing => filing.Class != AuthorityClass.Other);

    private static bool WasSplit(Filing filing) =>
        filing.Authority is { } authority && FormerAuthorities.Find(authority) is { Place: null };

    private static List<Line> LinesOf(RevenueReturn edition)
    {
        var lines = edition.Filings.SelectMany(filing => filing.Cells.Keys).ToHashSet();
        return [.. Lines.All.Where(lines.Contains)];
    }

    /// <summary>A county's filing as parts of its places. Each cell is shared out separately.</summary>
    private static IEnumerable<(AreaCode Area, Part Part)> Shares(Filing filing, County county, Sharing? sharing, List<Line> lines)
    {
        if (sharing is null)
        {
            return county.Parts.Select(part =>
                (part.Area, new Part(filing) { IsShare = true, Missing = $"{filing.Code} residents to share it by" })
            );
        }

        var divided = lines
            .Where(line => filing.Cells.GetValueOrDefault(line).Pounds is not null)
            .ToDictionary(line => line, line => sharing.Divide(filing.Cells[line].Pounds!.Value));
        return sharing.People.Select(
            (share, i) =>
                (
                    share.Area,
                    new Part(
                        filing with
                        {
                            Cells = filing.Cells.ToDictionary(
                                cell => cell.Key,
                                cell => divided.TryGetValue(cell.Key, out var pounds) ? cell.Value with { Pounds = pounds[i] } : cell.Value
                            ),
                        }
                    )
                    {
                        IsShare = true,
                    }
                )
        );
    }

    private static AreaYear Sum(
        FinancialYear year,
        List<Part> parts,
        List<Line> lines,
        GeographyKind geography,
        IEnumerable<AbsentAuthority> absentees
    )
    {
        var absent =
            geography == GeographyKind.LowerTier ? AbsentOf(parts)
            : parts.Count == 0 ? "no authority filed"
            : null;
        List<string> missing =
        [
            .. absent is null ? [] : (string[])[absent],
            .. parts.Select(part => part.Missing).OfType<string>(),
            .. absent is null ? absentees.Select(council => $"{council} has no row") : [],
        ];
        return missing.Count > 0
            ? new AreaYear(year, [], missing, Allocated: false)
            : new AreaYear(year, [.. lines.Select(line => Sum(parts, line))], [], parts.Exists(part => part.IsShare));
    }

    /// <summary>Which tier of a place in a shire county did not file.</summary>
    private static string? AbsentOf(List<Part> parts) =>
        parts.Count == 0 ? "no authority filed"
        : parts.TrueForAll(part => part.IsShare) ? "no district council filed"
        : parts.Exists(part => part.Filing.Class == AuthorityClass.ShireDistrict)
        && !parts.Exists(part => part.Filing.Class == AuthorityClass.ShireCounty)
            ? "no county council filed"
        : null;

    private static LineFigure Sum(List<Part> parts, Line line)
    {
        decimal pounds = 0;
        var any = false;
        var estimated = false;
        var suppressed = false;
        List<string>? missing = null;
        foreach (var filing in parts.Select(part => part.Filing))
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
                    (missing ??= []).Add($"{filing.Code} {line.Id}");
                    break;
            }
        }

        return (missing, any) switch
        {
            (not null, _) => new LineFigure(null, suppressed ? CellStatus.Suppressed : CellStatus.Missing, missing),
            (_, false) => new LineFigure(null, CellStatus.NotApplicable, []),
            _ => new LineFigure(pounds, estimated ? CellStatus.Estimated : CellStatus.Reported, []),
        };
    }

    /// <summary>A filing, or an area's share of one.</summary>
    private sealed record Part(Filing Filing)
    {
        public bool IsShare { get; init; }

        /// <summary>Why it cannot be shared out.</summary>
        public string? Missing { get; init; }
    }
}
