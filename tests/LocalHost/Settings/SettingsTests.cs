using BudgetWatch.LocalWorker.Hosting;
using BudgetWatch.LocalWorker.Settings;
using Microsoft.Azure.Functions.Worker.Builder;

namespace BudgetWatch.LocalWorker.Tests.Settings;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Reads_values_and_connection_strings_of_local_settings()
    {
        Write("local.settings.json", """
            {
              "IsEncrypted": false, // as the tools write it
              "Values": { "Ingestion__Origin": "Folder", "Number": 7, "Flag": true },
              "ConnectionStrings": { "Archive": "somewhere" },
            }
            """);

        var settings = Builder().Configuration;

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
            var settings = Builder("--" + name + ":C", "command line").Configuration;

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

        var host = new HostJson(Builder().Configuration);

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

        new HostJson(Builder().Configuration).RoutePrefix.ShouldBe(prefix);
    }

    [Fact]
    public void Says_which_settings_file_it_cannot_read()
    {
        Write("local.settings.json", "{ nonsense");

        Should.Throw<LocalWorkerStartException>(() => Builder()).Message.ShouldContain("local.settings.json cannot be read");
    }

    [Theory]
    [InlineData(new string[0], 7071)]
    [InlineData(new[] { "--port", "8080" }, 8080)]
    [InlineData(new[] { "--port=0" }, 0)]
    public void Takes_the_port_from_the_command_line(string[] args, int port) => WorkerSwitches.Parse(args).Port.ShouldBe(port);

    [Theory]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("http")]
    public void Refuses_a_port_that_is_none(string port) =>
        WorkerSwitches.Parse(["--port", port]).Problem.ShouldNotBeNull().ShouldContain(port);

    [Fact]
    public void Keeps_data_where_told_or_else_at_the_repository_root()
    {
        Write("package.json", "{}");
        Write("package-lock.json", "{}");
        var inside = _folder.CreateSubdirectory("deep/inside").FullName;

        DataFolder.Choose(WorkerSwitches.Parse([]), inside).Path.ShouldBe(Path.Combine(_folder.FullName, ".budgetwatch"));
        DataFolder.Choose(WorkerSwitches.Parse(["--data", "/else/where"]), inside).Path.ShouldBe(Path.GetFullPath("/else/where"));
    }

    private FunctionsApplicationBuilder Builder(params string[] args) => LocalWorkerApplication.CreateBuilder(new LocalWorkerOptions
    {
        Args = args,
        ContentRoot = _folder.FullName,
        LocalSettingsFolders = [_folder.FullName],
    });

    private void Write(string file, string content) => File.WriteAllText(Path.Combine(_folder.FullName, file), content);
}
