using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Series;

/// <summary>Answers <c>/areas/{code}/series</c>.</summary>
public static class AnswerSeries
{
    /// <summary>One area's values by year.</summary>
    public static Answered<SeriesAnswer> Run(LoadedRelease release, string code, SeriesQuery query)
    {
        var (@return, scope, measure) = query;
        var figures = release.Figures.Of(query.Geography);
        if (figures.Find(code) is not { } area)
        {
            return AnswerAreas.NoSuchArea("code", code, query.Geography);
        }

        var series = figures.Series[(@return, scope)][area.Code].Figures;
        string[] FlagsOf(AreaFigure figure) =>
            figure.CashPounds is null || !figures.IsRehosted(@return, figure.Year) ? []
            : GeographyFigures.HasDistrictTotal(scope, area) ? [Flag.Rehosted, Flag.DistrictTotal]
            : [Flag.Rehosted];
        var values = series.Select(figure => Value(area, figure, figures.Frames[figure.Year], measure, FlagsOf(figure))).ToList();
        List<NoteAnswer> notes =
        [
            .. values.Select(value => value.PopulationVintage).Distinct().Count() > 1 && measure.IsPerHead()
                ?
                [
                    new NoteAnswer(
                        Flag.PopulationVintagesDiffer,
                        "Residents of different years are from different vintages of the ONS estimates; each value names its own."
                    ),
                ]
                : Array.Empty<NoteAnswer>(),
            .. ComparabilityBreak
                .Crossed(@return, scope.AllLines, [.. series.Select(figure => figure.Year)])
                .Select(crossed => new NoteAnswer(crossed.Word, $"From {crossed.FirstYearAfter}: {crossed.Reason}", crossed.Source)),
            .. series.SelectMany(figure => AnswerNotes.OfYearsToCome(figures.Frames[figure.Year], measure)),
            .. Flag
                .OfRows.Where(flag => values.Any(value => value.Flags.Contains(flag.Word)))
                .Select(flag => new NoteAnswer(flag.Word, flag.Meaning)),
        ];
        return new SeriesAnswer(
            release.Reference,
            new SeriesQueryAnswer(@return, scope, query.Geography, measure, Deflators.PriceBase),
            new AreaName(area.Code, area.Name, area.Region),
            values,
            FigureText.Units(measure),
            notes,
            Attributions.All
        );
    }

    private static ValueAnswer Value(Area area, AreaFigure figure, YearFactors frame, Measure measure, IReadOnlyList<string> ofEdition)
    {
        var value = frame.Value(area.Code, figure, measure);
        return new ValueAnswer(
            figure.Year,
            value,
            figure.CashPounds,
            PeopleOf(area.Code, frame),
            frame.PopulationVintage,
            figure.Status,
            [
                .. figure.Status == CellStatus.Estimated ? [Flag.Estimated] : Array.Empty<string>(),
                .. ofEdition,
                .. figure.Allocated ? [Flag.Allocated] : Array.Empty<string>(),
                .. AnswerNotes.OfYearsToCome(frame, measure).Select(note => note.Flag),
            ],
            figure.Missing,
            value is { } pounds ? FigureText.Pounds(pounds) : null
        );
    }

    private static long? PeopleOf(AreaCode area, YearFactors frame) => frame.People.TryGetValue(area, out var residents) ? residents : null;
}
