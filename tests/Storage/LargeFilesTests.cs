using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Sources;
using BudgetWatch.Storage.Origins.Live;
using BudgetWatch.Storage.Tests.Live;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Tests;

/// <summary>
/// Files larger than memory should hold: they are taken, hashed, kept and read from disk, and leave nothing there. Alone in the process, since
/// what the process holds open is counted.
/// </summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class LargeFilesTests(AzuriteServer azurite) : LiveTest(azurite), IDisposable
{
    private const string File = "/media/large.csv";
    private const int OnDisk = 9_000_000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budgetwatch-");
    private readonly string[] named = TemporaryFiles.Named();

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(10)]
    [InlineData(OnDisk)]
    public async Task A_file_of_a_folder_that_is_held_stays_as_it_was_offered_and_leaves_nothing(int length)
    {
        Write("a.csv", new string('a', length));
        var content = (await OfferAsync(Folder(), "revenue-budgets", accept: false)).ShouldHaveSingleItem().Content.ShouldNotBeNull();
        TemporaryFiles.Held().ShouldBe(0);
        (await content.HoldAsync(default)).ShouldBeTrue();
        Write("a.csv", "other");

        content.Text().ShouldBe(new string('a', length));
        TemporaryFiles.Held().ShouldBe(length == OnDisk ? 1 : 0);
        await TemporaryFiles.NoneIsNamedAsync(named);
        content.Dispose();
        TemporaryFiles.Held().ShouldBe(0);
    }

    [Fact]
    public async Task A_file_of_a_folder_is_offered_without_being_held()
    {
        using (var large = System.IO.File.Create(At("large.csv", folder)))
            large.SetLength(200L * 1024 * 1024);
        var instance = Folder();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var content = (await OfferAsync(instance, "revenue-budgets", accept: false)).ShouldHaveSingleItem().Content.ShouldNotBeNull();

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(8L * 1024 * 1024);
        (content.Length, TemporaryFiles.Held()).ShouldBe((200L * 1024 * 1024, 0));
    }

    [Fact]
    public async Task A_body_that_is_large_is_received_on_disk_as_it_was_sent()
    {
        var body = new byte[OnDisk];
        new Random(7).NextBytes(body);
        Publisher.Publish(File, body, "text/csv");

        var fetched = (await GetAsync(File, OnDisk)).ShouldBeOfType<Answer.Fetched>();

        using (fetched.Content)
        {
            TemporaryFiles.Held().ShouldBe(1);
            (fetched.Content.Length, fetched.Content.Sha256).ShouldBe((OnDisk, Convert.ToHexStringLower(SHA256.HashData(body))));
            fetched.Content.ToArray().AsSpan().SequenceEqual(body).ShouldBeTrue();

            // As readers of archives do: from anywhere, and several at once.
            using var one = fetched.Content.OpenRead();
            using var other = fetched.Content.OpenRead();
            one.Seek(-3, SeekOrigin.End);
            other.Position = 5_000_000;
            ((byte)one.ReadByte(), (byte)other.ReadByte(), (byte)one.ReadByte()).ShouldBe((body[^3], body[5_000_000], body[^2]));
        }

        TemporaryFiles.Held().ShouldBe(0);
        await TemporaryFiles.NoneIsNamedAsync(named);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_larger_than_it_may_be_leaves_nothing(bool saysSo)
    {
        Publisher.Fail(File, PublisherFaults.Large(200L * 1024 * 1024, saysSo));

        (await GetAsync(File, OnDisk)).ShouldBeOfType<Answer.Refused>().Reason.Expected.ShouldBe("at most 9,000,000 bytes");

        TemporaryFiles.Held().ShouldBe(0);
    }

    [Fact]
    public async Task A_connection_cut_in_a_large_body_leaves_nothing_at_any_try()
    {
        Publisher.Fail(File, PublisherFaults.Cut(new string('a', OnDisk)));

        (await GetAsync(File, 2 * OnDisk, ("Retries", "2"))).ShouldBe(new Answer.Unreachable("a connection that broke off"));

        TemporaryFiles.Held().ShouldBe(0);
    }

    [Fact]
    public async Task A_large_page_that_is_no_edition_leaves_nothing()
    {
        Publisher.Publish(File, Encoding.UTF8.GetBytes("<html><title>Sorry</title>" + new string(' ', OnDisk)), "text/csv");

        var offered = await Instance()
            .GetRequiredService<EditionDownloads>()
            .TakeAsync(Source("gdp-deflators"), new Uri(At(File)), new OfferedFile("large.csv", null, IsOfSource: true), default);

        (offered.Rejected?.Found, offered.Content).ShouldBe(("a web page, 'Sorry'", null));
        TemporaryFiles.Held().ShouldBe(0);
    }

    [Fact]
    public async Task File_over_64_megabytes_is_kept_and_read_without_more_memory()
    {
        var bytes = await WritePostcodesAsync("lookup.csv", 900_000);
        bytes.ShouldBeGreaterThan(64 * 1024 * 1024);
        var instance = Folder();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var decision = (await IngestAsync(instance, "postcode-districts")).ShouldHaveSingleItem();

        // A number of eight bytes for each row as the list of them grows, and the pieces that go to storage.
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(bytes * 3 / 4);
        decision.Refusals[0].Found.ShouldBe("900,000: a part of the list");
        using var original = System.IO.File.OpenRead(At("lookup.csv", folder));
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(original));
        var archive = instance.GetRequiredService<IEditionArchive>();
        decision.Sha256.ShouldBe(sha256);
        (await archive.FindAsync(sha256, default)).ShouldNotBeNull().Length.ShouldBe(bytes);
        await using (var kept = (await archive.OpenAsync(sha256, default)).ShouldNotBeNull())
        {
            // What is given out is looked through first, and waits on disk until it is read.
            TemporaryFiles.Held().ShouldBe(1);
            Convert.ToHexStringLower(await SHA256.HashDataAsync(kept)).ShouldBe(sha256);
        }

        TemporaryFiles.Held().ShouldBe(0);
    }

    [Fact]
    public async Task Another_source_is_not_troubled_by_it_and_one_of_its_own_over_64_megabytes_is_refused()
    {
        await WritePostcodesAsync("lookup.csv", 900_000);
        await WriteBudgetAsync("budget.csv", (64 * 1024 * 1024) + 1);
        var instance = Folder();

        var decision = (await IngestAsync(instance, "revenue-budgets")).ShouldHaveSingleItem();

        decision
            .Refusals.ShouldHaveSingleItem()
            .ShouldBe(new Refusal("budget.csv", null, null, "at most 67,108,864 bytes", "67,108,865 bytes"));
        (await instance.GetRequiredService<IEditionLedger>().DecisionsAsync(EditionDecision.UnrecognisedFiles, default)).ShouldBeEmpty();
        (await instance.GetRequiredService<IEditionArchive>().FindAsync(decision.Sha256, default)).ShouldBeNull();
        TemporaryFiles.Held().ShouldBe(0);
    }

    [Fact]
    public async Task Where_an_edition_cannot_be_kept_nothing_of_it_is_left()
    {
        await WritePostcodesAsync("lookup.csv", 200_000);
        var instance = Folder();

        await Should.ThrowAsync<InvalidOperationException>(() => IngestAsync(instance, "postcode-districts", new FullArchive()));

        TemporaryFiles.Held().ShouldBe(0);
        await TemporaryFiles.NoneIsNamedAsync(named);
        (await IngestAsync(instance, "postcode-districts")).ShouldHaveSingleItem();
    }

    private IServiceProvider Folder() => Instance(folder.FullName);

    private static async Task<IReadOnlyList<EditionDecision>> IngestAsync(
        IServiceProvider instance,
        string sourceId,
        IEditionArchive? archive = null
    )
    {
        using var measured = new Measurements(() => []);
        var ingest = new IngestSource(
            instance.GetRequiredService<IEditionOrigin>(),
            archive ?? instance.GetRequiredService<IEditionArchive>(),
            instance.GetRequiredService<IEditionLedger>(),
            instance.GetRequiredService<IRunLedger>(),
            instance.GetRequiredService<IWorkQueue>(),
            instance.GetRequiredService<IIncidentLog>(),
            new FilePeeks(),
            measured,
            TimeProvider.System
        );
        var run = new Run(
            "20261123T093000Z",
            TimeProvider.System.GetUtcNow(),
            new Dictionary<string, SourceProgress> { [sourceId] = new(ProgressState.Queued, "queued") },
            null
        );
        await instance.GetRequiredService<IRunLedger>().OpenAsync(run, after: null, default);
        await ingest.RunAsync(new IngestMessage(run.Id, sourceId), default);
        return await instance.GetRequiredService<IEditionLedger>().DecisionsAsync(sourceId, default);
    }

    private async Task<long> WritePostcodesAsync(string name, int count)
    {
        await using var stream = System.IO.File.Create(At(name, folder));
        await using var text = new StreamWriter(stream, Encoding.Latin1, 0x10000);
        await text.WriteAsync("pcds,dointr,doterm,ladcd,ladnm\r\n");
        var name50 = new string('x', 50);
        for (var place = 0; place < count; place++)
        {
            var (sector, unit) = Math.DivRem(place, 676);
            await text.WriteAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{(char)('A' + (sector / 1000))}A{sector / 10 % 100:00} {sector % 10}{(char)('A' + (unit / 26))}{(char)('A' + (unit % 26))}\",\"198001\",\"\",\"E06000001\",\"{name50}\"\r\n"
                )
            );
        }

        await text.FlushAsync();
        return stream.Length;
    }

    /// <summary>A budget as it was published, and blank rows up to a size.</summary>
    private async Task WriteBudgetAsync(string name, int length)
    {
        var budget = await System.IO.File.ReadAllBytesAsync(
            Path.Combine(RepositoryFolder.Path.ShouldNotBeNull(), "functions", "Snapshot", "data", "revenue-budgets-2019-20.csv")
        );
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)'\n');
        budget.CopyTo(bytes, 0);
        await System.IO.File.WriteAllBytesAsync(At(name, folder), bytes);
    }

    private void Write(string name, string content) => System.IO.File.WriteAllText(At(name, folder), content);

    private static string At(string name, DirectoryInfo folder) => Path.Combine(folder.FullName, name);

    /// <summary>An archive that has no room.</summary>
    private sealed class FullArchive : IEditionArchive
    {
        public Task KeepAsync(EditionManifest manifest, Stream bytes, CancellationToken cancellation) =>
            throw new InvalidOperationException("No room.");

        public Task<EditionManifest?> FindAsync(string sha256, CancellationToken cancellation) => Task.FromResult<EditionManifest?>(null);

        public Task<Stream?> OpenAsync(string sha256, CancellationToken cancellation) => Task.FromResult<Stream?>(null);

        public Task KeepReadingAsync(string sha256, string reader, string json, CancellationToken cancellation) => Task.CompletedTask;

        public Task<string?> FindReadingAsync(string sha256, string reader, CancellationToken cancellation) =>
            Task.FromResult<string?>(null);

        public Task KeepVerdictAsync(EditionVerdict verdict, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<EditionVerdicts> VerdictsAsync(CancellationToken cancellation) => Task.FromResult(EditionVerdicts.None);
    }
}

/// <summary>Tests that count what the process holds.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
