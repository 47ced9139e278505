using System.Reflection;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using BudgetWatch.LocalWorker.Discovery;
using BudgetWatch.LocalWorker.Hosting;
using BudgetWatch.LocalWorker.Invocation;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.LocalWorker.Queues;

/// <summary>One delivery of a message as what starts a function.</summary>
internal sealed class QueueTrigger(ParameterInfo parameter, QueueMessage message, BinaryData body, Func<object?, Task> send) : Trigger
{
    public override string Type => "queueTrigger";

    public override int RetryCount => (int)message.DequeueCount - 1;

    public override IReadOnlyDictionary<string, object?> BindingData { get; } = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
    {
        ["Id"] = message.MessageId,
        ["QueueTrigger"] = body.ToString(),
        ["DequeueCount"] = message.DequeueCount,
        ["PopReceipt"] = message.PopReceipt,
        ["InsertionTime"] = message.InsertedOn,
        ["ExpirationTime"] = message.ExpiresOn,
        ["NextVisibleTime"] = message.NextVisibleOn,
    };

    public static void ThrowIfNotRunnable(FunctionDescriptor function)
    {
        if (function.Method.GetParameters().Any(parameter => parameter != function.TriggerParameter
            && parameter.ParameterType != typeof(FunctionContext) && parameter.ParameterType != typeof(CancellationToken)))
        {
            throw new LocalWorkerStartException(
                $"Function '{function.Name}' may take its message, a FunctionContext and a CancellationToken; services come through the constructor.");
        }
    }

    public override object? Bind(ParameterInfo _)
    {
        var type = parameter.ParameterType;
        if (type == typeof(string)) return body.ToString();
        if (type == typeof(BinaryData)) return body;
        if (type == typeof(byte[])) return body.ToArray();
        return type == typeof(QueueMessage) ? WithBody() : JsonSerializer.Deserialize(body, type, JsonSerializerOptions.Web);
    }

    public override Task CompleteAsync(object? result, FunctionContext context) => send(result);

    private QueueMessage WithBody() => QueuesModelFactory.QueueMessage(
        message.MessageId, message.PopReceipt, body, message.DequeueCount, message.NextVisibleOn, message.InsertedOn, message.ExpiresOn);
}
