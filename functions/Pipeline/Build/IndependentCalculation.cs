using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// The figures of a release worked out a second time by the shortest way there is: filed cells added up by area, times the deflator, over the residents
/// of districts added up. It shares no arithmetic with what makes the release, only published tables and the membership that the release states; so
/// a mistake in either shows as a difference, and a revised input, which both see, does not.
/// </summary>
internal sealed class IndependentCalculation
{
    private readonly ReleaseInputs inputs;
    private readonly Dictionary<GssCode, AreaCode> areaOfPlace = [];
    private readonly Dictionary<AuthorityCode, GssCode> placeOfCode = [];

    public IndependentCalculation(GeographyFigures figures, ReleaseInputs inputs)
    {
        this.inputs = inputs;
        foreach (var (area, member) in figures.Areas.SelectMany(area => area.Members.Select(member => (area.Code, member.Place))))
        {
            areaOfPlace[member] = area;
        }

        foreach (var registered in inputs.Register.Authorities.OrderBy(authority => authority.Place))
        {
            if (registered.Authority is { } code)
            {
                placeOfCode[code] = KnownGeography.AsOfApril2023(registered.Place);
            }
        }

        // What the returns themselves state comes before the register, and the last of it first.
        foreach (var filing in inputs.Returns.OrderBy(edition => edition.Content.Year).SelectMany(edition => edition.Content.Filings))
        {
            if (filing is { Authority: { } code, Place: { } place } && filing.Class != AuthorityClass.Other)
            {
                placeOfCode[code] = KnownGeography.AsOfApril2023(place);
            }
        }
    }

    /// <summary>The ONS code that an E-code stands for, as the register and the returns state it.</summary>
    public IReadOnlyDictionary<AuthorityCode, GssCode> PlaceOfCode => placeOfCode;

    /// <summary>The area that a place is in; null for one that is in none.</summary>
    public AreaCode? AreaOf(GssCode place) => areaOfPlace.TryGetValue(KnownGeography.AsOfApril2023(place), out var area) ? area : null;

    /// <summary>The area that a row of a return is added to; null for a row that is in none.</summary>
    public AreaCode? AreaOf(Filing filing)
    {
        if (filing.Class == AuthorityClass.Other)
        {
            return null;
        }

        if (filing.Place is { } stated && AreaOf(stated) is { } area)
        {
            return area;
        }

        return filing.Authority is not { } code ? null
            : placeOfCode.TryGetValue(code, out var place) ? AreaOf(place)
            : FormerAuthorities.Find(code)?.Place is { } former ? AreaOf(former)
            : null;
    }

    /// <summary>The areas of the rows of a return; rows that are in none are not among them.</summary>
    public ILookup<AreaCode, Filing> ByArea(RevenueReturn edition) =>
        edition
            .Filings.Select(filing => (Filing: filing, Area: AreaOf(filing)))
            .Where(pair => pair.Area is not null)
            .ToLookup(pair => pair.Area!.Value, pair => pair.Filing);

    /// <summary>The lines of a scope that an edition has; null where it cannot be summed from them.</summary>
    public static IReadOnlyList<Line>? LinesOf(Scope scope, RevenueReturn edition)
    {
        if (scope.InOneFigure is { } whole && edition.Filings.Any(filing => filing.Cells.ContainsKey(whole)))
        {
            return [whole];
        }

        var lines = new List<Line>();
        foreach (var ways in scope.Parts)
        {
            var way = ways.FirstOrDefault(way => way.All(line => edition.Filings.Any(filing => filing.Cells.ContainsKey(line))));
            if (way is null)
            {
                return null;
            }

            lines.AddRange(way);
        }

        return lines;
    }

    /// <summary>Pounds of the year over the rows of one area; null where a cell is missing, where there is no row, or where no cell is for it.</summary>
    public static decimal? Pounds(IEnumerable<Filing> rows, IReadOnlyList<Line> lines)
    {
        decimal sum = 0;
        var any = false;
        foreach (var filing in rows)
        {
            foreach (var line in lines)
            {
                if (!filing.Cells.TryGetValue(line, out var cell) || cell is { Pounds: null, Status: not CellStatus.NotApplicable })
                {
                    return null;
                }

                sum += cell.Pounds ?? 0;
                any |= cell.Pounds is not null;
            }
        }

        return any ? sum : null;
    }

    /// <summary>
    /// Residents of every area at a mid-year, or at the newest estimated where that is before it, from the newest vintage that has it for all its districts, or else for
    /// some.
    /// </summary>
    public IReadOnlyDictionary<AreaCode, long> Residents(int year)
    {
        var midYear = Math.Min(
            year,
            inputs.Populations.SelectMany(vintage => vintage.Places).SelectMany(place => place.ByMidYear.Keys).DefaultIfEmpty(year).Max()
        );
        var newestFirst = inputs.Populations.OrderByDescending(vintage => vintage.Vintage).ToList();
        var vintage =
            newestFirst.Find(vintage => Districts(vintage).Any() && Districts(vintage).All(place => place.ByMidYear.ContainsKey(midYear)))
            ?? newestFirst.Find(vintage => vintage.Places.Any(place => place.ByMidYear.ContainsKey(midYear)));
        return (vintage is null ? [] : Districts(vintage))
            .GroupBy(place => AreaOf(place.Place))
            .Where(districts => districts.Key is not null && districts.All(place => place.ByMidYear.ContainsKey(midYear)))
            .ToDictionary(districts => districts.Key!.Value, districts => districts.Sum(place => place.ByMidYear[midYear]));
    }

    /// <summary>Pounds of the price base for a pound of the year; null where the series lacks either.</summary>
    public double? Deflator(FinancialYear year)
    {
        var of = inputs.Deflators.Years.Where(one => one.Year == year).Select(one => (double?)one.Index).FirstOrDefault();
        var at = inputs.Deflators.Years.Where(one => one.Year == Deflators.PriceBase).Select(one => (double?)one.Index).FirstOrDefault();
        return at / of;
    }

    private static IEnumerable<PlacePopulation> Districts(PopulationEstimates vintage) =>
        vintage.Places.Where(place => place.Place.IsDistrict);
}
