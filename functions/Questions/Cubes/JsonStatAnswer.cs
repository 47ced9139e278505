using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Cubes;

/// <summary>An answer as a JSON-stat 2.0 dataset: the same figures as a cube. Values are in the order of the dimensions, the last changing fastest.</summary>
/// <typeparam name="TQuery">The question.</typeparam>
/// <param name="Version">2.0.</param>
/// <param name="Class">dataset.</param>
/// <param name="Label">The question in words.</param>
/// <param name="Source">Who to acknowledge.</param>
/// <param name="Updated">When the release was published.</param>
/// <param name="Href">The permanent address of the same answer.</param>
/// <param name="Note">What a reader must know.</param>
/// <param name="Id">The dimensions, in order.</param>
/// <param name="Size">How many categories each has.</param>
/// <param name="Role">Which of them are time, place and measure.</param>
/// <param name="Dimension">The dimensions by id.</param>
/// <param name="Value">The figures; null where there is none.</param>
/// <param name="Status">What to know of a figure, by its place among the values from 0: flags, or why there is none. Values not listed have none.</param>
/// <param name="Extension">The release and the question.</param>
internal sealed record JsonStatAnswer<TQuery>(
    string Version,
    string Class,
    string Label,
    string Source,
    DateTimeOffset Updated,
    string Href,
    IReadOnlyList<string> Note,
    IReadOnlyList<string> Id,
    IReadOnlyList<int> Size,
    CubeRole Role,
    IReadOnlyDictionary<string, CubeDimension> Dimension,
    IReadOnlyList<double?> Value,
    IReadOnlyDictionary<string, string> Status,
    CubeExtension<TQuery> Extension
);

/// <summary>Which dimensions hold time, which places, and which what is measured.</summary>
/// <param name="Time">The dimensions that hold time.</param>
/// <param name="Geo">The dimensions that hold places.</param>
/// <param name="Metric">The dimensions that hold what is measured.</param>
internal sealed record CubeRole(IReadOnlyList<string> Time, IReadOnlyList<string> Geo, IReadOnlyList<string> Metric);

/// <summary>A dimension of a cube.</summary>
/// <param name="Label">What readers call it.</param>
/// <param name="Category">Its categories.</param>
internal sealed record CubeDimension(string Label, CubeCategory Category);

/// <summary>The categories of a dimension.</summary>
/// <param name="Index">Their ids, in order.</param>
/// <param name="Label">What readers call each.</param>
/// <param name="Note">What to know of one, such as why an area is left out.</param>
/// <param name="Unit">The unit of each category; empty for dimensions that measure nothing.</param>
internal sealed record CubeCategory(
    IReadOnlyList<string> Index,
    IReadOnlyDictionary<string, string> Label,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Note,
    IReadOnlyDictionary<string, CubeUnit> Unit
);

/// <summary>A unit.</summary>
/// <param name="Label">In words.</param>
/// <param name="Decimals">How many decimals to print; the values are not rounded.</param>
internal sealed record CubeUnit(string Label, int Decimals);

/// <summary>What JSON-stat has no place for.</summary>
/// <typeparam name="TQuery">The question.</typeparam>
/// <param name="Release">The release.</param>
/// <param name="Query">The question with its defaults.</param>
internal sealed record CubeExtension<TQuery>(ReleaseReference Release, TQuery Query);
