using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Pipeline.Tests.Support;

/// <summary>The figures of a release made of the whole bundled snapshot, read once.</summary>
internal static class Snapshot
{
    private static readonly Lazy<ReleaseFigures> Read = new(() =>
        ReleaseInputs.From([.. Files().Select(Edition)]).Inputs.ShouldNotBeNull().Harmonise().Figures.ShouldNotBeNull()
    );

    public static ReleaseFigures Figures => Read.Value;

    private static IEnumerable<PublishedFile> Files() =>
        Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "snapshot"), "*.csv")
            .Order(StringComparer.Ordinal)
            .Select(path => new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path)));

    private static ReadEdition Edition(PublishedFile file)
    {
        var source = SourceCatalogue
            .Recognise(((FilePreview.Seen)FilePreview.At(file, CancellationToken.None)).File)
            .ShouldNotBeNull(file.Name);
        var content = source.Read(file, CancellationToken.None).ShouldBeOfType<Reading.Accepted>(file.Name).Content;
        return new ReadEdition(new ReleaseInput(source.Description.Id, content.Slot, file.Name, 1, file.Name, null), content);
    }
}
