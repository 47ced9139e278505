using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Specifications;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.GradientSeries;

/// <summary>Answers <c>/gradient/series</c>: England and the fifths, year by year since a base year.</summary>
public static class AnswerGradientSeries
{
    /// <summary>The parameters there are: those of a comparison but for its end year, since every year is one.</summary>
    public static readonly IReadOnlyList<Parameter> Parameters =
    [
        .. ComparisonQueries.OfComparison.Where(parameter => parameter != QueryParameters.To),
    ];

    /// <summary>Every year after the base year. A year that cannot be compared is a gap, with the reason.</summary>
    public static Answered<GradientSeriesAnswer> Run(LoadedRelease release, Parameters parameters) =>
        ComparisonQueries.Comparison(parameters, release).Then(ComparisonQueries.WithFifths).Then(query => Run(release, query));

    private static Answered<GradientSeriesAnswer> Run(LoadedRelease release, ComparisonQuery query)
    {
        var years = YearsOf(release, query);
        var flags = years.SelectMany(year => year.Flags).ToHashSet(StringComparer.Ordinal);
        return new GradientSeriesAnswer(
            release.Reference,
            QueryAnswer.Of(query with { To = years[^1].Year }),
            years,
            FigureText.Units(query.Measure),
            [
                .. years
                    .Where(year => year.Gap is null)
                    .SelectMany(year => AnswerNotes.Of(query with { To = year.Year }, release.Figures, []))
                    .Where(note => flags.Contains(note.Flag))
                    .DistinctBy(note => (note.Flag, note.Flag == Flag.TotalMoved ? "" : note.Text)),
                new NoteAnswer("areas-not-people", AnswerNotes.AreasNotPeople),
            ],
            Attributions.All
        );
    }

    /// <summary>The years of a question's return after its base year, whatever its end year.</summary>
    public static IReadOnlyList<GradientYearAnswer> YearsOf(LoadedRelease release, ComparisonQuery query)
    {
        var figures = release.Figures.Of(query.Geography);
        var last = figures.YearsOf(query.Return)[^1];
        return
        [
            .. Enumerable
                .Range(query.From.StartYear + 1, last.StartYear - query.From.StartYear)
                .Select(start => YearOf(release, figures, query with { To = new FinancialYear(start) })),
        ];
    }

    private static GradientYearAnswer YearOf(LoadedRelease release, GeographyFigures figures, ComparisonQuery query)
    {
        if (WhyNot(figures, query) is { } gap)
        {
            return Gap(query.To, gap);
        }

        var comparison = release.Compare(query);
        if (comparison.England is not { } england)
        {
            return Gap(query.To, $"No area has figures of both {query.From} and {query.To}.");
        }

        var fifths = GroupChange.FifthsOf(comparison);
        double? Ratio(Func<GroupChange, double> level) => query.Measure.IsPerHead() ? GroupChange.Ratio(fifths, level) : null;
        return new GradientYearAnswer(
            query.To,
            null,
            comparison.Areas.Count,
            ChangeAnswer.Of(england),
            [.. fifths.Select(FifthAnswer.Of)],
            new BothEnds<double?>(Ratio(fifth => fifth.Pooled.From), Ratio(fifth => fifth.Pooled.To)),
            SpecificationReader.FlagsOf(release, query),
            Hrefs.Gradient(QueryAnswer.Of(query), release.Release.Id)
        );
    }

    private static GradientYearAnswer Gap(FinancialYear year, string reason) =>
        new(year, reason, 0, null, [], new BothEnds<double?>(null, null), [], null);

    private static string? WhyNot(GeographyFigures figures, ComparisonQuery query) =>
        !figures.YearsOf(query.Return).Contains(query.To)
            ? $"The release has no {query.Return.ToString().ToLowerInvariant()} of {query.To}."
        : ComparabilityRefusal.Of(query) is { } refusal ? refusal.Reason
        : !figures.YearsOf(query.Return, query.Scope).Contains(query.To)
            ? $"{query.Scope.Title} cannot be summed in the {query.Return.ToString().ToLowerInvariant()} of {query.To}."
        : query.Population == PopulationBasis.BeforeCensus && !figures.FramesBeforeCensus.ContainsKey(query.To)
            ? $"No estimate from before the census of 2021 has the residents of {query.To}."
        : null;
}
