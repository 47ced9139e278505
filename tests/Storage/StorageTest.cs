using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Tests;

/// <summary>A test with storage of its own, through the registration the app uses.</summary>
public abstract class StorageTest : IDisposable
{
    private readonly AzuriteServer azurite;
    private readonly List<ServiceProvider> instances = [];

    protected StorageTest(AzuriteServer azurite)
    {
        this.azurite = azurite;
        Instance = NewInstance();
    }

    /// <summary>A prefix no other test has, fit for tables, containers and queues.</summary>
    public static string NewPrefix() => AzuriteServer.UniqueName("T").Replace("-", "", StringComparison.Ordinal) + "x";

    protected static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The prefix of this test's tables, containers and queues.</summary>
    protected string Prefix { get; } = NewPrefix();

    /// <summary>The app's instance.</summary>
    protected IServiceProvider Instance { get; }

    protected TableServiceClient Tables => new(azurite.ConnectionString);

    protected BlobServiceClient Blobs => new(azurite.ConnectionString);

    protected QueueServiceClient Queues =>
        new(azurite.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    protected T Port<T>()
        where T : notnull => Instance.GetRequiredService<T>();

    /// <summary>Another instance of the app on the same storage.</summary>
    protected IServiceProvider NewInstance()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?> { ["AzureWebJobsStorage"] = azurite.ConnectionString, ["Storage:Prefix"] = Prefix }
            )
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
