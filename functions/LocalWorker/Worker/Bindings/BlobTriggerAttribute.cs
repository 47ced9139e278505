using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function when a blob appears. The local worker knows the attribute but does not run such functions.</summary>
/// <param name="blobPath">Container and blob name, with <c>{placeholders}</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BlobTriggerAttribute(string blobPath) : TriggerBindingAttribute
{
    /// <summary>Container and blob name, with <c>{placeholders}</c>.</summary>
    public string BlobPath { get; } = blobPath;

    /// <summary>The name of the setting that says which storage account; <c>AzureWebJobsStorage</c> when null.</summary>
    public string? Connection { get; set; }
}
