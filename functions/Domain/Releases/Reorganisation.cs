using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;

namespace BudgetWatch.Domain.Releases;

/// <summary>Tells the authorities that can be compared across two years from those that a reorganisation made or unmade between them.</summary>
internal static class Reorganisation
{
    /// <summary>
    /// The authorities of the class asked for that filed in both years, and those that filed in one alone, each with what became of it or what it
    /// came from. One that filed in neither is no part of the question.
    /// </summary>
    public static (IReadOnlyList<Area> Asked, IReadOnlyList<ExcludedArea> Reorganised) Sift(
        ComparisonQuery query,
        IReadOnlyList<Area> areas,
        IReadOnlyList<County> counties,
        IReadOnlyDictionary<AreaCode, AreaSeries> series
    )
    {
        var asked = new List<Area>();
        var reorganised = new List<ExcludedArea>();
        foreach (var area in areas.Where(area => area.Class == query.Class))
        {
            switch (Filed(area, query.From), Filed(area, query.To))
            {
                case (true, true):
                    asked.Add(area);
                    break;
                case (true, false):
                    reorganised.Add(
                        new ExcludedArea(area, ExclusionReason.Ended(query.From, query.To, SuccessorsOf(area, areas, counties)))
                    );
                    break;
                case (false, true):
                    reorganised.Add(new ExcludedArea(area, ExclusionReason.Began(query.From, query.To, PredecessorsOf(area, areas))));
                    break;
                default:
                    break;
            }
        }

        return (asked, reorganised);

        bool Filed(Area area, FinancialYear year) => series.TryGetValue(area.Code, out var own) && own.Of(year) is not null;
    }

    private static string SuccessorsOf(Area area, IReadOnlyList<Area> areas, IReadOnlyList<County> counties)
    {
        if (AuthorityCode.TryParse(area.Code.Value, out var authority))
        {
            return FormerAuthorities.Find(authority) is { } former ? $": {former.Reason}" : "";
        }

        var county = counties.FirstOrDefault(county => county.Place.Value == area.Code.Value);
        var successors = (
            county?.Parts.Select(part => part.Area.Value)
            ?? area.Members.SelectMany(member => member.SucceededBy).Select(successor => successor.Value)
        )
            .Distinct()
            .Select(successor => areas.FirstOrDefault(other => other.Code.Value == successor) is { } found ? Named(found) : successor)
            .ToList();
        return successors.Count == 0 ? "" : $"; it is in {string.Join(" and ", successors)} now";
    }

    private static string PredecessorsOf(Area area, IReadOnlyList<Area> areas)
    {
        var predecessors = areas
            .Where(other => other.Members.Any(member => member.SucceededBy.Any(successor => successor.Value == area.Code.Value)))
            .Select(Named)
            .ToList();
        return predecessors.Count == 0 ? "" : $"; it took in {string.Join(", ", predecessors)}";
    }

    private static string Named(Area area) => $"{area.Code} {area.Name}";
}
