using System.Reflection;
using Microsoft.Azure.Functions.Worker.Builder;

namespace BudgetWatch.LocalWorker.Hosting;

/// <summary>Chooses where functions are looked for.</summary>
public static class FunctionsApplicationBuilderExtensions
{
    /// <summary>Looks for functions in these assemblies, instead of the one the process was started with.</summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="assemblies">The assemblies, added to those named before.</param>
    /// <returns>The same builder.</returns>
    public static FunctionsApplicationBuilder UseFunctionsFrom(this FunctionsApplicationBuilder builder, params Assembly[] assemblies)
    {
        builder.Sources.Add(assemblies.SelectMany(assembly => assembly.GetExportedTypes()));
        return builder;
    }

    /// <summary>Looks for functions in these classes, instead of the assembly the process was started with.</summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="classes">The classes, added to those named before.</param>
    /// <returns>The same builder.</returns>
    public static FunctionsApplicationBuilder UseFunctionsIn(this FunctionsApplicationBuilder builder, params Type[] classes)
    {
        builder.Sources.Add(classes);
        return builder;
    }
}
