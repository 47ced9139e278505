using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>The contents of the editions in force that a release is made from.</summary>
/// <param name="Returns">Budgets and outturns: each year of each once.</param>
/// <param name="Indices">Indices of Deprivation.</param>
/// <param name="Populations">Vintages of the mid-year estimates.</param>
/// <param name="Deflators">The deflator series.</param>
/// <param name="Register">The register of authorities.</param>
/// <param name="Lineage">The descent of districts.</param>
public sealed record ReleaseInputs(
    IReadOnlyList<ReturnEdition> Returns,
    IReadOnlyList<DeprivationIndices> Indices,
    IReadOnlyList<PopulationEstimates> Populations,
    DeflatorSeries Deflators,
    AuthorityRegister Register,
    DistrictLineage Lineage
)
{
    /// <summary>Grants by district, of the latest loaded period; null where there are none, and then a release has no community capacity.</summary>
    public GrantsByDistrict? Grants { get; init; }

    /// <summary>Grants by district, year and publisher; null where there are none. They come before totals: their years are stated.</summary>
    public YearlyGrants? YearlyGrants { get; init; }

    /// <summary>The register of charities; null where its tables of charities, areas and classification are not all loaded.</summary>
    public CharityTables? Charities { get; init; }

    /// <summary>The survey of volunteering; null where there is none.</summary>
    public VolunteeringByAuthority? Volunteering { get; init; }

    /// <summary>Sorts contents by what they are; says what is lacking where a release cannot be made of them.</summary>
    public static (ReleaseInputs? Inputs, IReadOnlyList<string> Lacking) From(IReadOnlyCollection<ReadEdition> editions)
    {
        var returns = ReturnEdition.Chosen(editions);
        var contents = editions.Select(edition => edition.Content).ToList();
        var indices = contents.OfType<DeprivationIndices>().OrderBy(edition => edition.Vintage).ThenBy(edition => edition.Tier).ToList();
        var populations = contents.OfType<PopulationEstimates>().OrderBy(edition => edition.Vintage).ToList();
        var deflators = Newest<DeflatorSeries>(contents);
        var register = Newest<AuthorityRegister>(contents);
        var lineage = Newest<DistrictLineage>(contents);
        List<string> lacking =
        [
            .. returns.Count(edition => edition.Content.Return == Return.Budget) < 2
                ? ["revenue account budgets of at least two years"]
                : Array.Empty<string>(),
            .. indices.Count == 0 ? ["Indices of Deprivation of at least one year"] : Array.Empty<string>(),
            .. populations.Count == 0 ? ["ONS mid-year population estimates"] : Array.Empty<string>(),
            .. deflators is null ? ["HM Treasury GDP deflators"] : Array.Empty<string>(),
            .. register is null ? ["the authority register"] : Array.Empty<string>(),
            .. lineage is null ? ["the district lineage"] : Array.Empty<string>(),
        ];
        return lacking.Count > 0
            ? (null, lacking)
            : (
                new ReleaseInputs(returns, indices, populations, deflators!, register!, lineage!)
                {
                    Grants = contents.OfType<GrantsByDistrict>().MaxBy(edition => edition.Period, StringComparer.Ordinal),
                    YearlyGrants = Newest<YearlyGrants>(contents),
                    Charities = CharitiesOf(contents),
                    Volunteering = Newest<VolunteeringByAuthority>(contents),
                },
                []
            );
    }

    /// <summary>What of the inputs does not fit the rest; <see cref="EditionSelection"/> leaves it out.</summary>
    public IReadOnlyList<IncompatibleEdition> FindIncompatible()
    {
        var (upper, lower) = Maps();
        return IncompatibleEdition.Find(this, upper, lower);
    }

    /// <summary>Harmonises the returns to the areas of every geography.</summary>
    /// <returns>The figures, or why they cannot be made: an authority whose code leads to no area would understate one in silence.</returns>
    public (ReleaseFigures? Figures, IReadOnlyList<string> Problems) Harmonise()
    {
        var returns = Returns.Select(edition => edition.Content).ToList();
        var (upper, lower) = Maps();
        if (IncompatibleEdition.Find(this, upper, lower) is { Count: > 0 } incompatible)
        {
            return (null, [.. incompatible.Select(edition => $"{edition.Content.Slot}: {edition.Reason}")]);
        }

        var headline = UpperTier(returns, upper);
        return (
            new ReleaseFigures(headline.Areas, headline.Frames, headline.Series, headline.Scores, headline.LargeMoves)
            {
                Returns = headline.Returns,
                VanishedLines = headline.VanishedLines,
                FramesBeforeCensus = FramesBeforeCensus(returns, upper),
                ScoresFromDistricts = headline.ScoresFromDistricts,
                TotalMoves = TotalMove.In(returns),
                Grants = GrantsIn(upper),
                Volunteering = Volunteering is null
                    ? null
                    : VolunteeringByArea.Of(Volunteering, Lineage, upper, new PopulationSeries(Populations, upper)),
                Charities = Charities is null ? null : CharitiesByArea.Of(Charities, upper, new PopulationSeries(Populations, upper)),
                Others = [LowerTier(returns, lower), Authorities(returns, AreaMap.OfAuthorities(Lineage, Register, Filings), lower)],
            },
            []
        );
    }

    private List<Filing> Filings =>
        [.. Returns.Select(edition => edition.Content).OrderBy(edition => edition.Year).SelectMany(edition => edition.Filings)];

    private (AreaMap Upper, AreaMap Lower) Maps()
    {
        List<KeyValuePair<AuthorityCode, GssCode>> places = [.. AreaMap.FiledPlaces(Filings)];
        return (AreaMap.From(Lineage, Register, places), AreaMap.From(Lineage, Register, places, GeographyKind.LowerTier));
    }

    /// <summary>Grants by area: means of years where three are loaded in full, else the totals.</summary>
    private GrantsByArea? GrantsIn(AreaMap map)
    {
        var population = new PopulationSeries(Populations, map);
        return YearlyGrants is { } yearly
            && GrantsByArea.Of(GrantsByYear.Of(yearly, map, population, Deflators), ComparisonQuery.BaseYear) is { } mean
                ? mean
            : Grants is null ? null
            : GrantsByArea.Of(Grants, map, population);
    }

    private static CharityTables? CharitiesOf(IReadOnlyCollection<EditionContent> contents) =>
        Newest<CharityRecords>(contents) is { } records
        && Newest<CharityAreas>(contents) is { } areas
        && Newest<CharityThemes>(contents) is { } themes
            ? new CharityTables(records, areas, themes, Newest<CharityIncomes>(contents), Newest<PostcodeDistricts>(contents))
            : null;

    // A source of one series has one edition in force; were there two, the newer counts.
    private static T? Newest<T>(IEnumerable<EditionContent> contents)
        where T : EditionContent => contents.OfType<T>().MaxBy(edition => edition.Precedence);

    private Dictionary<FinancialYear, YearFactors> FramesBeforeCensus(List<RevenueReturn> returns, AreaMap map)
    {
        var before = Populations.Where(estimates => estimates.Vintage < PopulationBases.CensusYear).ToList();
        return before.Count == 0
            ? []
            : Frames(returns, map, new PopulationSeries(before, map))
                .Where(frame => frame.Value is { PopulationVintage: not null, CarriedForwardFrom: null })
                .ToDictionary();
    }

    private GeographyFigures UpperTier(List<RevenueReturn> returns, AreaMap map)
    {
        var population = new PopulationSeries(Populations, map);
        return Figures(returns, map, [], Frames(returns, map, population), AreaDeprivation.ByVintage(Indices, map, population));
    }

    private GeographyFigures LowerTier(List<RevenueReturn> returns, AreaMap map)
    {
        var population = new PopulationSeries(Populations, map);
        var years = returns.Select(edition => edition.Year).Distinct().Order().ToList();
        var counties = map
            .Counties.Select(county =>
                !county.IsShared
                    ? county
                    : county with
                    {
                        Sharings = years
                            .Select(year => (Year: year, Sharing: population.Share(county, year.StartYear)))
                            .Where(pair => pair.Sharing is not null)
                            .ToDictionary(pair => pair.Year, pair => pair.Sharing!),
                    }
            )
            .ToList();
        return Figures(returns, map, counties, Frames(returns, map, population), AreaDeprivation.OfPlaces(Indices, map, population));
    }

    private GeographyFigures Authorities(List<RevenueReturn> returns, AreaMap map, AreaMap lowerTier)
    {
        var population = new AuthorityPopulation(Populations, map.Counties);
        var estimated = new PopulationSeries(Populations, lowerTier);
        var deflators = new Deflators(Deflators);
        var frames = returns
            .GroupBy(edition => edition.Year)
            .OrderBy(year => year.Key)
            .ToDictionary(
                year => year.Key,
                year =>
                {
                    List<AreaCode> filed =
                    [
                        .. year.SelectMany(edition => edition.Filings)
                            .Where(filing => filing.Class != AuthorityClass.Other)
                            .Select(map.AreaOf)
                            .OfType<AreaCode>()
                            .Distinct(),
                    ];
                    var (vintage, people) = population.Of(filed, estimated.UsedFor(year.Key.StartYear));
                    return Frame(year.Key, deflators, estimated, vintage, people);
                }
            );
        return Figures(returns, map, map.Counties, frames, AreaDeprivation.OfAuthorities(Indices, map, lowerTier, estimated));
    }

    private Dictionary<FinancialYear, YearFactors> Frames(List<RevenueReturn> returns, AreaMap map, PopulationSeries population)
    {
        var deflators = new Deflators(Deflators);
        return returns
            .Select(edition => edition.Year)
            .Distinct()
            .Order()
            .ToDictionary(
                year => year,
                year =>
                {
                    var midYear = population.UsedFor(year.StartYear);
                    return Frame(
                        year,
                        deflators,
                        population,
                        population.VintageOf(midYear),
                        map.Areas.Select(area => (area.Code, People: population.Of(area.Code, midYear)))
                            .Where(pair => pair.People is > 0)
                            .ToDictionary(pair => pair.Code, pair => pair.People!.Value)
                    );
                }
            );
    }

    private static YearFactors Frame(
        FinancialYear year,
        Deflators deflators,
        PopulationSeries estimated,
        int? vintage,
        IReadOnlyDictionary<AreaCode, long> people
    ) =>
        new(year, deflators.Factor(year), vintage, people)
        {
            CarriedForwardFrom = estimated.UsedFor(year.StartYear) is var used && used != year.StartYear ? used : null,
            IsForecast = deflators.IsForecast(year),
        };

    private static GeographyFigures Figures(
        List<RevenueReturn> returns,
        AreaMap map,
        IReadOnlyList<County> counties,
        IReadOnlyDictionary<FinancialYear, YearFactors> frames,
        IReadOnlyList<VintageScores> vintages
    )
    {
        var byReturn = returns
            .GroupBy(edition => edition.Return)
            .ToDictionary(editions => editions.Key, editions => Harmonisation.Of([.. editions], map, counties));
        return new GeographyFigures(
            map.Geography,
            map.Areas,
            frames,
            new SeriesDictionary(byReturn),
            vintages.ToDictionary(vintage => vintage.Vintage, vintage => vintage.Scores),
            [.. byReturn.SelectMany(editions => LargeMove.In(editions.Key, editions.Value.Series(Scopes.Comparable)))]
        )
        {
            Returns = byReturn,
            Counties = counties,
            VanishedLines = [.. byReturn.SelectMany(editions => VanishedLine.In(editions.Key, editions.Value.Series))],
            ScoresFromDistricts = vintages
                .Where(vintage => vintage.WeightedAt is not null)
                .ToDictionary(vintage => vintage.Vintage, vintage => vintage.WeightedAt!.Value),
        };
    }
}

