using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using BudgetWatch.TestKit;

namespace BudgetWatch.LocalWorker.Tests.Azurite;

public sealed class AppProcessTests : IDisposable
{
    private const string SampleApp = "BudgetWatch.LocalWorker.SampleApp.dll";


    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();

    public AppProcessTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals and process groups as on Linux");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Ctrl_C_stops_everything_with_exit_code_0_and_what_was_stored_is_there_at_the_next_start()
    {
        await using (var first = await StartAsync())
        {
            await WriteAsync(first, "/api/notes/a", "kept");
            await first.SignalGroupAsync("INT");

            (await first.ExitCodeAsync()).ShouldBe(0);
            (await IsEmulatorRunningAsync()).ShouldBeFalse();
            first.Said.ShouldNotContain("xception");
        }

        await using var second = await StartAsync();
        (await second.HttpClient.GetStringAsync("/api/notes/a")).ShouldBe("kept");
    }

    [Fact]
    public async Task Ctrl_C_lets_a_running_function_end_and_storage_outlives_it()
    {
        await using (var first = await StartAsync())
        {
            var slow = WriteAsync(first, "/api/slow/b", "");
            await Waiting.UntilAsync(async () => await TryReadAsync(first, "/api/notes/b") == "begun");
            await first.SignalGroupAsync("INT");

            await slow;
            (await first.ExitCodeAsync()).ShouldBe(0);
        }

        await using var second = await StartAsync();
        (await second.HttpClient.GetStringAsync("/api/notes/b")).ShouldBe("ended");
    }

    [Fact]
    public async Task SIGTERM_stops_it_with_exit_code_0()
    {
        await using var app = await StartAsync();

        await app.SignalAsync("TERM");

        (await app.ExitCodeAsync()).ShouldBe(0);
        (await IsEmulatorRunningAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task The_emulator_ends_when_the_app_is_killed_and_an_app_started_at_once_finds_what_was_stored()
    {
        await using (var first = await StartAsync())
        {
            await WriteAsync(first, "/api/notes/c", "kept");
            await first.SignalAsync("KILL");
            await first.ExitCodeAsync();
        }

        await using (var second = await StartAsync())
        {
            (await second.HttpClient.GetStringAsync("/api/notes/c")).ShouldBe("kept");
            await second.SignalAsync("KILL");
            await second.ExitCodeAsync();
        }

        await Waiting.UntilAsync(async () => !await IsEmulatorRunningAsync());
    }

    [Fact]
    public async Task Keys_outlive_a_restart()
    {
        await using (var first = await StartAsync()) await first.SignalAsync("INT");

        using var keys = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_data.FullName, "keys.json")));
        await using var second = await StartAsync();
        (await second.HttpClient.GetStringAsync("/api/protected?code=" + keys.RootElement.GetProperty("master").GetString())).ShouldBe("in");
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_and_exit_code_1()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await using var app = AppProcess.Start(SampleApp, ["--port", port, "--data", _data.FullName]);

        (await app.ExitCodeAsync()).ShouldBe(1);
        app.Said.Trim().ShouldBe($"Port {port} is in use. Stop what is using it, or choose another port with --port N.");
    }

    [Fact]
    public async Task A_missing_Node_is_one_line_and_exit_code_1()
    {
        await using var app = AppProcess.Start(SampleApp, ["--port", "0", "--data", _data.FullName], ("PATH", _data.FullName));

        (await app.ExitCodeAsync()).ShouldBe(1);
        app.Said.Trim().ShouldBe(
            "Node.js, which the storage emulator needs, is not installed. Install Node.js 20 or later from nodejs.org or the package manager, "
            + "then run again, or set AzureWebJobsStorage to a storage connection string.");
    }

    [Fact]
    public async Task A_switch_that_makes_no_sense_is_one_line_and_exit_code_1()
    {
        await using var app = AppProcess.Start(SampleApp, ["--port", "seventy"]);

        (await app.ExitCodeAsync()).ShouldBe(1);
        app.Said.Trim().ShouldBe("--port takes a number from 0 (any free port) to 65535, not 'seventy'.");
    }

    [Fact]
    public async Task Binds_both_loopback_addresses_and_no_other_when_given_a_port()
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        await using var app = await AppProcess.StartListeningAsync(SampleApp, ["--port", $"{port}", "--data", _data.FullName]);

        app.HttpClient.BaseAddress.ShouldBe(new Uri($"http://localhost:{port}/"));
        (await CanConnectAsync(IPAddress.Loopback, port)).ShouldBeTrue();
        if (Socket.OSSupportsIPv6) (await CanConnectAsync(IPAddress.IPv6Loopback, port)).ShouldBeTrue();
        var others = (await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(address => !IPAddress.IsLoopback(address));
        foreach (var address in others) (await CanConnectAsync(address, port)).ShouldBeFalse();
    }

    private Task<AppProcess> StartAsync() => AppProcess.StartListeningAsync(SampleApp, ["--port", "0", "--data", _data.FullName]);

    private static async Task WriteAsync(AppProcess app, string path, string text)
    {
        using var response = await app.HttpClient.PutAsync(path, new StringContent(text));
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static async Task<string?> TryReadAsync(AppProcess app, string path)
    {
        using var response = await app.HttpClient.GetAsync(path);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : null;
    }

    private async Task<bool> IsEmulatorRunningAsync()
    {
        string guard;
        try
        {
            guard = await File.ReadAllTextAsync(Path.Combine(_data.FullName, "azurite.json"));
        }
        catch (FileNotFoundException)
        {
            // The guard deletes the file as it ends, at any time between two looks.
            return false;
        }

        using var document = JsonDocument.Parse(guard);
        return await CanConnectAsync(IPAddress.Loopback, document.RootElement.GetProperty("port").GetInt32());
    }

    private static async Task<bool> CanConnectAsync(IPAddress address, int port)
    {
        try
        {
            using var client = new TcpClient(address.AddressFamily);
            await client.ConnectAsync(address, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
