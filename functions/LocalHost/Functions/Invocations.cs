using System.Diagnostics;
using System.Security.Cryptography;
using BudgetWatch.LocalHost.Protocol;
using BudgetWatch.LocalHost.Settings;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Functions;

/// <summary>Runs functions in the worker and says in the log how it went.</summary>
/// <param name="worker">The worker.</param>
/// <param name="host">How long a function may run.</param>
/// <param name="loggers">Where it is said.</param>
/// <param name="stopping">Cuts short what runs.</param>
internal sealed class Invocations(WorkerChannel worker, HostJson host, ILoggerFactory loggers, CancellationToken stopping)
{
    /// <summary>Whether the host is stopping.</summary>
    public bool IsStopping => stopping.IsCancellationRequested;

    /// <summary>Runs a function with an argument. What it throws comes out, after it has been logged.</summary>
    public Task RunAsync(
        HostedFunction function,
        TypedData argument,
        CancellationToken cancellation,
        params IReadOnlyList<KeyValuePair<string, TypedData>> metadata
    ) =>
        RunAsync(
            function,
            invocation =>
            {
                invocation.InputData.Add(new ParameterBinding { Name = function.Trigger.Name, Data = argument });
                foreach (var (name, value) in metadata)
                    invocation.TriggerMetadata.Add(name, value);
            },
            null,
            stopsWithHost: true,
            cancellation
        );

    /// <summary>Runs a function that a request started, beside what forwards the request. That it failed is logged: the answer is what it left.</summary>
    public async Task RunAsync(
        HostedFunction function,
        Action<InvocationRequest> fill,
        Func<string, CancellationToken, Task<bool>> beside,
        CancellationToken cancellation
    )
    {
        try
        {
            await RunAsync(function, fill, beside, stopsWithHost: false, cancellation);
        }
        catch (Exception exception) when (exception is FunctionFailedException or OperationCanceledException)
        {
            // Logged.
        }
    }

    private async Task RunAsync(
        HostedFunction function,
        Action<InvocationRequest> fill,
        Func<string, CancellationToken, Task<bool>>? beside,
        bool stopsWithHost,
        CancellationToken cancellation
    )
    {
        var log = loggers.CreateLogger("Function." + function.Name);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopsWithHost ? stopping : default);
        if (host.FunctionTimeout is { } limit)
            stop.CancelAfter(limit);
        using var activity = new Activity(function.Name).SetIdFormat(ActivityIdFormat.W3C).Start();
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var invocation = new InvocationRequest
        {
            InvocationId = id,
            FunctionId = function.Id,
            TraceContext = new RpcTraceContext { TraceParent = activity.Id ?? "", TraceState = activity.TraceStateString ?? "" },
            RetryContext = new RetryContext(),
        };
        fill(invocation);
        var started = Stopwatch.GetTimestamp();
        try
        {
            log.LogInformation("Executing '{Function}' (Id={InvocationId})", function.Name, id);
            var running = worker.InvokeAsync(invocation, stop.Token);
            if (beside is not null && !await beside(id, stop.Token))
            {
                // The function would wait for the request, which never reached it.
                await stop.CancelAsync();
                throw new FunctionFailedException("The request could not be forwarded to the worker.");
            }

            await running;
            log.LogInformation(
                "Executed '{Function}' (Succeeded, Id={InvocationId}, {Duration})",
                function.Name,
                id,
                Stopwatch.GetElapsedTime(started)
            );
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested || IsStopping)
        {
            log.LogInformation(
                "Executed '{Function}' (Cancelled, Id={InvocationId}, {Duration})",
                function.Name,
                id,
                Stopwatch.GetElapsedTime(started)
            );
            throw;
        }
        catch (Exception exception)
        {
            log.LogError(
                exception,
                "Executed '{Function}' (Failed, Id={InvocationId}, {Duration})",
                function.Name,
                id,
                Stopwatch.GetElapsedTime(started)
            );
            throw;
        }
    }
}
