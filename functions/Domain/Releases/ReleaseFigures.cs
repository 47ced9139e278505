using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Releases;

/// <summary>
/// Everything a release's answers are computed from: the figures of the upper tier, which is meant where nothing else is said, and beside them those
/// of the other geographies.
/// </summary>
/// <param name="Areas">Every area of the upper tier, those set aside included, in order of code.</param>
/// <param name="Frames">What turns each year's cash into real terms per head.</param>
/// <param name="Series">Each area's figures, by return and scope.</param>
/// <param name="Scores">IMD average score of each area, by vintage.</param>
/// <param name="LargeMoves">Moves of comparable spending that a person should check (methodology 7).</param>
public sealed record ReleaseFigures(
    IReadOnlyList<Area> Areas,
    IReadOnlyDictionary<FinancialYear, YearFactors> Frames,
    IReadOnlyDictionary<(Return Return, Scope Scope), IReadOnlyDictionary<AreaCode, AreaSeries>> Series,
    IReadOnlyDictionary<int, IReadOnlyDictionary<AreaCode, double>> Scores,
    IReadOnlyList<LargeMove> LargeMoves
) : GeographyFigures(GeographyKind.UpperTier, Areas, Frames, Series, Scores, LargeMoves)
{
    /// <summary>Moves of England's totals that a person should check (methodology 7).</summary>
    public IReadOnlyList<TotalMove> TotalMoves { get; init; } = [];

    /// <summary>Grants by area of the upper tier; null in a release made without them.</summary>
    public GrantsByArea? Grants { get; init; }

    /// <summary>Charities by area of the upper tier; null in a release made without the register.</summary>
    public CharitiesByArea? Charities { get; init; }

    /// <summary>Volunteering by area of the upper tier; null in a release made without the survey.</summary>
    public VolunteeringByArea? Volunteering { get; init; }

    /// <summary>The components of community capacity, available and missing.</summary>
    public CapacityComponents CapacityComponents => CapacityComponents.Of(Grants, Charities, Volunteering);

    /// <summary>The community capacity of the ranked areas, from the available components; null where there are none.</summary>
    public CapacityIndex? Capacity() =>
        CapacityComponents.Available is { Count: > 0 } components
            ? CapacityIndex.Of(components, Areas.Where(area => area.SetAside is null))
            : null;

    /// <summary>Sums of areas are worked out when first asked for. They are kept beside the figures and not in them: a copy with other figures has its own.</summary>
    private static readonly ConditionalWeakTable<ReleaseFigures, ConcurrentDictionary<GeographyKind, Lazy<GeographyFigures>>> Sums = new();

    /// <summary>The figures of the other geographies that are stored.</summary>
    public IReadOnlyList<GeographyFigures> Others { get; init; } = [];

    /// <summary>The year in which a question about a scope of a return ends where none is named; null where the scope can be summed in none.</summary>
    public EndYear? EndYearOf(Return @return, Scope scope) => EndYear.Of(this, @return, scope);

    /// <summary>The published headline of a scope: the default question about it (methodology 1).</summary>
    public ComparisonQuery HeadlineOf(Scope scope)
    {
        var usual = ComparisonQuery.Headline;
        return usual with { Scope = scope, To = EndYearOf(usual.Return, scope)?.Year ?? usual.To, Imd = DefaultImd };
    }

    /// <summary>The published headline.</summary>
    public ComparisonQuery Headline => HeadlineOf(ComparisonQuery.Headline.Scope);

    /// <summary>The geographies that can be asked about, the upper tier first.</summary>
    public IReadOnlyList<GeographyKind> Geographies => [.. StoredGeographies, GeographyKind.Region, GeographyKind.CombinedAuthority];

    /// <summary>Those of them that are not sums of areas, the upper tier first.</summary>
    public IReadOnlyList<GeographyKind> StoredGeographies => [GeographyKind.UpperTier, .. Others.Select(other => other.Geography)];

    /// <summary>The figures of a geography, which must be among <see cref="Geographies"/>.</summary>
    public GeographyFigures Of(GeographyKind geography) =>
        geography == GeographyKind.UpperTier ? this
        : geography.IsSumOfAreas()
            ? Sums.GetOrCreateValue(this).GetOrAdd(geography, sums => new Lazy<GeographyFigures>(() => SumsOfAreas.Of(this, sums))).Value
        : Others.First(other => other.Geography == geography);

    /// <summary>Answers a question on the geography it names. Its years, scope and vintage must be among those of the release.</summary>
    public override Comparison Compare(ComparisonQuery query) =>
        query.Geography == GeographyKind.UpperTier ? base.Compare(query) : Of(query.Geography).Compare(query);

    /// <summary>The gradient statistics of a question on the geography it names; null where no area can answer it.</summary>
    public override Gradient? GradientOf(ComparisonQuery query, Comparison? compared = null) =>
        query.Geography == GeographyKind.UpperTier ? base.GradientOf(query, compared) : Of(query.Geography).GradientOf(query, compared);

    /// <summary>Whether the two years' residents come from different vintages of the estimates, on the geography of the question.</summary>
    public override bool PopulationVintagesDiffer(ComparisonQuery query) =>
        query.Geography == GeographyKind.UpperTier
            ? base.PopulationVintagesDiffer(query)
            : Of(query.Geography).PopulationVintagesDiffer(query);

    /// <summary>Sets what was budgeted for a year (from) against what was spent in it (to), for some or all areas.</summary>
    /// <param name="scope">The lines summed.</param>
    /// <param name="year">A year that both returns have.</param>
    /// <param name="measure">In what it is stated.</param>
    /// <param name="areas">The areas.</param>
    /// <param name="scores">How deprived each is.</param>
    /// <param name="imd">Vintage of the Indices of Deprivation the scores are of.</param>
    public Comparison CompareReturns(
        Scope scope,
        FinancialYear year,
        Measure measure,
        IEnumerable<Area> areas,
        IReadOnlyDictionary<AreaCode, double> scores,
        int imd
    ) =>
        Comparison.Of(
            new ComparisonQuery(Return.Budget, scope, year, year, measure, imd),
            areas,
            new ComparisonEnd($"the budget of {year}", Series[(Return.Budget, scope)], Frames[year]),
            new ComparisonEnd($"the outturn of {year}", Series[(Return.Outturn, scope)], Frames[year]),
            scores
        );

    /// <summary>The years in which a scope can be summed in both returns for some area, in order.</summary>
    public IReadOnlyList<FinancialYear> YearsOfBoth(Scope scope) =>
        Series.ContainsKey((Return.Outturn, scope)) ? [.. YearsOf(Return.Budget, scope).Intersect(YearsOf(Return.Outturn, scope))] : [];
}
