using System.Reflection;
using BudgetWatch.LocalWorker.Invocation;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.LocalWorker.Timers;

/// <summary>One occurrence of a schedule as what starts a function.</summary>
internal sealed class TimerTrigger(TimerInfo timer, Func<object?, Task> send) : Trigger
{
    public override string Type => "timerTrigger";

    public override IReadOnlyDictionary<string, object?> BindingData { get; } = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);

    public override object? Bind(ParameterInfo parameter) => timer;

    public override Task CompleteAsync(object? result, FunctionContext context) => send(result);
}
