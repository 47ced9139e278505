using BudgetWatch.LocalHost.Protocol;

namespace BudgetWatch.LocalHost.Functions;

/// <summary>A function as its worker describes it, and what starts it.</summary>
/// <param name="Metadata">What the worker said of it; it is loaded with the same.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="IsDisabled">Whether the setting <c>AzureWebJobs.NAME.Disabled</c> turns it off.</param>
internal sealed record HostedFunction(RpcFunctionMetadata Metadata, Trigger Trigger, bool IsDisabled)
{
    public string Name => Metadata.Name;

    public string Id => Metadata.FunctionId;
}

/// <summary>What starts a function: its binding of direction <c>in</c>.</summary>
/// <param name="Name">The name of the parameter that carries it.</param>
internal abstract record Trigger(string Name)
{
    /// <summary>A request.</summary>
    /// <param name="Name">The name of the parameter that carries it.</param>
    /// <param name="Level">Which keys it takes.</param>
    /// <param name="Methods">The verbs it answers; none for any.</param>
    /// <param name="Route">Its route, without the prefix; null where it is the function's name.</param>
    internal sealed record Http(string Name, AuthorizationLevel Level, IReadOnlyList<string> Methods, string? Route) : Trigger(Name);

    /// <summary>A schedule.</summary>
    /// <param name="Name">The name of the parameter that carries it.</param>
    /// <param name="Schedule">Six fields, or the setting that holds them between per cent signs.</param>
    /// <param name="RunsAtStart">Whether it also runs when the app starts.</param>
    /// <param name="IsMonitored">Whether a time that was missed is made up for.</param>
    internal sealed record Timer(string Name, string Schedule, bool RunsAtStart, bool IsMonitored) : Trigger(Name);

    /// <summary>A message.</summary>
    /// <param name="Name">The name of the parameter that carries it.</param>
    /// <param name="QueueName">The queue, or the setting that names it between per cent signs.</param>
    /// <param name="Connection">The setting that holds the connection; null for <c>AzureWebJobsStorage</c>.</param>
    internal sealed record Queue(string Name, string QueueName, string? Connection) : Trigger(Name);
}

/// <summary>Who may call a function over HTTP, as its binding says.</summary>
internal enum AuthorizationLevel
{
    /// <summary>Anyone.</summary>
    Anonymous,

    /// <summary>Callers with a key of the function, of the host or the master key.</summary>
    Function,

    /// <summary>Callers with the master key.</summary>
    Admin,
}
