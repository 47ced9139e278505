using System.Text.RegularExpressions;
using Azure;
using BudgetWatch.LocalWorker.Discovery;
using BudgetWatch.LocalWorker.Hosting;
using BudgetWatch.LocalWorker.Invocation;
using BudgetWatch.LocalWorker.Settings;
using BudgetWatch.LocalWorker.StorageAccess;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalWorker.Queues;

/// <summary>The app's queue functions, reading their queues from the moment the app has started.</summary>
public sealed partial class QueueTriggers : IHostedLifecycleService, IDisposable
{
    private const string PoisonSuffix = "-poison";

    private readonly List<QueueListener> _listeners;
    private readonly CancellationTokenSource _stopping = new();
    private Task _listening = Task.CompletedTask;

    internal QueueTriggers(IServiceProvider services, FunctionCatalogue functions) => _listeners =
    [
        .. functions.TriggeredBy<QueueTriggerAttribute>().Select(function => Listener(function, services, !functions.IsDisabled(function))),
    ];

    /// <summary>
    /// Waits until the queues that this app reads hold no message, not even one that is hidden or being worked on. Poison queues do not count.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when they are empty.</returns>
    public async Task WhenEmptyAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // Functions send to each other's queues: they are all empty only when they are so twice in a row.
            if (await AreEmptyAsync(cancellationToken) && await AreEmptyAsync(cancellationToken)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Starts reading, now that everything else has started.</summary>
    /// <param name="cancellationToken">Not used.</param>
    /// <returns>A task that has ended.</returns>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _listening = Task.WhenAll(_listeners.Where(listener => listener.IsEnabled)
            .Select(listener => Task.Run(() => listener.ListenAsync(_stopping.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    /// <summary>Waits for running functions to end, as long as the host allows. The messages of those that do not reappear by themselves.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when they have.</returns>
    public Task StopAsync(CancellationToken cancellationToken) => Grace.WaitAsync(_listening, cancellationToken);

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _stopping.Dispose();

    private async Task<bool> AreEmptyAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in _listeners)
        {
            try
            {
                var properties = await listener.Queue.GetPropertiesAsync(cancellationToken);
                if (properties.Value.ApproximateMessagesCountLong > 0) return false;
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                // Not created yet, so empty.
            }
        }

        return true;
    }

    private static QueueListener Listener(FunctionDescriptor function, IServiceProvider services, bool isEnabled)
    {
        QueueTrigger.ThrowIfNotRunnable(function);
        var trigger = (QueueTriggerAttribute)function.Trigger;
        var name = services.GetRequiredService<SettingReferences>().Resolve(trigger.QueueName, function.Name);
        if (!QueueName().IsMatch(name) || name.Length is < 3 or > 63)
        {
            throw new LocalWorkerStartException(
                $"Function '{function.Name}' reads the queue '{name}'; a queue's name has 3 to 63 lower-case letters, digits and single hyphens between them.");
        }

        var account = services.GetRequiredService<StorageConnections>().Queues(trigger.Connection);
        return new QueueListener(
            function,
            account.GetQueueClient(name),
            account.GetQueueClient(name + PoisonSuffix),
            services.GetRequiredService<QueueOutput>().SenderFor(function),
            services.GetRequiredService<QueueSettings>(),
            services.GetRequiredService<FunctionInvoker>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Host.Triggers.Queue"))
        {
            IsEnabled = isEnabled,
        };
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QueueName();
}
