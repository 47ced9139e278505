using System.Collections.Concurrent;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Two apps on one storage, as two instances in Azure are: the one builds and asks for a share, the other takes no other work. Together they make
/// the release that the pure code makes of the same files.
/// </summary>
public sealed class WhenWorkersShareABuild
{
    [Fact]
    public async Task Both_compute_chunks_and_the_release_is_that_of_one()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        var folder = Directory.CreateTempSubdirectory("budgetwatch-");
        try
        {
            PublishedSnapshotFiles.CopyTo(folder.FullName, "*.csv", "revenue-budgets-2010-11", "revenue-budgets-2018-19", "revenue-budgets-2019-20");

            var sharer = new Chunks();
            var builder = new Chunks { After = sharer.Begun };
            await using var sharing = await StartAsync(azurite, folder.FullName, sharer, "IngestWeekly", "IngestSource", "BuildRelease");
            await using var building = await StartAsync(azurite, folder.FullName, builder, "ComputeShare");

            var run = await building.TickAsync();

            run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);
            var expected = Expected(folder.FullName);
            var shared = expected.Select(row => row.Key).Where(IsOfAChunk).ToList();
            shared.Count(key => key.StartsWith(SpecificationRows.Prefix, StringComparison.Ordinal)).ShouldBe(8);
            builder.Written.ShouldNotBeEmpty();
            sharer.Written.ShouldNotBeEmpty();
            builder.Written.Concat(sharer.Written).Distinct().ShouldBe(shared, ignoreOrder: true);
            builder.Written.ShouldBeUnique();
            sharer.Written.ShouldBeUnique();

            var release = await building.Host.Services.GetRequiredService<IReleaseStore>().FindAsync(run.Outcome.Release!, TestContext.Current.CancellationToken);
            release!.Rows.ShouldBe(expected.Count);
            release.ContentSha256.ShouldBe(ReleaseRows.Digest(expected));
            var stored = await sharing.Host.Services.GetRequiredService<IReleaseStore>()
                .ReadAsync(release.Id, "", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
            stored.Count.ShouldBe(expected.Count);
            ReleaseRows.Digest(stored).ShouldBe(release.ContentSha256);

            // The sharer ends its message too, and nothing is left to say of it.
            await building.Host.WhenQueuesAreEmptyAsync();
            (await building.Host.Services.GetRequiredService<IIncidentLog>().OpenAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<RunningApp> StartAsync(AzuriteServer azurite, string folder, Chunks chunks, params string[] without) => RunningApp.StartAsync(
        "Folder", folder, azurite,
        without.ToDictionary(function => $"AzureWebJobs.{function}.Disabled", string? (_) => "true").Append(new("Build:Sharers", "1")).Concat(RunningApp.OneMessageAtATime).ToDictionary(),
        services =>
        {
            var store = services.Single(service => service.ServiceType == typeof(IReleaseStore));
            services.Remove(store);
            services.AddSingleton<IReleaseStore>(provider => new Watched((IReleaseStore)ActivatorUtilities.CreateInstance(provider, store.ImplementationType!), chunks));
        });

    /// <summary>Every row by the pure code alone: no storage, no queue, nobody who shares.</summary>
    private static List<ReleaseRow> Expected(string folder)
    {
        var editions = Directory.EnumerateFiles(folder).Select(path =>
        {
            var file = new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path));
            var source = SourceCatalogue.Recognise(((Peeking.Seen)Peeking.At(file, default)).File)!;
            var content = ((Reading.Accepted)source.Read(file, default)).Content;
            return new ReadEdition(new ReleaseInput(source.Description.Id, content.Slot, file.Name, source.Description.ReaderVersion, "", null), content);
        });
        var figures = ReleaseInputs.From([.. editions]).Inputs!.Harmonise().Figures!;
        return
        [
            .. ReleaseComputation.Compute(figures, default),
            .. SpecificationRows.Chunks(figures).Select(chunk => SpecificationRows.Compute(chunk, figures)),
        ];
    }

    private static bool IsOfAChunk(string key) => !key.StartsWith(ReleaseRows.FiguresPrefix, StringComparison.Ordinal);

    /// <summary>The rows of chunks that one app wrote.</summary>
    private sealed class Chunks
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>What must have happened before this app writes its first: were it fast, it would leave the other nothing.</summary>
        public Task After { get; init; } = Task.CompletedTask;

        public Task Begun => _begun.Task;

        public ConcurrentBag<string> Written { get; } = [];

        public void Add(IReadOnlyList<ReleaseRow> rows)
        {
            foreach (var row in rows)
            {
                Written.Add(row.Key);
            }

            _begun.TrySetResult();
        }
    }

    private sealed class Watched(IReleaseStore store, Chunks chunks) : IReleaseStore
    {
        public async Task WriteAsync(string releaseId, IReadOnlyList<ReleaseRow> rows, IProgress<int>? progress, CancellationToken cancellation)
        {
            if (!rows.All(row => IsOfAChunk(row.Key)))
            {
                await store.WriteAsync(releaseId, rows, progress, cancellation);
                return;
            }

            await chunks.After.WaitAsync(Waiting.Limit, cancellation);
            await store.WriteAsync(releaseId, rows, progress, cancellation);
            chunks.Add(rows);
        }

        public IAsyncEnumerable<ReleaseRow> ReadAsync(string releaseId, string prefix, CancellationToken cancellation) => store.ReadAsync(releaseId, prefix, cancellation);

        public IAsyncEnumerable<string> KeysAsync(string releaseId, string prefix, CancellationToken cancellation) => store.KeysAsync(releaseId, prefix, cancellation);

        public Task<ReleaseRow?> FindRowAsync(string releaseId, string key, CancellationToken cancellation) => store.FindRowAsync(releaseId, key, cancellation);

        public Task KeepPartsAsync(string releaseId, IReadOnlyList<ReleasePart> parts, CancellationToken cancellation) => store.KeepPartsAsync(releaseId, parts, cancellation);

        public Task<IReadOnlyList<ReleasePart>> PartsAsync(string releaseId, CancellationToken cancellation) => store.PartsAsync(releaseId, cancellation);

        public Task<bool> PublishAsync(PublishedRelease release, LivePointer expected, CancellationToken cancellation) => store.PublishAsync(release, expected, cancellation);

        public Task<bool> MoveAsync(string releaseId, LivePointer expected, DateTimeOffset at, bool isHeld, CancellationToken cancellation) => store.MoveAsync(releaseId, expected, at, isHeld, cancellation);

        public Task<IReadOnlyList<PointerMove>> MovesAsync(CancellationToken cancellation) => store.MovesAsync(cancellation);

        public ValueTask<string?> LiveAsync(CancellationToken cancellation) => store.LiveAsync(cancellation);

        public ValueTask<LiveRelease?> LiveSinceAsync(CancellationToken cancellation) => store.LiveSinceAsync(cancellation);

        public Task<LivePointer> PointerAsync(CancellationToken cancellation) => store.PointerAsync(cancellation);

        public Task<PublishedRelease?> FindAsync(string releaseId, CancellationToken cancellation) => store.FindAsync(releaseId, cancellation);

        public Task<IReadOnlyList<PublishedRelease>> ListAsync(CancellationToken cancellation) => store.ListAsync(cancellation);
    }
}
