using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using BudgetWatch.LocalHost.Functions;
using BudgetWatch.LocalHost.Protocol;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Queues;

/// <summary>Delivers the messages of one queue to one function.</summary>
internal sealed class QueueListener(
    HostedFunction function,
    QueueClient queue,
    QueueClient poison,
    QueueSettings settings,
    Invocations invocations,
    ILogger log
)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Task, byte> _running = new();

    public QueueClient Queue => queue;

    public async Task ListenAsync(CancellationToken stopping)
    {
        var wait = ShortestWait;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await CapacityAsync(stopping);
                if (await FetchAsync(stopping))
                {
                    wait = ShortestWait;
                    continue;
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
            {
                await CreateAsync(stopping);
                continue;
            }
            catch (Exception exception)
            {
                log.LogWarning(exception, "Queue '{Queue}' could not be read; trying again", queue.Name);
            }

            if (wait > settings.MaxPollingInterval)
                wait = settings.MaxPollingInterval;
            await PauseAsync(wait, stopping);
            wait *= 2;
        }

        await Task.WhenAll(_running.Keys);
    }

    private static Task PauseAsync(TimeSpan wait, CancellationToken stopping) =>
        Task.Delay(wait, TimeProvider.System, stopping)
            .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task CapacityAsync(CancellationToken stopping)
    {
        while (_running.Count > settings.NewBatchThreshold)
            await Task.WhenAny(_running.Keys).WaitAsync(stopping);
    }

    private async Task<bool> FetchAsync(CancellationToken stopping)
    {
        // Not cancelled halfway: messages the service had already hidden would be gone for as long as it hides them.
        QueueMessage[] messages = await queue.ReceiveMessagesAsync(settings.BatchSize, settings.Invisibility, CancellationToken.None);
        foreach (var message in messages)
        {
            var work = Task.Run(
                () => stopping.IsCancellationRequested ? RefuseAsync(message) : DeliverAsync(message),
                CancellationToken.None
            );
            _running.TryAdd(work, 0);
            _ = work.ContinueWith(
                done => _running.TryRemove(done, out var _),
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );
        }

        return messages.Length > 0;
    }

    private Task RefuseAsync(QueueMessage message) => SettleAsync(message, held => held.GiveBackAsync(TimeSpan.Zero));

    private async Task CreateAsync(CancellationToken stopping)
    {
        try
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: stopping);
        }
        catch (Exception exception)
        {
            if (stopping.IsCancellationRequested)
                return;
            log.LogWarning(exception, "Queue '{Queue}' could not be created; trying again", queue.Name);
            await PauseAsync(settings.MaxPollingInterval, stopping);
        }
    }

    private Task DeliverAsync(QueueMessage message) =>
        SettleAsync(
            message,
            held =>
            {
                if (message.DequeueCount > settings.MaxDequeueCount)
                    return PoisonAsync(held, message, "was taken more often than allowed without an end");
                return MessageText.Decode(message.MessageText, settings.IsBase64) is { } body
                    ? RunAsync(held, message, body)
                    : PoisonAsync(held, message, "is not Base64 (host.json: extensions.queues.messageEncoding)");
            }
        );

    // Never throws: whatever cannot be done now is done when the message reappears.
    private async Task SettleAsync(QueueMessage message, Func<LeasedMessage, Task> settle)
    {
        try
        {
            await using var held = new LeasedMessage(queue, message, settings.Invisibility, log);
            await settle(held);
        }
        catch (Exception exception)
        {
            log.LogWarning(
                exception,
                "Message {Id} of queue '{Queue}' could not be settled and will be delivered again",
                message.MessageId,
                queue.Name
            );
        }
    }

    private async Task RunAsync(LeasedMessage held, QueueMessage message, BinaryData body)
    {
        try
        {
            await invocations.RunAsync(function, new TypedData { String = body.ToString() }, CancellationToken.None, Said(message));
        }
        catch (Exception exception)
        {
            var isCutShort = exception is OperationCanceledException && invocations.IsStopping;
            if (message.DequeueCount >= settings.MaxDequeueCount && !isCutShort)
                await PoisonAsync(held, message, "failed at its last try");
            else
                await held.GiveBackAsync(settings.VisibilityTimeout);
            return;
        }

        await held.DeleteAsync();
    }

    /// <summary>What the function can learn of its message (<c>FunctionContext.BindingContext</c>).</summary>
    private static KeyValuePair<string, TypedData>[] Said(QueueMessage message) =>
        [
            KeyValuePair.Create("Id", new TypedData { String = message.MessageId }),
            KeyValuePair.Create("DequeueCount", new TypedData { Json = message.DequeueCount.ToString(CultureInfo.InvariantCulture) }),
            KeyValuePair.Create("PopReceipt", new TypedData { String = message.PopReceipt }),
            KeyValuePair.Create("InsertionTime", new TypedData { Json = JsonSerializer.Serialize(message.InsertedOn) }),
            KeyValuePair.Create("ExpirationTime", new TypedData { Json = JsonSerializer.Serialize(message.ExpiresOn) }),
            KeyValuePair.Create("NextVisibleTime", new TypedData { Json = JsonSerializer.Serialize(message.NextVisibleOn) }),
        ];

    private async Task PoisonAsync(LeasedMessage held, QueueMessage message, string why)
    {
        log.LogError("Message {Id} of queue '{Queue}' {Why}; it is moved to '{Poison}'", message.MessageId, queue.Name, why, poison.Name);
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.MessageText);
        await held.DeleteAsync();
    }
}
