using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Statistics;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Coincidence;

/// <summary>Answers <c>/coincidence</c> (methodology 10).</summary>
public static class AnswerCoincidence
{
    /// <summary>The parameters there are.</summary>
    public static readonly IReadOnlyList<Parameter> Parameters =
    [
        CoincidenceParameters.Scope,
        QueryParameters.From,
        QueryParameters.To,
        QueryParameters.Measure,
        QueryParameters.Return,
        QueryParameters.Imd,
        QueryParameters.Deflator,
        CoincidenceParameters.Threshold,
        .. QueryParameters.OfRelease,
    ];

    private const double Normal95 = 1.96;

    /// <summary>Answers a question.</summary>
    public static Answered<CoincidenceAnswer> Run(LoadedRelease release, Parameters parameters)
    {
        if (release.Capacity is not { } capacity)
        {
            return new QueryProblem(
                404,
                "Not in this release",
                $"Release {release.Release.Id} has no figures for community capacity. Use a later release.",
                "release",
                null
            );
        }

        if (CoincidenceParameters.Scope.Refuse(parameters.Value(CoincidenceParameters.Scope)!) is { } noScope)
        {
            return noScope;
        }

        return parameters.Choose(CoincidenceParameters.Threshold, out var threshold) is { } noThreshold
            ? noThreshold
            : ComparisonQueries.Comparison(parameters, release).Then(query => Of(release, query, capacity, threshold));
    }

    /// <summary>One area's ranks by comparable spending, the years and measure of a question and the worst third; null where nothing can be said.</summary>
    internal static AreaCoincidenceRow? RowOf(LoadedRelease release, Area area, ComparisonQuery asked)
    {
        var query = ComparisonQuery.Headline with
        {
            Return = asked.Return,
            From = asked.From,
            To = asked.To,
            Measure = asked.Measure,
            Imd = asked.Imd,
        };
        if (
            asked.Geography != GeographyKind.UpperTier
            || release.Capacity is not { } capacity
            || ComparabilityRefusal.Of(query) is not null
        )
        {
            return null;
        }

        var coincidence = Domain.Community.Coincidence.Of(release.Compare(query), capacity, Threshold.Third);
        var row = coincidence.Areas.FirstOrDefault(own => own.Cut.Area.Code == area.Code);
        return new AreaCoincidenceRow(
            row?.Coincides,
            row is null ? null : Cut(row),
            row is null ? null : Deprivation(row),
            row is null ? null : Capacity(row),
            coincidence.Excluded.FirstOrDefault(own => own.Area.Code == area.Code)?.Reason,
            Stated(query, Threshold.Third).Href(release.Release.Id)
        );
    }

    private static Answered<CoincidenceAnswer> Of(LoadedRelease release, ComparisonQuery query, CapacityIndex capacity, Threshold threshold)
    {
        var coincidence = Domain.Community.Coincidence.Of(release.Compare(query), capacity, threshold);
        if (coincidence.Areas.Count == 0)
        {
            return AnswerCuts.NothingToCompare(release, query);
        }

        var variants = CoincidenceVariant.Of(release.Figures, query, capacity);
        var times = variants.SelectMany(variant => variant.Coinciding).CountBy(code => code).ToDictionary();
        var overlap = coincidence.Overlap;
        return new CoincidenceAnswer(
            release.Reference,
            Stated(query, threshold),
            Sentence(query, coincidence, capacity, variants),
            new OverlapAnswer(
                overlap.Areas,
                overlap.InEach,
                overlap.Observed,
                overlap.Expected,
                overlap.P,
                [.. coincidence.Pairs.Select(pair => new PairAnswer([pair.First, pair.Second], pair.Observed, pair.Expected))],
                TripleOverlap.Method
            ),
            Lost([.. coincidence.Coinciding]),
            [
                .. coincidence
                    .Areas.OrderByDescending(area => area.Coincides)
                    .ThenBy(area => area.ByCut.Rank)
                    .Select(area => new AreaCoincidenceAnswer(
                        area.Cut.Area.Code,
                        area.Cut.Area.Name,
                        area.Cut.Area.Region,
                        area.Coincides,
                        times.GetValueOrDefault(area.Cut.Area.Code),
                        Cut(area),
                        Deprivation(area),
                        Capacity(area),
                        area.Cut.Flags
                    )),
            ],
            [.. coincidence.Excluded.Select(area => new ExcludedAnswer(area.Area.Code, area.Area.Name, area.Reason))],
            Described(capacity, release.Figures.CapacityComponents.Missing),
            [
                .. variants.Select(variant => new SensitivityAnswer(
                    variant.Scope,
                    variant.Imd,
                    variant.Threshold,
                    variant.Overlap.Areas,
                    variant.Overlap.Observed,
                    variant.Overlap.Expected,
                    variant.Overlap.P,
                    variant.Coinciding
                )),
            ],
            Resources(release, query),
            FigureText.Units(query.Measure),
            Notes(release, query, coincidence),
            Attributions.With(capacity, release.Figures.Grants, naming: true)
        );
    }

