using System.Globalization;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Specifications;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Claims;

/// <summary>
/// Answers <c>/claims</c>: takes a number from a claim, calculates it in every defensible way the claim leaves open, and says which give it.
/// </summary>
public static class AnswerClaims
{
    private static readonly Parameter ClaimAsked = new(
        "claim",
        "The number to check. A cut is negative. -30 covers -30.5 to -29.5; -30.0 covers -30.05 to -29.95."
    )
    {
        IsRequired = true,
        Form = Claim.Form,
        Example = "-43",
    };

    private static readonly Choice<ClaimUnit> UnitAsked = new(
        "unit",
        ClaimUnits.Words,
        ClaimUnit.Percent,
        "The unit of the claim: per cent of the base year (percentage points for a gap), or pounds a head."
    );

    /// <summary>The parameters there are.</summary>
    public static readonly IReadOnlyList<Parameter> Parameters =
    [
        ClaimAsked,
        UnitAsked,
        ClaimSubject.AreaAsked,
        ClaimSubject.GroupAsked,
        CurveParameters.Scope,
        .. CurveParameters.Choices,
        .. QueryParameters.OfRelease,
    ];

    private const int Listed = 10;

    /// <summary>Checks a claim.</summary>
    /// <param name="release">The release.</param>
    /// <param name="parameters">What a reader sent.</param>
    /// <param name="cancellation">Stops the work once no caller waits for it.</param>
    public static Answered<ClaimsAnswer> Run(LoadedRelease release, Parameters parameters, CancellationToken cancellation = default) =>
        Check(release, parameters, cancellation).Then(found => (Answered<ClaimsAnswer>)found.Answer);

    /// <summary>Checks a claim, and keeps every reading it was compared with.</summary>
    /// <inheritdoc cref="Run" path="/param"/>
    public static Answered<CheckedClaim> Check(LoadedRelease release, Parameters parameters, CancellationToken cancellation = default)
    {
        if (parameters.Find(ClaimAsked) is not { } text)
        {
            return QueryProblem.Missing("claim", ["a number: a cut is negative, as -30 or -30.5"]);
        }

        if (Claim.Find(text) is not { } claim)
        {
            return QueryProblem.BadValue(
                "claim",
                text,
                ["a number with a point and no sign but - or +: a cut is negative, as -30 or -30.5"]
            );
        }

        if (parameters.Choose(UnitAsked, out var unit) is { } noUnit)
        {
            return noUnit;
        }

        return ClaimSubject
            .Of(parameters, release)
            .Then(subject =>
                SpecificationFilter
                    .Of(parameters, headline => CurveQuestion.In(release, headline))
                    .Then(filter => Of(release, claim, unit, subject, filter, cancellation))
            );
    }

    private static Answered<CheckedClaim> Of(
        LoadedRelease release,
        Claim claim,
        ClaimUnit unit,
        ClaimSubject subject,
        SpecificationFilter filter,
        CancellationToken cancellation
    )
    {
        var readings = Readings(CurveReadings.In(release, filter.Headline, cancellation), unit, subject, filter);
        if (readings.Count == 0)
        {
            return new QueryProblem(
                400,
                "Nothing to check against",
                $"{subject.Words} has no figure in any reading with these choices.",
                "area",
                null
            );
        }

        var byDistance = readings.OrderBy(reading => Math.Abs(reading.Value - claim.Value)).ToList();
        var headline = release.Figures.HeadlineOf(filter.Headline);
        var published = readings.Find(reading => reading.Query == headline);

        // Of the readings that give it, the published one is the one to name.
        var supporting = byDistance
            .Where(reading => claim.Holds(reading.Value))
            .OrderByDescending(reading => reading == published)
            .ToList();
        ReadingAnswer Answer(Reading reading) =>
            new(
                reading.Value,
                Display(reading.Value, unit, subject),
                QueryAnswer.Of(reading.Query),
                SpecificationReader.FlagsOf(release, reading.Query),
                subject.Area is null
                    ? Hrefs.Gradient(QueryAnswer.Of(reading.Query), release.Release.Id)
                    : Hrefs.Cuts(QueryAnswer.Of(reading.Query), release.Release.Id)
            );
        var verdict =
            supporting.Count == readings.Count ? ClaimVerdict.Supported
            : supporting.Count > 0 ? ClaimVerdict.SupportedBySome
            : ClaimVerdict.Contradicted;
        List<ReadingAnswer> supports = [.. supporting.Take(Listed).Select(Answer)];
        List<ReadingAnswer> contradicts = [.. byDistance.Where(reading => !claim.Holds(reading.Value)).Take(Listed).Select(Answer)];
        var nearest = byDistance[0];
        var answer = new ClaimsAnswer(
            release.Reference,
            new ClaimQueryAnswer(
                claim,
                claim.Value - claim.Tolerance,
                claim.Value + claim.Tolerance,
                unit,
                subject.Area?.Code,
                subject.Group,
                subject.Words.TrimEnd(','),
                filter.Stated()
            ),
            verdict,
            Sentence(claim, unit, subject, readings, supporting, nearest),
            new ReadingsAnswer(
                readings.Count,
                supporting.Count,
                readings.Min(reading => reading.Value),
                readings.Max(reading => reading.Value)
            ),
            Answer(nearest),
            published is null ? null : Answer(published),
            supports,
            contradicts,
            Notes(release, nearest, published),
            Attributions.All
        );
        return new CheckedClaim(
            answer,
            unit,
            [.. readings.Select(reading => new CheckedReading(reading.Query, reading.Value, claim.Holds(reading.Value)))]
        );
    }

