using Microsoft.Azure.Functions.Worker.Middleware;

namespace BudgetWatch.LocalWorker.Invocation;

/// <summary>The middleware around every run, first added outermost.</summary>
internal sealed class FunctionPipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware) => _middleware.Add(middleware);

    public FunctionExecutionDelegate Around(FunctionExecutionDelegate function) =>
        _middleware.AsEnumerable().Reverse().Aggregate(function, (next, middleware) => middleware(next));
}
