using System.Diagnostics;
using System.Text.RegularExpressions;

namespace BudgetWatch.LocalHost.Azurite;

/// <summary>A running emulator of our own. It ends when disposed, and when this process ends in whatever way.</summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    // Azurite's published account: it guards nothing, the emulator is on loopback and holds only this app's local data.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process _node;
    private readonly IDisposable? _folder;
    private readonly Lock _lock = new();
    private readonly Queue<string> _lastLines = new();
    private readonly Dictionary<string, string> _endpoints = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AzuriteProcess(Process node, IDisposable? folder)
    {
        (_node, _folder) = (node, folder);
        _node.OutputDataReceived += (_, line) => Hear(line.Data);
        _node.ErrorDataReceived += (_, line) => Hear(line.Data);
        _node.Exited += (_, _) => _started.TrySetException(new InvalidOperationException("it ended at once"));
        _node.EnableRaisingEvents = true;
        _node.BeginOutputReadLine();
        _node.BeginErrorReadLine();
    }

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>The addresses of its services, with the account in them, by name: Blob, Queue, Table.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses { get; private set; } = new Dictionary<string, Uri>(StringComparer.Ordinal);

    /// <summary>The process that holds the emulator's lifeline.</summary>
    internal int ProcessId => _node.Id;

    /// <summary>Starts an emulator and waits until all three of its services answer.</summary>
    /// <param name="entry">Azurite's entry script.</param>
    /// <param name="guardFile">Where others can find out whether it still runs, or null.</param>
    /// <param name="arguments">Azurite's own arguments about where data is kept.</param>
    /// <param name="folder">What is let go of once the emulator has ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<AzuriteProcess> StartAsync(
        string entry,
        string? guardFile,
        IEnumerable<string> arguments,
        IDisposable? folder,
        CancellationToken cancellationToken
    )
    {
        // Port 0: the system gives each service a free port, and the emulator says which.
        string[] all =
        [
            Path.Combine(AppContext.BaseDirectory, "Azurite", "azurite-for-parent.mjs"),
            entry,
            guardFile ?? "-",
            "--silent",
            "--disableTelemetry",
            "--skipApiVersionCheck",
            "--blobPort",
            "0",
            "--queuePort",
            "0",
            "--tablePort",
            "0",
            .. arguments,
        ];
        var start = new ProcessStartInfo(NodeProgram.Node, all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var azurite = new AzuriteProcess(Process.Start(start)!, folder);
        try
        {
            await azurite._started.Task.WaitAsync(StartLimit, cancellationToken);
            return azurite;
        }
        catch (Exception exception)
        {
            await azurite.DisposeAsync();
            if (exception is OperationCanceledException)
                throw;
            throw azurite.CouldNotStart(exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopLimit);
        await _node.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_node.HasExited)
            _node.Kill(entireProcessTree: true);
        _node.Dispose();
        _folder?.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_lock)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 20)
                _lastLines.Dequeue();
            if (Listening().Match(line) is not { Success: true } match)
                return;
            _endpoints[match.Groups["service"].Value] = match.Groups["address"].Value;
            if (_endpoints.Count < 3)
                return;
            Addresses = _endpoints.ToDictionary(
                endpoint => endpoint.Key,
                endpoint => new Uri($"{endpoint.Value}/{Account}"),
                StringComparer.Ordinal
            );
            ConnectionString =
                $"DefaultEndpointsProtocol={new Uri(match.Groups["address"].Value).Scheme};AccountName={Account};AccountKey={Key};"
                + string.Concat(_endpoints.Select(endpoint => $"{endpoint.Key}Endpoint={endpoint.Value}/{Account};"));
            _started.TrySetResult();
        }
    }

    private HostStartException CouldNotStart(Exception exception)
    {
        lock (_lock)
        {
            return _lastLines.Any(line => line.EndsWith("is too old", StringComparison.Ordinal))
                ? new HostStartException($"The Node.js on this machine is too old for the storage emulator. {NodeProgram.WhatToDo}")
                : new HostStartException(
                    $"The storage emulator did not start: {exception.Message} {string.Join(' ', _lastLines)}".TrimEnd(),
                    exception
                );
        }
    }

    [GeneratedRegex(
        "Azurite (?<service>Blob|Queue|Table) service is successfully listening at (?<address>https?://\\S+)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Listening();
}