    /// <summary>Every reading the choices leave open, once: those that differ only in a choice the number does not depend on are one.</summary>
    private static List<Reading> Readings(CurveReadings curve, ClaimUnit unit, ClaimSubject subject, SpecificationFilter filter)
    {
        string[] choices = [.. SpecificationFilter.Names.Where(subject.DependsOn)];
        var named = new Dictionary<string, (ComparisonQuery Query, ClaimedChange? Change)>(StringComparer.Ordinal);
        foreach (var (question, change) in curve.Of(subject, filter))
        {
            // Of readings that are the same, name the default one, or else the first.
            var key = string.Join('|', choices.Select(question.Choice));
            if (named.TryAdd(key, (question.Query, change)) || named[key].Query.IsUsual() || !question.Query.IsUsual())
            {
                continue;
            }

            named[key] = (question.Query, change);
        }

        return [.. named.Values.Select(own => own.Change?.In(unit) is { } value ? new Reading(own.Query, value) : null).OfType<Reading>()];
    }

    private static bool IsUsual(this ComparisonQuery query) =>
        query with
        {
            Return = default,
            Scope = ComparisonQuery.Headline.Scope,
            From = default,
            To = default,
            Measure = default,
        } == ComparisonQuery.Headline with { Return = default, From = default, To = default, Measure = default };

    private static string Sentence(
        Claim claim,
        ClaimUnit unit,
        ClaimSubject subject,
        List<Reading> readings,
        List<Reading> supporting,
        Reading nearest
    )
    {
        var said =
            $"'{subject.Words.TrimEnd(',')} {claim.Text}{(unit == ClaimUnit.Percent ? subject.Group == ClaimGroup.Gap ? " percentage points" : "%" : " pounds a head")}'";
        var named = supporting.Count == 0 ? nearest : supporting[0];
        var comparable = readings.Where(reading => reading.Query.Measure == named.Query.Measure).Select(reading => reading.Value).ToList();
        var range =
            $"in {Terms(named.Query)} they range from {Display(comparable.Min(), unit, subject)} to {Display(comparable.Max(), unit, subject)}";
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        if (supporting.Count == 0)
        {
            var opposite = readings.Count(reading => claim.Holds(-reading.Value));
            var hint = opposite > 0 ? Text($" With the other sign {opposite:N0} would: a cut is negative.") : "";
            return Text($"None of {readings.Count:N0} defensible readings gives {said}: {range}. The nearest is ")
                + $"{Display(nearest.Value, unit, subject)}, for {Words(nearest.Query, subject)}.{hint}";
        }

        var others = supporting.Count == readings.Count ? "" : $" Overall, {range}.";
        return Text(
                $"{supporting.Count:N0} of {readings.Count:N0} defensible readings {(supporting.Count == 1 ? "gives" : "give")} {said} when rounded, such as "
            )
            + $"{Display(supporting[0].Value, unit, subject)} for {Words(supporting[0].Query, subject)}.{others} Say which reading you mean, and that it is about areas, not people.";
    }

    /// <summary>The choices of a reading that its number depends on and that are not shown with its return, scope, years and measure, in words.</summary>
    /// <param name="query">The reading.</param>
    /// <param name="subject">What the claim is about.</param>
    public static IReadOnlyList<string> Choices(ComparisonQuery query, ClaimSubject subject)
    {
        var choices = new List<string>();
        if (subject.DependsOn("imd"))
        {
            choices.Add(string.Create(CultureInfo.InvariantCulture, $"Indices of Deprivation {query.Imd}"));
        }

        if (subject.DependsOn("london") && !query.WithLondon)
        {
            choices.Add("without London");
        }

        if (subject.DependsOn("groups") && query.Groups == Grouping.People)
        {
            choices.Add("fifths of people");
        }

        if (subject.DependsOn("weights") && query.Weights == Weighting.Equal)
        {
            choices.Add("each area counted once");
        }

        if (query.Population == PopulationBasis.BeforeCensus)
        {
            choices.Add("residents as estimated before the census of 2021");
        }

        return choices;
    }

    private static string Words(ComparisonQuery query, ClaimSubject subject) =>
        $"{query.Return.Id()}s of {query.Scope.Title.ToLowerInvariant()} from {query.From} to {query.To} in {Terms(query)}"
        + string.Concat(Choices(query, subject).Select(choice => $", {choice}"));

    private static string Terms(ComparisonQuery query) => query.Measure.IsReal() ? "real terms per head" : "cash per head";

    private static string Display(double value, ClaimUnit unit, ClaimSubject subject) =>
        unit == ClaimUnit.Pounds ? FigureText.Pounds(value)
        : subject.Group == ClaimGroup.Gap ? $"{FigureText.Points(value)} percentage points"
        : FigureText.Percent(value);

    private static List<NoteAnswer> Notes(LoadedRelease release, Reading nearest, Reading? published) =>
        [
            .. new[] { nearest, published }
                .OfType<Reading>()
                .SelectMany(reading => AnswerNotes.Of(reading.Query, release.Figures, []))
                .DistinctBy(note => note.Flag),
        ];

    private sealed record Reading(ComparisonQuery Query, double Value);
}
