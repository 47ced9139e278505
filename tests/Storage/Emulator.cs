using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using BudgetWatch.Storage.Tests;

[assembly: AssemblyFixture(typeof(Emulator))]

namespace BudgetWatch.Storage.Tests;

/// <summary>One Azurite for the whole suite, in memory, on free ports. Tests keep apart by a prefix each.</summary>
public sealed class Emulator : IAsyncLifetime
{
    private const string Account = "budgetwatch";
    private const string LocationVariable = "BUDGETWATCH_AZURITE";
    private static readonly string key = Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('k', 64)));
    private static int prefixes;

    private Process? process;

    /// <summary>How to connect to it.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>A prefix no other test has.</summary>
    public static string NewPrefix() => string.Create(CultureInfo.InvariantCulture, $"T{Interlocked.Increment(ref prefixes)}x");

    public async ValueTask InitializeAsync()
    {
        var ports = FreePorts(3);
        var start = new ProcessStartInfo("node") { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])
            [
                Location(), "--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck",
                "--blobPort", Text(ports[0]), "--queuePort", Text(ports[1]), "--tablePort", Text(ports[2]),
            ])
            start.ArgumentList.Add(argument);
        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{key}";
        process = Process.Start(start).ShouldNotBeNull();
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        foreach (var port in ports)
            await UntilListeningAsync(port);
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};"
            + $"BlobEndpoint=http://127.0.0.1:{ports[0]}/{Account};QueueEndpoint=http://127.0.0.1:{ports[1]}/{Account};"
            + $"TableEndpoint=http://127.0.0.1:{ports[2]}/{Account};";
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static string Location()
    {
        if (Environment.GetEnvironmentVariable(LocationVariable) is { Length: > 0 } told)
            return told;
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var script = Path.Combine(directory.FullName, "node_modules", "azurite", "dist", "src", "azurite.js");
            if (File.Exists(script))
                return script;
        }

        throw new InvalidOperationException($"Azurite is not installed: run 'npm ci' at the repository root, or set {LocationVariable}.");
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }

    private async Task UntilListeningAsync(int port)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (process!.HasExited)
                throw new InvalidOperationException("Azurite stopped while it was starting.");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(100);
            }
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
