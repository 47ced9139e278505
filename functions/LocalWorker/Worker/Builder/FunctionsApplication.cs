using BudgetWatch.LocalWorker.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a function app's <c>Program.cs</c> begins.</summary>
public class FunctionsApplication
{
    private FunctionsApplication()
    {
    }

    /// <summary>Starts building an app from its command line.</summary>
    /// <param name="args">
    /// Settings as <c>--key value</c> or <c>--key=value</c>, which win over every other source, and the worker's own switches
    /// <c>--port N</c> and <c>--data DIR</c>.
    /// </param>
    /// <returns>The builder.</returns>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(LocalWorkerOptions.ForProcess(args));
}
