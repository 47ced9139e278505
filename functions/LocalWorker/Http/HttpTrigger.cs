using System.Reflection;
using BudgetWatch.LocalWorker.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.LocalWorker.Http;

/// <summary>One request as what starts a function.</summary>
internal sealed class HttpTrigger(HttpContext http) : Trigger
{
    private readonly Dictionary<string, object?> _values = ValuesOf(http);

    public override string Type => "httpTrigger";

    public override IReadOnlyDictionary<string, object?> BindingData => _values;

    public override object? Bind(ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(HttpRequest)) return http.Request;
        return parameter.ParameterType == typeof(HttpContext) ? http : RouteValueBinding.Convert(_values.GetValueOrDefault(parameter.Name!), parameter);
    }

    public override void Prepare(FunctionContext context)
    {
        context.Items[FunctionContextExtensions.HttpContextKey] = http;

        // What a result or the request resolves comes from the same scope as the function's own services.
        http.RequestServices = context.InstanceServices;
    }

    public override Task CompleteAsync(object? result, FunctionContext context) => result switch
    {
        null => Task.CompletedTask,
        IResult minimal => minimal.ExecuteAsync(http),
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        string text => Results.Text(text).ExecuteAsync(http),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is not an answer: return IActionResult, IResult or string."),
    };

    // The route wins over the query, as under the real host.
    private static Dictionary<string, object?> ValuesOf(HttpContext http)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in http.Request.Query) values[name] = value.ToString();
        foreach (var (name, value) in http.Request.RouteValues) values[name] = value;
        return values;
    }
}
