using System.Security.Cryptography;
using BudgetWatch.LocalHost.Azurite;
using BudgetWatch.LocalHost.Functions;
using BudgetWatch.LocalHost.Http;
using BudgetWatch.LocalHost.Protocol;
using BudgetWatch.LocalHost.Queues;
using BudgetWatch.LocalHost.Settings;
using BudgetWatch.LocalHost.StorageAccess;
using BudgetWatch.LocalHost.Timers;
using BudgetWatch.LocalHost.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost;

/// <summary>
/// Does on one machine what the Functions host does in Azure: starts the app's worker, learns its functions, and runs them for requests, timers and messages,
/// against the storage account configured as <c>AzureWebJobsStorage</c> or an emulator it starts.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    /// <summary>How long running functions have to end once the host must stop.</summary>
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(10);

    private readonly FunctionsHostOptions _options;
    private readonly IConfigurationRoot _configuration;
    private readonly HostJson _hostJson;
    private readonly ILoggerFactory _loggers;
    private readonly SharedLogs _webLogs;
    private readonly WorkerChannel _channel;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cuttingShort = new();
    private AzuriteProcess? _azurite;
    private WorkerEndpoint? _endpoint;
    private HttpFront? _front;
    private IWorker? _worker;
    private TimerTriggers? _timers;
    private QueueTriggers? _queues;
    private Task _listening = Task.CompletedTask;
    private Task? _stopped;

    private FunctionsHost(FunctionsHostOptions options)
    {
        _options = options;
        _configuration = HostConfiguration.Of(options);
        _hostJson = new HostJson(_configuration);
        _loggers = LoggerFactory.Create(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Warning).AddConfiguration(_hostJson.Logging);
            if (options.LogsToConsole)
                logging.AddSimpleConsole(console => console.SingleLine = true);
            if (options.Logs is not null)
                logging.AddProvider(options.Logs);
        });
        _webLogs = new SharedLogs(_loggers);
        _channel = new WorkerChannel(_loggers);
    }

    /// <summary>Where the app answers requests.</summary>
    public Uri Address => new(_front!.Address);

    /// <summary>Ends when the worker has ended.</summary>
    public Task WorkerEnded => _worker!.Ended;

    /// <summary>Starts an app.</summary>
    /// <param name="options">Which, and with what.</param>
    /// <param name="cancellation">Gives up; what had started is stopped.</param>
    /// <returns>The host, running the app.</returns>
    /// <exception cref="HostStartException">The app cannot start, for a reason the person who started it can do something about.</exception>
    public static async Task<FunctionsHost> StartAsync(FunctionsHostOptions options, CancellationToken cancellation)
    {
        var host = new FunctionsHost(options);
        try
        {
            await host.StartEverythingAsync(cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a timer function now and waits for it.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="cancellation">Cancels the run.</param>
    /// <returns>A task that ends when the function has.</returns>
    /// <exception cref="FunctionFailedException">The function threw.</exception>
    public Task FireTimerAsync(string function, CancellationToken cancellation = default) => _timers!.Of(function).FireAsync(cancellation);

    /// <summary>
    /// Waits until the function's schedule is waited for: whatever was missed has been made up for. From then on, moving a test's clock past the time returned runs the function.
    /// </summary>
    /// <param name="function">The function's name.</param>
    /// <returns>The time it will run at.</returns>
    public Task<DateTimeOffset> TimerWaitsForAsync(string function) => _timers!.Of(function).WaitingFor;

    /// <summary>Waits until the queues that the app reads hold no message, not even one that is being worked on. Poison queues do not count.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>A task that ends when they are empty.</returns>
    public Task WhenQueuesAreEmptyAsync(CancellationToken cancellation) => _queues!.WhenEmptyAsync(cancellation);

    /// <summary>Stops: no more is begun, what runs has ten seconds, then the worker ends, and last the emulator.</summary>
    /// <returns>A task that ends when all has.</returns>
    public Task StopAsync() => _stopped ??= StopEverythingAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _timers?.Dispose();
        _loggers.Dispose();
        _webLogs.Dispose();
        _stopping.Dispose();
        _cuttingShort.Dispose();
    }

    private async Task StartEverythingAsync(CancellationToken cancellation)
    {
        if (_options.Switches.Problem is { } problem)
            throw new HostStartException(problem);
        var data = DataFolder.Choose(_options.Switches, _options.AppFolder);
        var kestrel = new LoopbackKestrel(_options.Switches.Port);
        kestrel.ThrowIfTaken();
        var connections = new StorageConnections(_configuration);
        if (connections.IsLocal(StorageConnections.DefaultName))
        {
            _azurite = await AzuriteStart.PersistentAsync(data, _options.Output, cancellation);
            _configuration[StorageConnections.DefaultName] = _azurite.ConnectionString;
        }

        // A worker asks once for each of the two, so that both are there before it is.
        _endpoint = await WorkerEndpoint.StartAsync(_channel, _webLogs, cancellation);
        _front = await HttpFront.StartAsync(kestrel, _webLogs, cancellation);
        _worker = await _options.StartWorker(
            new WorkerStart(
                _endpoint.Address,
                _channel.WorkerId,
                RandomNumberGenerator.GetHexString(32, lowercase: true),
                WorkerEndpoint.LongestMessage,
                _options.AppFolder,
                _options.Switches.Rest,
                HostConfiguration.ForWorker(_options, _configuration, _front.Address)
            ),
            cancellation
        );
        var (functions, capabilities) = await SetUpAsync(cancellation);
        var keys = FunctionKeys.Load(_configuration, data.Path);
        await ListenAsync(functions, capabilities, connections, keys, data);
    }

    private async Task<(IReadOnlyList<HostedFunction> Functions, IReadOnlyDictionary<string, string> Capabilities)> SetUpAsync(
        CancellationToken cancellation
    )
    {
        IReadOnlyList<HostedFunction> functions = [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_options.StartLimit);
        var settingUp = _channel.SetUpAsync(
            _options.AppFolder,
            found =>
            {
                functions = FunctionTable.Of(found, _configuration);
                return functions.Where(function => !function.IsDisabled).Select(function => function.Metadata);
            },
            limit.Token
        );
        try
        {
            await Task.WhenAny(settingUp, WorkerEnded);

            // A Ctrl-C that ended a worker before it could ignore it reaches this host at the same moment, or a little later.
            if (WorkerEnded.IsCompleted)
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellation);
            return settingUp.IsCompleted || !WorkerEnded.IsCompleted
                ? (functions, await settingUp)
                : throw new HostStartException("The app stopped while it was starting; see its output above.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new HostStartException($"The app did not start within {_options.StartLimit.TotalMinutes:0} minutes.");
        }
    }

    private async Task ListenAsync(
        IReadOnlyList<HostedFunction> functions,
        IReadOnlyDictionary<string, string> capabilities,
        StorageConnections connections,
        FunctionKeys keys,
        DataFolder data
    )
    {
        var invocations = new Invocations(_channel, _hostJson, _loggers, _cuttingShort.Token);
        var references = new SettingReferences(_configuration);
        _timers = new TimerTriggers(
            functions,
            references,
            _configuration,
            new TimerStore(connections, _configuration),
            invocations,
            _options.Clock,
            _loggers
        );
        _queues = new QueueTriggers(functions, references, connections, new QueueSettings(_hostJson), invocations, _loggers);
        _front!.Open(
            functions,
            capabilities.TryGetValue(WorkerChannel.HttpUri, out var address)
                ? new Uri(address)
                : throw new HostStartException(
                    "The app takes no HTTP requests: its Program.cs must call ConfigureFunctionsWebApplication."
                ),
            keys,
            _hostJson,
            invocations
        );
        _listening = Task.WhenAll(_timers.ListenAsync(_stopping.Token), _queues.ListenAsync(_stopping.Token));
        await _options.Output.WriteLineAsync($"Listening on {_front.Address} (Ctrl-C stops). Keys and data are in {data.Path}");
    }

    private async Task StopEverythingAsync()
    {
        await _stopping.CancelAsync();
        using var deadline = new CancellationTokenSource(ShutdownGrace);
        if (_front is not null)
            await _front.StopAsync(deadline.Token);
        await _cuttingShort.CancelAsync();
        await WaitAsync(_listening, deadline.Token);
        if (_worker is not null)
        {
            _channel.Terminate(ShutdownGrace);
            await _worker.DisposeAsync();
        }

        if (_front is not null)
            await _front.DisposeAsync();
        if (_endpoint is not null)
            await _endpoint.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }

    /// <summary>Waits for work to end, and no longer than it may: what is cut short is taken up again at the next start.</summary>
    private static async Task WaitAsync(Task work, CancellationToken deadline) =>
        await Task.WhenAny(
            // Never faults, however the work ends: stopping must not fail for what has been logged.
            work.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default),
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, deadline)
        );

    /// <summary>The host's own loggers, for the two web servers that it is made of.</summary>
    private sealed class SharedLogs(ILoggerFactory loggers) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

        public void Dispose()
        {
            // They are the host's.
        }
    }
}
