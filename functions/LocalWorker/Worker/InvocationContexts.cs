namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger said about a run.</summary>
public abstract class BindingContext
{
    /// <summary>Names and values: for a queue the message's id and counts, for HTTP the route's values.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

/// <summary>Where a run stands in a distributed trace, in W3C terms.</summary>
public abstract class TraceContext
{
    /// <summary>The <c>traceparent</c> of this run.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The <c>tracestate</c> of this run; empty when there is none.</summary>
    public abstract string TraceState { get; }

    /// <summary>Further attributes of the trace.</summary>
    public virtual IReadOnlyDictionary<string, string> Attributes => new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Which try a run is.</summary>
public abstract class RetryContext
{
    /// <summary>How many tries went before this one.</summary>
    public abstract int RetryCount { get; }

    /// <summary>How many tries there may be after the first.</summary>
    public abstract int MaxRetryCount { get; }
}

/// <summary>What the worker provides for a run, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Sets the feature of a type.</summary>
    /// <typeparam name="T">The type it is found by.</typeparam>
    /// <param name="instance">The feature.</param>
    void Set<T>(T instance);

    /// <summary>Gets the feature of a type, or null.</summary>
    /// <typeparam name="T">The type it was set by.</typeparam>
    /// <returns>The feature, or null.</returns>
    T? Get<T>();
}
