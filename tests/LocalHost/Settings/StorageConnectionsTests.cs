using BudgetWatch.LocalHost.StorageAccess;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Tests.Settings;

public sealed class StorageConnectionsTests
{
    private const string Account = "DefaultEndpointsProtocol=https;AccountName=archive;AccountKey=a2V5;EndpointSuffix=core.windows.net";

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("AzureWebJobsStorage", "", true)]
    [InlineData("AzureWebJobsStorage", "UseDevelopmentStorage=true", true)]
    [InlineData("AzureWebJobsStorage", "usedevelopmentstorage=true;", true)]
    [InlineData("AzureWebJobsStorage", Account, false)]
    [InlineData("ConnectionStrings:AzureWebJobsStorage", Account, false)]
    [InlineData("AzureWebJobsStorage:accountName", "archive", false)]
    public void Means_the_emulator_unless_an_account_is_configured(string? key, string? value, bool isLocal) =>
        Connections((key ?? "Other", value ?? "x")).IsLocal("AzureWebJobsStorage").ShouldBe(isLocal);

    [Fact]
    public void Finds_the_account_of_an_identity_by_its_name_or_its_addresses()
    {
        var connections = Connections(
            ("AzureWebJobsStorage:accountName", "archive"),
            ("AzureWebJobsStorage:credential", "managedidentity"),
            ("AzureWebJobsStorage:clientId", "6b1d3a1e-0000-0000-0000-000000000001"),
            ("Elsewhere:queueServiceUri", "https://queues.example/")
        );

        connections.Blobs(null).Uri.ShouldBe(new Uri("https://archive.blob.core.windows.net/"));
        connections.Queues(null).Uri.ShouldBe(new Uri("https://archive.queue.core.windows.net/"));
        connections.Queues("Elsewhere").Uri.ShouldBe(new Uri("https://queues.example/"));
    }

    [Fact]
    public void Takes_the_emulator_under_another_name_for_the_one_this_app_has_started() =>
        Connections(("Archive", "UseDevelopmentStorage=true"), ("AzureWebJobsStorage", Account))
            .Queues("Archive")
            .AccountName.ShouldBe("archive");

    [Fact]
    public void Says_which_connection_is_missing() =>
        Should
            .Throw<HostStartException>(() => Connections(("a", "b")).Queues("Archive"))
            .Message.ShouldBe("The storage connection 'Archive' is not set.");

    private static StorageConnections Connections(params (string Key, string? Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))).Build());
}
