using System.Globalization;
using System.Runtime.CompilerServices;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Releases;

/// <summary>
/// Compares every printed figure of two releases. Which figures those are is stated in docs/api.md; each is worked out by the code that serves it,
/// rounded as it is printed, and compared. The stored rows are compared byte for byte beside, so that nothing moves unseen.
/// </summary>
internal sealed class ReleaseComparison
{
    private readonly MoveCounts _counts = new();

    /// <summary>The new release: whatever moved is in it.</summary>
    private readonly string _release;

    private ReleaseComparison(string release) => _release = release;

    /// <summary>Compares two releases. Takes one pass over the rows of each, of which it keeps none.</summary>
    /// <param name="before">The release before.</param>
    /// <param name="rowsBefore">Its rows, in order of key (ordinal).</param>
    /// <param name="now">The new release.</param>
    /// <param name="rowsNow">Its rows, in order of key.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<PrintedChange> BetweenAsync(
        LoadedRelease before,
        IAsyncEnumerable<ReleaseRow> rowsBefore,
        LoadedRelease now,
        IAsyncEnumerable<ReleaseRow> rowsNow,
        CancellationToken cancellation
    )
    {
        var comparison = new ReleaseComparison(now.Release.Id);
        int same = 0,
            differ = 0,
            added = 0,
            gone = 0;
        await foreach (var (was, become) in PairedAsync(rowsBefore, rowsNow, cancellation))
        {
            _ = (was, become) switch
            {
                (null, _) => added++,
                (_, null) => gone++,
                _ when was.Json == become.Json => same++,
                _ => differ++,
            };
            var key = (was ?? become)!.Key;
            if (key.StartsWith(ReleaseRows.GradientPrefix, StringComparison.Ordinal))
            {
                comparison.AddStatistics(key, was, become);
            }
            else if (key.StartsWith(SpecificationRows.Prefix, StringComparison.Ordinal))
            {
                comparison.AddSpecifications(key, was, become);
            }
        }

        comparison.AddFigures(Apart(before), Apart(now));
        return comparison._counts.Total(new RowsCompared(same, differ, added, gone));
    }

    /// <summary>The same figures with sums of their own: every scope is summed here, and readers of the release do not keep them all for that.</summary>
    private static LoadedRelease Apart(LoadedRelease release)
    {
        static IReadOnlyDictionary<(Return Return, Scope Scope), IReadOnlyDictionary<AreaCode, AreaSeries>> Summed(
            GeographyFigures figures
        ) => figures.Series is SeriesDictionary ? new SeriesDictionary(figures.Returns) : figures.Series;
        var figures = release.Figures;
        return release with
        {
            Figures = figures with
            {
                Series = Summed(figures),
                Others = [.. figures.Others.Select(other => other with { Series = Summed(other) })],
            },
        };
    }

    /// <summary>Rows of two releases by key, each with the row of the other, or null where that has none.</summary>
    private static async IAsyncEnumerable<(ReleaseRow? Before, ReleaseRow? Now)> PairedAsync(
        IAsyncEnumerable<ReleaseRow> before,
        IAsyncEnumerable<ReleaseRow> now,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var left = before.GetAsyncEnumerator(cancellation);
        await using var right = now.GetAsyncEnumerator(cancellation);
        bool hasLeft = await left.MoveNextAsync(),
            hasRight = await right.MoveNextAsync();
        while (hasLeft || hasRight)
        {
            var order =
                !hasLeft ? 1
                : !hasRight ? -1
                : string.CompareOrdinal(left.Current.Key, right.Current.Key);
            yield return (order <= 0 ? left.Current : null, order >= 0 ? right.Current : null);
            hasLeft = order <= 0 ? await left.MoveNextAsync() : hasLeft;
            hasRight = order >= 0 ? await right.MoveNextAsync() : hasRight;
        }
    }

    private void AddFigures(LoadedRelease before, LoadedRelease now)
    {
        AddCuts(before, now);
        foreach (var geography in Geographies.All)
        {
            GeographyFigures? was = Find(before, geography),
                become = Find(now, geography);
            AddSeries(geography, was, become);
            AddResidents(geography, PopulationBasis.Newest, was, become, was?.Frames, become?.Frames);
            AddResidents(geography, PopulationBasis.BeforeCensus, was, become, was?.FramesBeforeCensus, become?.FramesBeforeCensus);
            AddDeprivation(geography, before, was, now, become);
        }

        AddCoincidence(before, now);
    }

    private static GeographyFigures? Find(LoadedRelease release, GeographyKind geography) =>
        release.Figures.Geographies.Contains(geography) ? release.Figures.Of(geography) : null;

    /// <summary>What <c>/cuts</c> answers to every stored question, and to the default question of every geography, class and scope.</summary>
    private void AddCuts(LoadedRelease before, LoadedRelease now)
    {
        Dictionary<string, ComparisonQuery> was = QuestionsOf(before),
            become = QuestionsOf(now);
        foreach (var (key, askedBefore, askedNow) in Both(was, become))
        {
            var query = (askedNow ?? askedBefore)!;
            var stated = QueryAnswer.Of(query);
            var question = FigureQuestion.Of(query, _ => Hrefs.Cuts(stated, _release));
            foreach (var (_, from, to) in Both(AreasOf(before, askedBefore), AreasOf(now, askedNow)))
            {
                var area = (to ?? from)!.Area;
                void Add(FigureKind kind, string figure, double? one, double? other, int? digits) =>
                    _counts.Add(kind, one, other, digits, new FigurePlace(figure, query.Geography, area, question));
                Add(FigureKind.CutPercent, "changePercent", from?.ChangePercent, to?.ChangePercent, 1);
                Add(FigureKind.CutPounds, "from", from?.From, to?.From, 0);
                Add(FigureKind.CutPounds, "to", from?.To, to?.To, 0);
                Add(FigureKind.CutPounds, "change", from?.Change, to?.Change, 0);
                Add(FigureKind.CutRanks, "rank", from?.Rank, to?.Rank, null);
                Add(FigureKind.CutRanks, "deprivationRank", from?.Deprivation.Rank, to?.Deprivation.Rank, null);
                Add(FigureKind.CutRanks, "deprivationFifth", from?.Deprivation.Fifth, to?.Deprivation.Fifth, null);
                Add(FigureKind.CutRanks, "deprivationTenth", from?.Deprivation.Tenth, to?.Deprivation.Tenth, null);
            }
        }
    }

    private static Dictionary<string, ComparisonQuery> QuestionsOf(LoadedRelease release)
    {
        var questions = new Dictionary<string, ComparisonQuery>(StringComparer.Ordinal);
        foreach (var query in ReleaseComputation.StoredQuestions(release.Figures).Concat(ComparisonQueries.Defaults(release)))
        {
            questions.TryAdd(ReleaseRows.GradientKey(query), query);
        }

        return questions;
    }

    private static Dictionary<AreaCode, AreaCut> AreasOf(LoadedRelease release, ComparisonQuery? query) =>
        query is null ? [] : release.Compare(query).Areas.ToDictionary(cut => cut.Area.Code);

    /// <summary>What <c>/areas/{code}/series</c> answers of every area, return, scope and measure.</summary>
    private void AddSeries(GeographyKind geography, GeographyFigures? before, GeographyFigures? now)
    {
        var areas = AreasOf(before, now);
        foreach (
            var key in KeysOf(before)
                .Union(KeysOf(now))
                .Order(Comparer<(Return Return, Scope Scope)>.Create((one, other) => one.Return.CompareTo(other.Return)))
        )
        {
            var questions = new Dictionary<(FinancialYear, Measure), FigureQuestion>();
            foreach (var (code, was, become) in Both(before?.Series.GetValueOrDefault(key), now?.Series.GetValueOrDefault(key)))
            {
                var area = areas.GetValueOrDefault(code);
                foreach (var (year, from, to) in Years(was, become))
                {
                    foreach (var (measure, kind) in Measured)
                    {
                        if (!questions.TryGetValue((year, measure), out var question))
                        {
                            questions.Add((year, measure), question = QuestionOf(key, geography, year, measure));
                        }

                        _counts.Add(
                            kind,
                            ValueOf(before, code, from, measure),
                            ValueOf(now, code, to, measure),
                            0,
                            new FigurePlace("value", geography, area, question)
                        );
                    }
                }
            }
        }
    }

    private FigureQuestion QuestionOf((Return Return, Scope Scope) key, GeographyKind geography, FinancialYear year, Measure measure)
    {
        var stated = new SeriesQueryAnswer(key.Return, key.Scope, geography, measure, Deflators.PriceBase);
        return new FigureQuestion(stated.Return, stated.Scope, null, year, area => Hrefs.Series(area!.Code, stated, _release));
    }

    /// <summary>The years of which either has pounds, with the figure of each: those of the release before, then those that only the new one has.</summary>
    private static IEnumerable<(FinancialYear Year, AreaFigure? Before, AreaFigure? Now)> Years(AreaSeries? before, AreaSeries? now)
    {
        foreach (var figure in before?.Figures ?? [])
        {
            if (figure.CashPounds is not null)
            {
                yield return (figure.Year, figure, now?.Of(figure.Year));
            }
        }

        foreach (var figure in now?.Figures ?? [])
        {
            if (figure.CashPounds is not null && before?.Of(figure.Year) is not { CashPounds: not null })
            {
                yield return (figure.Year, before?.Of(figure.Year), figure);
            }
        }
    }

    private static readonly (Measure Measure, FigureKind Kind)[] Measured =
    [
        (Measure.RealPerHead, FigureKind.RealPerHead),
        (Measure.Real, FigureKind.Real),
        (Measure.CashPerHead, FigureKind.CashPerHead),
        (Measure.Cash, FigureKind.Cash),
    ];

    private static double? ValueOf(GeographyFigures? figures, AreaCode area, AreaFigure? figure, Measure measure) =>
        figure is { } own ? figures!.Frames[own.Year].Value(area, own, measure) : null;

    private static IEnumerable<(Return Return, Scope Scope)> KeysOf(GeographyFigures? figures) => figures?.Series.Keys ?? [];

    /// <summary>The areas of both releases, by the newer name.</summary>
    private static Dictionary<AreaCode, Area> AreasOf(GeographyFigures? before, GeographyFigures? now)
    {
        var areas = new Dictionary<AreaCode, Area>();
        foreach (var area in (now?.Areas ?? []).Concat(before?.Areas ?? []))
        {
            areas.TryAdd(area.Code, area);
        }

        return areas;
    }

    /// <summary>The residents of every area and year, as the table <c>frames</c> of a release lists them.</summary>
    private void AddResidents(
        GeographyKind geography,
        PopulationBasis basis,
        GeographyFigures? before,
        GeographyFigures? now,
        IReadOnlyDictionary<FinancialYear, YearFactors>? was,
        IReadOnlyDictionary<FinancialYear, YearFactors>? become
    )
    {
        var areas = AreasOf(before, now);
        foreach (var (year, from, to) in Both(was, become))
        {
            var question = new FigureQuestion(null, null, null, year, _ => Hrefs.Download(_release, "frames.csv"));
            foreach (var code in (from?.People.Keys ?? []).Union(to?.People.Keys ?? []).Order())
            {
                double? People(YearFactors? frame) => frame is not null && frame.People.TryGetValue(code, out var people) ? people : null;
                _counts.Add(
                    FigureKind.Residents,
                    People(from),
                    People(to),
                    null,
                    new FigurePlace($"residents {basis.Id()}", geography, areas.GetValueOrDefault(code), question)
                );
            }
        }
    }

    /// <summary>How deprived every area is by each vintage, as <c>/areas</c> and the table <c>deprivation</c> answer.</summary>
    private void AddDeprivation(
        GeographyKind geography,
        LoadedRelease before,
        GeographyFigures? figuresBefore,
        LoadedRelease now,
        GeographyFigures? figuresNow
    )
    {
        Dictionary<(AreaCode Code, int Imd), DeprivationAnswer> Standings(LoadedRelease release, GeographyFigures? figures) =>
            figures is null
                ? []
                : AnswerAreas
                    .All(release, figures)
                    .Areas.SelectMany(area => area.Deprivation.Select(vintage => (Key: (area.Code, vintage.Key), vintage.Value)))
                    .ToDictionary(pair => pair.Key, pair => pair.Value);
        var areas = AreasOf(figuresBefore, figuresNow);
        foreach (var (key, was, become) in Both(Standings(before, figuresBefore), Standings(now, figuresNow)))
        {
            var question = new FigureQuestion(
                null,
                null,
                null,
                null,
                area => $"/api/v1/areas?geography={geography.Id()}&release={_release}"
            );
            void Add(FigureKind kind, string figure, double? one, double? other) =>
                _counts.Add(kind, one, other, null, new FigurePlace($"{figure} {Text(key.Imd)}", geography, areas[key.Code], question));
            Add(FigureKind.DeprivationScores, "deprivationScore", was?.Score, become?.Score);
            Add(FigureKind.DeprivationRanks, "deprivationRank", was?.Rank, become?.Rank);
            Add(FigureKind.DeprivationRanks, "deprivationFifth", was?.Fifth, become?.Fifth);
            Add(FigureKind.DeprivationRanks, "deprivationTenth", was?.Tenth, become?.Tenth);
        }
    }

    /// <summary>What <c>/coincidence</c> answers by default.</summary>
    private void AddCoincidence(LoadedRelease before, LoadedRelease now)
    {
        CoincidenceAnswer? was = Default(before),
            become = Default(now);
        var areas = AreasOf(before.Figures, now.Figures);
        if ((become ?? was)?.Query is not { } query)
        {
            return;
        }

        var question = new FigureQuestion(query.Return, query.Scope, query.From, query.To, _ => query.Href(_release));
        foreach (var (code, from, to) in Both(RowsOf(was), RowsOf(become)))
        {
            void Add(FigureKind kind, string figure, double? one, double? other, int? digits) =>
                _counts.Add(kind, one, other, digits, new FigurePlace(figure, GeographyKind.UpperTier, areas[code], question));
            static double? YesOrNo(bool? value) =>
                value is { } yes
                    ? yes
                        ? 1
                        : 0
                    : null;
            Add(FigureKind.Coincides, "coincides", YesOrNo(from?.Coincides), YesOrNo(to?.Coincides), null);
            Add(FigureKind.CapacityIndex, "capacityIndex", from?.Capacity.Index, to?.Capacity.Index, 2);
            Add(FigureKind.CapacityRanks, "capacityRank", from?.Capacity.Rank, to?.Capacity.Rank, null);
            Add(FigureKind.CapacityRanks, "capacityRankLow", from?.Capacity.RankLow, to?.Capacity.RankLow, null);
            Add(FigureKind.CapacityRanks, "capacityRankHigh", from?.Capacity.RankHigh, to?.Capacity.RankHigh, null);
            foreach (var (component, one, other) in Both(ComponentsOf(from), ComponentsOf(to)))
            {
                Add(FigureKind.CapacityComponents, $"components {component}", one?.Value, other?.Value, 2);
            }
        }
    }

    private static CoincidenceAnswer? Default(LoadedRelease release) =>
        AnswerCoincidence.Run(release, Parameters.Of([], AnswerCoincidence.Parameters).Answer!).Answer;

    private static Dictionary<AreaCode, AreaCoincidenceAnswer> RowsOf(CoincidenceAnswer? answer) =>
        answer?.Areas.ToDictionary(area => area.Code) ?? [];

    private static Dictionary<string, ComponentScoreAnswer> ComponentsOf(AreaCoincidenceAnswer? area) =>
        area?.Capacity.Components.ToDictionary(score => score.Component, StringComparer.Ordinal) ?? [];

    /// <summary>The stored statistics of a question, as the table <c>gradients</c> of a release lists them.</summary>
    private void AddStatistics(string key, ReleaseRow? before, ReleaseRow? now)
    {
        if (ReleaseRows.FindQuestion(key) is not { } query)
        {
            return;
        }

        GradientStatistics? was = Read(before),
            become = before?.Json == now?.Json ? was : Read(now);
        var stated = QueryAnswer.Of(query);
        var question = FigureQuestion.Of(query, _ => Hrefs.Gradient(stated, _release));
        void Add(FigureKind kind, string figure, Func<GradientStatistics, double?> of, int digits) =>
            _counts.Add(
                kind,
                was is null ? null : of(was),
                become is null ? null : of(become),
                digits,
                new FigurePlace(figure, query.Geography, null, question)
            );
        Add(FigureKind.GradientPercent, "englandChangePercent", own => own.England.ChangePercent, 1);
        for (var i = 1; i <= 5; i++)
        {
            var fifth = i;
            Add(
                FigureKind.GradientPercent,
                $"fifth{Text(fifth)}ChangePercent",
                own => own.Fifths.FirstOrDefault(found => found.Fifth == fifth)?.ChangePercent,
                1
            );
        }

        Add(FigureKind.GradientPounds, "englandFrom", own => own.England.From, 0);
        Add(FigureKind.GradientPounds, "englandTo", own => own.England.To, 0);
        Add(FigureKind.GradientPounds, "englandChange", own => own.England.Change, 0);
        Add(FigureKind.GradientPoints, "gap", own => own.Gap?.Value, 1);
        Add(FigureKind.GradientPoints, "gapLow", own => own.Gap?.Low, 1);
        Add(FigureKind.GradientPoints, "gapHigh", own => own.Gap?.High, 1);
        Add(FigureKind.GradientPoints, "sii", own => own.Sii.ChangePercent?.Value, 1);
        Add(FigureKind.GradientPoints, "siiLow", own => own.Sii.ChangePercent?.Low, 1);
        Add(FigureKind.GradientPoints, "siiHigh", own => own.Sii.ChangePercent?.High, 1);
        Add(FigureKind.GradientPoints, "kitagawaMix", own => own.Kitagawa.Mix, 1);
        Add(FigureKind.GradientPoints, "kitagawaWithin", own => own.Kitagawa.Within, 1);
        Add(FigureKind.GradientIndices, "ratioFrom", own => own.Ratio.From, 2);
        Add(FigureKind.GradientIndices, "ratioTo", own => own.Ratio.To, 2);
        Add(FigureKind.GradientIndices, "riiFrom", own => own.Rii.From, 2);
        Add(FigureKind.GradientIndices, "riiTo", own => own.Rii.To, 2);
        Add(FigureKind.GradientIndices, "concentrationFrom", own => own.Concentration.From?.Value, 2);
        Add(FigureKind.GradientIndices, "concentrationTo", own => own.Concentration.To?.Value, 2);
        Add(FigureKind.GradientIndices, "spearman", own => own.Spearman?.Value, 2);
        Add(FigureKind.GradientIndices, "spearmanP", own => own.Spearman?.P, 3);
    }

    private static GradientStatistics? Read(ReleaseRow? row) => row is null ? null : Json.Read<GradientStatistics>(row.Json);

    /// <summary>The specifications of a chunk of a curve, as <c>/specifications</c> answers them.</summary>
    private void AddSpecifications(string key, ReleaseRow? before, ReleaseRow? now)
    {
        var was = EstimatesOf(before);
        var become = before?.Json == now?.Json ? was : EstimatesOf(now);
        var headline = SpecificationRows.HeadlineOf(key);
        string Named(string figure) => $"{figure} of {headline}";
        string sii = Named("sii"),
            siiLow = Named("siiLow"),
            siiHigh = Named("siiHigh"),
            gap = Named("gap"),
            gapLow = Named("gapLow"),
            gapHigh = Named("gapHigh");
        foreach (var (_, from, to) in Both(was, become))
        {
            var query = (to ?? from)!.Query;
            var stated = QueryAnswer.Of(query);
            var question = FigureQuestion.Of(query, _ => Hrefs.Gradient(stated, _release));
            void Add(string figure, double? one, double? other) =>
                _counts.Add(FigureKind.Specifications, one, other, 1, new FigurePlace(figure, query.Geography, null, question));
            Add(sii, from?.Sii.Slope.Value, to?.Sii.Slope.Value);
            Add(siiLow, from?.Sii.Low, to?.Sii.Low);
            Add(siiHigh, from?.Sii.High, to?.Sii.High);
            Add(gap, from?.Gap.Value, to?.Gap.Value);
            Add(gapLow, from?.Gap.Low, to?.Gap.Low);
            Add(gapHigh, from?.Gap.High, to?.Gap.High);
        }
    }

    private static Dictionary<string, SpecificationEstimate> EstimatesOf(ReleaseRow? row) =>
        row is null
            ? []
            : SpecificationRows.Read(row).ToDictionary(estimate => ReleaseRows.GradientKey(estimate.Query), StringComparer.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Every key of two dictionaries in order, with the value of each, or null where it has none.</summary>
    private static IEnumerable<(TKey Key, TValue? Before, TValue? Now)> Both<TKey, TValue>(
        IReadOnlyDictionary<TKey, TValue>? before,
        IReadOnlyDictionary<TKey, TValue>? now
    )
        where TKey : notnull
        where TValue : class =>
        from key in (before?.Keys ?? [])
            .Union(now?.Keys ?? [])
            .Order(typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : null)
        select (key, before?.GetValueOrDefault(key), now?.GetValueOrDefault(key));
}
