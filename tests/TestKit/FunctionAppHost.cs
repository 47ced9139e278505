using System.Reflection;
using BudgetWatch.LocalHost;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.TestKit;

/// <summary>
/// A whole function app on the real worker, started in this process on a free port against the emulator. Its timers and leases are its own even when other tests
/// run the same app; queues, containers and tables are as the app's settings name them.
/// </summary>
public sealed class FunctionAppHost : IAsyncDisposable
{
    /// <summary>The key that functions of level Function accept.</summary>
    public const string FunctionKey = "function-key-of-tests";

    /// <summary>The key that every function accepts.</summary>
    public const string MasterKey = "master-key-of-tests";

    private readonly FunctionsHost _host;

    private FunctionAppHost(FunctionsHost host, IServiceProvider services, RecordedLogs logs)
    {
        _host = host;
        Services = services;
        Logs = logs;
        Address = host.Address;
        HttpClient = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = Address,
            Timeout = Waiting.Limit,
        };
    }

    /// <summary>Where the app listens.</summary>
    public Uri Address { get; }

    /// <summary>Asks the app. It follows no redirects.</summary>
    public HttpClient HttpClient { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>What the app has logged, and its host.</summary>
    public RecordedLogs Logs { get; }

    /// <summary>Starts an app.</summary>
    /// <param name="azurite">The emulator.</param>
    /// <param name="app">The app's assembly, which has its functions.</param>
    /// <param name="configure">What the app's Program.cs does with its builder, and what the test changes after it.</param>
    /// <param name="settings">Settings that win over every other source; host.json's are named <c>AzureFunctionsJobHost:...</c>.</param>
    /// <param name="clock">What timers go by; the system's clock unless said.</param>
    /// <returns>The app, started.</returns>
    public static async Task<FunctionAppHost> StartAsync(
        AzuriteServer azurite,
        Assembly app,
        Action<FunctionsApplicationBuilder> configure,
        IReadOnlyDictionary<string, string?>? settings = null,
        TimeProvider? clock = null
    )
    {
        var logs = new RecordedLogs();
        var all = With(azurite, settings);
        WorkerInProcess? worker = null;
        var host = await FunctionsHost.StartAsync(
            new FunctionsHostOptions
            {
                Args = ["--port", "0"],
                AppFolder = AppContext.BaseDirectory,
                Settings = all,
                Logs = new LogsOfHost(logs),
                Clock = clock ?? TimeProvider.System,
                StartWorker = async (start, cancellation) =>
                    worker = await WorkerInProcess.StartAsync(
                        start,
                        app,
                        builder =>
                        {
                            builder.Logging.AddProvider(logs);
                            configure(builder);
                        },
                        all,
                        cancellation
                    ),
            },
            CancellationToken.None
        );
        return new FunctionAppHost(host, worker!.Services, logs);
    }

    /// <summary>Runs a timer function now. That it threw comes out.</summary>
    /// <param name="function">Its name.</param>
    /// <returns>A task that ends when the function has.</returns>
    public Task FireTimerAsync(string function) => _host.FireTimerAsync(function);

    /// <summary>Waits until moving the clock past the time returned runs a timer function.</summary>
    /// <param name="function">Its name.</param>
    /// <returns>The time it will run at.</returns>
    public Task<DateTimeOffset> TimerWaitsForAsync(string function) => _host.TimerWaitsForAsync(function);

    /// <summary>Waits until the queues the app reads are empty and nothing taken from them is being worked on.</summary>
    /// <returns>A task that ends when they are empty.</returns>
    public async Task WhenQueuesAreEmptyAsync()
    {
        using var limit = new CancellationTokenSource(Waiting.Limit);
        await _host.WhenQueuesAreEmptyAsync(limit.Token);
    }

    /// <summary>Stops the app as Ctrl-C would.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public Task StopAsync() => _host.StopAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        HttpClient.Dispose();
        await _host.DisposeAsync();
    }

    private static Dictionary<string, string?> With(AzuriteServer azurite, IReadOnlyDictionary<string, string?>? settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            [NoSchedule.Setting] = NoSchedule.Text,
            ["AzureFunctionsWebHost:hostid"] = AzuriteServer.UniqueName("host"),
            ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.05",
            ["Functions:Keys:Function"] = FunctionKey,
            ["Functions:Keys:Host"] = "host-key-of-tests",
            ["Functions:Keys:Master"] = MasterKey,
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            all[key] = value;
        return all;
    }

    /// <summary>What the host says itself. Lines that the worker hands it are recorded where they are written, with their exceptions.</summary>
    private sealed class LogsOfHost(RecordedLogs logs) : ILoggerProvider
    {
        private readonly LoggerFactory _none = new();

        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Host.", StringComparison.Ordinal) || categoryName.StartsWith("Function.", StringComparison.Ordinal)
                ? logs.CreateLogger(categoryName)
                : _none.CreateLogger(categoryName);

        public void Dispose() => _none.Dispose();
    }
}
