using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds middleware to a worker.</summary>
public static class MiddlewareWorkerApplicationBuilderExtensions
{
    /// <summary>Adds middleware of a type, made once by the container. What is added first is outermost.</summary>
    /// <typeparam name="T">The middleware.</typeparam>
    /// <param name="builder">The worker's builder.</param>
    /// <returns>The same builder.</returns>
    public static IFunctionsWorkerApplicationBuilder UseMiddleware<T>(this IFunctionsWorkerApplicationBuilder builder)
        where T : class, IFunctionsWorkerMiddleware
    {
        builder.Services.AddSingleton<T>();
        return builder.Use(next => context => context.InstanceServices.GetRequiredService<T>().Invoke(context, next));
    }
}
