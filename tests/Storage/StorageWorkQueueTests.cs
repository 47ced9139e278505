using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Storage.Queues;

namespace BudgetWatch.Storage.Tests;

public sealed class StorageWorkQueueTests(AzuriteServer azurite) : StorageTest(azurite)
{
    [Fact]
    public async Task Messages_are_json_of_ids_in_base64_and_never_expire()
    {
        var queue = Port<IWorkQueue>();
        await queue.SendAsync(new IngestMessage("20261123T120000Z", "revenue-budgets"), default);
        await queue.SendAsync(new BuildMessage("20261123T120000Z"), default);
        var ingest = await ReceiveAsync(QueueNames.Ingest);
        ingest.Body.ToString().ShouldBe("""{"runId":"20261123T120000Z","sourceId":"revenue-budgets"}""");
        ingest.ExpiresOn.ShouldNotBeNull().Year.ShouldBe(9999);
        (await ReceiveAsync(QueueNames.Build)).Body.ToString().ShouldBe("""{"runId":"20261123T120000Z"}""");
    }

    private async Task<Azure.Storage.Queues.Models.QueueMessage> ReceiveAsync(string name)
    {
        var client = Queues.GetQueueClient(Prefix.ToLowerInvariant() + name);
        return (await client.ReceiveMessagesAsync(maxMessages: 10)).Value.ShouldHaveSingleItem();
    }
}
