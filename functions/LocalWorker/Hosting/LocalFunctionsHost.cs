using BudgetWatch.LocalWorker.Azurite;
using BudgetWatch.LocalWorker.Discovery;
using BudgetWatch.LocalWorker.Http;
using BudgetWatch.LocalWorker.Settings;
using BudgetWatch.LocalWorker.StorageAccess;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BudgetWatch.LocalWorker.Hosting;

/// <summary>The app: the emulator it needs, started first and stopped last, around the web application that runs the functions.</summary>
internal sealed class LocalFunctionsHost(
    WebApplication app,
    LocalWorkerOptions options,
    WorkerSwitches switches,
    LoopbackKestrel kestrel,
    PublishedSettings published) : IHost, IAsyncDisposable
{
    private AzuriteProcess? _azurite;

    public IServiceProvider Services => app.Services;

    /// <summary>
    /// Starts everything. A failure its starter can do something about is said in one line, without a stack trace, and the process
    /// then ends with exit code 1; when nobody listens to what the worker says (a test), it is thrown.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await StartEverythingAsync(cancellationToken);
        }
        catch (Exception exception) when (HasListener && LineFor(exception) is { } line)
        {
            await options.Errors.WriteLineAsync(line);
            Environment.ExitCode = 1;

            // Makes IHost.Run, which waits for this next, go on to stop and return.
            app.Lifetime.StopApplication();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await app.StopAsync(cancellationToken);
        await StopAzuriteAsync();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await StopAzuriteAsync();
    }

    private async Task StartEverythingAsync(CancellationToken cancellationToken)
    {
        if (switches.Problem is { } problem) throw new LocalWorkerStartException(problem);
        var data = DataFolder.Choose(switches, options.ContentRoot);
        var functions = app.Services.GetRequiredService<FunctionCatalogue>();
        kestrel.ThrowIfTaken();

        var connections = app.Services.GetRequiredService<StorageConnections>();
        if (connections.IsLocal(StorageConnections.DefaultName))
        {
            _azurite = await AzuriteStart.PersistentAsync(data, options.Output, cancellationToken);
            published.Publish(StorageConnections.DefaultName, _azurite.ConnectionString);
        }

        HttpFunctions.MapTo(app, functions, FunctionKeys.Load(app.Configuration, data.Path));
        await StartWebAsync(cancellationToken);
        var address = kestrel.AddressOf(app);
        published.Publish("LocalWorker:Address", address);
        await options.Output.WriteLineAsync($"Listening on {address} (Ctrl-C stops). Keys and data are in {data.Path}");
    }

    private async Task StopAzuriteAsync()
    {
        if (Interlocked.Exchange(ref _azurite, null) is { } azurite) await azurite.DisposeAsync();
    }

    private bool HasListener => !ReferenceEquals(options.Errors, TextWriter.Null);

    private async Task StartWebAsync(CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (LoopbackKestrel.IsPortTaken(exception))
        {
            throw kestrel.PortTaken(exception);
        }
    }

    private static string? LineFor(Exception exception) => exception switch
    {
        LocalWorkerStartException failure => failure.Message,
        OptionsValidationException invalid => string.Join(' ', invalid.Failures),
        _ => null,
    };
}
