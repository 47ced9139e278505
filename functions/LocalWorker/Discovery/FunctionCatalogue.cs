using System.Reflection;
using BudgetWatch.LocalWorker.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalWorker.Discovery;

/// <summary>Every function of the app. What the real host would refuse, or this worker cannot run, stops the start and says why.</summary>
public sealed class FunctionCatalogue
{
    private const BindingFlags PublicMethods = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;

    private readonly IConfiguration _configuration;

    internal FunctionCatalogue(FunctionSources sources, IConfiguration configuration)
    {
        _configuration = configuration;
        Functions = [.. sources.Classes.Where(type => type is { IsAbstract: false } or { IsSealed: true }).SelectMany(FunctionsOf)];
        foreach (var same in Functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            throw new LocalWorkerStartException(
                $"Two functions are named '{same.Key}': {string.Join(" and ", same.Select(function => function.EntryPoint))}.");
        }
    }

    /// <summary>The functions, in the order they were found.</summary>
    public IReadOnlyList<FunctionDescriptor> Functions { get; }

    internal FunctionDescriptor this[string name] =>
        Functions.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no function '{name}'.", nameof(name));

    internal IEnumerable<FunctionDescriptor> TriggeredBy<TTrigger>()
        where TTrigger : TriggerBindingAttribute => Functions.Where(function => function.Trigger is TTrigger);

    /// <summary>Whether the setting <c>AzureWebJobs.NAME.Disabled</c> turns the function off.</summary>
    internal bool IsDisabled(FunctionDescriptor function) =>
        _configuration[$"AzureWebJobs.{function.Name}.Disabled"] is { } text && (text == "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<FunctionDescriptor> FunctionsOf(Type type) =>
        from method in type.GetMethods(PublicMethods)
        let attribute = method.GetCustomAttribute<FunctionAttribute>()
        where attribute is not null
        select Describe(method, attribute.Name);

    private static FunctionDescriptor Describe(MethodInfo method, string name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw Refused(method, name, "has no name");
        if (method.ContainsGenericParameters) throw Refused(method, name, "is generic");
        if (method.ReturnType == typeof(void) && IsAsync(method)) throw Refused(method, name, "is async void, so nobody can know when it ends: return Task");

        var triggers = (
            from parameter in method.GetParameters()
            from trigger in parameter.GetCustomAttributes<TriggerBindingAttribute>()
            select (parameter, trigger)).ToList();

        return triggers switch
        {
            [] => throw Refused(method, name, "has no trigger"),
            [var (parameter, trigger)] when trigger is HttpTriggerAttribute or TimerTriggerAttribute or QueueTriggerAttribute =>
                new FunctionDescriptor(name, method, trigger, parameter),
            [var (_, trigger)] => throw Refused(method, name, $"has a {trigger.GetType().Name}, which the local worker does not run"),
            _ => throw Refused(method, name, $"has {triggers.Count} triggers; a function has one"),
        };
    }

    private static bool IsAsync(MethodInfo method) =>
        method.IsDefined(typeof(System.Runtime.CompilerServices.AsyncStateMachineAttribute), inherit: false);

    private static LocalWorkerStartException Refused(MethodInfo method, string name, string why) =>
        new($"Function '{name}' ({method.ReflectedType!.FullName}.{method.Name}) {why}.");
}
