using System.Reflection;
using BudgetWatch.LocalWorker.Hosting;

namespace BudgetWatch.LocalWorker.Discovery;

/// <summary>The classes functions are looked for in: those named, or else the exported ones of the assembly the process was started with.</summary>
internal sealed class FunctionSources
{
    private readonly List<Type> _named = [];
    private bool _chosen;

    public void Add(IEnumerable<Type> classes)
    {
        _chosen = true;
        _named.AddRange(classes);
    }

    public IEnumerable<Type> Classes => _chosen
        ? _named.Distinct()
        : Assembly.GetEntryAssembly()?.GetExportedTypes()
            ?? throw new LocalWorkerStartException("There is no entry assembly to find functions in: name one with UseFunctionsFrom.");
}
