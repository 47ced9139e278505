using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.LocalWorker.Invocation;

/// <summary>What starts one run: the values it brings, and how they become the method's arguments.</summary>
internal abstract class Trigger
{
    /// <summary>The trigger's kind, as in function.json.</summary>
    public abstract string Type { get; }

    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }

    /// <summary>Which try this is, from 0.</summary>
    public virtual int RetryCount => 0;

    /// <summary>The value of a parameter other than <see cref="FunctionContext"/> and <see cref="CancellationToken"/>.</summary>
    public abstract object? Bind(ParameterInfo parameter);

    /// <summary>Leaves what the trigger brings for middleware to find.</summary>
    public virtual void Prepare(FunctionContext context)
    {
    }

    /// <summary>Deals with what the function returned, inside the run's scope.</summary>
    public virtual Task CompleteAsync(object? result, FunctionContext context) => Task.CompletedTask;
}
