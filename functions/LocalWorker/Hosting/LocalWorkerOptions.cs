namespace BudgetWatch.LocalWorker.Hosting;

/// <summary>What an app is started with. A process takes it from its surroundings, a test says it.</summary>
public sealed class LocalWorkerOptions
{
    /// <summary>The command line.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>The folder that holds <c>host.json</c> and the app's own files.</summary>
    public string ContentRoot { get; init; } = AppContext.BaseDirectory;

    /// <summary>Folders where <c>local.settings.json</c> may be; what a later one says wins. None unless said.</summary>
    public IReadOnlyList<string> LocalSettingsFolders { get; init; } = [];

    /// <summary>Settings that win over every other source.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Where the worker says what it is doing; nowhere unless said.</summary>
    public TextWriter Output { get; init; } = TextWriter.Null;

    /// <summary>Where the worker says why it cannot start; nowhere unless said.</summary>
    public TextWriter Errors { get; init; } = TextWriter.Null;

    /// <summary>Whether log lines go to the console. False unless said.</summary>
    public bool LogsToConsole { get; init; }

    internal static LocalWorkerOptions ForProcess(IReadOnlyList<string> args) => new()
    {
        Args = args,
        LocalSettingsFolders = [AppContext.BaseDirectory, Environment.CurrentDirectory],
        Output = Console.Out,
        Errors = Console.Error,
        LogsToConsole = true,
    };
}
