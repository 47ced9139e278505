using CsCheck;

namespace BudgetWatch.Domain.Tests.Support;

/// <summary>An area of a made-up England, by its raw facts.</summary>
internal sealed record Council(int Number, decimal? From, decimal? To, long PeopleFrom, long PeopleTo, double? Score)
{
    public static readonly FinancialYear BaseYear = new(2010);
    public static readonly FinancialYear EndYear = new(2019);

    /// <summary>Deflators of the made-up England: exact in binary, and different, so that a lost factor shows.</summary>
    public const double RealFrom = 1.5;
    public const double RealTo = 1.25;

    public CellStatus StatusFrom { get; init; } = CellStatus.Reported;

    public CellStatus StatusTo { get; init; } = CellStatus.Reported;

    public AreaKind Kind { get; init; } = AreaKind.UnitaryAuthority;

    public string? SetAside { get; init; }

    public AreaCode Code => new($"E06{Number:000000}");

    public Area Area => new(Code, $"Council {Number}", Kind, "North", [], SetAside);

    /// <summary>Councils in good order: positive spending and no ties.</summary>
    public static Gen<Council[]> Many(int least, int most) =>
        Gen.Select(
                Gen.Int[10_000, 900_000_000],
                Gen.Int[10_000, 900_000_000],
                Gen.Int[20_000, 1_500_000],
                Gen.Int[20_000, 1_500_000],
                Gen.Double[5, 45]
            )
            .Array[least, most]
            .Select(facts =>
                facts.Select((fact, i) => new Council(i + 1, fact.Item1, fact.Item2, fact.Item3, fact.Item4, fact.Item5)).ToArray()
            )
            .Where(councils => councils.Select(council => council.Score).Distinct().Count() == councils.Length);
}

internal static class England
{
    public static ComparisonQuery Query(Measure measure = Measure.RealPerHead, Scope? scope = null) =>
        new(Return.Budget, scope ?? Scopes.Comparable, Council.BaseYear, Council.EndYear, measure, 2019);

    public static Comparison Compare(this IReadOnlyList<Council> councils, Measure measure = Measure.RealPerHead) =>
        Comparison.Of(
            Query(measure),
            councils.Select(council => council.Area),
            councils.SeriesByArea(),
            councils.Frame(Council.BaseYear, Council.RealFrom, council => council.PeopleFrom),
            councils.Frame(Council.EndYear, Council.RealTo, council => council.PeopleTo),
            councils.ScoresByArea()
        );

    public static Gradient GradientOf(this IReadOnlyList<Council> councils, Measure measure = Measure.RealPerHead) =>
        Gradient.Of(councils.Compare(measure)).ShouldNotBeNull();

    public static IReadOnlyDictionary<AreaCode, AreaSeries> SeriesByArea(this IEnumerable<Council> councils) =>
        councils.ToDictionary(
            council => council.Code,
            council => new AreaSeries(
                council.Code,
                [Figure(Council.BaseYear, council.From, council.StatusFrom), Figure(Council.EndYear, council.To, council.StatusTo)]
            )
        );

    public static YearFactors Frame(this IEnumerable<Council> councils, FinancialYear year, double? factor, Func<Council, long> people) =>
        new(year, factor, 2019, councils.ToDictionary(council => council.Code, people));

    public static IReadOnlyDictionary<AreaCode, double> ScoresByArea(this IEnumerable<Council> councils) =>
        councils.Where(council => council.Score is not null).ToDictionary(council => council.Code, council => council.Score!.Value);

    private static AreaFigure Figure(FinancialYear year, decimal? pounds, CellStatus status) =>
        new(year, pounds, status, pounds is null && status != CellStatus.NotApplicable ? ["E0001 cultural"] : []);
}
