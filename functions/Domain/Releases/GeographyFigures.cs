using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Domain.Releases;

/// <summary>The figures of one geography: areas, years, what each area spent, how deprived each is.</summary>
/// <param name="Geography">Which.</param>
/// <param name="Areas">Every area, those set aside included, in order of code.</param>
/// <param name="Frames">What turns each year's cash into real terms per head.</param>
/// <param name="Series">Each area's figures, by return and scope.</param>
/// <param name="Scores">IMD average score of each area, by vintage.</param>
/// <param name="LargeMoves">Moves of comparable spending that a person should check (methodology 7).</param>
public record GeographyFigures(
    GeographyKind Geography,
    IReadOnlyList<Area> Areas,
    IReadOnlyDictionary<FinancialYear, YearFactors> Frames,
    IReadOnlyDictionary<(Return Return, Scope Scope), IReadOnlyDictionary<AreaCode, AreaSeries>> Series,
    IReadOnlyDictionary<int, IReadOnlyDictionary<AreaCode, double>> Scores,
    IReadOnlyList<LargeMove> LargeMoves
)
{
    /// <summary>What the series are summed from, line by line: the form in which they are kept.</summary>
    public IReadOnlyDictionary<Return, HarmonisedReturn> Returns { get; init; } = new Dictionary<Return, HarmonisedReturn>();

    /// <summary>The shire counties, with how each is shared: on the lower tier and of authorities; elsewhere a county is an area of its own.</summary>
    public IReadOnlyList<County> Counties { get; init; } = [];

    /// <summary>
    /// Vintages of the Indices in which areas were scored from several of the loaded authorities, each with the mid-year whose residents weighted
    /// them; in the others every area has a published score.
    /// </summary>
    public IReadOnlyDictionary<int, int> ScoresFromDistricts { get; init; } = new Dictionary<int, int>();

    /// <summary>The frames with residents as estimated before the census of 2021, of the years that were estimated then; empty where they are not kept.</summary>
    public IReadOnlyDictionary<FinancialYear, YearFactors> FramesBeforeCensus { get; init; } = new Dictionary<FinancialYear, YearFactors>();

    /// <summary>Services that left an area's accounts, or came back, which a person should check (methodology 7).</summary>
    public IReadOnlyList<VanishedLine> VanishedLines { get; init; } = [];

    /// <summary>The loaded years of a return, in order.</summary>
    public IReadOnlyList<FinancialYear> YearsOf(Return @return) =>
        [
            .. Series
                .Keys.Where(key => key.Return == @return)
                .Take(1)
                .SelectMany(key => Series[key].Values)
                .SelectMany(series => series.Figures)
                .Select(figure => figure.Year)
                .Distinct()
                .Order(),
        ];

    /// <summary>The years in which a scope of a return can be summed for some area, in order.</summary>
    public IReadOnlyList<FinancialYear> YearsOf(Return @return, Scope scope) =>
        !Scopes.IsMain(scope) && Returns.TryGetValue(@return, out var filed)
            ? filed.YearsOf(scope)
            :
            [
                .. (Series.GetValueOrDefault((@return, scope))?.Values ?? [])
                    .SelectMany(series => series.Figures)
                    .Where(figure => figure.CashPounds is not null)
                    .Select(figure => figure.Year)
                    .Distinct()
                    .Order(),
            ];

    /// <summary>Every area's figure for a scope in one year. Of details of services the other years are not summed for it, and nothing is kept.</summary>
    public IReadOnlyDictionary<AreaCode, AreaFigure?> In(Return @return, FinancialYear year, Scope scope) =>
        !Scopes.IsMain(scope) && Returns.TryGetValue(@return, out var filed)
            ? filed.In(year, scope).ToDictionary(own => own.Key, own => (AreaFigure?)own.Value)
            : Series[(@return, scope)].ToDictionary(own => own.Key, own => own.Value.Of(year));

    /// <summary>The default vintage of the Indices: the headline's, or the latest available.</summary>
    public int DefaultImd => Scores.ContainsKey(ComparisonQuery.Headline.Imd) ? ComparisonQuery.Headline.Imd : Scores.Keys.Max();

    /// <summary>Answers a question on this geography. Its years, scope and vintage must be among those of the release.</summary>
    public virtual Comparison Compare(ComparisonQuery query)
    {
        var series = Series[(query.Return, query.Scope)];
        var (asked, reorganised) = Geography == GeographyKind.Authority ? Reorganisation.Sift(query, Areas, Counties, series) : (Areas, []);
        var comparison = Comparison.Of(query, asked, series, FrameOf(query, query.From), FrameOf(query, query.To), Scores[query.Imd]);
        var moved = LargeMovesIn(query).Select(move => move.Area).ToHashSet();
        var vanished = VanishedLinesIn(query).Select(line => line.Area).ToHashSet();
        return comparison with
        {
            Areas = moved.Count == 0 && vanished.Count == 0 ? comparison.Areas : [.. comparison.Areas.Select(Flagged)],
            Excluded =
                reorganised.Count == 0 ? comparison.Excluded : [.. comparison.Excluded.Concat(reorganised).OrderBy(area => area.Area.Code)],
        };

        AreaCut Flagged(AreaCut cut)
        {
            List<string> flags = [.. cut.Flags];
            if (moved.Contains(cut.Area.Code))
            {
                flags.Add(Flag.LargeMove);
            }

            if (vanished.Contains(cut.Area.Code))
            {
                flags.Add(Flag.LineVanished);
            }

            return flags.Count == cut.Flags.Count ? cut : cut with { Flags = flags };
        }
    }

    /// <summary>The frame a question takes for a year, which must be among those of its population.</summary>
    public YearFactors FrameOf(ComparisonQuery query, FinancialYear year)
    {
        var frame = (query.Population == PopulationBasis.BeforeCensus ? FramesBeforeCensus : Frames)[year];
        return query.Deflator.IsPublished(year)
            ? frame
            : frame with
            {
                RealFactor = query.Deflator.FactorOf(year, other => Frames.GetValueOrDefault(other)?.RealFactor),
            };
    }

    /// <summary>
    /// How deprived each area is by one vintage among those that no scope or year leaves out: not those set aside, without a score or, as a question says, in
    /// London; of authorities among those of its class.
    /// </summary>
    /// <param name="imd">One of the vintages.</param>
    /// <param name="query">
    /// The question, whose groups, London and residents of the base year hold; null for none: all areas, in groups of equal numbers of them. Where groups are of
    /// people an area without residents that year has no place.
    /// </param>
    public IReadOnlyDictionary<AreaCode, DeprivationRank> DeprivationBy(int imd, ComparisonQuery? query = null)
    {
        var scores = Scores[imd];
        var groups = query?.Groups ?? Grouping.Areas;
        var people = query is not null && groups == Grouping.People ? FrameOf(query, query.From).People : null;
        return Areas
            .Where(area =>
                (query is null ? area.SetAside : query.WhyLeftOut(area)) is null
                && scores.ContainsKey(area.Code)
                && people?.ContainsKey(area.Code) != false
            )
            .GroupBy(area => Geography == GeographyKind.Authority ? area.Class : null)
            .SelectMany(together =>
                DeprivationRanking.Of(together.Select(area => (area.Code, scores[area.Code], people?[area.Code] ?? 0)), groups)
            )
            .ToDictionary();
    }

    /// <summary>The large moves within the span of a question.</summary>
    public IEnumerable<LargeMove> LargeMovesIn(ComparisonQuery query) =>
        LargeMoves.Where(move => move.Return == query.Return && query.From <= move.From && move.To <= query.To);

    /// <summary>The services of a question's scope that vanished or came back within its span.</summary>
    public IEnumerable<VanishedLine> VanishedLinesIn(ComparisonQuery query) =>
        VanishedLines.Where(line =>
            line.Return == query.Return && query.From <= line.From && line.To <= query.To && query.Scope.AllLines.Contains(line.Line)
        );

    /// <summary>The gradient statistics of a question on this geography; null where no area can answer it.</summary>
    /// <param name="query">The question.</param>
    /// <param name="compared">Its answer, where it was compared before.</param>
    public virtual Gradient? GradientOf(ComparisonQuery query, Comparison? compared = null) =>
        Gradient.Of(
            compared ?? Compare(query),
            (service, area) =>
                PoundsOf(service, area, query, query.From) is { } from && PoundsOf(service, area, query, query.To) is { } to
                    ? (from, to)
                    : null
        );

    /// <summary>Whether the two years' residents come from different vintages of the estimates.</summary>
    public virtual bool PopulationVintagesDiffer(ComparisonQuery query) =>
        query.Measure.IsPerHead() && FrameOf(query, query.From).PopulationVintage != FrameOf(query, query.To).PopulationVintage;

    private double? PoundsOf(Service service, AreaCode area, ComparisonQuery query, FinancialYear year)
    {
        double? pounds = null;
        foreach (var scope in service.Figures)
        {
            var figure = Series.GetValueOrDefault((query.Return, scope))?.GetValueOrDefault(area)?.Of(year);
            if (figure is { CashPounds: not null } filed)
            {
                pounds = (pounds ?? 0) + FrameOf(query, year).Pounds(filed, query.Measure)!.Value;
            }
            else if (figure?.Status != CellStatus.NotApplicable)
            {
                return null;
            }
        }

        // A service that does not exist for an area adds nothing to its sum.
        return pounds ?? 0;
    }

    /// <summary>The area of a code, or of an authority, present or abolished, that is or was part of it; null where there is none.</summary>
    public Area? Find(string code) =>
        Areas.FirstOrDefault(area => area.Code.Value == code)
        ?? (
            GssCode.TryParse(code, out var place)
                ? Areas.FirstOrDefault(area => area.Members.Any(member => member.Place == KnownGeography.AsOfApril2023(place)))
                : null
        );
}
