namespace BudgetWatch.Storage.Queues;

/// <summary>The queues that work is handed on by; the triggers name the same. A message carries the <c>traceparent</c> of its sender, if there is a listener.</summary>
public static class QueueNames
{
    /// <summary>One message for each source of a run: <c>{"runId":…,"sourceId":…}</c>.</summary>
    public const string Ingest = "ingest";

    /// <summary>One message for each build: <c>{"runId":…}</c>.</summary>
    public const string Build = "build";
}
