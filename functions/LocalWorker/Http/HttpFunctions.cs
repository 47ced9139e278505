using BudgetWatch.LocalWorker.Discovery;
using BudgetWatch.LocalWorker.Hosting;
using BudgetWatch.LocalWorker.Invocation;
using BudgetWatch.LocalWorker.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.LocalWorker.Http;

/// <summary>Gives every HTTP function its route. Whatever is not one of them is 404, a wrong verb too.</summary>
internal static class HttpFunctions
{
    public static void MapTo(WebApplication app, FunctionCatalogue functions, FunctionKeys keys)
    {
        var invoker = app.Services.GetRequiredService<FunctionInvoker>();
        var prefix = app.Services.GetRequiredService<HostJson>().RoutePrefix;

        app.UseRouting();
        app.Use((http, next) =>
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<FunctionDescriptor>() is not null) return next(http);
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });

        var routes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in functions.TriggeredBy<HttpTriggerAttribute>().Where(function => !functions.IsDisabled(function)))
        {
            Map(app, function, prefix, keys, invoker, routes);
        }
    }

    private static void Map(
        WebApplication app,
        FunctionDescriptor function,
        string prefix,
        FunctionKeys keys,
        FunctionInvoker invoker,
        HashSet<string> routes)
    {
        var trigger = (HttpTriggerAttribute)function.Trigger;
        ThrowIfNotRunnable(function, trigger);
        var pattern = PatternOf(function, prefix, trigger);
        string[] methods = trigger.Methods is { Length: > 0 } named ? [.. named.Select(method => method.ToUpperInvariant())] : [];
        foreach (var method in methods.DefaultIfEmpty("any method"))
        {
            if (!routes.Add($"{method} /{pattern.RawText}"))
            {
                throw new LocalWorkerStartException($"Function '{function.Name}' has the route of another: {method} /{pattern.RawText}.");
            }
        }

        Task HandleAsync(HttpContext http) => AnswerAsync(http, function, trigger.AuthLevel, keys, invoker);
        var endpoint = methods.Length == 0 ? app.Map(pattern, HandleAsync) : app.MapMethods(pattern.RawText!, methods, HandleAsync);
        endpoint.WithMetadata(function).WithDisplayName(function.Name);
    }

    private static async Task AnswerAsync(
        HttpContext http,
        FunctionDescriptor function,
        AuthorizationLevel level,
        FunctionKeys keys,
        FunctionInvoker invoker)
    {
        if (!keys.Admit(http.Request, level))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var services = http.RequestServices;
        try
        {
            await invoker.InvokeAsync(function, new HttpTrigger(http), http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception exception)
        {
            Fail(http, exception);
        }
        finally
        {
            // The run's scope has ended; the request's goes on until the answer is out.
            http.RequestServices = services;
        }
    }

    // The invoker has logged the exception. Half an answer cannot be taken back: cutting the connection is how the caller learns of it.
    private static void Fail(HttpContext http, Exception exception)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
    }

    private static RoutePattern PatternOf(FunctionDescriptor function, string prefix, HttpTriggerAttribute trigger)
    {
        var route = (trigger.Route ?? function.Name).Trim('/');
        var text = prefix.Length == 0 ? route : route.Length == 0 ? prefix : prefix + "/" + route;
        try
        {
            return RoutePatternFactory.Parse(text);
        }
        catch (RoutePatternException exception)
        {
            throw new LocalWorkerStartException($"Function '{function.Name}' has a route that cannot be read, '{text}': {exception.Message}", exception);
        }
    }

    private static void ThrowIfNotRunnable(FunctionDescriptor function, HttpTriggerAttribute trigger)
    {
        if (trigger.AuthLevel is AuthorizationLevel.User or AuthorizationLevel.System || !Enum.IsDefined(trigger.AuthLevel))
        {
            throw Refused(function, $"asks for authorization level {trigger.AuthLevel}, which the local worker does not know");
        }

        if (function.TriggerParameter.ParameterType != typeof(HttpRequest))
        {
            throw Refused(function, $"takes its request as {function.TriggerParameter.ParameterType.Name}; take an HttpRequest");
        }

        if (function.QueueOutput is not null) throw Refused(function, "answers a request, so what it returns cannot also go to a queue");

        var result = MethodResult.TypeOf(function.Method);
        if (result != typeof(void) && result != typeof(object) && result != typeof(string)
            && !result.IsAssignableTo(typeof(IActionResult)) && !result.IsAssignableTo(typeof(IResult)))
        {
            throw Refused(function, $"returns {result.Name}; return IActionResult, IResult or string");
        }

        foreach (var parameter in function.Method.GetParameters())
        {
            var type = parameter.ParameterType;
            if (type != typeof(HttpRequest) && type != typeof(HttpContext) && type != typeof(FunctionContext) && type != typeof(CancellationToken)
                && !RouteValueBinding.CanBind(type))
            {
                throw Refused(function, $"takes '{parameter.Name}', a {type.Name}, which no request brings; services come through the constructor");
            }
        }
    }

    private static LocalWorkerStartException Refused(FunctionDescriptor function, string why) => new($"Function '{function.Name}' {why}.");
}
