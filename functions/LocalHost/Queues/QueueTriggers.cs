using System.Text.RegularExpressions;
using Azure;
using BudgetWatch.LocalHost.Functions;
using BudgetWatch.LocalHost.Settings;
using BudgetWatch.LocalHost.StorageAccess;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Queues;

/// <summary>The app's queue functions.</summary>
internal sealed partial class QueueTriggers(
    IEnumerable<HostedFunction> functions,
    SettingReferences references,
    StorageConnections connections,
    QueueSettings settings,
    Invocations invocations,
    ILoggerFactory loggers
)
{
    private const string PoisonSuffix = "-poison";

    private readonly IReadOnlyList<(QueueListener Listener, bool IsEnabled)> _listeners =
    [
        .. from function in functions
        let trigger = function.Trigger as Trigger.Queue
        where trigger is not null
        select (Listener(function, trigger, references, connections, settings, invocations, loggers), !function.IsDisabled),
    ];

    /// <summary>Reads the queues until it is stopped and what runs has ended. The messages of what does not end reappear later.</summary>
    public Task ListenAsync(CancellationToken stopping) =>
        Task.WhenAll(
            _listeners
                .Where(pair => pair.IsEnabled)
                .Select(pair => Task.Run(() => pair.Listener.ListenAsync(stopping), CancellationToken.None))
        );

    /// <summary>Waits until the queues that this app reads hold no message, not even one that is hidden or being worked on. Poison queues do not count.</summary>
    public async Task WhenEmptyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Functions send to each other's queues: they are all empty only when they are so twice in a row.
            if (await AreEmptyAsync(cancellationToken) && await AreEmptyAsync(cancellationToken))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    private async Task<bool> AreEmptyAsync(CancellationToken cancellationToken)
    {
        foreach (var (listener, _) in _listeners)
        {
            try
            {
                var properties = await listener.Queue.GetPropertiesAsync(cancellationToken);
                if (properties.Value.ApproximateMessagesCountLong > 0)
                    return false;
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                // Not created yet, so empty.
            }
        }

        return true;
    }

    private static QueueListener Listener(
        HostedFunction function,
        Trigger.Queue trigger,
        SettingReferences references,
        StorageConnections connections,
        QueueSettings settings,
        Invocations invocations,
        ILoggerFactory loggers
    )
    {
        var name = references.Resolve(trigger.QueueName, function.Name);
        if (!QueueName().IsMatch(name) || name.Length is < 3 or > 63)
        {
            throw new HostStartException(
                $"Function '{function.Name}' reads the queue '{name}'; a queue's name has 3 to 63 lower-case letters, digits and single hyphens between them."
            );
        }

        var account = connections.Queues(trigger.Connection);
        return new QueueListener(
            function,
            account.GetQueueClient(name),
            account.GetQueueClient(name + PoisonSuffix),
            settings,
            invocations,
            loggers.CreateLogger("Host.Triggers.Queue")
        );
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QueueName();
}
