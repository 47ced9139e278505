using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace BudgetWatch.App.Http;

/// <summary>
/// Around every function that answers requests. No exception gets out of one, nor out of its answer as it is written: the Functions host would make an empty 200 of it.
/// And what the host says of the request is kept with it (<see cref="HostHeaders"/>).
/// </summary>
internal sealed class RequestGuard(Responder responder) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        HostHeaders.Keep(http, context.BindingContext.BindingData);
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            context.GetInvocationResult().Value = responder.Escaped(http.Request, exception);
        }

        // Asked for only now: it is a copy of what there is when it is asked for.
        var result = context.GetInvocationResult();
        if (result.Value is IActionResult answer)
        {
            result.Value = new GuardedResult(responder, answer);
        }
    }

    private sealed class GuardedResult(Responder responder, IActionResult answer) : IActionResult
    {
        public async Task ExecuteResultAsync(ActionContext context)
        {
            var http = context.HttpContext;
            try
            {
                await answer.ExecuteResultAsync(context);
            }
            catch (Exception exception) when (http.Response.HasStarted)
            {
                // Half an answer cannot be taken back: that the connection is cut is how a reader learns of it.
                responder.Escaped(http.Request, exception);
                http.Abort();
            }
            catch (Exception exception)
            {
                http.Response.Clear();
                await responder.Escaped(http.Request, exception).ExecuteResultAsync(context);
            }
        }
    }
}
