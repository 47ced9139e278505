using System.Globalization;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Domain.Statistics;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Specifications;

/// <summary>Answers <c>/specifications</c>.</summary>
public sealed class AnswerSpecifications(SpecificationReader curves)
{
    /// <summary>The parameters there are.</summary>
    public static readonly IReadOnlyList<Parameter> Parameters =
    [
        CurveParameters.Scope,
        .. CurveParameters.Choices,
        .. Paging.Parameters,
        .. QueryParameters.OfRelease,
    ];

    private static readonly CurveUnitsAnswer Units = new(
        "percentage points between the least and the most deprived end of the scale; positive where cuts were deeper for the more deprived",
        "percentage points, the most deprived fifth less the least; negative where cuts were deeper for the more deprived",
        Resampling.IntervalMethod
    );

    /// <summary>A curve, narrowed as asked, one page of it.</summary>
    public async Task<Answered<SpecificationsAnswer>> RunAsync(LoadedRelease release, Parameters parameters, CancellationToken cancellation)
    {
        var (filter, mistake) = SpecificationFilter.Of(parameters, headline => CurveQuestion.In(release, headline));
        var (paging, problem) = Paging.Of(parameters);
        if (filter is null || paging is null)
        {
            return mistake ?? problem!;
        }

        if (await curves.CurveAsync(release, filter.Headline, cancellation) is not { } all)
        {
            return SpecificationReader.NoCurve(release);
        }

        var chosen = all.Where(own => filter.Takes(own.Question)).OrderBy(own => own.Estimate.Sii.Slope.Value).ToList();
        List<SpecificationEstimate> ordered = [.. chosen.Select(own => own.Estimate)];
        var headlineQuery = release.Figures.HeadlineOf(filter.Headline);
        var published = ordered.Find(estimate => estimate.Query == headlineQuery);
        var curve = SpecificationCurve.Of(ordered, published);
        SpecificationAnswer Answer(SpecificationEstimate estimate, int index) => Of(release, estimate, index + 1);
        var page = ordered
            .Skip(paging.Cursor)
            .Take(paging.Limit)
            .Select((estimate, index) => Answer(estimate, paging.Cursor + index))
            .ToList();
        var flags = page.SelectMany(specification => specification.Flags).Distinct(StringComparer.Ordinal).ToList();
        return new SpecificationsAnswer(
            release.Reference,
            filter.Stated(),
            Sentence(filter, curve, published),
            curve,
            published is null ? null : Answer(published, ordered.IndexOf(published)),
            Choices(chosen),
            page,
            new PageAnswer(ordered.Count, paging.Limit, Next(release, filter, paging, ordered.Count)),
            Units,
            NotesOf(release, ordered, flags),
            Attributions.All
        );
    }

    private static SpecificationAnswer Of(LoadedRelease release, SpecificationEstimate estimate, int rank)
    {
        var stated = QueryAnswer.Of(estimate.Query);
        return new SpecificationAnswer(
            rank,
            stated,
            estimate.Areas,
            new(estimate.Sii.Slope.Value, estimate.Sii.Low, estimate.Sii.High),
            new(estimate.Gap.Value, estimate.Gap.Low, estimate.Gap.High),
            SpecificationReader.FlagsOf(release, estimate.Query),
            Hrefs.Gradient(stated, release.Release.Id)
        );
    }

    private static Dictionary<string, IReadOnlyList<string>> Choices(List<CurveEstimate> estimates) =>
        SpecificationFilter.Names.ToDictionary(
            name => name,
            name =>
                (IReadOnlyList<string>)
                    [.. estimates.Select(estimate => estimate.Question.Choice(name)).Distinct().Order(StringComparer.Ordinal)]
        );

    private static string? Next(LoadedRelease release, SpecificationFilter filter, Paging paging, int count)
    {
        var after = paging.Cursor + paging.Limit;
        return after >= count
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"/api/v1/specifications?scope={filter.Headline}{string.Concat(filter.Given.Select(choice => $"&{choice.Key}={choice.Value}"))}"
                    + $"&limit={paging.Limit}&cursor={after}&release={release.Release.Id}"
            );
    }

    /// <summary>Each flag once, as the first specification that carries it spells it out; flags of other pages too.</summary>
    private static IReadOnlyList<NoteAnswer> NotesOf(LoadedRelease release, List<SpecificationEstimate> estimates, List<string> flags) =>
        [
            .. flags.Select(flag =>
                AnswerNotes
                    .Of(
                        estimates.First(estimate => SpecificationReader.FlagsOf(release, estimate.Query).Contains(flag)).Query,
                        release.Figures,
                        []
                    )
                    .First(note => note.Flag == flag)
            ),
            new NoteAnswer("areas-not-people", AnswerNotes.AreasNotPeople),
        ];

    private static string Sentence(SpecificationFilter filter, SpecificationCurve? curve, SpecificationEstimate? published)
    {
        if (curve is null)
        {
            return "No specification has these choices.";
        }

        var deeper = curve.Gap.Median < 0;
        var headline = published is null ? "" : $" The published answer is {Points(published.Gap.Value)}.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"We ran the calculation {curve.Count:N0} ways. In {100 * curve.Sii.ShareOfMedianSign:0.#}% of them cuts to {filter.Headline.Title.ToLowerInvariant()} were"
                + $" {(deeper ? "deeper" : "less deep")} where people are more deprived. The change in the most deprived fifth of areas, less that in the least deprived, has a median of"
                + $" {Points(curve.Gap.Median)} and ranges from {Points(curve.Gap.Low)} to {Points(curve.Gap.High)}.{headline}"
        );
    }

    private static string Points(double value) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Round(value, 1, MidpointRounding.AwayFromZero):+0.0;-0.0;0.0} percentage points"
        );
}
