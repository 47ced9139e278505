using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Sources;
using BudgetWatch.Storage.Origins;
using Microsoft.Extensions.Time.Testing;

namespace BudgetWatch.Storage.Tests;

/// <summary>A run over a folder, which offers every file to every source.</summary>
public sealed class RunOverAFolderTests(AzuriteServer azurite) : StorageTest(azurite)
{
    [Fact]
    public async Task Each_file_is_hashed_and_looked_at_once_and_opened_again_only_to_be_read()
    {
        var folder = Directory.CreateTempSubdirectory("budgetwatch-");
        try
        {
            foreach (var name in (string[])["gdp-deflators.csv", "revenue-budgets-2019-20.csv"])
                File.Copy(
                    Path.Combine(RepositoryFolder.Path.ShouldNotBeNull(), "functions", "Snapshot", "data", name),
                    Path.Combine(folder.FullName, name)
                );
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "small.csv"), "of no source\n");
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "large.csv"),
                string.Concat(Enumerable.Repeat("of no source\n", 500_000))
            );
            var opened = new List<string>();
            using var origin = new FolderOrigin(
                "Folder",
                folder.FullName,
                "missing",
                open: path =>
                {
                    opened.Add(Path.GetFileName(path));
                    return File.OpenRead(path);
                }
            );
            using var peeks = new FilePeeks();

            await RunAsync("20261123T093000Z", after: null, origin, peeks);

            // The first source asked finds its own file in memory; that of another is opened to be read, and a large one to be looked at.
            opened
                .GroupBy(name => name, StringComparer.Ordinal)
                .Select(opens => (opens.Key, opens.Count()))
                .Order()
                .ShouldBe([("gdp-deflators.csv", 2), ("large.csv", 2), ("revenue-budgets-2019-20.csv", 1), ("small.csv", 1)]);

            opened.Clear();
            await RunAsync("20261130T093000Z", after: "20261123T093000Z", origin, peeks);
            opened.Order(StringComparer.Ordinal).ShouldBe(["gdp-deflators.csv", "large.csv", "revenue-budgets-2019-20.csv", "small.csv"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(string id, string? after, FolderOrigin origin, FilePeeks peeks)
    {
        using var measured = new Measurements(() => []);
        var runs = Port<IRunLedger>();
        var ingest = new IngestSource(
            origin,
            Port<IEditionArchive>(),
            Port<IEditionLedger>(),
            runs,
            Port<IWorkQueue>(),
            Port<IIncidentLog>(),
            peeks,
            measured,
            new FakeTimeProvider(Noon)
        );
        var ids = SourceCatalogue.All.Select(source => source.Description.Id).ToList();
        await runs.OpenAsync(
            new Run(
                id,
                Noon,
                ids.ToDictionary(source => source, _ => new SourceProgress(ProgressState.Queued, "queued"), StringComparer.Ordinal),
                null
            ),
            after,
            default
        );
        foreach (var source in ids)
            await ingest.RunAsync(new IngestMessage(id, source), default);
        foreach (var source in (string[])["gdp-deflators", "revenue-budgets"])
            (await Port<IEditionLedger>().DecisionsAsync(source, default)).ShouldHaveSingleItem().Accepted.ShouldBeTrue();
    }
}
