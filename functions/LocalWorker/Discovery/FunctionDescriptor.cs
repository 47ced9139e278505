using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace BudgetWatch.LocalWorker.Discovery;

/// <summary>A function found in the app.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">The method that is the function.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="TriggerParameter">The parameter that carries the trigger.</param>
public sealed record FunctionDescriptor(string Name, MethodInfo Method, TriggerBindingAttribute Trigger, ParameterInfo TriggerParameter)
{
    /// <summary>The class that holds the method; the container makes one for each run, unless the method is static.</summary>
    public Type DeclaringType => Method.ReflectedType!;

    /// <summary>The method, as <c>Namespace.Class.Method</c>.</summary>
    public string EntryPoint => $"{DeclaringType.FullName}.{Method.Name}";

    internal QueueOutputAttribute? QueueOutput => Method.GetCustomAttribute<QueueOutputAttribute>();
}
