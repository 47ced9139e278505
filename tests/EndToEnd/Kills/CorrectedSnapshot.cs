using System.Security.Cryptography;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;

namespace BudgetWatch.EndToEnd.Tests.Kills;

/// <summary>
/// The snapshot's files, of its budgets three, with one corrected: some thousands of pounds of one council, its class and ENGLAND, moved from
/// education to highways.
/// </summary>
internal sealed class CorrectedSnapshot : IDisposable
{
    private const string Budget = "revenue-budgets-2019-20.csv";

    private static readonly string[] Budgets = ["revenue-budgets-2010-11.csv", "revenue-budgets-2018-19.csv", Budget];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("budgetwatch-");
    private readonly Dictionary<string, (ReleaseInput Input, EditionContent Content)> _read = new(StringComparer.Ordinal);

    public CorrectedSnapshot()
    {
        var files = Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "snapshot"), "*.csv")
            .Where(path => !Path.GetFileName(path).StartsWith("revenue-", StringComparison.Ordinal) || Budgets.Any(path.EndsWith));
        foreach (var path in files)
        {
            File.Copy(path, Path.Combine(Folder, Path.GetFileName(path)));
        }
    }

    public string Folder => _folder.FullName;

    public void Correct(int thousands) =>
        File.WriteAllBytes(Path.Combine(Folder, Budget), CorrectedBudget.FromSchoolsToRoads("2019-20", "E0101", thousands));

    /// <summary>The release of these files by the pure code alone: no storage, no queues, no one to kill it.</summary>
    public (string InputsHash, string ContentSha256) Release()
    {
        var editions = Directory.EnumerateFiles(Folder).Select(path => Read(path, File.ReadAllBytes(path))).ToList();
        var figures = ReleaseInputs
            .From([.. editions.Select(edition => new ReadEdition(edition.Input, edition.Content))])
            .Inputs!.Harmonise()
            .Figures!;
        return (
            ReleaseIdentity.InputsHash(editions.Select(edition => edition.Input)),
            ReleaseRows.Digest(
                ReleaseRows
                    .Of(figures)
                    .Concat(ReleaseComputation.StatisticsChunks(figures).SelectMany(chunk => chunk.Compute()))
                    .Concat(SpecificationRows.Chunks(figures).Select(chunk => SpecificationRows.Compute(chunk, figures)))
            )
        );
    }

    /// <summary>Waits until the release of these files is the newest, whichever run made it, and holds it against what the pure code makes of them.</summary>
    public async Task<PublishedRelease> ShouldBeReleasedAsync(RunningApp reader, Func<string> told)
    {
        var (inputs, content) = Release();
        var releases = reader.Host.Services.GetRequiredService<IReleaseStore>();
        var runs = reader.Host.Services.GetRequiredService<IRunLedger>();
        PublishedRelease? newest = null;
        IReadOnlyList<Run> seen = [];
        await Waiting.UntilAsync(
            async () =>
            {
                seen = await runs.NewestAsync(5, default);
                return (newest = (await releases.ListAsync(default)).FirstOrDefault())?.InputsHash == inputs;
            },
            () => $"The newest release is {newest?.Id}; the runs are {JsonConvert.SerializeObject(seen)}; {told()}",
            TimeSpan.FromMilliseconds(100)
        );
        newest!.ContentSha256.ShouldBe(content, told());
        return newest;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private (ReleaseInput Input, EditionContent Content) Read(string path, byte[] bytes)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (!_read.TryGetValue(sha256, out var edition))
        {
            var file = new PublishedFile(Path.GetFileName(path), bytes);
            var source = SourceCatalogue.Recognise(((FilePreview.Seen)FilePreview.At(file, default)).File)!;
            var content = ((Reading.Accepted)source.Read(file, default)).Content;
            edition = (new ReleaseInput(source.Description.Id, content.Slot, sha256, source.Description.ReaderVersion, "", null), content);
            _read.Add(sha256, edition);
        }

        return edition;
    }
}
