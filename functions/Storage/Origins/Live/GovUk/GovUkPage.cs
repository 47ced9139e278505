namespace BudgetWatch.Storage.Origins.Live.GovUk;

/// <summary>A page of the Content API, as much of it as is used.</summary>
/// <param name="Path">Its path: <c>/government/statistics/...</c>.</param>
/// <param name="Title">Its title; the path where it has none.</param>
/// <param name="Publisher">The organisation that published it, where it says so.</param>
/// <param name="IsWithdrawn">Whether its publisher has withdrawn it.</param>
/// <param name="PublishedAt">When it last changed, as the publisher tells the public.</param>
/// <param name="Documents">The documents of a collection, in no order.</param>
/// <param name="Attachments">The files of a publication.</param>
internal sealed record GovUkPage(
    string Path,
    string Title,
    string? Publisher,
    bool IsWithdrawn,
    DateTimeOffset? PublishedAt,
    IReadOnlyList<GovUkDocument> Documents,
    IReadOnlyList<GovUkAttachment> Attachments
);

/// <summary>A document a collection lists.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Title">Its title.</param>
/// <param name="IsWithdrawn">Whether its publisher has withdrawn it.</param>
/// <param name="PublishedAt">When it last changed.</param>
internal sealed record GovUkDocument(string Path, string Title, bool IsWithdrawn, DateTimeOffset? PublishedAt);

/// <summary>A file attached to a publication.</summary>
/// <param name="FileName">Its name, without a path.</param>
/// <param name="Title">Its title, where it has one.</param>
/// <param name="Address">Where it is.</param>
internal sealed record GovUkAttachment(string FileName, string? Title, Uri Address);

/// <summary>An attachment that may be an edition.</summary>
/// <param name="Attachment">The attachment.</param>
/// <param name="IsLikely">Whether its name or its title says that it is one.</param>
/// <param name="IsOther">Whether both say that it is something else.</param>
internal sealed record ChosenAttachment(GovUkAttachment Attachment, bool IsLikely, bool IsOther);
