using System.Diagnostics;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
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

    [Fact]
    public async Task A_message_that_is_tried_again_says_how_often_and_is_not_there_before_its_time()
    {
        var queue = Port<IWorkQueue>();
        await queue.SendAsync(new BuildMessage("20261123T120000Z") { Retries = 2 }, TimeSpan.FromHours(1), default);
        var client = Queues.GetQueueClient(Prefix.ToLowerInvariant() + QueueNames.Build);
        (await client.ReceiveMessagesAsync(maxMessages: 10)).Value.ShouldBeEmpty();
        (await client.GetPropertiesAsync()).Value.ApproximateMessagesCount.ShouldBe(1);
        await queue.SendAsync(new IngestMessage("r", "s") { Retries = 1 }, TimeSpan.Zero, default);
        (await ReceiveAsync(QueueNames.Ingest)).Body.ToString().ShouldBe("""{"runId":"r","sourceId":"s","retries":1}""");
    }

    /// <summary>A message sent while a listener follows the trace carries the trace.</summary>
    [Fact]
    public async Task A_message_carries_the_trace_of_who_sent_it()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Traces.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var sender = await Traces.StepAsync(
            Step.RunStarted,
            async span =>
            {
                await Port<IWorkQueue>().SendAsync(new BuildMessage("20261123T120000Z"), default);
                return span!.Id;
            }
        );
        (await ReceiveAsync(QueueNames.Build)).Body.ToString().ShouldBe($$"""{"runId":"20261123T120000Z","traceparent":"{{sender}}"}""");
        sender.ShouldNotBeNull().ShouldEndWith("-01");
    }

    private async Task<Azure.Storage.Queues.Models.QueueMessage> ReceiveAsync(string name)
    {
        var client = Queues.GetQueueClient(Prefix.ToLowerInvariant() + name);
        return (await client.ReceiveMessagesAsync(maxMessages: 10)).Value.ShouldHaveSingleItem();
    }
}
