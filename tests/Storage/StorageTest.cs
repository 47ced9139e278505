using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Tests;

/// <summary>A test with storage of its own, through the registration the app uses.</summary>
public abstract class StorageTest : IDisposable
{
    private readonly Emulator emulator;
    private readonly List<ServiceProvider> instances = [];

    protected StorageTest(Emulator emulator)
    {
        this.emulator = emulator;
        Instance = NewInstance();
    }

    protected static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The prefix of this test's tables, containers and queues.</summary>
    protected string Prefix { get; } = Emulator.NewPrefix();

    /// <summary>The app's instance.</summary>
    protected IServiceProvider Instance { get; }

    protected TableServiceClient Tables => new(emulator.ConnectionString);

    protected BlobServiceClient Blobs => new(emulator.ConnectionString);

    protected QueueServiceClient Queues =>
        new(emulator.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    protected T Port<T>()
        where T : notnull => Instance.GetRequiredService<T>();

    /// <summary>Another instance of the app on the same storage.</summary>
    protected IServiceProvider NewInstance()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["AzureWebJobsStorage"] = emulator.ConnectionString,
                    ["Storage:Prefix"] = Prefix,
                })
            .Build();
        var instance = new ServiceCollection().AddBudgetWatchStorage(configuration).BuildServiceProvider();
        instances.Add(instance);
        return instance;
    }

    public void Dispose()
    {
        instances.ForEach(instance => instance.Dispose());
        GC.SuppressFinalize(this);
    }
}
