using BudgetWatch.LocalHost.Settings;

namespace BudgetWatch.LocalHost.Queues;

/// <summary>How queues are read, as host.json's <c>extensions.queues</c> says.</summary>
internal sealed class QueueSettings(HostJson host)
{
    public int BatchSize { get; } = host.Number("extensions:queues:batchSize", otherwise: 16, min: 1, max: 32);

    /// <summary>A new batch is fetched once no more than this many messages are being worked on.</summary>
    public int NewBatchThreshold { get; } =
        host.Number(
            "extensions:queues:newBatchThreshold",
            otherwise: host.Number("extensions:queues:batchSize", otherwise: 16, min: 1, max: 32) / 2,
            min: 0,
            max: 1000
        );

    public int MaxDequeueCount { get; } = host.Number("extensions:queues:maxDequeueCount", otherwise: 5, min: 1, max: 100);

    public TimeSpan VisibilityTimeout { get; } = host.Time("extensions:queues:visibilityTimeout", otherwise: TimeSpan.Zero);

    public TimeSpan MaxPollingInterval { get; } = host.Time("extensions:queues:maxPollingInterval", otherwise: TimeSpan.FromMinutes(1));

    public bool IsBase64 { get; } = host.Choice("extensions:queues:messageEncoding", "base64", "base64", "none") == "base64";

    /// <summary>
    /// How long a message being worked on stays hidden unless that is renewed, which it is at every quarter of the time: a busy machine may
    /// be late twice before the message is delivered again. The real host takes ten minutes; here an app is killed and restarted more
    /// often, and its work then waits this long.
    /// </summary>
    public TimeSpan Invisibility { get; } = host.Time("localHost:messageInvisibility", otherwise: TimeSpan.FromSeconds(30));
}