    private static CoincidenceQueryAnswer Stated(ComparisonQuery query, Threshold threshold)
    {
        var stated = QueryAnswer.Of(query);
        return new CoincidenceQueryAnswer(
            stated.Return,
            stated.Scope,
            stated.From,
            stated.To,
            stated.Geography,
            stated.Measure,
            stated.Imd,
            stated.Deflator,
            threshold,
            Deflators.PriceBase
        );
    }

    private static CutStandingAnswer Cut(AreaCoincidence area) =>
        new(area.Cut.ChangePercent!.Value, PerHead(area), area.ChangeInTotal, area.ByCut.Rank, area.ByCut.Worst);

    private static DeprivationStandingAnswer Deprivation(AreaCoincidence area) =>
        new(area.Cut.Deprivation.Score, area.ByDeprivation.Rank, area.ByDeprivation.Worst);

    private static CapacityStandingAnswer Capacity(AreaCoincidence area) =>
        new(
            area.Capacity.Index,
            area.ByCapacity.Rank,
            area.Capacity.Interval?.Low,
            area.Capacity.Interval?.High,
            area.ByCapacity.Worst,
            [
                .. area.Capacity.Components.Select(score => new ComponentScoreAnswer(
                    score.Component,
                    score.Value,
                    score.Size,
                    score.Shrunk,
                    score.Z
                )),
            ]
        );

    /// <summary>Pounds per resident, whatever the measure.</summary>
    private static double PerHead(AreaCoincidence area) =>
        (area.Cut.PoundsTo / area.Cut.PeopleTo) - (area.Cut.PoundsFrom / area.Cut.PeopleFrom);

    private static LossAnswer? Lost(List<AreaCoincidence> areas)
    {
        if (areas.Count == 0)
        {
            return null;
        }

        double total = areas.Sum(area => area.ChangeInTotal),
            perHead =
                (areas.Sum(area => area.Cut.PoundsTo) / areas.Sum(area => area.Cut.PeopleTo))
                - (areas.Sum(area => area.Cut.PoundsFrom) / areas.Sum(area => area.Cut.PeopleFrom));
        return new LossAnswer(areas.Count, perHead, total, new LossDisplay(FigureText.Pounds(perHead), FigureText.Millions(total)));
    }

    private static CapacityAnswer Described(CapacityIndex capacity, IReadOnlyList<MissingComponent> missing) =>
        new(
            capacity.Components is [var only]
                ? $"The index has one component, {Lower(only.Component.Title)}. It measures nothing else that makes a community strong."
                : $"The mean of the z-scores of {capacity.Components.Count} components. An area that lacks one is left out.",
            [
                .. capacity.Components.Select(own => new ComponentAnswer(
                    own.Component.Id,
                    own.Component.Title,
                    own.Component.Unit,
                    own.Component.Period,
                    own.Component.Scale,
                    own.Component.SizeUnit,
                    new ShrinkageAnswer(own.Shrinkage.Mean, own.Shrinkage.Between, own.Shrinkage.Within),
                    own.Without,
                    own.Alone,
                    [.. own.Component.Biases.Select(bias => new NoteAnswer(bias.Id, bias.Text))]
                )),
            ],
            [.. missing.Select(component => new MissingComponentAnswer(component.Id, component.Title, component.Reason))],
            CapacityIndex.IntervalMethod
        );

