using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Releases;

/// <summary>
/// Regions and combined authorities: sums of areas of the upper tier, never averages. Pounds and people are added up, and one without a figure of one of its areas has none. Areas
/// that are never ranked are left out, so that the regions add up to England as it is compared.
/// </summary>
public static class SumsOfAreas
{
    /// <summary>The codes of the regions.</summary>
    private static readonly IReadOnlyList<(AreaCode Code, string Name)> Regions =
    [
        (new("E12000001"), "North East"),
        (new("E12000002"), "North West"),
        (new("E12000003"), "Yorkshire and The Humber"),
        (new("E12000004"), "East Midlands"),
        (new("E12000005"), "West Midlands"),
        (new("E12000006"), "East of England"),
        (new("E12000007"), Area.London),
        (new("E12000008"), "South East"),
        (new("E12000009"), "South West"),
    ];

    /// <summary>The figures of regions or of combined authorities.</summary>
    /// <param name="upper">The figures of the upper tier.</param>
    /// <param name="geography">Which of the two.</param>
    public static GeographyFigures Of(ReleaseFigures upper, GeographyKind geography)
    {
        ArgumentNullException.ThrowIfNull(upper);
        var ranked = upper.Areas.Where(area => area.SetAside is null).ToList();
        var sums = (geography == GeographyKind.Region ? RegionsOf(ranked) : CombinedOf(ranked)).ToList();
        var returns = upper.Returns.ToDictionary(
            filed => filed.Key,
            filed => filed.Value with { Areas = sums.ToDictionary(sum => sum.Area.Code, sum => YearsOf(filed.Value, sum.Parts)) }
        );
        return new GeographyFigures(
            geography,
            [.. sums.Select(sum => sum.Area)],
            upper.Frames.ToDictionary(frame => frame.Key, frame => FrameOf(frame.Value, sums)),
            new SeriesDictionary(returns),
            upper.Scores.ToDictionary(
                vintage => vintage.Key,
                vintage => (IReadOnlyDictionary<AreaCode, double>)ScoresOf(upper, vintage.Key, vintage.Value, sums)
            ),
            []
        )
        {
            Returns = returns,
            ScoresFromDistricts = upper.Scores.Keys.ToDictionary(vintage => vintage, vintage => WeightYear(upper, vintage).StartYear),
        };
    }

    private static IEnumerable<Sum> RegionsOf(IReadOnlyList<Area> areas) =>
        from region in Regions
        let parts = areas.Where(area => area.Region == region.Name).ToList()
        where parts.Count > 0
        select SumOf(region.Code, region.Name, AreaKind.Region, parts);

    /// <summary>Those all of whose areas the release has: of the rest a part would be taken for the whole.</summary>
    private static IEnumerable<Sum> CombinedOf(IReadOnlyList<Area> areas) =>
        from authority in CombinedAuthorities.Present
        let parts = areas.Where(area => authority.Members.Contains(area.Code)).ToList()
        where parts.Count == authority.Members.Count
        select SumOf(authority.Code, authority.Name, AreaKind.CombinedAuthority, parts);

    private static Sum SumOf(AreaCode code, string name, AreaKind kind, IReadOnlyList<Area> parts) =>
        new(
            new Area(
                code,
                name,
                kind,
                string.Join("; ", parts.Select(part => part.Region).Distinct().Order(StringComparer.Ordinal)),
                [.. parts.SelectMany(part => part.Members).OrderBy(member => member.Place)],
                null
            ),
            [.. parts.Select(part => part.Code)]
        );

    private static IReadOnlyList<AreaYear> YearsOf(HarmonisedReturn filed, IReadOnlyList<AreaCode> parts) =>
        [
            .. filed.Editions.Select(edition =>
                YearOf(
                    edition,
                    [
                        .. parts.Select(part =>
                            (part, filed.Areas.GetValueOrDefault(part)?.FirstOrDefault(year => year.Year == edition.Year))
                        ),
                    ]
                )
            ),
        ];

    private static AreaYear YearOf(EditionLines edition, IReadOnlyList<(AreaCode Area, AreaYear? Year)> parts)
    {
        List<string> missing =
        [
            .. parts.SelectMany(part => part.Year is null ? [$"{part.Area} has no part in the return"] : part.Year.Missing),
        ];
        return missing.Count > 0
            ? new AreaYear(edition.Year, [], missing, Allocated: false)
            : new AreaYear(
                edition.Year,
                [.. Enumerable.Range(0, edition.Lines.Count).Select(line => Sum.Of([.. parts.Select(part => part.Year!.Lines[line])]))],
                [],
                Allocated: false
            );
    }

    private static YearFactors FrameOf(YearFactors frame, IEnumerable<Sum> sums) =>
        frame with
        {
            People = sums.Where(sum => sum.Parts.All(frame.People.ContainsKey))
                .ToDictionary(sum => sum.Area.Code, sum => sum.Parts.Sum(part => frame.People[part])),
        };

    /// <summary>The mean of the areas' scores, weighted by residents.</summary>
    private static Dictionary<AreaCode, double> ScoresOf(
        ReleaseFigures upper,
        int vintage,
        IReadOnlyDictionary<AreaCode, double> scores,
        IEnumerable<Sum> sums
    )
    {
        var people = upper.Frames[WeightYear(upper, vintage)].People;
        return sums.Where(sum => sum.Parts.All(part => scores.ContainsKey(part) && people.ContainsKey(part)))
            .ToDictionary(
                sum => sum.Area.Code,
                sum => sum.Parts.Sum(part => scores[part] * people[part]) / sum.Parts.Sum(part => people[part])
            );
    }

    /// <summary>The financial year whose residents weight the scores of a vintage: that which starts in its year, or the nearest the release has.</summary>
    private static FinancialYear WeightYear(ReleaseFigures upper, int vintage) =>
        upper.Frames.Values.Where(frame => frame.People.Count > 0).MinBy(frame => Math.Abs(frame.Year.StartYear - vintage))?.Year
        ?? upper.Frames.Keys.Max();

    /// <summary>A sum and its parts.</summary>
    private sealed record Sum(Area Area, IReadOnlyList<AreaCode> Parts)
    {
        /// <summary>A line of all parts: missing where one is missing, and nothing where it does not exist for any.</summary>
        public static LineFigure Of(IReadOnlyList<LineFigure> parts)
        {
            List<string> missing = [.. parts.SelectMany(part => part.Missing)];
            if (missing.Count > 0)
            {
                return new LineFigure(
                    null,
                    parts.Any(part => part.Status == CellStatus.Suppressed) ? CellStatus.Suppressed : CellStatus.Missing,
                    missing
                );
            }

            return parts.All(part => part.Pounds is null)
                ? new LineFigure(null, CellStatus.NotApplicable, [])
                : new LineFigure(
                    parts.Sum(part => part.Pounds ?? 0),
                    parts.Any(part => part.Status == CellStatus.Estimated) ? CellStatus.Estimated : CellStatus.Reported,
                    []
                );
        }
    }
}
