using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Http.Downloads;

/// <summary>Answer of <c>/downloads</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Package">The Frictionless Data Package that describes every table, with bytes and SHA-256 of each file.</param>
/// <param name="Files">The files.</param>
/// <param name="Attribution">Who to acknowledge.</param>
internal sealed record DownloadsAnswer(
    ReleaseReference Release,
    string Package,
    IReadOnlyList<DownloadAnswer> Files,
    IReadOnlyList<string> Attribution
);

/// <summary>A file of a release.</summary>
/// <param name="File">Its name.</param>
/// <param name="Table">The table this file holds or describes; null for a file about all tables.</param>
/// <param name="Title">What it holds.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Href">Its address, which never changes and neither do its bytes.</param>
internal sealed record DownloadAnswer(string File, string? Table, string Title, string MediaType, string Href);
