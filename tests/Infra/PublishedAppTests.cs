using System.Diagnostics;
using BudgetWatch.TestKit;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Infra.Tests;

/// <summary>What goes to Azure: the app, published again and searched.</summary>
public sealed class PublishedAppTests(PublishedApp published) : IClassFixture<PublishedApp>
{
    private const string Lock = "functions/App/worker-extensions.lock.json";
    private const long Most = 40L * 1024 * 1024;

    [Fact]
    public void Every_function_is_listed_with_its_trigger_and_a_name_that_hosts_take()
    {
        var listed = JArray.Parse(published.Read("functions.metadata")).ToDictionary(function => function["name"]!.Value<string>()!);
        var written = Directory
            .EnumerateFiles(RepositoryFolder.PathOf("functions/App"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("[Function(nameof(", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension);
        listed.Keys.ShouldBe(written!, ignoreOrder: true);
        listed.Count.ShouldBeGreaterThan(40);
        foreach (var (name, function) in listed)
        {
            var trigger = function["bindings"]!.Single(binding =>
                binding["type"]!.Value<string>()!.EndsWith("Trigger", StringComparison.Ordinal)
            );
            trigger["name"]!.Value<string>()!.ShouldMatch("^[a-zA-Z][a-zA-Z0-9]*$", name);
        }

        Binding(listed, "IngestWeekly")["schedule"]!.Value<string>().ShouldBe("%IngestionSchedule%");
        Binding(listed, "IngestSource")["queueName"]!.Value<string>().ShouldBe("ingest");
        var summary = Binding(listed, "GetSummary");
        summary["route"]!.Value<string>().ShouldBe("api/v1/summary");
        summary["authLevel"]!.Value<string>().ShouldBe("Anonymous");
        summary["methods"]!.Values<string>().ShouldBe(["get", "head"]);
        Binding(listed, "StartIngestionNow")["authLevel"]!.Value<string>().ShouldBe("Function");
    }

    [Fact]
    public void The_host_finds_the_worker_and_its_extensions()
    {
        var worker = JObject.Parse(published.Read("worker.config.json"))["description"]!;
        worker["language"]!.Value<string>().ShouldBe("dotnet-isolated");
        worker["defaultWorkerPath"]!.Value<string>().ShouldBe("BudgetWatch.App.dll");
        worker["workerIndexing"]!.Value<string>().ShouldBe("true");
        var extensions = JObject.Parse(published.Read("extensions.json"))["extensions"]!;
        extensions.Select(extension => extension["name"]!.Value<string>()).ShouldBe(["AzureStorageQueues", "Startup"], ignoreOrder: true);
        foreach (var extension in extensions)
        {
            File.Exists(published.PathOf(extension["hintPath"]!.Value<string>()!)).ShouldBeTrue(extension.ToString());
        }

        JObject.Parse(published.Read("host.json"))["extensions"]!["http"]!["routePrefix"]!.Value<string>().ShouldBe("");
    }

    [Fact]
    public void Nothing_is_in_it_that_is_of_this_machine_alone_and_it_is_small()
    {
        published
            .Files.Where(file =>
                file.Contains("LocalHost", StringComparison.Ordinal)
                || file.Contains("Azurite", StringComparison.OrdinalIgnoreCase)
                || file.EndsWith("local.settings.json", StringComparison.Ordinal)
                || file.EndsWith("keys.json", StringComparison.Ordinal)
                || file.Contains("Yarp", StringComparison.Ordinal)
                || file.Contains("xunit", StringComparison.OrdinalIgnoreCase)
            )
            .ShouldBeEmpty();
        var texts = published.Files.Where(file => Path.GetExtension(file) is ".json" or ".metadata" or ".config").ToList();
        texts.Count.ShouldBeGreaterThan(5);
        foreach (var file in texts)
        {
            File.ReadAllText(file).ShouldNotMatch("(?i)accountkey=|sharedaccesssignature|password\\s*[=:]", file);
        }

        published.Files.Sum(file => new FileInfo(file).Length).ShouldBeLessThan(Most);
    }

    /// <summary>What the host loads beside the app is restored by the worker's SDK in a project of its own: from our lock file, every package of it and no other.</summary>
    [Fact]
    public void What_the_host_loads_is_what_was_locked()
    {
        var made = RepositoryFolder.PathOf("artifacts/obj/BudgetWatch.App/release/WorkerExtensions/obj");
        var restored = JObject
            .Parse(File.ReadAllText(Path.Combine(made, "WorkerExtensions.csproj.nuget.dgspec.json")))
            .SelectTokens("$.projects.*.restore.restoreLockProperties")
            .ShouldHaveSingleItem();
        restored["restorePackagesWithLockFile"]!.Value<string>().ShouldBe("true");
        restored["restoreLockedMode"]!.Value<bool>().ShouldBeTrue();
        restored["nuGetLockFilePath"]!.Value<string>().ShouldBe(RepositoryFolder.PathOf(Lock));

        var locked = JObject.Parse(RepositoryFolder.Read(Lock))["dependencies"]!
            .Children<JProperty>()
            .SelectMany(framework => framework.Value.Children<JProperty>())
            .Select(package => $"{package.Name}/{package.Value["resolved"]}".ToUpperInvariant())
            .ToList();
        locked.Count.ShouldBeGreaterThan(100);
        ((JObject)JObject.Parse(File.ReadAllText(Path.Combine(made, "project.assets.json")))["libraries"]!)
            .Properties()
            .Select(library => library.Name.ToUpperInvariant())
            .ShouldBe(locked, ignoreOrder: true);
        RepositoryFolder.Read(".github/scripts/audit-packages.sh").ShouldContain(Lock);
    }

    /// <summary>Built for Azure it restores packages outside the app's lock file; an ordinary build must not.</summary>
    [Fact]
    public void Only_publishing_builds_what_the_host_loads()
    {
        Directory.Exists(RepositoryFolder.PathOf("artifacts/obj/BudgetWatch.App/release/WorkerExtensions")).ShouldBeTrue();
        Directory.Exists(RepositoryFolder.PathOf("artifacts/obj/BudgetWatch.App/debug/WorkerExtensions")).ShouldBeFalse();
    }

    /// <summary>The worker's SDK would have <c>dotnet run</c> look for Core Tools.</summary>
    [Fact]
    public async Task Run_starts_the_local_host()
    {
        var said = JObject.Parse(
            await PublishedApp.DotNetAsync(
                "msbuild",
                RepositoryFolder.PathOf("functions/App"),
                "-t:ComputeRunArguments",
                "-getProperty:RunCommand,RunArguments"
            )
        )["Properties"]!;
        said["RunCommand"]!.Value<string>().ShouldBe("dotnet");
        said["RunArguments"]!
            .Value<string>()!
            .ShouldMatch("^exec \"[^\"]+BudgetWatch\\.LocalHost\\.dll\" --app \"[^\"]+\" --entry BudgetWatch\\.App\\.dll$");
    }

    private static JToken Binding(Dictionary<string, JToken> functions, string name) => functions[name]["bindings"]![0]!;
}

/// <summary>The app as <c>infra/scripts/package.sh</c> publishes it, in a folder of its own, once for all tests.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("budgetwatch-published-").FullName;

    public IReadOnlyList<string> Files { get; private set; } = [];

    public string PathOf(string file) => Path.Combine(_folder, file);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public async ValueTask InitializeAsync()
    {
        // Analyzers change nothing in what is published, and every other build runs them.
        await DotNetAsync("publish", RepositoryFolder.PathOf("functions/App"), "-c", "Release", "-o", _folder, "-p:RunAnalyzers=false");
        Files = [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)];
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static async Task<string> DotNetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // As on a command line, and not as a build that runs these tests may have been told.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("MSBuildSDKsPath");
        using var dotnet = Process.Start(start)!;
        var said = await Task.WhenAll(dotnet.StandardOutput.ReadToEndAsync(), dotnet.StandardError.ReadToEndAsync());
        await dotnet.WaitForExitAsync();
        dotnet.ExitCode.ShouldBe(0, string.Concat(said));
        return said[0];
    }
}
