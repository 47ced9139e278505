using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using BudgetWatch.TestKit;

namespace BudgetWatch.LocalHost.Tests.Processes;

/// <summary>The host, the worker and the emulator as processes, which signals reach.</summary>
public sealed class AppProcessTests : IAsyncDisposable
{
    private readonly AzuriteServer _azurite;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();
    private readonly string _mark = AzuriteServer.UniqueName("mark") + "-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    public AppProcessTests(AzuriteServer azurite)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals, process groups and proc as on Linux");
        _azurite = azurite;
    }

    public async ValueTask DisposeAsync()
    {
        // The emulator of a host that was killed writes until it has ended.
        await Waiting.UntilAsync(() => Leftovers.Of(_mark).Count == 0, () => string.Join(Environment.NewLine, Leftovers.Of(_mark)));
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Ctrl_C_stops_everything_with_exit_code_0_and_what_was_stored_is_there_at_the_next_start()
    {
        await using (var first = await StartAsync())
        {
            await WriteAsync(first, "/api/notes/a", "kept");
            Leftovers.Of(_mark).Values.ShouldContain(line => line.Contains("--functions-worker-id", StringComparison.Ordinal));
            Leftovers.Of(_mark).Values.ShouldContain(line => line.Contains("azurite", StringComparison.Ordinal));
            await first.SignalGroupAsync("INT");

            (await first.ExitCodeAsync()).ShouldBe(0);
            Leftovers.Of(_mark).ShouldBeEmpty();
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
    public async Task SIGTERM_stops_everything_with_exit_code_0()
    {
        await using var app = await StartAsync();

        await app.SignalAsync("TERM");

        (await app.ExitCodeAsync()).ShouldBe(0);
        Leftovers.Of(_mark).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task Nothing_is_left_when_it_is_stopped_while_the_worker_starts(string signal)
    {
        await using var app = Start(_data.FullName);
        await Waiting.UntilAsync(
            () => Leftovers.Of(_mark).Values.Any(line => line.Contains("--functions-worker-id", StringComparison.Ordinal)),
            () => app.Said
        );

        await (signal == "INT" ? app.SignalGroupAsync(signal) : app.SignalAsync(signal));

        (await app.ExitCodeAsync()).ShouldBe(signal == "INT" ? 0 : 128 + 9, app.Said);
        await Waiting.UntilAsync(() => Leftovers.Of(_mark).Count == 0, () => string.Join(Environment.NewLine, Leftovers.Of(_mark)));
    }

    [Fact]
    public async Task Nothing_is_left_when_the_host_is_killed_and_a_host_started_at_once_finds_what_was_stored()
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

        await Waiting.UntilAsync(() => Leftovers.Of(_mark).Count == 0, () => string.Join(Environment.NewLine, Leftovers.Of(_mark)));
    }

    [Fact]
    public async Task A_worker_that_is_killed_ends_the_host_with_exit_code_1_and_a_word_and_nothing_is_left()
    {
        await using var app = await StartAsync();

        await KillWorkerAsync(app);

        (await app.ExitCodeAsync()).ShouldBe(1);
        app.Said.ShouldContain("The app stopped unexpectedly");
        Leftovers.Of(_mark).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_is_delivered_again_after_the_worker_or_the_host_was_killed_at_work_on_it(bool killsHost)
    {
        var queue = new QueueClient(_azurite.ConnectionString, AzuriteServer.UniqueName("queue"));
        await queue.CreateAsync();
        await queue.SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes("told")));
        (string, string)[] settings =
        [
            ("AzureWebJobsStorage", _azurite.ConnectionString),
            ("NoteQueue", queue.Name),
            ("Notes", queue.Name),
            // However long it takes to come back, it does; a person who waits for it is no slower for a test.
            ("AzureFunctionsJobHost__localHost__messageInvisibility", "00:00:05"),
        ];

        await using (var first = await StartAsync(settings))
        {
            await Waiting.UntilAsync(async () => await TryReadAsync(first, "/api/notes/told") == "delivery 1", () => first.Said);
            if (killsHost)
                await first.SignalAsync("KILL");
            else
                await KillWorkerAsync(first);
            await first.ExitCodeAsync();
        }

        await using var second = await StartAsync(settings);
        await Waiting.UntilAsync(
            async () => await TryReadAsync(second, "/api/notes/told") is not (null or "delivery 1"),
            () => second.Said
        );
        await Waiting.UntilAsync(async () => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCountLong == 0);
    }

    [Fact]
    public async Task Says_what_the_app_says_at_the_levels_of_host_json()
    {
        await using var app = await StartAsync(
            ("AzureFunctionsJobHost__logging__logLevel__BudgetWatch.LocalHost.SampleApp", "Information")
        );

        (await app.HttpClient.GetAsync("/api/says")).Dispose();

        // The app says the warning last, and the lines keep their order.
        await Waiting.UntilAsync(() => app.Said.Contains("a warning of the app", StringComparison.Ordinal), () => app.Said);
        app.Said.ShouldContain("a remark of the app");
        app.Said.ShouldNotContain("a thought of the app");
    }

    [Fact]
    public async Task The_worker_has_the_environment_of_the_host_whatever_its_names()
    {
        await using var app = await StartAsync(("Plain", "1"), ("With.A.Dot", "2"), ("In__A__Section", "3"));

        (await app.HttpClient.GetStringAsync("/api/settings?name=Plain&name=With.A.Dot&name=In:A:Section")).ShouldBe("1 2 3");
    }

    [Fact]
    public async Task Keys_outlive_a_restart()
    {
        await using (var first = await StartAsync())
        {
            await first.SignalAsync("INT");
            await first.ExitCodeAsync();
        }

        using var keys = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_data.FullName, "keys.json")));
        await using var second = await StartAsync();
        (await second.HttpClient.GetStringAsync("/api/protected?code=" + keys.RootElement.GetProperty("master").GetString())).ShouldBe(
            "in"
        );
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_and_exit_code_1()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await using var app = AppProcess.Start(Sample.File, ["--port", port, "--data", _data.FullName], (Leftovers.Variable, _mark));

        (await app.ExitCodeAsync()).ShouldBe(1);
        app.Said.Trim().ShouldBe($"Port {port} is in use. Stop what is using it, or choose another port with --port N.");
    }

    [Fact]
    public async Task A_missing_Node_is_one_line_and_exit_code_1()
    {
        await using var app = AppProcess.Start(
            Sample.File,
            ["--port", "0", "--data", _data.FullName],
            ("PATH", _data.FullName),
            (Leftovers.Variable, _mark)
        );

        (await app.ExitCodeAsync()).ShouldBe(1);
        app.Said.Trim()
            .ShouldBe(
                "Node.js, which the storage emulator needs, is not installed. Install Node.js 22 or later from nodejs.org or the package manager, "
                    + "then run again, or set AzureWebJobsStorage to a storage connection string."
            );
    }

    [Fact]
    public async Task A_switch_that_makes_no_sense_is_one_line_and_exit_code_1()
    {
        await using var app = AppProcess.Start(Sample.File, ["--port", "seventy"]);

        (await app.ExitCodeAsync()).ShouldBe(1);
        app.Said.Trim().ShouldBe("--port takes a number from 0 (any free port) to 65535, not 'seventy'.");
    }

    [Fact]
    public async Task An_app_that_is_not_there_ends_the_host_with_exit_code_1_and_nothing_is_left()
    {
        await using var app = AppProcess.Start("Nothing.dll", ["--port", "0", "--data", _data.FullName], (Leftovers.Variable, _mark));

        (await app.ExitCodeAsync()).ShouldBe(1);
        app.Said.ShouldContain("The app stopped while it was starting");
        Leftovers.Of(_mark).ShouldBeEmpty();
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

        await using var app = await AppProcess.StartListeningAsync(
            Sample.File,
            ["--port", $"{port}", "--data", _data.FullName],
            (Leftovers.Variable, _mark)
        );

        app.HttpClient.BaseAddress.ShouldBe(new Uri($"http://localhost:{port}/"));
        (await CanConnectAsync(IPAddress.Loopback, port)).ShouldBeTrue();
        if (Socket.OSSupportsIPv6)
            (await CanConnectAsync(IPAddress.IPv6Loopback, port)).ShouldBeTrue();
        var others = (await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(address => !IPAddress.IsLoopback(address));
        foreach (var address in others)
            (await CanConnectAsync(address, port)).ShouldBeFalse();
    }

    private AppProcess Start(string data) => AppProcess.Start(Sample.File, ["--port", "0", "--data", data], (Leftovers.Variable, _mark));

    private Task<AppProcess> StartAsync(params (string Name, string Value)[] settings) =>
        AppProcess.StartListeningAsync(Sample.File, ["--port", "0", "--data", _data.FullName], [(Leftovers.Variable, _mark), .. settings]);

    private static async Task KillWorkerAsync(AppProcess app)
    {
        using var worker = Process.GetProcessById(
            int.Parse(await app.HttpClient.GetStringAsync("/api/processid"), CultureInfo.InvariantCulture)
        );
        worker.Id.ShouldNotBe(app.ProcessId);
        worker.Kill();
    }

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
