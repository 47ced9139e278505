using System.Text;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;
using BudgetWatch.Storage.Origins.Live;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Tests.Live;

/// <summary>A test of the live origin against a publisher of its own. With its settings nothing but this machine can be connected to.</summary>
public abstract class LiveTest(AzuriteServer azurite) : IAsyncLifetime
{
    private readonly string prefix = StorageTest.NewPrefix();
    private readonly List<ServiceProvider> instances = [];

    protected LocalPublisher Publisher { get; private set; } = null!;

    /// <summary>The time that instances have; the machine's unless a test sets its own.</summary>
    protected TimeProvider Clock { get; set; } = TimeProvider.System;

    public async ValueTask InitializeAsync() => Publisher = await LocalPublisher.StartAsync();

    public async ValueTask DisposeAsync()
    {
        instances.ForEach(instance => instance.Dispose());
        await Publisher.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An instance of the app's storage with the live origin; another one is the app started again.</summary>
    protected IServiceProvider Instance(params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>(Publisher.Settings)
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["Storage:Prefix"] = prefix,
        };
        foreach (var (name, value) in settings)
            all[$"Ingestion:Live:{name}"] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        var instance = new ServiceCollection().AddSingleton(Clock).AddBudgetWatchStorage(configuration).BuildServiceProvider();
        instances.Add(instance);
        return instance;
    }

    /// <summary>An instance of the app's storage with a folder of files as its origin.</summary>
    protected IServiceProvider Instance(string folder)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["AzureWebJobsStorage"] = azurite.ConnectionString,
                    ["Storage:Prefix"] = prefix,
                    ["Ingestion:Origin"] = "Folder",
                    ["Ingestion:Folder"] = folder,
                }
            )
            .Build();
        var instance = new ServiceCollection().AddBudgetWatchStorage(configuration).BuildServiceProvider();
        instances.Add(instance);
        return instance;
    }

    /// <summary>What the origin offers for a source, without what it sets aside; what is of the source is then accepted, as the pipeline does.</summary>
    protected static async Task<List<OfferedFile>> OfferAsync(
        IServiceProvider instance,
        string sourceId,
        bool accept = true,
        int most = int.MaxValue,
        bool withSetAside = false
    )
    {
        var source = Source(sourceId);
        var files = new List<OfferedFile>();
        await foreach (var file in instance.GetRequiredService<IEditionOrigin>().OfferAsync(source, "run", CancellationToken.None))
        {
            if (file.SetAside is not null && !withSetAside)
                continue;
            files.Add(file);
            if (accept && file.Content is not null)
                await AcceptAsync(instance, source, file);
            if (files.Count == most)
                break;
        }

        return files;
    }

    protected static SourceDescription Source(string id) =>
        SourceCatalogue.Find(id)?.Description ?? new(id, new InputKind(id), "T", "P", "L", "A", "C", new Uri("https://www.gov.uk"), 1);

    protected static string Text(OfferedFile file) => file.Content.ShouldNotBeNull().Text();

    /// <summary>What asking an address comes to.</summary>
    internal async Task<Answer> GetAsync(string address, long limit = 1_000_000, params (string Name, string? Value)[] settings) =>
        await Instance(settings)
            .GetRequiredService<PublisherClient>()
            .GetAsync(new Uri(Publisher.Address, address), limit, known: null, CancellationToken.None);

    protected void Publish(string path, string json) =>
        Publisher.Publish(ContentApi.PathOf(path), Encoding.UTF8.GetBytes(json), "application/json");

    protected string At(string path) => new Uri(Publisher.Address, path).AbsoluteUri;

    private static async Task AcceptAsync(IServiceProvider instance, SourceDescription source, OfferedFile file)
    {
        var at = TimeProvider.System.GetUtcNow();
        var sha256 = file.Content.ShouldNotBeNull().Sha256;
        await instance
            .GetRequiredService<IEditionLedger>()
            .RecordAsync(
                new EditionDecision(source.Id, sha256, source.ReaderVersion, file.Name, true, "slot", 0, [], [], at, at),
                CancellationToken.None
            );
    }
}
