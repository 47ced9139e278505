using BudgetWatch.Domain;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests;

/// <summary>Reads a file as the product does: the source it is recognised by reads it.</summary>
internal static class Files
{
    public static PublishedSource? Recognise(PublishedFile file) =>
        FilePreview.At(file, CancellationToken.None) is FilePreview.Seen seen ? SourceCatalogue.Recognise(seen.File) : null;

    public static T Accept<T>(PublishedFile file)
        where T : EditionContent =>
        Recognise(file)!.Read(file, CancellationToken.None).ShouldBeOfType<Reading.Accepted>().Content.ShouldBeOfType<T>();

    public static Refusal Refuse(PublishedFile file) =>
        Recognise(file)!.Read(file, CancellationToken.None).ShouldBeOfType<Reading.Refused>().Reasons[0];
}
