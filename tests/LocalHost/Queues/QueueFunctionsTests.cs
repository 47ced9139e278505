using System.Diagnostics;
using System.Text;
using Azure.Storage.Queues;
using BudgetWatch.LocalHost.SampleApp;
using BudgetWatch.TestKit;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Tests.Queues;

public sealed class QueueFunctionsTests(AzuriteServer azurite)
{
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(12);

    private readonly string _queue = AzuriteServer.UniqueName("queue");

    [Fact]
    public async Task Creates_the_queue_it_reads()
    {
        await using var app = await StartAsync("TakesText", new Inbox());

        await Waiting.UntilAsync(async () => await Queue().ExistsAsync());
    }

    [Fact]
    public async Task Deletes_a_message_its_function_has_dealt_with()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync("TakesText", inbox);
        await SendAsync("grüße");

        (await NextAsync(inbox)).ShouldBe("grüße");
        await app.WhenQueuesAreEmptyAsync();
        (await Poison().ExistsAsync()).Value.ShouldBeFalse();
    }

    [Fact]
    public async Task Gives_the_message_as_the_object_that_the_function_takes()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync("TakesObject", inbox);
        await SendAsync("""{"sourceId":"ra"}""");

        (await NextAsync(inbox)).ShouldBe("ra");
    }

    [Fact]
    public async Task Takes_messages_as_they_are_when_host_json_says_so()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync(
            "TakesText",
            inbox,
            new() { ["AzureFunctionsJobHost:extensions:queues:messageEncoding"] = "none" }
        );
        await Queue().CreateIfNotExistsAsync();
        await Queue().SendMessageAsync("plain & simple");

        (await NextAsync(inbox)).ShouldBe("plain & simple");
    }

    [Fact]
    public async Task Gives_a_message_back_when_its_function_throws_and_moves_it_to_poison_after_the_last_try()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync("Fails", inbox, new() { ["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "3" });
        await SendAsync("bad");

        await app.WhenQueuesAreEmptyAsync();

        inbox.All.ShouldBe(["bad 1", "bad 2", "bad 3"]);
        var poison = (await Poison().ReceiveMessagesAsync(10)).Value.ShouldHaveSingleItem();
        Encoding.UTF8.GetString(Convert.FromBase64String(poison.MessageText)).ShouldBe("bad");
        app.Logs.Lines.ShouldContain(line => line.Level == LogLevel.Error && line.Message.Contains("moved to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keeps_a_failed_message_hidden_for_the_visibility_timeout()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync(
            "FailsOnce",
            inbox,
            new() { ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:02" }
        );
        await SendAsync("later");

        await NextAsync(inbox);
        await NextAsync(inbox);

        // From before it failed, so no machine is too slow for it.
        (inbox.Arrived[1] - inbox.Arrived[0]).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Moves_a_message_that_is_not_Base64_to_poison_without_running_the_function()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync("TakesText", inbox);
        await Queue().CreateIfNotExistsAsync();
        await Queue().SendMessageAsync("{ not base64 }");

        await app.WhenQueuesAreEmptyAsync();

        (await Poison().ReceiveMessagesAsync()).Value.ShouldHaveSingleItem().MessageText.ShouldBe("{ not base64 }");
        inbox.All.ShouldBeEmpty();
        app.Logs.Lines.ShouldContain(line => line.Message.Contains("is not Base64", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Moves_a_message_that_ended_its_process_too_often_to_poison_without_running_the_function()
    {
        await Queue().CreateIfNotExistsAsync();
        await SendAsync("deadly");
        for (var death = 0; death < 5; death++)
        {
            var taken = (await Queue().ReceiveMessageAsync()).Value;
            await Queue().UpdateMessageAsync(taken.MessageId, taken.PopReceipt, visibilityTimeout: TimeSpan.Zero);
        }

        var inbox = new Inbox();
        await using var app = await StartAsync("TakesText", inbox);
        await app.WhenQueuesAreEmptyAsync();

        inbox.All.ShouldBeEmpty();
        (await Poison().ReceiveMessagesAsync()).Value.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Keeps_a_message_hidden_for_as_long_as_its_function_runs()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync(
            "TakesTextAtTheGate",
            inbox,
            new() { ["AzureFunctionsJobHost:localHost:messageInvisibility"] = "00:00:12" }
        );
        await SendAsync("long");
        await NextAsync(inbox);

        // Longer than the message would stay hidden unless that is asked for again, and so long that a machine may stand still for seconds in between.
        var seen = 0;
        var since = Stopwatch.StartNew();
        await Waiting.UntilAsync(
            async () =>
            {
                seen += (await Queue().PeekMessagesAsync()).Value.Length;
                return since.Elapsed > Hidden * 1.25;
            },
            betweenLooks: TimeSpan.FromMilliseconds(50)
        );

        inbox.Gate.SetResult();
        await app.WhenQueuesAreEmptyAsync();
        seen.ShouldBe(0);
        inbox.All.ShouldBe(["long"]);
    }

    [Fact]
    public async Task Runs_a_batch_at_a_time_and_fetches_the_next_below_the_threshold()
    {
        var inbox = new Inbox();
        await Queue().CreateIfNotExistsAsync();
        for (var i = 0; i < 9; i++)
            await SendAsync($"{i}");

        await using var app = await StartAsync(
            "TakesTextAtTheGate",
            inbox,
            new()
            {
                ["AzureFunctionsJobHost:extensions:queues:batchSize"] = "4",
                ["AzureFunctionsJobHost:extensions:queues:newBatchThreshold"] = "0",
            }
        );
        for (var i = 0; i < 4; i++)
            await NextAsync(inbox);
        (await Queue().PeekMessagesAsync(32)).Value.Length.ShouldBe(5);

        inbox.Gate.SetResult();
        await app.WhenQueuesAreEmptyAsync();
        inbox.All.Count.ShouldBe(9);
        inbox.MostAtOnce.ShouldBe(4);
    }

    [Fact]
    public async Task Lets_a_running_function_end_when_the_app_stops_and_takes_no_more()
    {
        var inbox = new Inbox();
        var app = await StartAsync("TakesTextAtTheGate", inbox, new() { ["AzureFunctionsJobHost:extensions:queues:batchSize"] = "1" });
        await using (app)
        {
            await SendAsync("first");
            await NextAsync(inbox);
            var stop = app.StopAsync();
            await SendAsync("second");
            inbox.Gate.SetResult();
            await stop;
        }

        inbox.All.ShouldBe(["first"]);
        (await Queue().PeekMessagesAsync(32)).Value.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Gives_a_message_back_at_once_when_stopping_cuts_its_function_short_even_at_its_last_try()
    {
        var inbox = new Inbox();
        await using (await StartAsync("WaitsForTheEnd", inbox, new() { ["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "1" }))
        {
            await SendAsync("cut short");
            await NextAsync(inbox);
        }

        (await Queue().ReceiveMessagesAsync()).Value.ShouldHaveSingleItem().DequeueCount.ShouldBe(2);
    }

    [Fact]
    public async Task Says_which_delivery_it_is()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync("TellsItsBindingData", inbox);
        await SendAsync("x");

        (await NextAsync(inbox)).ShouldMatch("^Id=[0-9a-f-]{36} DequeueCount=1 Inserted=\"?20[0-9T:.+-]{20,}\"? Retry=0 Trace=True$");
    }

    [Fact]
    public async Task Reads_no_queue_of_a_disabled_function()
    {
        var inbox = new Inbox();
        await using var app = await Sample.StartAsync(
            azurite,
            ["TakesText", "TakesAnother"],
            inbox,
            new Dictionary<string, string?> { ["AzureWebJobs.TakesText.Disabled"] = "1", ["Queue"] = _queue }
        );
        await SendAsync("x");

        (await NextAsync(inbox)).ShouldBe("x");
        app.Logs.Lines.ShouldNotContain(line => line.Category == "Function.TakesText");
    }

    [Fact]
    public async Task Does_not_start_when_the_setting_that_names_the_queue_is_missing()
    {
        var failure = await Should.ThrowAsync<HostStartException>(() =>
            Sample.StartAsync(azurite, ["TakesText"], settings: new Dictionary<string, string?> { ["Queue"] = null })
        );

        failure.Message.ShouldBe("Function 'Fails' names the setting %Queue%, which is not set.");
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("double--hyphen")]
    public async Task Does_not_start_with_a_queue_name_storage_refuses(string name)
    {
        var failure = await Should.ThrowAsync<HostStartException>(() =>
            Sample.StartAsync(azurite, ["TakesText"], settings: new Dictionary<string, string?> { ["Queue"] = name })
        );

        failure.Message.ShouldContain("3 to 63");
    }

    [Fact]
    public async Task Does_not_start_with_a_host_json_it_cannot_follow()
    {
        var failure = await Should.ThrowAsync<HostStartException>(() =>
            StartAsync("TakesText", new Inbox(), new() { ["AzureFunctionsJobHost:extensions:queues:batchSize"] = "33" })
        );

        failure.Message.ShouldBe("host.json: extensions.queues.batchSize is '33'; it must be a whole number from 1 to 32.");
    }

    private Task<FunctionAppHost> StartAsync(string function, Inbox inbox, Dictionary<string, string?>? settings = null)
    {
        settings ??= [];
        settings["Queue"] = _queue;
        return Sample.StartAsync(azurite, [function], inbox, settings);
    }

    private static Task<string> NextAsync(Inbox inbox) => inbox.NextAsync().WaitAsync(Waiting.Limit);

    private async Task SendAsync(string text)
    {
        await Queue().CreateIfNotExistsAsync();
        await Queue().SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
    }

    private QueueClient Queue() => new(azurite.ConnectionString, _queue);

    private QueueClient Poison() => new(azurite.ConnectionString, _queue + "-poison");
}
