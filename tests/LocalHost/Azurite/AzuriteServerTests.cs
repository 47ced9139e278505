using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using BudgetWatch.TestKit;

namespace BudgetWatch.LocalHost.Tests.Azurite;

public sealed class AzuriteServerTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Serves_blobs_queues_and_tables()
    {
        var name = AzuriteServer.UniqueName();
        await new BlobContainerClient(azurite.ConnectionString, name).CreateAsync();
        await new QueueClient(azurite.ConnectionString, name).CreateAsync();

        // The table client is not among this project's packages: that the service answers at all is what is asked.
        var table = azurite.ConnectionString.Split(';').Single(part => part.StartsWith("TableEndpoint=", StringComparison.Ordinal))[
            "TableEndpoint=".Length..
        ];
        using var http = new HttpClient();
        using var response = await http.GetAsync(table + "/Tables");
        response.Headers.Server.ToString().ShouldStartWith("Azurite-Table");
    }

    [Fact]
    public void Gives_every_test_names_of_its_own() => AzuriteServer.UniqueName().ShouldNotBe(AzuriteServer.UniqueName());
}
