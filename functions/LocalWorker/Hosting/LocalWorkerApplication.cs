using Microsoft.Azure.Functions.Worker.Builder;

namespace BudgetWatch.LocalWorker.Hosting;

/// <summary>Starts building an app that is run by something else than its own <c>Program.cs</c>: a test.</summary>
public static class LocalWorkerApplication
{
    /// <summary>Starts building an app.</summary>
    /// <param name="options">What it is started with.</param>
    /// <returns>The builder.</returns>
    public static FunctionsApplicationBuilder CreateBuilder(LocalWorkerOptions options) => new(options);
}
