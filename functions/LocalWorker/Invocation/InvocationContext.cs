using System.Diagnostics;
using BudgetWatch.LocalWorker.Discovery;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.LocalWorker.Invocation;

internal sealed class InvocationContext(string invocationId, FunctionDescriptor function, Trigger trigger, Activity activity, CancellationToken cancellation)
    : FunctionContext
{
    public override string InvocationId => invocationId;

    public override string FunctionId => FunctionDefinition.Id;

    public override TraceContext TraceContext { get; } = new ActivityTrace(activity.Id ?? "", activity.TraceStateString ?? "");

    public override BindingContext BindingContext { get; } = new TriggerData(trigger.BindingData);

    public override RetryContext RetryContext { get; } = new Tries(trigger.RetryCount);

    public required override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition { get; } = new DescribedFunction(function, trigger.Type);

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken => cancellation;

    private sealed class ActivityTrace(string traceParent, string traceState) : TraceContext
    {
        public override string TraceParent => traceParent;

        public override string TraceState => traceState;
    }

    private sealed class TriggerData(IReadOnlyDictionary<string, object?> values) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => values;
    }

    private sealed class Tries(int count) : RetryContext
    {
        public override int RetryCount => count;

        public override int MaxRetryCount => 0;
    }
}