/// <summary>The identity of a release: date + hash of what went in (rule 4 of the pipeline).</summary>
public static class ReleaseIdentity
{
    /// <summary>Raised whenever the same editions would give other figures: then there is a new release.</summary>
    public const int MethodVersion = 6;

    /// <summary>Hash of the input editions, their readers and the method; the order of the inputs does not matter.</summary>
    /// <param name="inputs">The editions in force.</param>
    /// <param name="withdrawn">
    /// Editions of any release so far that were withdrawn since: without one a release may have the same inputs as another of the same day, and still be another,
    /// for it says what was taken out.
    /// </param>
    public static string InputsHash(IEnumerable<ReleaseInput> inputs, IEnumerable<string>? withdrawn = null)
    {
        var lines = inputs
            .Select(input =>
                string.Create(CultureInfo.InvariantCulture, $"{input.SourceId}|{input.Slot}|{input.Sha256}|{input.ReaderVersion}")
            )
            .Concat((withdrawn ?? []).Select(sha256 => $"withdrawn|{sha256}"))
            .Order(StringComparer.Ordinal)
            .Prepend(string.Create(CultureInfo.InvariantCulture, $"method|{MethodVersion}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    /// <summary>The id: the date of the run that asked, and the start of the hash.</summary>
    public static string Of(DateOnly date, string inputsHash) =>
        string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}-{inputsHash.AsSpan(0, 12)}");
}
