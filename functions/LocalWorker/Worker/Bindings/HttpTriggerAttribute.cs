using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for an HTTP request.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Every method, with a function key.</summary>
    public HttpTriggerAttribute()
        : this(AuthorizationLevel.Function)
    {
    }

    /// <summary>The methods named, with a function key.</summary>
    /// <param name="methods">HTTP methods in any case.</param>
    public HttpTriggerAttribute(params string[] methods)
        : this(AuthorizationLevel.Function, methods)
    {
    }

    /// <summary>Every method, with the key of the level given.</summary>
    /// <param name="authLevel">The key callers must present.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>The methods named, with the key of the level given.</summary>
    /// <param name="authLevel">The key callers must present.</param>
    /// <param name="methods">HTTP methods in any case.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route under the route prefix; the function's name when null.</summary>
    public string? Route { get; set; }

    /// <summary>The HTTP methods answered; every method when null or empty. GET does not imply HEAD.</summary>
    public string[]? Methods { get; }

    /// <summary>The key callers must present.</summary>
    public AuthorizationLevel AuthLevel { get; }
}
