using System.Reflection;
using BudgetWatch.LocalWorker.Hosting;
using BudgetWatch.LocalWorker.Queues;
using BudgetWatch.LocalWorker.Timers;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.TestKit;

/// <summary>
/// A whole function app, started in this process on a free port against the emulator. Its timers and leases are its own even when other tests
/// run the same app; queues, containers and tables are as the app's settings name them.
/// </summary>
public sealed class FunctionAppHost : IAsyncDisposable
{
    /// <summary>The key that functions of level Function accept.</summary>
    public const string FunctionKey = "function-key-of-tests";

    /// <summary>The key that every function accepts.</summary>
    public const string MasterKey = "master-key-of-tests";

    private readonly IHost _host;

    private FunctionAppHost(IHost host, RecordedLogs logs)
    {
        _host = host;
        Logs = logs;
        Address = new Uri(host.Services.GetRequiredService<IConfiguration>()["LocalWorker:Address"]!);
        HttpClient = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = Waiting.Limit };
    }

    /// <summary>Where the app listens.</summary>
    public Uri Address { get; }

    /// <summary>Asks the app. It follows no redirects.</summary>
    public HttpClient HttpClient { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>What the app has logged.</summary>
    public RecordedLogs Logs { get; }

    /// <summary>Starts an app whose functions are those of an assembly.</summary>
    /// <param name="azurite">The emulator.</param>
    /// <param name="functions">The assembly that holds the functions.</param>
    /// <param name="configure">What the app's Program.cs does with its builder, and what the test changes after it.</param>
    /// <param name="settings">Settings that win over every other source; host.json's are named <c>AzureFunctionsJobHost:...</c>.</param>
    /// <returns>The app, started.</returns>
    public static Task<FunctionAppHost> StartAsync(
        AzuriteServer azurite,
        Assembly functions,
        Action<FunctionsApplicationBuilder>? configure = null,
        IReadOnlyDictionary<string, string?>? settings = null) =>
        StartAsync(azurite, builder =>
        {
            builder.UseFunctionsFrom(functions);
            configure?.Invoke(builder);
        }, settings);

    /// <summary>Starts an app that says itself where its functions are, with <c>UseFunctionsFrom</c> or <c>UseFunctionsIn</c>.</summary>
    /// <param name="azurite">The emulator.</param>
    /// <param name="configure">What the app's Program.cs does with its builder, and what the test changes after it.</param>
    /// <param name="settings">Settings that win over every other source; host.json's are named <c>AzureFunctionsJobHost:...</c>.</param>
    /// <returns>The app, started.</returns>
    public static async Task<FunctionAppHost> StartAsync(
        AzuriteServer azurite,
        Action<FunctionsApplicationBuilder> configure,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var logs = new RecordedLogs();
        var builder = LocalWorkerApplication.CreateBuilder(new LocalWorkerOptions
        {
            Args = ["--port", "0"],
            Settings = With(azurite, settings),
        });
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.AddProvider(logs);
        configure(builder);
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return new FunctionAppHost(host, logs);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Runs a timer function now. What it throws comes out.</summary>
    /// <param name="function">Its name.</param>
    /// <returns>A task that ends when the function has.</returns>
    public Task FireTimerAsync(string function) => Services.GetRequiredService<TimerTriggers>().FireAsync(function);

    /// <summary>Waits until the queues the app reads are empty and nothing taken from them is being worked on.</summary>
    /// <returns>A task that ends when they are empty.</returns>
    public async Task WhenQueuesAreEmptyAsync()
    {
        using var limit = new CancellationTokenSource(Waiting.Limit);
        await Services.GetRequiredService<QueueTriggers>().WhenEmptyAsync(limit.Token);
    }

    /// <summary>Stops the app as Ctrl-C would.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public Task StopAsync() => _host.StopAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        HttpClient.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
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
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>(StringComparer.Ordinal)) all[key] = value;
        return all;
    }
}