    private static string Sentence(
        ComparisonQuery query,
        Domain.Community.Coincidence coincidence,
        CapacityIndex capacity,
        IReadOnlyList<CoincidenceVariant> variants
    )
    {
        var (overlap, part) = (coincidence.Overlap, coincidence.Threshold.Id());
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        var names = string.Join(", ", coincidence.Coinciding.Take(10).Select(area => area.Cut.Area.Name));
        var more = overlap.Observed > 10 ? Text($" and {overlap.Observed - 10} others") : "";
        var measured = capacity.Components is [var only]
            ? $"least {Lower(only.Component.Title)}"
            : $"lowest mean of {string.Join(", ", capacity.Components.Select(own => Lower(own.Component.Title)))}";
        return Text(
                $"{overlap.Observed} of {overlap.Areas} areas are at once in the worst {part} by {(coincidence.WorstWereCut ? "cut" : "change")} ({query.Scope.Title.ToLowerInvariant()}, {query.From} to {query.To}), by deprivation"
            )
            + Text($" ({query.Imd}) and by community capacity ({measured}){(overlap.Observed > 0 ? $": {names}{more}" : "")}.")
            + Text(
                $" We would expect {overlap.Expected:0.0} by chance (p = {overlap.P:0.000}): {(overlap.P <= 0.05 ? "chance alone is unlikely to explain the difference" : "the difference could be chance")}."
            )
            + Text(
                $" We tried {variants.Count} combinations of scope, Indices and threshold: {variants.Count(variant => variant.Overlap.P <= 0.05)} have p at or below 0.05."
            )
            + $" {Caveat(capacity)} {AnswerNotes.AreasNotPeople}";
    }

    private static string Lower(string title) => char.ToLowerInvariant(title[0]) + title[1..];

    private static string Caveat(CapacityIndex capacity) =>
        capacity.Components is [{ Component.Id: GrantsByArea.Id } only]
            ? $"{only.Component.Title} shows one side of capacity: where funders that publish 360Giving data give. Grants are often counted at head offices."
            : "Capacity is only what its components measure. Each is listed with its biases.";

    private static ResourcesAnswer? Resources(LoadedRelease release, ComparisonQuery query)
    {
        var support = query with { Scope = Scopes.CommunitySupport };
        if (
            release.Figures.Grants is not { } grants
            || ComparabilityRefusal.Of(support) is not null
            || ResourcesFollow.Of(release.Compare(support), grants) is not { } resources
        )
        {
            return null;
        }

        return new ResourcesAnswer(
            Sentence(resources, grants, support),
            resources.Areas,
            [.. resources.Fifths.Select(fifth => new FifthGrantsAnswer(fifth.Fifth, fifth.Areas, fifth.PerHead))],
            resources.Concentration is { } index
                ? new GrantsConcentrationAnswer(
                    index.Value,
                    index.StandardError,
                    index.Value - (Normal95 * index.StandardError),
                    index.Value + (Normal95 * index.StandardError),
                    "convenient regression, over areas weighted by residents; one area with very much of the grants widens it"
                )
                : null,
            Association(resources.WithDeprivation),
            Association(resources.WithSupportChange),
            Change(resources.Change),
            Change(resources.ChangeOfSamePublishers)
        );
    }

    private static GrantsChangeAnswer? Change(GrantsChange? change) =>
        change is null
            ? null
            : new GrantsChangeAnswer(
                Years(change.Before),
                Years(change.After),
                Deflators.PriceBase,
                change.Publishers,
                change.Areas.Count,
                change.Without,
                change.BeforePerHead,
                change.AfterPerHead,
                change.AfterPerHead - change.BeforePerHead,
                change.Gained,
                change.Lost,
                Association(change.WithSupportChange),
                [.. change.Areas.Select(area => new AreaGrantsChangeAnswer(area.Area, area.Before, area.After, area.Change))]
            );

    private static string Years(IReadOnlyList<FinancialYear> years) => $"{years[0]} to {years[^1]}";

