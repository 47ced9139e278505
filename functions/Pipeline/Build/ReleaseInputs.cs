using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BudgetWatch.Domain.Codes;
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
    IReadOnlyList<ReturnEdition> Returns, IReadOnlyList<DeprivationIndices> Indices, IReadOnlyList<PopulationEstimates> Populations,
    DeflatorSeries Deflators, AuthorityRegister Register, DistrictLineage Lineage)
{
    /// <summary>Sorts contents by what they are; says what is lacking where a release cannot be made of them.</summary>
    public static (ReleaseInputs? Inputs, IReadOnlyList<string> Lacking) From(IReadOnlyCollection<ReadEdition> editions)
    {
        var returns = ReturnEdition.Chosen(editions);
        var contents = editions.Select(edition => edition.Content).ToList();
        var indices = contents.OfType<DeprivationIndices>().OrderBy(edition => edition.Vintage).ThenBy(edition => edition.Tier).ToList();
        var populations = contents.OfType<PopulationEstimates>().OrderBy(edition => edition.Vintage).ToList();
        var deflators = contents.OfType<DeflatorSeries>().SingleOrDefault();
        var register = contents.OfType<AuthorityRegister>().SingleOrDefault();
        var lineage = contents.OfType<DistrictLineage>().SingleOrDefault();
        List<string> lacking =
        [
            .. returns.Count(edition => edition.Content.Return == Return.Budget) < 2 ? ["revenue account budgets of at least two years"] : Array.Empty<string>(),
            .. indices.Count == 0 ? ["Indices of Deprivation of at least one year"] : Array.Empty<string>(),
            .. populations.Count == 0 ? ["ONS mid-year population estimates"] : Array.Empty<string>(),
            .. deflators is null ? ["HM Treasury GDP deflators"] : Array.Empty<string>(),
            .. register is null ? ["the authority register"] : Array.Empty<string>(),
            .. lineage is null ? ["the district lineage"] : Array.Empty<string>(),
        ];
        return lacking.Count > 0
            ? (null, lacking)
            : (new ReleaseInputs(returns, indices, populations, deflators!, register!, lineage!), []);
    }

    /// <summary>Harmonises the returns to areas.</summary>
    /// <returns>The figures, or why they cannot be made: an authority whose code leads to no area would understate one in silence.</returns>
    public (ReleaseFigures? Figures, IReadOnlyList<string> Problems) Harmonise()
    {
        var returns = Returns.Select(edition => edition.Content).ToList();
        var filedPlaces = returns
            .OrderBy(edition => edition.Year)
            .SelectMany(edition => edition.Filings)
            .Where(filing => filing is { Authority: not null, Place: not null } && filing.Class != AuthorityClass.Other)
            .Select(filing => KeyValuePair.Create(filing.Authority!.Value, filing.Place!.Value));
        var map = AreaMap.From(Lineage, Register, filedPlaces);
        if (Harmonisation.Unplaced(returns, map) is { Count: > 0 } unplaced)
        {
            return (null, [.. unplaced.Select(filing => $"{filing.Code} {filing.Name}: no area for its code {filing.Place}")]);
        }

        var population = new PopulationSeries(Populations, map);
        var deflators = new Deflators(Deflators);
        var years = returns.Select(edition => edition.Year).Distinct().Order();
        var frames = years.ToDictionary(year => year, year => new YearFrame(
            year, deflators.Factor(year), population.VintageOf(year.StartYear),
            map.Areas
                .Select(area => (area.Code, People: population.Of(area.Code, year.StartYear)))
                .Where(pair => pair.People is > 0)
                .ToDictionary(pair => pair.Code, pair => pair.People!.Value)));
        var byReturn = returns.ToLookup(edition => edition.Return);
        var series = byReturn
            .SelectMany(editions => Scopes.All.Select(scope => (
                Key: (editions.Key, scope), Series: Harmonisation.Series(scope, [.. editions], map))))
            .ToDictionary(pair => pair.Key, pair => pair.Series);
        var vintages = AreaDeprivation.ByVintage(Indices, map, population);
        var moves = byReturn.SelectMany(editions => LargeMove.In(editions.Key, series[(editions.Key, Scopes.Comparable)])).ToList();
        return (new ReleaseFigures(map.Areas, frames, series, vintages.ToDictionary(vintage => vintage.Vintage, vintage => vintage.Scores), moves)
        {
            VanishedLines =
            [
                .. byReturn.SelectMany(editions => VanishedLine.In(
                    editions.Key, series.Where(pair => pair.Key.Key == editions.Key).ToDictionary(pair => pair.Key.scope, pair => pair.Value))),
            ],
            TotalMoves = TotalMove.In(returns),
            ScoresFromDistricts = vintages
                .Where(vintage => vintage.WeightedAt is not null)
                .ToDictionary(vintage => vintage.Vintage, vintage => vintage.WeightedAt!.Value),
        }, []);
    }
}

/// <summary>The identity of a release: date + hash of what went in (rule 4 of the pipeline).</summary>
public static class ReleaseIdentity
{
    /// <summary>Raised whenever the same editions would give other figures: then there is a new release.</summary>
    public const int MethodVersion = 2;

    /// <summary>Hash of the input editions, their readers and the method; the order of the inputs does not matter.</summary>
    public static string InputsHash(IEnumerable<ReleaseInput> inputs)
    {
        var lines = inputs
            .Select(input => string.Create(
                CultureInfo.InvariantCulture, $"{input.SourceId}|{input.Slot}|{input.Sha256}|{input.ReaderVersion}"))
            .Order(StringComparer.Ordinal)
            .Prepend(string.Create(CultureInfo.InvariantCulture, $"method|{MethodVersion}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    /// <summary>The id: the date of the run that asked, and the start of the hash.</summary>
    public static string Of(DateOnly date, string inputsHash) =>
        string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}-{inputsHash.AsSpan(0, 12)}");
}
