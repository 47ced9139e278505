using System.Collections;
using Azure.Storage.Queues;
using BudgetWatch.LocalWorker.Discovery;
using BudgetWatch.LocalWorker.Settings;
using BudgetWatch.LocalWorker.StorageAccess;

namespace BudgetWatch.LocalWorker.Queues;

/// <summary>Sends what functions marked <c>[QueueOutput]</c> return.</summary>
internal sealed class QueueOutput(StorageConnections connections, SettingReferences references, QueueSettings settings)
{
    /// <summary>Where a function's results go; nowhere without the attribute.</summary>
    public Func<object?, Task> SenderFor(FunctionDescriptor function)
    {
        if (function.QueueOutput is not { } output) return _ => Task.CompletedTask;
        var queue = connections.Queues(output.Connection).GetQueueClient(references.Resolve(output.QueueName, function.Name));
        return result => SendAsync(queue, result);
    }

    private async Task SendAsync(QueueClient queue, object? result)
    {
        object[] messages = result switch
        {
            null => [],
            string or byte[] or BinaryData => [result],
            IEnumerable many => [.. many.OfType<object>()],
            _ => [result],
        };
        if (messages.Length == 0) return;
        await queue.CreateIfNotExistsAsync();
        foreach (var message in messages) await queue.SendMessageAsync(MessageText.Encode(message, settings.IsBase64));
    }
}
