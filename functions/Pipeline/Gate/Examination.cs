using BudgetWatch.Domain;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Plausibility;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Pipeline.Gate;

/// <summary>An edition that is to come into force.</summary>
/// <param name="Slot">Source and slot.</param>
/// <param name="Content">What it says.</param>
/// <param name="PublishedOn">The day the publisher gives it, where it is known.</param>
/// <param name="Before">What the edition of its slot that is in force says; null where there is none.</param>
public sealed record Candidate(EditionSlot Slot, EditionContent Content, DateOnly? PublishedOn, EditionContent? Before);

/// <summary>What an edition stands for.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Slot">The slot.</param>
public sealed record EditionSlot(string SourceId, string Slot);

/// <summary>
/// Looks at the editions that are to come into force, beside those that are and beside each other. What is in force is trusted. Editions that come together, as all do
/// at first, are not: of those that do not go together the one about which most is asked is held, and the rest are checked again without it, so that one wrong file
/// holds no other. The order in which they come makes no difference.
/// </summary>
public static class Examination
{
    /// <summary>Kinds of content in the order in which one is compared with the other: councils before what they file, people before pounds per head.</summary>
    private static readonly Func<EditionContent, bool>[] Layers =
    [
        content => content is DistrictLineage or AuthorityRegister,
        content => content is PopulationEstimates,
        content => content is DeflatorSeries,
        content => content is DeprivationIndices,
        content => content is RevenueReturn or RevenueTimeSeries,
        content =>
            content
                is not (
                    DistrictLineage
                    or AuthorityRegister
                    or PopulationEstimates
                    or DeflatorSeries
                    or DeprivationIndices
                    or RevenueReturn
                    or RevenueTimeSeries
                ),
    ];

    /// <summary>The editions about which something is asked, with what; the others can be what they say they are.</summary>
    /// <param name="candidates">The editions that are to come into force.</param>
    /// <param name="trusted">Those in force of every slot, and those a person accepted.</param>
    /// <param name="today">The day it is, UTC.</param>
    public static IReadOnlyDictionary<EditionSlot, IReadOnlyList<Question>> Of(
        IReadOnlyCollection<Candidate> candidates,
        IReadOnlyDictionary<EditionSlot, EditionContent> trusted,
        DateOnly today
    )
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(trusted);
        var held = new Dictionary<EditionSlot, IReadOnlyList<Question>>();

        // What stands for a slot: what is in force, and where nothing is, what is to be.
        var standing = trusted.ToDictionary();
        foreach (var layer in Layers)
        {
            var open = candidates
                .Where(candidate => layer(candidate.Content))
                .OrderBy(candidate => candidate.Slot.SourceId, StringComparer.Ordinal)
                .ThenBy(candidate => candidate.Slot.Slot, StringComparer.Ordinal)
                .ToList();
            foreach (var candidate in open)
            {
                standing.TryAdd(candidate.Slot, candidate.Content);
            }

            while (Asked(open, trusted, standing, today) is { Count: > 0 } asked)
            {
                var most = asked.Max(pair => pair.Questions.Count);
                foreach (var (candidate, questions) in asked.Where(pair => pair.Questions.Count == most))
                {
                    held.Add(candidate.Slot, questions);
                    open.Remove(candidate);
                    if (!trusted.ContainsKey(candidate.Slot))
                    {
                        standing.Remove(candidate.Slot);
                    }
                }
            }
        }

        return held;
    }

    private static List<(Candidate Candidate, IReadOnlyList<Question> Questions)> Asked(
        List<Candidate> open,
        IReadOnlyDictionary<EditionSlot, EditionContent> trusted,
        Dictionary<EditionSlot, EditionContent> standing,
        DateOnly today
    )
    {
        if (open.Count == 0)
        {
            return [];
        }

        var returns = standing.SelectMany(pair => Returns(pair.Value).Select(content => (pair.Key, Content: content))).ToList();
        var coverage = CoverageOf(standing.Values, returns.Select(pair => pair.Content));
        var byCouncil =
            coverage is null || !open.Exists(candidate => Returns(candidate.Content).Any())
                ? []
                : returns.Select(pair => (pair.Key, Figures: CouncilFigures.Of(pair.Content, coverage))).ToList();
        return
        [
            .. open.Select(candidate =>
                {
                    var others = standing.Where(pair => pair.Key != candidate.Slot).Select(pair => pair.Value).ToList();

                    // Of two that come together and are the same, the later year is the copy.
                    var last = Returns(candidate.Content).Select(content => content.Year).DefaultIfEmpty().Max();
                    bool MayBeCopied((EditionSlot Slot, CouncilFigures Figures) other) =>
                        trusted.ContainsKey(other.Slot) || other.Figures.Content.Year < last;
                    return (
                        candidate,
                        Questions: EditionPlausibility.Of(
                            candidate.Content,
                            new OtherEditions(
                                others,
                                today,
                                coverage,
                                [.. byCouncil.Where(pair => pair.Key != candidate.Slot).Select(pair => pair.Figures)]
                            )
                            {
                                PublishedOn = candidate.PublishedOn,
                                Before = candidate.Before,
                                Together = [.. open.Where(other => other != candidate).Select(other => other.Content)],
                                MayBeCopied =
                                [
                                    .. byCouncil
                                        .Where(pair => pair.Key != candidate.Slot && MayBeCopied(pair))
                                        .Select(pair => pair.Figures),
                                ],
                            }
                        )
                    );
                })
                .Where(pair => pair.Questions.Count > 0),
        ];
    }

    private static AuthorityCoverage? CoverageOf(IReadOnlyCollection<EditionContent> contents, IEnumerable<RevenueReturn> returns) =>
        contents.OfType<DistrictLineage>().FirstOrDefault() is { } lineage
        && contents.OfType<AuthorityRegister>().FirstOrDefault() is { } register
            ? new AuthorityCoverage(
                lineage,
                register,
                AreaMap.FiledPlaces(returns.OrderBy(content => content.Year).SelectMany(content => content.Filings))
            )
            : null;

    private static IReadOnlyList<RevenueReturn> Returns(EditionContent content) =>
        content switch
        {
            RevenueReturn one => [one],
            RevenueTimeSeries several => several.Years,
            _ => [],
        };
}
