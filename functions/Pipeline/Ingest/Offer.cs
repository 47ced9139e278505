using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>A decision on what was offered, with what puts it in order among the editions of its slot.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Name">The name it was offered under.</param>
/// <param name="PublishedAt">When the publisher says it was published; null where unknown.</param>
/// <param name="Revision">What its name and title say of its being a correction.</param>
/// <param name="IsCopy">Whether its figures were carried from a publisher's file, which comes before it.</param>
/// <param name="IsInOrder">Whether it was offered in an order that its owner gave.</param>
/// <param name="KeptAt">When the raw zone first kept it, where it is offered from there.</param>
/// <param name="Place">Which of the files offered it was, from 0.</param>
/// <param name="Origin">Where it was offered from.</param>
/// <param name="IsBundled">Whether it is of the bundled snapshot, for a slot the publisher has no edition for.</param>
/// <param name="Release">The publication it is attached to; null where it is attached to none.</param>
internal sealed record Offer(
    EditionDecision Decision,
    string Name,
    DateTimeOffset? PublishedAt,
    RevisionMark Revision,
    bool IsCopy,
    bool IsInOrder,
    DateTimeOffset? KeptAt,
    int Place,
    string Origin,
    bool IsBundled,
    string? Release
)
{
    public static Offer Of(EditionDecision decision, OfferedFile file, string origin, int place) =>
        new(
            decision,
            file.Name,
            file.PublishedAt,
            RevisionMark.Of(file.Name, file.Title),
            file.CarriedFrom is not null,
            file.IsInOrder && !file.IsBundled,
            file.KeptAt,
            place,
            file.Origin ?? origin,
            file.IsBundled,
            file.Release
        );

    /// <summary>
    /// What puts it in order: what it says inside; the day the publisher's page gives it, or its name where no page does; what its name says of its being a
    /// correction; and a publisher's own file before a copy of its figures. A correction is made from the edition before it, so that it never says an earlier day
    /// inside, and often says the same.
    /// </summary>
    public (int Precedence, DateTimeOffset Dated, RevisionMark Revision, bool IsOriginal) Order =>
        OrderOf(Decision.Precedence, PublishedAt, Revision, IsCopy);

    /// <summary>The same of an edition that is kept.</summary>
    public static (int Precedence, DateTimeOffset Dated, RevisionMark Revision, bool IsOriginal) OrderOf(
        EditionDecision decision,
        EditionManifest kept
    ) => OrderOf(decision.Precedence, kept.PublishedAt, RevisionMark.Of(decision.FileName, kept.Title), kept.CarriedFrom is not null);

    // The day it is known to be of, from outside it, is that of the publisher's page before that of its own name.
    private static (int Precedence, DateTimeOffset Dated, RevisionMark Revision, bool IsOriginal) OrderOf(
        int precedence,
        DateTimeOffset? publishedAt,
        RevisionMark revision,
        bool isCopy
    ) =>
        (
            precedence,
            publishedAt
                ?? (revision.Date is { } date ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero) : DateTimeOffset.MinValue),
            revision,
            !isCopy
        );

    /// <summary>Whether nothing certain puts two editions in order: they say the same of their day, or one says nothing of it.</summary>
    public bool IsLevelWith(Offer other) =>
        Decision.Precedence == other.Decision.Precedence
        && Revision == other.Revision
        && IsCopy == other.IsCopy
        && (PublishedAt is null || other.PublishedAt is null || PublishedAt == other.PublishedAt);
}
