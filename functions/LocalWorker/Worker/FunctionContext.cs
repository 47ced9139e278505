namespace Microsoft.Azure.Functions.Worker;

/// <summary>One run of one function.</summary>
public abstract class FunctionContext
{
    /// <summary>An id no other run has.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id, the same for every run of it.</summary>
    public abstract string FunctionId { get; }

    /// <summary>Where this run stands in a distributed trace.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger said about this run.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Which try this is, of how many.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this run: a scope that ends with it.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function that runs.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>A place for middleware and the function to leave things for each other.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>What the worker provides for this run.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Fires when the app is stopping, when <c>functionTimeout</c> has passed or, for HTTP, when the caller has gone.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
