using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>No genuine table of residents, deprivation or prices, of whatever year and layout, is taken for one that does not fit a release.</summary>
public sealed class WhenPublishedTablesAreCombined
{
    [Fact]
    public void All_of_them_fit_the_snapshot()
    {
        string[] folders = [.. ((string[])["population", "imd", "deflator"]).Select(PublishedFiles.PathOf)];
        Assert.SkipUnless(folders.All(Directory.Exists), "The published files are not here: see BUDGETWATCH_PUBLISHED_FILES.");
        var snapshot = Directory.EnumerateFiles(PublishedSnapshotFiles.Folder, "*.csv").SelectMany(Read).ToList();
        var published = folders
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .SelectMany(Read)
            .ToList();

        published.Count(edition => edition.Content is PopulationEstimates).ShouldBeGreaterThan(3);
        published.Count(edition => edition.Content is DeprivationIndices).ShouldBeGreaterThan(3);
        ReleaseInputs
            .From([.. snapshot, .. published])
            .Inputs.ShouldNotBeNull()
            .FindIncompatible()
            .Select(edition => $"{edition.Content.Slot}: {edition.Reason}")
            .ShouldBeEmpty();
    }

    private static IEnumerable<ReadEdition> Read(string path)
    {
        var file = new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path));
        if (
            FilePreview.At(file, TestContext.Current.CancellationToken) is FilePreview.Seen seen
            && SourceCatalogue.Recognise(seen.File) is { } source
            && source.Read(file, TestContext.Current.CancellationToken) is Reading.Accepted { Content: var content }
        )
        {
            yield return new ReadEdition(new ReleaseInput(source.Description.Id, content.Slot, path, 1, path, null), content);
        }
    }
}
