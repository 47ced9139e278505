using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>The figures of the bundled snapshot, read and harmonised once for every test, without any storage.</summary>
public sealed class PublishedSnapshot
{
    public PublishedSnapshot()
    {
        Editions =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "snapshot"), "*.csv")
                .Order(StringComparer.Ordinal)
                .Select(path => Read(new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path)))),
        ];
        Inputs = ReleaseInputs.From(Editions).Inputs.ShouldNotBeNull();
        Figures = Inputs.Harmonise().Figures.ShouldNotBeNull();
    }

    public IReadOnlyList<ReadEdition> Editions { get; }

    public ReleaseInputs Inputs { get; }

    public ReleaseFigures Figures { get; }

    private static ReadEdition Read(PublishedFile file)
    {
        var source = SourceCatalogue
            .Recognise(FilePreview.At(file, CancellationToken.None).ShouldBeOfType<FilePreview.Seen>().File)
            .ShouldNotBeNull();
        var content = source.Read(file, CancellationToken.None).ShouldBeOfType<Reading.Accepted>().Content;
        return new ReadEdition(new ReleaseInput(source.Description.Id, content.Slot, file.Name, 1, file.Name, null), content);
    }
}