    private static string Told(RankAssociation? association, string up, string down) =>
        association switch
        {
            null => "cannot be compared",
            { P: > 0.05 } => string.Create(
                CultureInfo.InvariantCulture,
                $"show no clear pattern (rank correlation {association.Spearman:0.00}, p = {association.P:0.000})"
            ),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{(association.Spearman > 0 ? up : down)} (rank correlation {association.Spearman:0.00}, p = {association.P:0.000})"
            ),
        };

    private static string Sentence(ResourcesFollow resources, GrantsByArea grants, ComparisonQuery support)
    {
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        var ends = resources.Fifths is [var most, .., var least]
            ? Text(
                $"Grants {(grants.ByYear is null ? grants.Period : $"of {Years(grants.Years)}")} came to {FigureText.Pounds(most.PerHead)} a head{(grants.ByYear is null ? "" : " a year")} in the most deprived fifth of areas and {FigureText.Pounds(least.PerHead)} in the least."
            )
            : "";
        var concentration = resources.Concentration is { } index
            ? Text(
                $" The concentration index is {index.Value:0.00}{(index.StandardError is { } error ? Text($" (95% interval {index.Value - (Normal95 * error):0.00} to {index.Value + (Normal95 * error):0.00})") : "")}: below 0 more goes to the more deprived."
            )
            : "";
        return $"{ends}{concentration} Across areas, deprivation and grants {Told(resources.WithDeprivation, "go together", "go opposite ways")};"
            + Text($" cuts to council support for social action from {support.From} to {support.To} and grants")
            + $" {Told(resources.WithSupportChange, "go opposite ways: areas that lost more got less", "go together: areas that lost more got more")}."
            + $" {Sentence(resources)}";
    }

    /// <summary>Grants before and after, or why they cannot be compared.</summary>
    private static string Sentence(ResourcesFollow resources)
    {
        if (resources.Change is not { } change)
        {
            var whyNot = resources.WhyNoChange ?? "there is no data to measure it";
            return $"{char.ToUpperInvariant(whyNot[0])}{whyNot[1..]}, so BudgetWatch cannot say whether an area gained or lost grants.";
        }

        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        string Pattern(GrantsChange told) =>
            Told(
                told.WithSupportChange,
                "go the same way: areas that lost more support gained less or lost grants",
                "go opposite ways: areas that lost more support gained more grants"
            );
        var same = resources.ChangeOfSamePublishers switch
        {
            null => " No publisher has grants in each of the six years, so the whole change could come from who publishes.",
            var own => Text(
                $" Counting only the {(own.Publishers == 1 ? "one publisher that has" : Text($"{own.Publishers} publishers that have"))} grants in each of the six years, grants went from {FigureText.Pounds(own.BeforePerHead)} to"
            ) + Text($" {FigureText.Pounds(own.AfterPerHead)}, and cuts to council support and changes in those grants {Pattern(own)}."),
        };
        return Text(
                $"Published grants went from a mean of {FigureText.Pounds(change.BeforePerHead)} a head a year in {Years(change.Before)} to"
            )
            + Text(
                $" {FigureText.Pounds(change.AfterPerHead)} in {Years(change.After)}, in {Deflators.PriceBase} prices: {change.Gained} areas gained and {change.Lost} lost."
            )
            + Text($" Across areas, cuts to council support and changes in grants {Pattern(change)}.{same}")
            + " More funders publish each year, so a gain may only mean more publishing.";
    }

    private static AssociationAnswer? Association(RankAssociation? association) =>
        association is null ? null : new AssociationAnswer(association.Areas, association.Spearman, association.P);

    private static List<NoteAnswer> Notes(LoadedRelease release, ComparisonQuery query, Domain.Community.Coincidence coincidence)
    {
        List<NoteAnswer> notes =
        [
            .. AnswerNotes.Of(query, release.Figures, coincidence.Areas.SelectMany(area => area.Cut.Flags)),
            .. AnswerNotes.ComputedNow(release.Release.MethodVersion),
            new NoteAnswer(
                "ranked-here",
                "Ranks here are among the areas that have all three figures; those left out are named with the reason."
            ),
        ];
        var names = release
            .Figures.Areas.SelectMany(area => area.Members)
            .DistinctBy(member => member.Place)
            .ToDictionary(member => member.Place, member => member.Name);
        var without = (release.Figures.Grants?.Areas ?? [])
            .SelectMany(area => area.Without)
            .Select(place => names.GetValueOrDefault(place, place.Value))
            .ToList();
        if (release.Figures.Grants is { ByYear: { } byYear })
        {
            notes.Add(new NoteAnswer("grants-left-out", AnswerNotes.GrantsLeftOut(byYear)));
        }

        if (without.Count > 0)
        {
            notes.Add(
                new NoteAnswer(
                    "no-published-grant",
                    $"No grant was published for these districts, which add nothing to their area: {string.Join(", ", without)}."
                )
            );
        }

        return notes;
    }
}
