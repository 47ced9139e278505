using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using BudgetWatch.LocalWorker.Discovery;
using BudgetWatch.LocalWorker.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalWorker.Invocation;

/// <summary>Runs a function once: its own scope, the middleware, the method; and says in the log how it went.</summary>
internal sealed class FunctionInvoker(
    IServiceScopeFactory scopes,
    FunctionPipeline pipeline,
    HostJson host,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers)
{
    /// <summary>Whether the app has been told to stop.</summary>
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Runs the function. What it throws comes out as it is, after it has been logged.</summary>
    public async Task InvokeAsync(FunctionDescriptor function, Trigger trigger, CancellationToken cancellationToken)
    {
        var log = loggers.CreateLogger("Function." + function.Name);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        if (host.FunctionTimeout is { } limit) stop.CancelAfter(limit);
        using var activity = new Activity(function.Name).SetIdFormat(ActivityIdFormat.W3C).Start();
        await using var scope = scopes.CreateAsyncScope();

        var id = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var context = new InvocationContext(id, function, trigger, activity, stop.Token) { InstanceServices = scope.ServiceProvider };
        trigger.Prepare(context);
        var started = Stopwatch.GetTimestamp();
        try
        {
            log.LogInformation("Executing '{Function}' (Id={InvocationId})", function.Name, id);
            await pipeline.Around(inner => RunAsync(function, trigger, inner))(context);
            log.LogInformation("Executed '{Function}' (Succeeded, Id={InvocationId}, {Duration})", function.Name, id, Stopwatch.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || IsStopping)
        {
            log.LogInformation("Executed '{Function}' (Cancelled, Id={InvocationId}, {Duration})", function.Name, id, Stopwatch.GetElapsedTime(started));
            throw;
        }
        catch (Exception exception)
        {
            log.LogError(exception, "Executed '{Function}' (Failed, Id={InvocationId}, {Duration})", function.Name, id, Stopwatch.GetElapsedTime(started));
            throw;
        }
    }

    private static async Task RunAsync(FunctionDescriptor function, Trigger trigger, FunctionContext context)
    {
        object?[] arguments = [.. function.Method.GetParameters().Select(parameter => Argument(parameter, trigger, context))];
        var instance = function.Method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, function.DeclaringType);
        try
        {
            var returned = function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
            await trigger.CompleteAsync(await MethodResult.AwaitAsync(returned, function.Method), context);
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (instance as IDisposable)?.Dispose();
        }
    }

    private static object? Argument(ParameterInfo parameter, Trigger trigger, FunctionContext context)
    {
        if (parameter.ParameterType == typeof(FunctionContext)) return context;
        return parameter.ParameterType == typeof(CancellationToken) ? context.CancellationToken : trigger.Bind(parameter);
    }
}
