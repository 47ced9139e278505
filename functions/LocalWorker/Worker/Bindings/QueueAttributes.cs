using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for each message of a storage queue, at least once, in any order, several at a time.</summary>
/// <param name="queueName">The queue's name, or <c>%Setting%</c>, the name of a setting that holds it.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    /// <summary>The queue's name as written, <c>%Setting%</c> unresolved.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The name of the setting that says which storage account; <c>AzureWebJobsStorage</c> when null.</summary>
    public string? Connection { get; set; }
}

/// <summary>Sends what the function returns to a storage queue: a string as it is, anything else as JSON, each element of an array as its own message.</summary>
/// <param name="queueName">The queue's name, or <c>%Setting%</c>, the name of a setting that holds it.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class QueueOutputAttribute(string queueName) : OutputBindingAttribute
{
    /// <summary>The queue's name as written, <c>%Setting%</c> unresolved.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The name of the setting that says which storage account; <c>AzureWebJobsStorage</c> when null.</summary>
    public string? Connection { get; set; }
}
