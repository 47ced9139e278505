using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using BudgetWatch.LocalWorker.Hosting;
using BudgetWatch.LocalWorker.Queues;
using BudgetWatch.LocalWorker.Settings;
using BudgetWatch.TestKit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalWorker.Tests.Queues;

public sealed class QueueFunctionsTests(AzuriteServer azurite)
{
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(12);

    private readonly string _queue = AzuriteServer.UniqueName("queue");

    [Fact]
    public async Task Creates_the_queue_it_reads()
    {
        await using var app = await StartAsync<TakesText>(new Inbox());

        await Waiting.UntilAsync(async () => await Queue().ExistsAsync());
    }

    [Fact]
    public async Task Deletes_a_message_its_function_has_dealt_with()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync<TakesText>(inbox);
        await SendAsync("grüße");

        (await inbox.NextAsync()).ShouldBe("grüße");
        await app.WhenQueuesAreEmptyAsync();
        (await Poison().ExistsAsync()).Value.ShouldBeFalse();
    }

    [Theory]
    [InlineData(typeof(TakesText))]
    [InlineData(typeof(TakesBytes))]
    [InlineData(typeof(TakesBinaryData))]
    [InlineData(typeof(TakesQueueMessage))]
    [InlineData(typeof(TakesObject))]
    public async Task Gives_the_message_as_the_function_wants_it(Type function)
    {
        var inbox = new Inbox();
        await using var app = await StartAsync(inbox, null, function);
        await SendAsync("""{"sourceId":"ra"}""");

        (await inbox.NextAsync()).ShouldBe("""{"sourceId":"ra"}""");
    }

    [Fact]
    public async Task Takes_messages_as_they_are_when_host_json_says_so()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync<TakesText>(inbox, new() { ["AzureFunctionsJobHost:extensions:queues:messageEncoding"] = "none" });
        await Queue().CreateIfNotExistsAsync();
        await Queue().SendMessageAsync("plain & simple");

        (await inbox.NextAsync()).ShouldBe("plain & simple");
    }

    [Fact]
    public async Task Gives_a_message_back_when_its_function_throws_and_moves_it_to_poison_after_the_last_try()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync<Fails>(inbox, new() { ["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "3" });
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
        await using var app = await StartAsync<FailsOnce>(inbox, new() { ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:02" });
        await SendAsync("later");

        await inbox.NextAsync();
        await inbox.NextAsync();

        // From before it failed, so no machine is too slow for it.
        (inbox.Arrived[1] - inbox.Arrived[0]).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Moves_a_message_that_is_not_Base64_to_poison_without_running_the_function()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync<TakesText>(inbox);
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
        await using var app = await StartAsync<TakesText>(inbox);
        await app.WhenQueuesAreEmptyAsync();

        inbox.All.ShouldBeEmpty();
        (await Poison().ReceiveMessagesAsync()).Value.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Keeps_a_message_hidden_for_as_long_as_its_function_runs()
    {
        var inbox = new Inbox { Gate = new TaskCompletionSource() };
        await using var app = await StartAsync<TakesTextAtTheGate>(inbox, invisibility: Hidden);
        await SendAsync("long");
        await inbox.NextAsync();

        // Longer than the message would stay hidden unless that is asked for again, and so long that a machine may stand still for seconds in between.
        var seen = 0;
        var since = Stopwatch.StartNew();
        await Waiting.UntilAsync(
            async () =>
            {
                seen += (await Queue().PeekMessagesAsync()).Value.Length;
                return since.Elapsed > Hidden * 1.25;
            },
            betweenLooks: TimeSpan.FromMilliseconds(50));

        inbox.Gate.SetResult();
        await app.WhenQueuesAreEmptyAsync();
        seen.ShouldBe(0);
        inbox.All.ShouldBe(["long"]);
    }

    [Fact]
    public async Task Runs_a_batch_at_a_time_and_fetches_the_next_below_the_threshold()
    {
        var inbox = new Inbox { Gate = new TaskCompletionSource() };
        await Queue().CreateIfNotExistsAsync();
        for (var i = 0; i < 9; i++) await SendAsync($"{i}");

        await using var app = await StartAsync<TakesTextAtTheGate>(inbox, new()
        {
            ["AzureFunctionsJobHost:extensions:queues:batchSize"] = "4",
            ["AzureFunctionsJobHost:extensions:queues:newBatchThreshold"] = "0",
        });
        for (var i = 0; i < 4; i++) await inbox.NextAsync();
        (await Queue().PeekMessagesAsync(32)).Value.Length.ShouldBe(5);

        inbox.Gate.SetResult();
        await app.WhenQueuesAreEmptyAsync();
        inbox.All.Count.ShouldBe(9);
        inbox.MostAtOnce.ShouldBe(4);
    }

    [Fact]
    public async Task Lets_a_running_function_end_when_the_app_stops_and_takes_no_more()
    {
        var inbox = new Inbox { Gate = new TaskCompletionSource() };
        var app = await StartAsync<TakesTextAtTheGate>(inbox, new() { ["AzureFunctionsJobHost:extensions:queues:batchSize"] = "1" });
        await using (app)
        {
            await SendAsync("first");
            await inbox.NextAsync();
            var stop = app.StopAsync();
            await SendAsync("second");
            inbox.Gate.SetResult();
            await stop;
        }

        inbox.All.ShouldBe(["first"]);
        (await Queue().PeekMessagesAsync(32)).Value.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Gives_a_message_back_at_once_when_stopping_cuts_its_function_short()
    {
        var inbox = new Inbox();
        await using (await StartAsync<WaitsForTheEnd>(inbox))
        {
            await SendAsync("cut short");
            await inbox.NextAsync();
        }

        (await Queue().ReceiveMessagesAsync()).Value.ShouldHaveSingleItem().DequeueCount.ShouldBe(2);
    }

    [Fact]
    public async Task Sends_what_a_function_returns_each_element_as_its_own_message()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync(inbox, new() { ["NextQueue"] = _queue + "-next" }, typeof(Splits), typeof(TakesNext));
        await SendAsync("a,b,c");

        await app.WhenQueuesAreEmptyAsync();
        inbox.All.Order().ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task Says_which_delivery_it_is()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync<TellsItsBindingData>(inbox);
        await SendAsync("x");

        (await inbox.NextAsync()).ShouldBe("DequeueCount=1 QueueTrigger=x Retry=0 Trace=True");
    }

    [Fact]
    public async Task Reads_no_queue_of_a_disabled_function()
    {
        var inbox = new Inbox();
        await using var app = await StartAsync(inbox, new() { ["AzureWebJobs.TakesText.Disabled"] = "1", ["NextQueue"] = _queue }, typeof(TakesText), typeof(TakesNext));
        await SendAsync("x");

        (await inbox.NextAsync()).ShouldBe("x");
        app.Logs.Lines.ShouldNotContain(line => line.Category == "Function.TakesText");
    }

    [Fact]
    public async Task Does_not_start_when_the_setting_that_names_the_queue_is_missing()
    {
        var failure = await Should.ThrowAsync<LocalWorkerStartException>(() => FunctionAppHost.StartAsync(
            azurite, builder => builder.UseFunctionsIn(typeof(TakesText))));

        failure.Message.ShouldBe("Function 'TakesText' names the setting %Queue%, which is not set.");
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("double--hyphen")]
    public async Task Does_not_start_with_a_queue_name_storage_refuses(string name)
    {
        var failure = await Should.ThrowAsync<LocalWorkerStartException>(() => FunctionAppHost.StartAsync(
            azurite, builder => builder.UseFunctionsIn(typeof(TakesText)), new Dictionary<string, string?> { ["Queue"] = name }));

        failure.Message.ShouldContain("3 to 63");
    }

    [Fact]
    public async Task Does_not_start_with_a_host_json_it_cannot_follow()
    {
        var failure = await Should.ThrowAsync<LocalWorkerStartException>(() =>
            StartAsync<TakesText>(new Inbox(), new() { ["AzureFunctionsJobHost:extensions:queues:batchSize"] = "33" }));

        failure.Message.ShouldBe("host.json: extensions.queues.batchSize is '33'; it must be a whole number from 1 to 32.");
    }

    private Task<FunctionAppHost> StartAsync<TFunctions>(Inbox inbox, Dictionary<string, string?>? settings = null, TimeSpan? invisibility = null) =>
        StartAsync(inbox, settings, invisibility, typeof(TFunctions));

    private Task<FunctionAppHost> StartAsync(Inbox inbox, Dictionary<string, string?>? settings, params Type[] functions) =>
        StartAsync(inbox, settings, null, functions);

    private Task<FunctionAppHost> StartAsync(Inbox inbox, Dictionary<string, string?>? settings, TimeSpan? invisibility, params Type[] functions)
    {
        settings ??= [];
        settings["Queue"] = _queue;
        return FunctionAppHost.StartAsync(
            azurite,
            builder =>
            {
                builder.UseFunctionsIn(functions);
                builder.Services.AddSingleton(inbox);
                if (invisibility is { } time)
                {
                    builder.Services.AddSingleton(services => new QueueSettings(services.GetRequiredService<HostJson>()) { Invisibility = time });
                }
            },
            settings);
    }

    private async Task SendAsync(string text)
    {
        await Queue().CreateIfNotExistsAsync();
        await Queue().SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
    }

    private QueueClient Queue() => new(azurite.ConnectionString, _queue);

    private QueueClient Poison() => new(azurite.ConnectionString, _queue + "-poison");

    public sealed class Inbox
    {
        private readonly Channel<string> _arrivals = Channel.CreateUnbounded<string>();
        private readonly ConcurrentQueue<string> _all = new();
        private readonly ConcurrentQueue<TimeSpan> _arrived = new();
        private readonly Stopwatch _since = Stopwatch.StartNew();
        private int _now;

        public IReadOnlyList<string> All => [.. _all];

        /// <summary>When each arrived, from the first moment of this.</summary>
        public IReadOnlyList<TimeSpan> Arrived => [.. _arrived];

        public TaskCompletionSource? Gate { get; init; }

        public int MostAtOnce { get; private set; }

        public void Add(string text)
        {
            _arrived.Enqueue(_since.Elapsed);
            _all.Enqueue(text);
            _arrivals.Writer.TryWrite(text);
        }

        public async Task PassGateAsync()
        {
            lock (_arrivals) MostAtOnce = Math.Max(MostAtOnce, ++_now);
            await Gate!.Task;
            lock (_arrivals) _now--;
        }

        public async Task<string> NextAsync() => await _arrivals.Reader.ReadAsync().AsTask().WaitAsync(Waiting.Limit);
    }

    public sealed class TakesText(Inbox inbox)
    {
        [Function("TakesText")]
        public void Run([QueueTrigger("%Queue%")] string text) => inbox.Add(text);
    }

    public sealed class TakesBytes(Inbox inbox)
    {
        [Function("TakesBytes")]
        public void Run([QueueTrigger("%Queue%")] byte[] bytes) => inbox.Add(Encoding.UTF8.GetString(bytes));
    }

    public sealed class TakesBinaryData(Inbox inbox)
    {
        [Function("TakesBinaryData")]
        public void Run([QueueTrigger("%Queue%")] BinaryData data) => inbox.Add(data.ToString());
    }

    public sealed class TakesQueueMessage(Inbox inbox)
    {
        [Function("TakesQueueMessage")]
        public void Run([QueueTrigger("%Queue%", Connection = "AzureWebJobsStorage")] QueueMessage message) => inbox.Add(message.Body.ToString());
    }

    public sealed record Order(string SourceId);

    public sealed class TakesObject(Inbox inbox)
    {
        [Function("TakesObject")]
        public Task Run([QueueTrigger("%Queue%")] Order order, CancellationToken cancellationToken)
        {
            cancellationToken.CanBeCanceled.ShouldBeTrue();
            inbox.Add($$"""{"sourceId":"{{order.SourceId}}"}""");
            return Task.CompletedTask;
        }
    }

    public sealed class Fails(Inbox inbox)
    {
        [Function("Fails")]
        public void Run([QueueTrigger("%Queue%")] QueueMessage message)
        {
            inbox.Add($"{message.Body} {message.DequeueCount}");
            throw new InvalidOperationException("no");
        }
    }

    public sealed class FailsOnce(Inbox inbox)
    {
        [Function("FailsOnce")]
        public void Run([QueueTrigger("%Queue%")] QueueMessage message)
        {
            inbox.Add($"{message.DequeueCount}");
            if (message.DequeueCount == 1) throw new InvalidOperationException("once");
        }
    }

    public sealed class TakesTextAtTheGate(Inbox inbox)
    {
        [Function("TakesTextAtTheGate")]
        public Task Run([QueueTrigger("%Queue%")] string text)
        {
            inbox.Add(text);
            return inbox.PassGateAsync();
        }
    }

    public sealed class WaitsForTheEnd(Inbox inbox)
    {
        [Function("WaitsForTheEnd")]
        public Task Run([QueueTrigger("%Queue%")] string text, CancellationToken cancellationToken)
        {
            inbox.Add(text);
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    public sealed class Splits
    {
        [Function("Splits"), QueueOutput("%NextQueue%")]
        public string[] Run([QueueTrigger("%Queue%")] string text) => text.Split(',');
    }

    public sealed class TakesNext(Inbox inbox)
    {
        [Function("TakesNext")]
        public void Run([QueueTrigger("%NextQueue%")] string text) => inbox.Add(text);
    }

    public sealed class TellsItsBindingData(Inbox inbox)
    {
        [Function("TellsItsBindingData")]
        public void Run([QueueTrigger("%Queue%")] string text, FunctionContext context)
        {
            var data = context.BindingContext.BindingData;
            data["Id"].ShouldBeOfType<string>().ShouldNotBeEmpty();
            var isTraced = context.TraceContext.TraceParent.StartsWith("00-", StringComparison.Ordinal);
            inbox.Add($"DequeueCount={data["DequeueCount"]} QueueTrigger={data["QueueTrigger"]} Retry={context.RetryContext.RetryCount} Trace={isTraced}");
        }
    }
}
