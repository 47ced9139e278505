using System.Diagnostics;
using BudgetWatch.Pipeline.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace BudgetWatch.App.Telemetry;

/// <summary>
/// Around every function: takes up the trace that the host says the invocation belongs to, so that our spans are part of it. The worker does so only where its own spans are sent too,
/// which tell of every request.
/// </summary>
internal sealed class HostTrace : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (
            !Traces.AreFollowed
            || !ActivityContext.TryParse(context.TraceContext.TraceParent, context.TraceContext.TraceState, isRemote: true, out var host)
            || Activity.Current?.TraceId == host.TraceId
        )
        {
            await next(context);
            return;
        }

        using var invocation = new Activity(context.FunctionDefinition.Name)
            .SetParentId(host.TraceId, host.SpanId, host.TraceFlags)
            .Start();
        await next(context);
    }
}
