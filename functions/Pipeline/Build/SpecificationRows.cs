using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Pipeline.Build;

/// <summary>A specification curve as rows of a release, one for each chunk, and back.</summary>
public static class SpecificationRows
{
    /// <summary>Keys of the rows of every curve.</summary>
    public const string Prefix = "specifications|";

    /// <summary>Keys of the rows of one curve.</summary>
    public static string PrefixOf(Scope headline) => $"{Prefix}{headline.Id}|";

    /// <summary>The id of the scope whose curve a row is of.</summary>
    public static string HeadlineOf(string key) => key.Split('|')[1];

    /// <summary>The chunks of every curve of a release.</summary>
    public static IReadOnlyList<SpecificationChunk> Chunks(ReleaseFigures figures) =>
        [.. SpecificationGrid.Headlines.SelectMany(headline => SpecificationGrid.Chunks(headline, figures))];

    /// <summary>The row of one chunk.</summary>
    public static ReleaseRow Compute(SpecificationChunk chunk, ReleaseFigures figures) =>
        Of(
            chunk,
            SpecificationGrid
                .Questions(chunk, figures)
                .Select(query => SpecificationEstimate.Of(figures, query))
                .OfType<SpecificationEstimate>()
        );

    /// <summary>The key of a chunk.</summary>
    public static string Key(SpecificationChunk chunk) =>
        $"{PrefixOf(chunk.Headline)}{chunk.Return.Id()}|{chunk.Scope.Id}|{chunk.From}|{chunk.To}";

    /// <summary>The row of a chunk.</summary>
    public static ReleaseRow Of(SpecificationChunk chunk, IEnumerable<SpecificationEstimate> estimates) =>
        new(
            Key(chunk),
            Json.Write(
                estimates
                    .Select(estimate => new EstimateRow(
                        estimate.Query.Measure.Id(),
                        estimate.Query.Imd,
                        estimate.Query.WithLondon,
                        estimate.Query.Groups.Id(),
                        estimate.Query.Weights.Id(),
                        estimate.Query.Population.Id(),
                        estimate.Areas,
                        estimate.Sii.Slope.Value,
                        estimate.Sii.Slope.Intercept,
                        estimate.Sii.Low,
                        estimate.Sii.High,
                        estimate.Gap.Value,
                        estimate.Gap.Low,
                        estimate.Gap.High
                    ))
                    .ToList()
            )
        );

    /// <summary>The estimates of a row.</summary>
    public static IEnumerable<SpecificationEstimate> Read(ReleaseRow row)
    {
        var parts = row.Key.Split('|');
        var (@return, scope) = (ReturnNames.Words.Find(parts[2])!.Value, Scopes.Find(parts[3])!);
        var (from, to) = (FinancialYear.Parse(parts[4]), FinancialYear.Parse(parts[5]));
        return Json.Read<IReadOnlyList<EstimateRow>>(row.Json)!
            .Select(estimate => new SpecificationEstimate(
                new ComparisonQuery(@return, scope, from, to, Measures.Find(estimate.Measure)!.Value, estimate.Imd)
                {
                    WithLondon = estimate.London,
                    Groups = Groupings.Find(estimate.Groups)!.Value,
                    Weights = Weightings.Find(estimate.Weights)!.Value,
                    Population = PopulationBases.Find(estimate.Population)!.Value,
                },
                estimate.Areas,
                new SlopeEstimate(new SlopeIndexOfInequality(estimate.Sii, estimate.Intercept), estimate.SiiLow, estimate.SiiHigh),
                new FifthGap(estimate.Gap, estimate.GapLow, estimate.GapHigh)
            ));
    }

    private sealed record EstimateRow(
        string Measure,
        int Imd,
        bool London,
        string Groups,
        string Weights,
        string Population,
        int Areas,
        double Sii,
        double Intercept,
        double? SiiLow,
        double? SiiHigh,
        double Gap,
        double? GapLow,
        double? GapHigh
    );
}
