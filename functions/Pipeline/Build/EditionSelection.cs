using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Which editions a release is made from: those in force, except one that does not fit the others. That one is left out with the reason, and the last
/// good edition of its slot takes its place where there is one; the release is built from the rest.
/// </summary>
/// <param name="Used">The editions to build from.</param>
/// <param name="LeftOut">The editions in force that are not among them.</param>
public sealed record EditionSelection(IReadOnlyList<ReadEdition> Used, IReadOnlyList<LeftOutEdition> LeftOut)
{
    /// <summary>Chooses.</summary>
    /// <param name="inForce">The editions in force.</param>
    /// <param name="earlier">The other accepted editions of an edition's slot, the best first; asked only where one is needed.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public static async Task<EditionSelection> SelectAsync(
        IReadOnlyList<ReadEdition> inForce,
        Func<ReadEdition, IAsyncEnumerable<ReadEdition>> earlier,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(inForce);
        ArgumentNullException.ThrowIfNull(earlier);
        var used = inForce.ToList();
        var leftOut = new List<LeftOutEdition>();
        var tried = inForce.Select(edition => edition.Input.Sha256).ToHashSet(StringComparer.Ordinal);
        while (FindIncompatible(used) is [var first, ..] incompatible)
        {
            if (await BetterMapAsync(used, incompatible.Count) is { } better)
            {
                Replace(better.Edition, better.Earlier, better.Reason);
                continue;
            }

            var edition = used.Find(edition => Holds(edition, first.Content))!;
            Replace(edition, await EarlierAsync(edition), first.Reason);
        }

        return new EditionSelection(used, leftOut);

        // Each takes an edition out that never comes back, so there is an end.
        void Replace(ReadEdition edition, ReadEdition? instead, string reason)
        {
            used.Remove(edition);
            if (instead is not null)
            {
                used.Add(instead);
                tried.Add(instead.Input.Sha256);
            }

            leftOut.Add(LeftOutEdition.Of(edition.Input, reason, instead?.Input));
        }

        ValueTask<ReadEdition?> EarlierAsync(ReadEdition edition) =>
            earlier(edition).FirstOrDefaultAsync(candidate => !tried.Contains(candidate.Input.Sha256), cancellation);

        // A table of districts or authorities after which more editions have no place than before is itself the one that does not fit.
        async Task<(ReadEdition Edition, ReadEdition Earlier, string Reason)?> BetterMapAsync(List<ReadEdition> editions, int incompatible)
        {
            foreach (var edition in editions.Where(edition => edition.Content is DistrictLineage or AuthorityRegister))
            {
                if (
                    await EarlierAsync(edition) is { } before
                    && FindIncompatible([.. editions.Where(other => other != edition), before]).Count is var then
                    && then < incompatible
                )
                {
                    return (
                        edition,
                        before,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"With it {incompatible} editions have places that lead to no area, with the edition before it {then}."
                        )
                    );
                }
            }

            return null;
        }
    }

    private static IReadOnlyList<IncompatibleEdition> FindIncompatible(List<ReadEdition> editions) =>
        ReleaseInputs.From(editions).Inputs?.FindIncompatible() ?? [];

    private static bool Holds(ReadEdition edition, EditionContent content) =>
        ReferenceEquals(edition.Content, content)
        || (edition.Content is RevenueTimeSeries series && series.Years.Any(year => ReferenceEquals(year, content)));
}

/// <summary>An edition in force that a release was made without.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Slot">What it stands for.</param>
/// <param name="Sha256">The edition.</param>
/// <param name="Title">What the publisher calls it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Instead">The earlier edition of the slot that was used, by its digest; null where there is none.</param>
public sealed record LeftOutEdition(string SourceId, string Slot, string Sha256, string Title, string Reason, string? Instead)
{
    internal static LeftOutEdition Of(ReleaseInput edition, string reason, ReleaseInput? instead) =>
        new(edition.SourceId, edition.Slot, edition.Sha256, edition.Title, reason, instead?.Sha256);

    /// <summary>What happened, in a sentence or two.</summary>
    public string Sentence() =>
        $"{SourceId} {Slot} is left out of the release: {Reason} "
        + (Instead is null ? "No earlier edition of it was accepted." : $"The edition before it is used instead ({Instead[..12]}).");
}
