using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BudgetWatch.LocalWorker.Tests.Azurite;

/// <summary>The sample app as a process in a process group of its own, as a terminal would start it.</summary>
internal sealed partial class SampleProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SampleProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient HttpClient { get; } = new() { Timeout = Patience };

    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    public static SampleProcess Start(string[] args, params (string Name, string Value)[] environment)
    {
        var app = Path.Combine(AppContext.BaseDirectory, "BudgetWatch.LocalWorker.SampleApp.dll");
        var start = new ProcessStartInfo("setsid", [Environment.ProcessPath is { } path && path.EndsWith("dotnet", StringComparison.Ordinal) ? path : DotNet(), app, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("AzureWebJobsStorage");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new SampleProcess(Process.Start(start)!);
    }

    public static async Task<SampleProcess> StartListeningAsync(params string[] args)
    {
        var sample = Start(args);
        var ended = sample._process.WaitForExitAsync();
        await Task.WhenAny(sample._listening.Task, ended).WaitAsync(Patience);
        if (!sample._listening.Task.IsCompleted) throw new InvalidOperationException("The sample app ended: " + sample.Said);
        sample.HttpClient.BaseAddress = await sample._listening.Task;
        return sample;
    }

    /// <summary>Sends a signal to the process alone.</summary>
    public Task SignalAsync(string signal) => KillAsync(signal, Id(_process.Id));

    /// <summary>Sends a signal to everything in the process's group, as Ctrl-C in a terminal does.</summary>
    public Task SignalGroupAsync(string signal) => KillAsync(signal, "-" + Id(_process.Id));

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        HttpClient.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string DotNet() => Path.Combine(
        Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet");

    private static string Id(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static async Task KillAsync(string signal, string target)
    {
        using var kill = Process.Start("kill", ["-" + signal, "--", target]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_said) _said.AppendLine(line);
        if (Address().Match(line) is { Success: true } match) _listening.TrySetResult(new Uri(match.Groups["address"].Value));
    }

    [GeneratedRegex("Listening on (?<address>http://\\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
