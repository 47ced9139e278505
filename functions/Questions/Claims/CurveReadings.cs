using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Specifications;

namespace BudgetWatch.Questions.Claims;

/// <summary>
/// Every question of a curve with the number it gives of every area and group that a claim can be about. Worked out once for a release and scope, a second of a
/// processor; a claim then only chooses among the numbers. About a megabyte for each scope: questions of which every area has the same numbers share them.
/// </summary>
internal sealed class CurveReadings
{
    private readonly Dictionary<string, int> _places;

    private CurveReadings(Dictionary<string, int> places, IReadOnlyList<Reading> all)
    {
        _places = places;
        All = all;
    }

    /// <summary>The questions with their numbers, in order of the curve.</summary>
    private IReadOnlyList<Reading> All { get; }

    /// <summary>The readings of a curve, worked out once for a release.</summary>
    /// <param name="release">The release.</param>
    /// <param name="headline">The scope of the curve.</param>
    /// <param name="cancellation">Stops between two questions.</param>
    public static CurveReadings In(LoadedRelease release, Scope headline, CancellationToken cancellation) =>
        release.Derived(headline, () => Of(release, headline, cancellation));

    private static CurveReadings Of(LoadedRelease release, Scope headline, CancellationToken cancellation)
    {
        var places = release
            .Figures.Areas.Select((area, index) => (area.Code.Value, index))
            .ToDictionary(pair => pair.Value, pair => pair.index, StringComparer.Ordinal);
        var all = new List<Reading>();
        var shared = new Dictionary<ComparisonQuery, List<ClaimedChange?[]>>();
        foreach (var same in CurveQuestion.In(release, headline).GroupBy(question => question.Query with { Weights = default }))
        {
            cancellation.ThrowIfCancellationRequested();
            var comparison = release.Figures.Compare(same.Key);
            var areas = new ClaimedChange?[places.Count];
            foreach (var cut in comparison.Areas)
            {
                areas[places[cut.Area.Code.Value]] = new ClaimedChange(cut.ChangePercent, cut.Change);
            }

            // What an area's number depends on; whether it has one is for the Indices and London too.
            var known = shared.GetValueOrDefault(same.Key with { Imd = default, WithLondon = default, Groups = default }) ?? [];
            shared[same.Key with { Imd = default, WithLondon = default, Groups = default }] = known;
            if (known.Find(other => other.AsSpan().SequenceEqual(areas)) is { } equal)
            {
                areas = equal;
            }
            else
            {
                known.Add(areas);
            }

            all.AddRange(
                same.Select(question => new Reading(question, areas, GroupChanges.Of(comparison with { Query = question.Query })))
            );
        }

        // Those that differ in weights alone were asked together; the order of the curve decides which of several that are one is named.
        var order = CurveQuestion
            .In(release, headline)
            .Select((question, index) => (question, index))
            .ToDictionary(pair => pair.question, pair => pair.index);
        return new CurveReadings(places, [.. all.OrderBy(reading => order[reading.Question])]);
    }

    /// <summary>The questions that a filter leaves open, with the change of what a claim is about; null where it has none.</summary>
    public IEnumerable<(CurveQuestion Question, ClaimedChange? Change)> Of(ClaimSubject subject, SpecificationFilter filter) =>
        from reading in All
        where filter.Takes(reading.Question)
        select (
            reading.Question,
            subject.Area is { } area ? reading.Areas[_places[area.Code.Value]] : reading.Groups.Of(subject.Group!.Value)
        );

    private sealed record Reading(CurveQuestion Question, ClaimedChange?[] Areas, GroupChanges Groups);
}

/// <summary>By how much something changed; null where that cannot be said.</summary>
/// <param name="Percent">Per cent of the base year; of the gap, percentage points.</param>
/// <param name="Pounds">Pounds a head.</param>
internal readonly record struct ClaimedChange(double? Percent, double? Pounds)
{
    /// <summary>The number in a unit.</summary>
    public double? In(ClaimUnit unit) => unit == ClaimUnit.Percent ? Percent : Pounds;
}

/// <summary>The changes of the groups that a claim can be about.</summary>
/// <param name="England">All areas.</param>
/// <param name="Fifths">Each fifth, the most deprived first.</param>
internal sealed record GroupChanges(ClaimedChange England, IReadOnlyList<ClaimedChange> Fifths)
{
    private const int Count = 5;

    /// <summary>The groups of a comparison, by what it says areas count for.</summary>
    public static GroupChanges Of(Comparison comparison) =>
        new(Of(comparison.England), [.. Enumerable.Range(1, Count).Select(fifth => FifthOf(comparison, fifth))]);

    /// <summary>The change of a group.</summary>
    public ClaimedChange Of(ClaimGroup group) =>
        group switch
        {
            ClaimGroup.England => England,
            ClaimGroup.Gap => new ClaimedChange(Fifths[0].Percent - Fifths[^1].Percent, Fifths[0].Pounds - Fifths[^1].Pounds),
            _ => Fifths[group - ClaimGroup.Fifth1],
        };

    private static ClaimedChange FifthOf(Comparison comparison, int fifth)
    {
        var areas = comparison.Areas.Where(cut => cut.Deprivation.Fifth == fifth).ToList();
        return comparison.Query.Weights == Weighting.Equal
            ? new ClaimedChange(areas.Select(cut => cut.ChangePercent).Average(), areas.Select(cut => (double?)cut.Change).Average())
            : Of(PooledChange.Of(areas, comparison.Query.Measure));
    }

    private static ClaimedChange Of(PooledChange? pooled) => new(pooled?.ChangePercent, pooled?.Change);
}
