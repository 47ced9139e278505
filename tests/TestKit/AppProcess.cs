using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BudgetWatch.TestKit;

/// <summary>An app as a process in a process group of its own, as a terminal would start it.</summary>
public sealed partial class AppProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Asks the app, once it is known where it listens.</summary>
    public HttpClient HttpClient { get; } = new() { Timeout = Waiting.Limit };

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>What it has written to the terminal so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <summary>Starts an app that a test assembly refers to, and so has beside it, on the local host.</summary>
    /// <param name="assembly">The file of its assembly.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="environment">What its environment has besides the test's.</param>
    /// <returns>The app, started.</returns>
    public static AppProcess Start(string assembly, string[] args, params (string Name, string Value)[] environment)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "BudgetWatch.LocalHost.dll");

        // Where the tests were started in the background, Ctrl-C is ignored from there on; a terminal's app does not ignore it.
        var start = new ProcessStartInfo(
            "setsid",
            [
                "/usr/bin/env",
                "--default-signal=INT",
                Environment.ProcessPath is { } path && path.EndsWith("dotnet", StringComparison.Ordinal) ? path : DotNet(),
                host,
                "--app",
                AppContext.BaseDirectory,
                "--entry",
                assembly,
                .. args,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("AzureWebJobsStorage");
        start.Environment[NoSchedule.Setting] = NoSchedule.Text;

        // On a machine that runs other tests too storage may be slow without being away.
        start.Environment["Storage__ReaderDeadline"] = "00:00:30";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new AppProcess(Process.Start(start)!);
    }

    /// <summary>Starts an app and waits until it listens.</summary>
    /// <param name="assembly">The file of its assembly.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="environment">What its environment has besides the test's.</param>
    /// <returns>The app, listening.</returns>
    public static async Task<AppProcess> StartListeningAsync(
        string assembly,
        string[] args,
        params (string Name, string Value)[] environment
    )
    {
        var app = Start(assembly, args, environment);
        try
        {
            var ended = app._process.WaitForExitAsync();
            await Task.WhenAny(app._listening.Task, ended).WaitAsync(Waiting.Limit);
            if (!app._listening.Task.IsCompleted)
                throw new InvalidOperationException("The app ended: " + app.Said);
            app.HttpClient.BaseAddress = await app._listening.Task;
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the process at once, as SIGKILL does.</summary>
    /// <returns>A task that ends when it is gone.</returns>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    /// <summary>Kills the app's worker at once, as SIGKILL does. On Linux.</summary>
    /// <returns>A task that ends when its host, for want of it, has ended too; the host is killed where it has no worker.</returns>
    public async Task KillWorkerAsync()
    {
        if (WorkerId() is not { } id)
        {
            await KillAsync();
            return;
        }

        await SendAsync("KILL", Id(id));
        await _process.WaitForExitAsync().WaitAsync(Waiting.Limit);
    }

    /// <summary>The process of the app's worker; null where there is none. On Linux.</summary>
    /// <returns>Its id.</returns>
    public int? WorkerId() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && IsWorkerOf(id, _process.Id))
            .Select(id => (int?)id)
            .FirstOrDefault();

    /// <summary>Whether a process runs.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsRunning(int id) => Directory.Exists($"/proc/{Id(id)}");

    /// <summary>Sends a signal to the process alone.</summary>
    /// <param name="signal">Its name: <c>TERM</c>.</param>
    /// <returns>A task that ends when it is sent.</returns>
    public Task SignalAsync(string signal) => SendAsync(signal, Id(_process.Id));

    /// <summary>Sends a signal to everything in the process's group, as Ctrl-C in a terminal does.</summary>
    /// <param name="signal">Its name: <c>INT</c>.</param>
    /// <returns>A task that ends when it is sent.</returns>
    public Task SignalGroupAsync(string signal) => SendAsync(signal, "-" + Id(_process.Id));

    /// <summary>Waits for the process to end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Waiting.Limit);
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        HttpClient.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // proc(5): the fields of stat after the name in brackets are the state and the parent.
    private static bool IsWorkerOf(int id, int host)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{Id(id)}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == Id(host)
                && File.ReadAllText($"/proc/{Id(id)}/cmdline").Contains("--functions-worker-id", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }

    private static string DotNet() => Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet");

    private static string Id(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static async Task SendAsync(string signal, string target)
    {
        using var kill = Process.Start("kill", ["-" + signal, "--", target]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0)
            throw new InvalidOperationException($"{signal} could not be sent to {target}.");
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.AppendLine(line);
        if (Address().Match(line) is { Success: true } match)
            _listening.TrySetResult(new Uri(match.Groups["address"].Value));
    }

    [GeneratedRegex("Listening on (?<address>http://\\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
