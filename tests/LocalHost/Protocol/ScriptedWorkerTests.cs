using System.Net;
using BudgetWatch.LocalHost.Protocol;
using BudgetWatch.LocalHost.Worker;
using BudgetWatch.TestKit;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Content = BudgetWatch.LocalHost.Protocol.StreamingMessage.ContentOneofCase;
using Level = BudgetWatch.LocalHost.Protocol.RpcLog.Types.Level;

namespace BudgetWatch.LocalHost.Tests.Protocol;

/// <summary>What the host does with a worker that does not do as it should.</summary>
public sealed class ScriptedWorkerTests(AzuriteServer azurite) : IDisposable
{
    private const string Timer = """{"name":"timer","type":"timerTrigger","direction":"In","schedule":"0 0 6 * * Mon"}""";
    private const string Http = """{"name":"request","type":"httpTrigger","direction":"In","authLevel":"Anonymous","route":"x"}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly RecordedLogs _logs = new();
    private readonly TaskCompletionSource<ScriptedWorker> _worker = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_worker_that_does_as_it_should_is_set_up_in_order_and_asked_to_end()
    {
        await using (await StartAsync((_, _) => null, [ScriptedWorker.Function("Timed", Timer)])) { }

        var heard = (await _worker.Task).Heard;
        heard
            .Select(message => message.ContentCase)
            .ShouldBe([Content.WorkerInitRequest, Content.FunctionsMetadataRequest, Content.FunctionLoadRequest, Content.WorkerTerminate]);
        heard[2].FunctionLoadRequest.Metadata.ShouldBe(ScriptedWorker.Function("Timed", Timer));
    }

    [Fact]
    public async Task A_worker_with_another_id_is_refused()
    {
        var failure = await Should.ThrowAsync<HostStartException>(() => StartAsync((_, _) => null, [], id: _ => "another"));

        failure.Message.ShouldStartWith("The app stopped while it was starting");
        (await _worker.Task).Refused.ShouldBe(StatusCode.PermissionDenied);
        (await _worker.Task).Heard.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_else_reports_is_refused_and_the_worker_goes_on(bool knowsTheId)
    {
        await using var host = await StartAsync(Answer(_ => ScriptedWorker.Success), [ScriptedWorker.Function("Timed", Timer)]);
        var start = (await _worker.Task).Start;

        await using var other = await ScriptedWorker.ReportAsync(start, knowsTheId ? start.Id : "another", (_, _) => null);
        await other.Ended.WaitAsync(Waiting.Limit);

        other.Refused.ShouldBe(StatusCode.PermissionDenied);
        await host.FireTimerAsync("Timed").WaitAsync(Waiting.Limit);
    }

    [Theory]
    [InlineData(nameof(Content.WorkerInitRequest), "The app's worker could not be set up. System.Exception: no luck")]
    [InlineData(nameof(Content.FunctionsMetadataRequest), "The app's worker could not list its functions. System.Exception: no luck")]
    [InlineData(nameof(Content.FunctionLoadRequest), "The app's worker could not load 'Timed'. System.Exception: no luck")]
    public async Task A_worker_that_says_it_cannot_stops_the_start_with_what_it_says(string at, string said)
    {
        var failure = await Should.ThrowAsync<HostStartException>(() =>
            StartAsync(
                (_, message) =>
                    message.ContentCase.ToString() != at
                        ? null
                        : message.ContentCase switch
                        {
                            Content.WorkerInitRequest => new StreamingMessage
                            {
                                WorkerInitResponse = new WorkerInitResponse { Result = ScriptedWorker.Failure("no luck") },
                            },
                            Content.FunctionsMetadataRequest => new StreamingMessage
                            {
                                FunctionMetadataResponse = new FunctionMetadataResponse { Result = ScriptedWorker.Failure("no luck") },
                            },
                            _ => new StreamingMessage
                            {
                                FunctionLoadResponse = new FunctionLoadResponse
                                {
                                    FunctionId = message.FunctionLoadRequest.FunctionId,
                                    Result = ScriptedWorker.Failure("no luck"),
                                },
                            },
                        },
                [ScriptedWorker.Function("Timed", Timer)]
            )
        );

        failure.Message.ShouldBe(said);
        (await _worker.Task).Ended.IsCompleted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(nameof(Content.WorkerInitRequest))]
    [InlineData(nameof(Content.FunctionsMetadataRequest))]
    [InlineData(nameof(Content.FunctionLoadRequest))]
    public async Task A_stream_cut_while_the_worker_is_set_up_stops_the_start(string at)
    {
        var failure = await Should.ThrowAsync<HostStartException>(() =>
            StartAsync(
                (worker, message) =>
                {
                    if (message.ContentCase.ToString() == at)
                        worker.Cut();
                    return null;
                },
                [ScriptedWorker.Function("Timed", Timer)]
            )
        );

        failure.Message.ShouldMatch("(ended|stopped) while it was");
    }

    [Fact]
    public async Task A_stream_cut_in_the_middle_of_an_invocation_fails_it()
    {
        await using var host = await StartAsync(
            (worker, message) =>
            {
                if (message.ContentCase == Content.InvocationRequest)
                    worker.Cut();
                return null;
            },
            [ScriptedWorker.Function("Timed", Timer)]
        );

        var failure = await Should.ThrowAsync<FunctionFailedException>(() => host.FireTimerAsync("Timed").WaitAsync(Waiting.Limit));

        failure.Message.ShouldBe("The worker has ended.");
        await host.WorkerEnded.WaitAsync(Waiting.Limit);
        await Should.ThrowAsync<FunctionFailedException>(() => host.FireTimerAsync("Timed").WaitAsync(Waiting.Limit));
    }

    [Fact]
    public async Task A_function_that_fails_is_logged_with_what_the_worker_says()
    {
        await using var host = await StartAsync(
            Answer(_ => ScriptedWorker.Failure("as it should")),
            [ScriptedWorker.Function("Timed", Timer)]
        );

        var failure = await Should.ThrowAsync<FunctionFailedException>(() => host.FireTimerAsync("Timed").WaitAsync(Waiting.Limit));

        failure.Message.ShouldBe("System.Exception: as it should");
        _logs.Lines.ShouldContain(line => line.Category == "Function.Timed" && line.Level == LogLevel.Error && line.Exception == failure);
    }

    [Theory]
    [InlineData(StatusResult.Types.Status.Cancelled)]
    [InlineData(StatusResult.Types.Status.Failure)]
    public async Task A_run_that_is_cancelled_is_cancelled_in_the_worker(object status)
    {
        using var giveUp = new CancellationTokenSource();
        await using var host = await StartAsync(
            (_, message) =>
            {
                if (message.ContentCase == Content.InvocationRequest)
                    giveUp.Cancel();
                return message.ContentCase == Content.InvocationCancel
                    ? Answered(message.InvocationCancel.InvocationId, new StatusResult { Status = (StatusResult.Types.Status)status })
                    : null;
            },
            [ScriptedWorker.Function("Timed", Timer)]
        );

        await Should.ThrowAsync<OperationCanceledException>(() => host.FireTimerAsync("Timed", giveUp.Token).WaitAsync(Waiting.Limit));
    }

    [Fact]
    public async Task An_invocation_carries_what_the_worker_cannot_do_without()
    {
        await using var host = await StartAsync(Answer(_ => ScriptedWorker.Success), [ScriptedWorker.Function("Timed", Timer)]);

        await host.FireTimerAsync("Timed").WaitAsync(Waiting.Limit);

        var invocation = (await _worker.Task).Heard.Single(message => message.ContentCase == Content.InvocationRequest).InvocationRequest;
        invocation.FunctionId.ShouldBe("id-Timed");
        invocation.TraceContext.TraceParent.ShouldStartWith("00-");
        invocation.RetryContext.ShouldNotBeNull();
        var argument = invocation.InputData.ShouldHaveSingleItem();
        argument.Name.ShouldBe("timer");
        argument.Data.Json.ShouldBe("""{"ScheduleStatus":null,"IsPastDue":false}""");
    }

    [Fact]
    public async Task An_invocation_by_a_request_goes_on_with_the_trace_of_the_caller_and_says_what_was_asked()
    {
        await using var host = await StartAsync(Answer(_ => ScriptedWorker.Success), [ScriptedWorker.Function("Asked", Http)]);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/api/x?a=b"));
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        // Nothing listens where this worker says that its server is.
        using var response = await http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);

        // The answer does not wait for the function, which will never see the request.
        var worker = await _worker.Task;
        await Waiting.UntilAsync(() => worker.Heard.Any(message => message.ContentCase == Content.InvocationRequest));
        var invocation = worker.Heard.Single(message => message.ContentCase == Content.InvocationRequest).InvocationRequest;
        invocation.TraceContext.TraceParent.ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c-");
        invocation.TraceContext.TraceParent.ShouldNotContain("b7ad6b7169203331");
        invocation.InputData.ShouldHaveSingleItem().Name.ShouldBe("request");
        invocation.TriggerMetadata["a"].String.ShouldBe("b");
        invocation.TriggerMetadata.Keys.ShouldBe(["a", "Headers", "Query"], ignoreOrder: true);
    }

    // Nothing listens where this worker says that its server is.
    [Theory]
    [InlineData(null, "/api/x", HttpStatusCode.BadGateway)]
    [InlineData("v2/data", "/v2/data/x", HttpStatusCode.BadGateway)]
    [InlineData("v2/data", "/api/x", HttpStatusCode.NotFound)]
    [InlineData("/v2/", "/v2/x", HttpStatusCode.BadGateway)]
    [InlineData("", "/x", HttpStatusCode.BadGateway)]
    public async Task Requests_are_forwarded_under_the_prefix_of_host_json(string? prefix, string path, HttpStatusCode status)
    {
        var json = prefix is null ? "{}" : $$"""{ "extensions": { "http": { "routePrefix": "{{prefix}}" } } }""";
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "host.json"), json);
        await using var host = await StartAsync(Answer(_ => ScriptedWorker.Success), [ScriptedWorker.Function("Asked", Http)]);
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(host.Address, path));

        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_worker_that_never_reports_stops_the_start_when_its_time_is_over()
    {
        var failure = await Should.ThrowAsync<HostStartException>(() =>
            FunctionsHost.StartAsync(Options((_, _) => Task.FromResult<IWorker>(new SilentWorker()), TimeSpan.Zero), CancellationToken.None)
        );

        failure.Message.ShouldStartWith("The app did not start within");
    }

    [Fact]
    public async Task A_worker_without_HTTP_stops_the_start_with_what_to_do()
    {
        var failure = await Should.ThrowAsync<HostStartException>(() =>
            StartAsync(
                (_, message) =>
                    message.ContentCase == Content.WorkerInitRequest
                        ? new StreamingMessage { WorkerInitResponse = new WorkerInitResponse { Result = ScriptedWorker.Success } }
                        : null,
                []
            )
        );

        failure.Message.ShouldBe("The app takes no HTTP requests: its Program.cs must call ConfigureFunctionsWebApplication.");
    }

    [Fact]
    public async Task A_disabled_function_is_not_loaded()
    {
        await using var host = await StartAsync(
            (_, _) => null,
            [ScriptedWorker.Function("Off", Timer), ScriptedWorker.Function("On", Timer)],
            settings: ("AzureWebJobs.Off.Disabled", "1")
        );

        (await _worker.Task)
            .Heard.Where(message => message.ContentCase == Content.FunctionLoadRequest)
            .Select(message => message.FunctionLoadRequest.Metadata.Name)
            .ShouldBe(["On"]);
    }

    [Fact]
    public async Task Lines_of_the_worker_are_said_at_the_levels_of_host_json()
    {
        await using var host = await StartAsync(
            Answer(_ => ScriptedWorker.Success),
            [ScriptedWorker.Function("Timed", Timer)],
            settings: [("AzureFunctionsJobHost:logging:logLevel:Chatty", "Debug"), ("AzureFunctionsJobHost:logging:logLevel:Quiet", "None")]
        );
        var worker = await _worker.Task;
        foreach (var category in new[] { "Chatty.One", "Quiet", "Other" })
        {
            foreach (var level in new[] { Level.Trace, Level.Debug, Level.Information, Level.Warning, Level.Critical })
                await worker.SayAsync(
                    new StreamingMessage
                    {
                        RpcLog = new RpcLog
                        {
                            Category = category,
                            Level = level,
                            Message = "a line",
                        },
                    }
                );
        }

        // Said on the same stream after them, so that they have been heard once it is answered.
        await host.FireTimerAsync("Timed").WaitAsync(Waiting.Limit);

        _logs
            .Lines.Where(line => line.Message == "a line")
            .Select(line => (line.Category, line.Level))
            .ShouldBe([
                ("Chatty.One", LogLevel.Debug),
                ("Chatty.One", LogLevel.Information),
                ("Chatty.One", LogLevel.Warning),
                ("Chatty.One", LogLevel.Critical),
                ("Other", LogLevel.Warning),
                ("Other", LogLevel.Critical),
            ]);
    }

    [Fact]
    public async Task A_line_with_an_exception_is_said_with_it()
    {
        await using var host = await StartAsync(Answer(_ => ScriptedWorker.Success), [ScriptedWorker.Function("Timed", Timer)]);
        await (await _worker.Task).SayAsync(
            new StreamingMessage
            {
                RpcLog = new RpcLog
                {
                    Category = "App",
                    Level = Level.Error,
                    Message = "It broke.",
                    Exception = ScriptedWorker.Failure("like this").Exception,
                },
            }
        );

        await host.FireTimerAsync("Timed").WaitAsync(Waiting.Limit);

        _logs.Lines.Single(line => line.Category == "App").Message.ShouldBe($"It broke.{Environment.NewLine}System.Exception: like this");
    }

    [Theory]
    [InlineData(
        """{"name":"_","type":"timerTrigger","direction":"In","schedule":"0 0 6 * * Mon"}""",
        "has a parameter '_', a name that the Functions host refuses: use letters and digits, a letter first"
    )]
    [InlineData("""{"name":"a_b","type":"timerTrigger","direction":"In","schedule":"0 0 6 * * Mon"}""", "has a parameter 'a_b'")]
    [InlineData("""{"name":"blob","type":"blobTrigger","direction":"In","path":"x"}""", "has a blobTrigger, which this host does not run")]
    [InlineData("""{"name":"x","type":"http","direction":"Out"}""", "has no trigger")]
    [InlineData(Timer + "\n" + Http, "has 2 triggers; a function has one")]
    [InlineData(
        Timer + "\n" + """{"name":"$return","type":"queue","direction":"Out","queueName":"x"}""",
        "has a binding of type 'queue', which this host does not know"
    )]
    [InlineData(
        """{"name":"request","type":"httpTrigger","direction":"In","authLevel":"User"}""",
        "asks for the authorization level User, which this host does not know"
    )]
    [InlineData("""{"name":"timer","type":"timerTrigger","direction":"In"}""", "has no schedule")]
    [InlineData("""{"name":"text","type":"queueTrigger","direction":"In"}""", "names no queue")]
    [InlineData(
        """{"name":"request","type":"httpTrigger","direction":"In","route":"{broken"}""",
        "has a route that cannot be read, 'api/{broken'"
    )]
    [InlineData(
        """{"name":"timer","type":"timerTrigger","direction":"In","schedule":"every monday"}""",
        "has the schedule 'every monday'; it must be a six-field"
    )]
    public async Task A_function_that_would_not_run_in_Azure_stops_the_start(string bindings, string why)
    {
        var failure = await Should.ThrowAsync<HostStartException>(() =>
            StartAsync((_, _) => null, [ScriptedWorker.Function("Wrong", bindings.Split('\n'))])
        );

        failure.Message.ShouldStartWith("Function 'Wrong' ");
        failure.Message.ShouldContain(why);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    public async Task An_empty_route_without_a_prefix_stops_the_start(string route)
    {
        var failure = await Should.ThrowAsync<HostStartException>(() =>
            StartAsync(
                (_, _) => null,
                [ScriptedWorker.Function("Home", $$"""{"name":"request","type":"httpTrigger","direction":"In","route":"{{route}}"}""")],
                settings: ("AzureFunctionsJobHost:extensions:http:routePrefix", "")
            )
        );

        failure.Message.ShouldBe("Function 'Home' has an empty route, on which the Functions host fails. Use {home:maxlength(0)?}.");
    }

    [Theory]
    [InlineData("Twice", "twice", "Two functions are named 'Twice'.")]
    [InlineData("1st", "Other", "Function '1st' (Sample.1st) has a name that the Functions host refuses")]
    public async Task Names_that_the_Functions_host_refuses_stop_the_start(string first, string second, string why)
    {
        var failure = await Should.ThrowAsync<HostStartException>(() =>
            StartAsync((_, _) => null, [ScriptedWorker.Function(first, Timer), ScriptedWorker.Function(second, Timer)])
        );

        failure.Message.ShouldStartWith(why);
    }

    private static Func<ScriptedWorker, StreamingMessage, StreamingMessage?> Answer(Func<InvocationRequest, StatusResult> result) =>
        (_, message) =>
            message.ContentCase == Content.InvocationRequest
                ? Answered(message.InvocationRequest.InvocationId, result(message.InvocationRequest))
                : null;

    private static StreamingMessage Answered(string invocation, StatusResult result) =>
        new()
        {
            InvocationResponse = new InvocationResponse { InvocationId = invocation, Result = result },
        };

    private Task<FunctionsHost> StartAsync(
        Func<ScriptedWorker, StreamingMessage, StreamingMessage?> answer,
        RpcFunctionMetadata[] functions,
        Func<WorkerStart, string>? id = null,
        params (string Key, string Value)[] settings
    ) =>
        FunctionsHost
            .StartAsync(
                Options(
                    async (start, _) =>
                    {
                        var worker = await ScriptedWorker.ReportAsync(start, id?.Invoke(start) ?? start.Id, answer, functions);
                        _worker.SetResult(worker);
                        return worker;
                    },
                    Waiting.Limit,
                    settings
                ),
                CancellationToken.None
            )
            .WaitAsync(Waiting.Limit);

    private FunctionsHostOptions Options(
        Func<WorkerStart, CancellationToken, Task<IWorker>> start,
        TimeSpan limit,
        params (string Key, string Value)[] settings
    )
    {
        var all = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value, StringComparer.Ordinal);
        all["AzureWebJobsStorage"] = azurite.ConnectionString;
        all["AzureFunctionsWebHost:hostid"] = AzuriteServer.UniqueName("scripted");
        return new FunctionsHostOptions
        {
            Args = ["--port", "0", "--data", _folder.FullName],
            AppFolder = _folder.FullName,
            Settings = all,
            Logs = _logs,
            StartWorker = start,
            StartLimit = limit,
        };
    }

    private sealed class SilentWorker : IWorker
    {
        private readonly TaskCompletionSource _ended = new();

        public Task Ended => _ended.Task;

        public ValueTask DisposeAsync()
        {
            _ended.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
