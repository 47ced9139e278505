using BudgetWatch.TestKit.Publishers;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>A folder with the snapshot's files, of its returns three budgets: the headline is that of the whole snapshot, and its release is built sooner.</summary>
internal sealed class SmallSnapshot : IDisposable
{
    private const string Newest = "2019-20";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("budgetwatch-");

    public SmallSnapshot() =>
        PublishedSnapshotFiles.CopyTo(Path, "*.csv", "revenue-budgets-2010-11", "revenue-budgets-2018-19", $"revenue-budgets-{Newest}");

    public string Path => _folder.FullName;

    /// <summary>The newest budget with a million more for one council's libraries than was published.</summary>
    /// <param name="council">Its E-code; E0101 is Bath and North East Somerset, E0102 Bristol.</param>
    public void AddAMillionForLibraries(string council) =>
        File.WriteAllBytes(
            System.IO.Path.Combine(Path, $"revenue-budgets-{Newest}.csv"),
            CorrectedBudget.WithOneMoreMillionForLibraries(Newest, council)
        );

    public void Dispose() => _folder.Delete(recursive: true);
}
