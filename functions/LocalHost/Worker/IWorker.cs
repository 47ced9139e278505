namespace BudgetWatch.LocalHost.Worker;

/// <summary>What runs the app's functions: a process of its own or, in tests, this one.</summary>
public interface IWorker : IAsyncDisposable
{
    /// <summary>Ends when the worker has, unexpectedly or on request.</summary>
    Task Ended { get; }
}

/// <summary>What a worker is started with.</summary>
/// <param name="Endpoint">Where it reports.</param>
/// <param name="Id">What it calls itself.</param>
/// <param name="RequestId">The request it answers by starting.</param>
/// <param name="LongestMessage">The longest message of its stream, in bytes.</param>
/// <param name="AppFolder">The folder of the app.</param>
/// <param name="Args">The settings of the command line.</param>
/// <param name="Settings">Settings that it would not have otherwise.</param>
public sealed record WorkerStart(
    Uri Endpoint,
    string Id,
    string RequestId,
    int LongestMessage,
    string AppFolder,
    IReadOnlyList<string> Args,
    IReadOnlyDictionary<string, string> Settings
);
