namespace BudgetWatch.Pipeline.Ingest;

/// <summary>
/// Which of the editions of a slot that are offered counts, and whether that is certain. The digest decides nothing: where nothing else tells two apart, it is the
/// order their owner gave them or the one that was retrieved later, and the choice is flagged (ADR 0017).
/// </summary>
internal static class EditionChoice
{
    /// <summary>The newest of a slot, and one that differs from it and may still be newer; null where there is none.</summary>
    public static async Task<(Offer Newest, Offer? Rival)> OfAsync(
        IEnumerable<Offer> slot,
        IEditionArchive archive,
        CancellationToken cancellation
    )
    {
        // One edition under two names is one: what is known of it under either counts.
        var editions = slot.GroupBy(offer => offer.Decision.Sha256, StringComparer.Ordinal)
            .Select(names => names.OrderBy(offer => offer.Order).ThenBy(offer => offer.Place).Last())
            .OrderByDescending(offer => offer.Order)
            .ToList();
        var level = editions.Where(offer => offer.Order == editions[0].Order).ToList();
        var newest = level.Count == 1 ? level[0] : await LastAsync(level, archive, cancellation);
        foreach (var other in editions.Where(offer => offer != newest && offer.IsLevelWith(newest)))
        {
            if (!await SaysTheSameAsync(newest, other, archive, cancellation))
            {
                return (newest, other);
            }
        }

        return (newest, null);
    }

    /// <summary>
    /// The other accepted editions of an edition's slot that were not withdrawn, the one that would count first: in the same order, and where that says nothing the one
    /// decided on last.
    /// </summary>
    public static async Task<IReadOnlyList<EditionDecision>> OthersAsync(
        IEditionLedger ledger,
        IEditionArchive archive,
        (string Source, string Slot, string Sha256, int ReaderVersion) edition,
        EditionVerdicts verdicts,
        CancellationToken cancellation
    )
    {
        var others = new List<(EditionDecision Decision, EditionManifest Kept)>();
        foreach (
            var decision in (await ledger.DecisionsAsync(edition.Source, cancellation)).Where(decision =>
                decision.Accepted
                && decision.Slot == edition.Slot
                && decision.Sha256 != edition.Sha256
                && decision.ReaderVersion == edition.ReaderVersion
                && !verdicts.IsWithdrawn(decision.Sha256)
            )
        )
        {
            if (await archive.FindAsync(decision.Sha256, cancellation) is { } kept)
            {
                others.Add((decision, kept));
            }
        }

        return
        [
            .. others
                .OrderByDescending(other => Offer.OrderOf(other.Decision, other.Kept))
                .ThenByDescending(other => other.Decision.FirstSeen)
                .ThenByDescending(other => other.Decision.FileName, StringComparer.Ordinal)
                .Select(other => other.Decision),
        ];
    }

    private static async Task<Offer> LastAsync(IReadOnlyList<Offer> level, IEditionArchive archive, CancellationToken cancellation)
    {
        if (level.All(offer => offer.IsInOrder))
        {
            return level.MaxBy(offer => offer.Place)!;
        }

        var kept = new List<(Offer Offer, DateTimeOffset At)>();
        foreach (var offer in level)
        {
            kept.Add(
                (
                    offer,
                    offer.KeptAt ?? (await archive.FindAsync(offer.Decision.Sha256, cancellation))?.RetrievedAt ?? DateTimeOffset.MinValue
                )
            );
        }

        return kept.OrderBy(pair => pair.At)
            .ThenBy(pair => pair.Offer.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Offer.Place)
            .Last()
            .Offer;
    }

    /// <summary>Whether the same was read from both: one table in two formats is no question.</summary>
    private static async Task<bool> SaysTheSameAsync(Offer one, Offer other, IEditionArchive archive, CancellationToken cancellation) =>
        await ReadingAsync(one.Decision, archive, cancellation) is { } reading
        && reading == await ReadingAsync(other.Decision, archive, cancellation);

    private static Task<string?> ReadingAsync(EditionDecision decision, IEditionArchive archive, CancellationToken cancellation) =>
        archive.FindReadingAsync(decision.Sha256, IngestSource.ReaderOf(decision.SourceId, decision.ReaderVersion), cancellation);
}
