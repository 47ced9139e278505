using BudgetWatch.Questions.Tables;

namespace BudgetWatch.App.Http.Downloads;

/// <summary>The files of a release as rows.</summary>
internal static class DownloadsTable
{
    /// <summary>One row for each file.</summary>
    public static Table Of(DownloadsAnswer answer) =>
        new(
            ["file", "table", "title", "mediaType", "href", "release"],
            answer.Files.Select(file => (object?[])[file.File, file.Table, file.Title, file.MediaType, file.Href, answer.Release.Id])
        );
}
