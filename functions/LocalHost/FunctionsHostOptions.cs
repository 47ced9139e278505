using BudgetWatch.LocalHost.Settings;
using BudgetWatch.LocalHost.Worker;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost;

/// <summary>Which app is run, and with what. A process takes it from its command line, a test says it.</summary>
public sealed class FunctionsHostOptions
{
    /// <summary>The command line: <c>--port N</c> and <c>--data DIR</c> are the host's own, the rest are settings that win over the files.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>The folder that holds <c>host.json</c> and the app.</summary>
    public required string AppFolder { get; init; }

    /// <summary>Starts the app's worker.</summary>
    public required Func<WorkerStart, CancellationToken, Task<IWorker>> StartWorker { get; init; }

    /// <summary>Folders where <c>local.settings.json</c> may be; what a later one says wins. None unless said.</summary>
    public IReadOnlyList<string> LocalSettingsFolders { get; init; } = [];

    /// <summary>Settings of the host that win over every other source. None unless said.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Where the host says what it is doing; nowhere unless said.</summary>
    public TextWriter Output { get; init; } = TextWriter.Null;

    /// <summary>Whether log lines go to the console. False unless said.</summary>
    public bool LogsToConsole { get; init; }

    /// <summary>Where else log lines go; nowhere unless said.</summary>
    public ILoggerProvider? Logs { get; init; }

    /// <summary>What timers go by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long the worker may take from its start until its functions are loaded.</summary>
    internal TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(2);

    internal HostSwitches Switches => field ??= HostSwitches.Parse(Args);
}
