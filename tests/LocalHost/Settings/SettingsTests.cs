using BudgetWatch.LocalHost.Settings;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Tests.Settings;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Reads_values_and_connection_strings_of_local_settings()
    {
        Write(
            "local.settings.json",
            """
            {
              "IsEncrypted": false, // as the tools write it
              "Values": { "Ingestion__Origin": "Folder", "Number": 7, "Flag": true },
              "ConnectionStrings": { "Archive": "somewhere" },
            }
            """
        );

        var settings = Configuration();

        settings["Ingestion:Origin"].ShouldBe("Folder");
        settings["Number"].ShouldBe("7");
        settings["Flag"].ShouldBe("true");
        settings["ConnectionStrings:Archive"].ShouldBe("somewhere");
    }

    [Fact]
    public void Lets_the_environment_win_over_local_settings_and_the_command_line_over_both()
    {
        var name = "BudgetWatchTest_" + _folder.Name.Replace('.', '_');
        Write("local.settings.json", $$"""{ "Values": { "{{name}}__A": "file", "{{name}}__B": "file", "{{name}}__C": "file" } }""");
        Environment.SetEnvironmentVariable(name + "__B", "environment");
        Environment.SetEnvironmentVariable(name + "__C", "environment");
        try
        {
            var settings = Configuration("--" + name + ":C", "command line");

            new[] { settings[name + ":A"], settings[name + ":B"], settings[name + ":C"] }.ShouldBe(["file", "environment", "command line"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name + "__B", null);
            Environment.SetEnvironmentVariable(name + "__C", null);
        }
    }

    [Fact]
    public void Reads_host_json_and_lets_settings_override_it()
    {
        Write("host.json", """{ "version": "2.0", "extensions": { "queues": { "batchSize": 4, "visibilityTimeout": "00:00:30" } } }""");
        Write("local.settings.json", """{ "Values": { "AzureFunctionsJobHost__extensions__queues__batchSize": "2" } }""");

        var host = new HostJson(Configuration());

        host.Number("extensions:queues:batchSize", 16, 1, 32).ShouldBe(2);
        host.Time("extensions:queues:visibilityTimeout", TimeSpan.Zero).ShouldBe(TimeSpan.FromSeconds(30));
        host.RoutePrefix.ShouldBe("api");
    }

    [Theory]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" } } }""", "")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "/v1/" } } }""", "v1")]
    [InlineData("""{ "extensions": {} }""", "api")]
    public void Reads_the_route_prefix(string json, string prefix)
    {
        Write("host.json", json);

        new HostJson(Configuration()).RoutePrefix.ShouldBe(prefix);
    }

    [Fact]
    public void Says_which_settings_file_it_cannot_read()
    {
        Write("local.settings.json", "{ nonsense");

        Should.Throw<HostStartException>(() => Configuration()).Message.ShouldContain("local.settings.json cannot be read");
    }

    [Theory]
    [InlineData(new string[0], 7071)]
    [InlineData(new[] { "--port", "8080" }, 8080)]
    [InlineData(new[] { "--port=0" }, 0)]
    public void Takes_the_port_from_the_command_line(string[] args, int port) => HostSwitches.Parse(args).Port.ShouldBe(port);

    [Theory]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("http")]
    public void Refuses_a_port_that_is_none(string port) =>
        HostSwitches.Parse(["--port", port]).Problem.ShouldNotBeNull().ShouldContain(port);

    [Fact]
    public void Keeps_data_where_told_or_else_at_the_repository_root()
    {
        Write("package.json", "{}");
        Write("package-lock.json", "{}");
        var inside = _folder.CreateSubdirectory("deep/inside").FullName;

        DataFolder.Choose(HostSwitches.Parse([]), inside).Path.ShouldBe(Path.Combine(_folder.FullName, ".budgetwatch"));
        DataFolder.Choose(HostSwitches.Parse(["--data", "/else/where"]), inside).Path.ShouldBe(Path.GetFullPath("/else/where"));
    }

    [Fact]
    public void Gives_the_worker_the_settings_of_the_file_as_they_hold_and_where_things_are()
    {
        Write("local.settings.json", """{ "Values": { "Ingestion__Origin": "Folder", "Changed": "file" } }""");
        var options = Options("--Changed", "command line");

        var settings = HostConfiguration.ForWorker(options, HostConfiguration.Of(options), "http://localhost:1");

        settings["Ingestion:Origin"].ShouldBe("Folder");
        settings["Changed"].ShouldBe("command line");
        settings["FUNCTIONS_APPLICATION_DIRECTORY"].ShouldBe(_folder.FullName);
        settings["LocalHost:Address"].ShouldBe("http://localhost:1");
    }

    [Fact]
    public void Keeps_its_own_switches_from_the_worker() =>
        HostSwitches.Parse(["--app", "a", "--A:B", "1", "--entry=e", "C=2", "/port", "0", "--data=d"]).Rest.ShouldBe(["--A:B", "1", "C=2"]);

    private IConfiguration Configuration(params string[] args) => HostConfiguration.Of(Options(args));

    private FunctionsHostOptions Options(params string[] args) =>
        new()
        {
            Args = args,
            AppFolder = _folder.FullName,
            LocalSettingsFolders = [_folder.FullName],
            StartWorker = (_, _) => throw new InvalidOperationException("Nothing is started."),
        };

    private void Write(string file, string content) => File.WriteAllText(Path.Combine(_folder.FullName, file), content);
}
