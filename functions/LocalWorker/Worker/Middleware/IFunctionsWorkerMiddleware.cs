namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Runs the rest of the pipeline, the function last.</summary>
/// <param name="context">The run.</param>
/// <returns>A task that ends when the function has.</returns>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>Something that wraps every run of every function. One instance serves them all.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Wraps one run.</summary>
    /// <param name="context">The run.</param>
    /// <param name="next">The rest of the pipeline.</param>
    /// <returns>A task that ends when the run has.</returns>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
