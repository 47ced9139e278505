using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using BudgetWatch.LocalHost.Worker;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BudgetWatch.TestKit;

/// <summary>The real worker with a whole app, in this process instead of one of its own, so that a test can reach the app's services. Any number at once.</summary>
internal sealed class WorkerInProcess : IWorker
{
    // The worker finds functions, and the code generated for them, by the assembly that the process was started with.
    private static readonly Lock EntryAssembly = new();

    private readonly IHost _app;
    private readonly Socket _listening;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerInProcess(IHost app, Socket listening) => (_app, _listening) = (app, listening);

    public Task Ended => _ended.Task;

    public IServiceProvider Services => _app.Services;

    public static async Task<WorkerInProcess> StartAsync(
        WorkerStart start,
        Assembly app,
        Action<FunctionsApplicationBuilder> configure,
        IReadOnlyDictionary<string, string?> settings,
        CancellationToken cancellation
    )
    {
        // The worker chooses its port once for a process, by one that was free a moment ago. Here each app has its own, which is taken from the start.
        var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        var worker = new WorkerInProcess(Build(start, app, configure, settings, listening), listening);
        try
        {
            await worker._app.StartAsync(cancellation);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        if (_app is IAsyncDisposable app)
            await app.DisposeAsync();
        else
            _app.Dispose();
        _listening.Dispose();
        _ended.TrySetResult();
    }

    private static IHost Build(
        WorkerStart start,
        Assembly app,
        Action<FunctionsApplicationBuilder> configure,
        IReadOnlyDictionary<string, string?> settings,
        Socket listening
    )
    {
        lock (EntryAssembly)
        {
            var entry = Assembly.GetEntryAssembly();
            Assembly.SetEntryAssembly(app);
            try
            {
                Environment.SetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY", start.AppFolder);
                var builder = FunctionsApplication.CreateBuilder([]);
                builder.Configuration.AddInMemoryCollection(
                    start.Settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))
                );
                builder.Configuration.AddInMemoryCollection(settings);
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["Functions:Worker:HostEndpoint"] = start.Endpoint.AbsoluteUri,
                        ["Functions:Worker:WorkerId"] = start.Id,
                        ["Functions:Worker:RequestId"] = start.RequestId,
                        ["Functions:Worker:GrpcMaxMessageLength"] = start.LongestMessage.ToString(CultureInfo.InvariantCulture),
                    }
                );
                configure(builder);
                builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.ListenHandle((ulong)listening.Handle));
                builder.Services.Configure<WorkerOptions>(worker => worker.Capabilities["HttpUri"] = $"http://{listening.LocalEndPoint}/");
                return builder.Build();
            }
            finally
            {
                Assembly.SetEntryAssembly(entry);
            }
        }
    }
}
