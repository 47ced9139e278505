namespace BudgetWatch.Pipeline.Ingest;

/// <summary>What is said of the choice between editions of a slot.</summary>
internal static class SlotFlags
{
    /// <summary>Two differ, and nothing says which is the newer.</summary>
    public static SlotFlag UncertainOrder(Offer newest, Offer rival) =>
        new(
            newest.Decision.Slot!,
            SlotFlag.UncertainOrder,
            $"'{Short(newest)}' is in force and '{Short(rival)}' is not, but they differ and no date says which is newer. "
                + "Until you decide, the publisher's own date comes first; then in a folder the later name, elsewhere the later retrieved. "
                + "To decide, remove the wrong one, put \"publishedAt\" in the provenance file of each, or put 'Revised' and the day into the name of the correction."
        );

    /// <summary>The publisher has only an older one.</summary>
    public static SlotFlag OlderOffered(EditionInForce current, Offer older) =>
        new(
            current.Slot,
            SlotFlag.OlderOffered,
            $"'{current.FileName}' is in force but no longer offered; the older '{Short(older)}' is. "
                + "If the publisher took the newer one back, ingest the older one once from a folder that holds no other of its kind and nothing that is refused. If not, wait: it stays in force."
        );

    /// <summary>None is offered.</summary>
    public static SlotFlag NotOffered(EditionInForce current) =>
        new(
            current.Slot,
            SlotFlag.NotOffered,
            $"'{current.FileName}' was not offered at the last check, nor any other of {current.Slot}; it stays in force."
        );

    private static string Short(Offer offer) => Sources.BoundedText.CutName(offer.Name);
}
