using System.Reflection;
using System.Text.RegularExpressions;
using BudgetWatch.App;
using BudgetWatch.App.Http.Limits;
using BudgetWatch.Infra.Tests.Bicep;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.TestKit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Infra.Tests;

/// <summary>What the app reads is set by the template or has a default; what the template sets is read.</summary>
public sealed partial class ConfigurationTests(CompiledEnvironments environments)
{
    /// <summary>Settings that the Functions host or its platform reads, and why each is set.</summary>
    private static readonly Dictionary<string, string> OfTheHost = new(StringComparer.Ordinal)
    {
        ["DOTNET_GCgen0size"] = "the runtime's collector reads it",
        ["MALLOC_ARENA_MAX"] = "the C library reads it, in which answers are compressed",
        ["AzureWebJobsDisableHomepage"] = "without it the host answers / with a page of its own",
    };

    /// <summary>Settings without a default that are supplied otherwise than as a setting.</summary>
    private static readonly Dictionary<string, string> SuppliedOtherwise = new(StringComparer.Ordinal)
    {
        ["AzureWebJobsStorage"] = "AzureWebJobsStorage:accountName: by identity",
        ["FUNCTIONS_WORKER_RUNTIME"] = "functionAppConfig.runtime: Flex Consumption refuses the setting",
    };

    [Theory]
    [MemberData(nameof(CompiledEnvironments.Names), MemberType = typeof(CompiledEnvironments))]
    public void Nothing_is_set_that_is_not_read(string environment)
    {
        var host = JObject.Parse(RepositoryFolder.Read("host.json"));
        Set(environment)
            .Keys.Where(name => !Read().Contains(name) && !OfTheHost.ContainsKey(name) && !IsOfHostJson(name, host))
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(CompiledEnvironments.Names), MemberType = typeof(CompiledEnvironments))]
    public void What_has_no_default_is_set(string environment)
    {
        var needed = Needed().ToList();
        needed.ShouldContain("IngestionSchedule");
        needed.Where(name => !Set(environment).ContainsKey(name) && !SuppliedOtherwise.ContainsKey(name)).ShouldBeEmpty();
        Set(environment).ShouldContainKey("AzureWebJobsStorage:accountName");
    }

    /// <summary>Every default is a default in truth: with what the template sets and nothing else, the app starts.</summary>
    [Theory]
    [InlineData("dev", false, "Snapshot", "")]
    [InlineData("prod", false, "Live", "")]
    [InlineData("prod", true, "Live", "X-Azure-ClientIP")]
    public async Task The_app_starts_with_what_is_set(string environment, bool frontDoor, string origin, string clientHeader)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(Set(environment, frontDoor)!);
        builder.Services.AddLogging();
        builder.AddBudgetWatch();
        await using var services = builder.Services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }
        );
        foreach (
            var function in typeof(BudgetWatchServices)
                .Assembly.GetTypes()
                .Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(FunctionAttribute))))
        )
        {
            await using var scope = services.CreateAsyncScope();
            ActivatorUtilities.CreateInstance(scope.ServiceProvider, function).ShouldBeOfType(function);
        }

        services.GetRequiredService<IEditionOrigin>().Name.ShouldBe(origin);
        services.GetRequiredService<LimitSettings>().KnownProxies.ShouldBe(1);
        services.GetRequiredService<LimitSettings>().ClientHeader.ShouldBe(clientHeader);
        services.GetRequiredService<Schedule>().Next()!.Value.DayOfWeek.ShouldBe(DayOfWeek.Monday);
        services.GetServices<IHostedService>().ShouldNotContain(service => service.GetType().Name == "FirstRun");
    }

    /// <summary>The alert for a missed run looks on the day after the run: both are made from one parameter.</summary>
    [Theory]
    [InlineData(1, DayOfWeek.Monday, "2d")]
    [InlineData(6, DayOfWeek.Saturday, "0d")]
    public void The_missed_run_is_looked_for_when_it_was_due(int runDay, DayOfWeek day, string dayAfter)
    {
        var deployment = environments.Deploy("prod", changed: ("runDay", runDay));
        var schedule = TemplateRules.Settings(deployment)["IngestionSchedule"];
        NCrontab
            .CrontabSchedule.Parse(schedule, new NCrontab.CrontabSchedule.ParseOptions { IncludingSeconds = true })
            .GetNextOccurrence(new DateTime(2026, 11, 25))
            .DayOfWeek.ShouldBe(day);
        (
            (string)
                deployment
                    .Of("Microsoft.Insights/scheduledQueryRules")
                    .Single(rule => rule.Name.EndsWith("missed-run", StringComparison.Ordinal))
                    .At("properties.criteria.allOf[0].query")!
        ).ShouldContain($"dayofweek(now()) == {dayAfter}");
    }

    /// <summary>The alert and the app say of the same figures that they are stale.</summary>
    [Fact]
    public void Stale_is_one_word() =>
        (
            (double)
                environments
                    .Deploy("prod")
                    .Of("Microsoft.Insights/scheduledQueryRules")
                    .Single(rule => rule.Name.EndsWith("stale-release", StringComparison.Ordinal))
                    .At("properties.criteria.allOf[0].threshold")!
        ).ShouldBe(Questions.Sources.AnswerSources.StaleAfter.TotalHours);

    [Fact]
    public void Every_queue_that_is_read_is_made_and_no_other()
    {
        var read = typeof(BudgetWatchServices)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<QueueTriggerAttribute>()?.QueueName)
            .OfType<string>();
        environments
            .Deploy("prod")
            .Of("Microsoft.Storage/storageAccounts/queueServices/queues")
            .Select(queue => queue.Name.Split('/')[^1])
            .ShouldBe(read, ignoreOrder: true);
    }

    [Fact]
    public void Every_container_that_is_used_is_made_and_no_other()
    {
        var used = Sources("functions/Storage/Blobs")
            .SelectMany(text => Container().Matches(text).Select(match => match.Groups["name"].Value))
            .ToList();
        used.ShouldContain("raw");

        // The host's own, as its documentation names them.
        string[] host = ["azure-webjobs-hosts", "azure-webjobs-secrets"];
        environments
            .Deploy("prod")
            .Of("Microsoft.Storage/storageAccounts/blobServices/containers")
            .Where(container => container.Name.StartsWith("bwdata", StringComparison.Ordinal))
            .Select(container => container.Name.Split('/')[^1])
            .ShouldBe(used.Concat(host), ignoreOrder: true);
    }

    [Fact]
    public void What_is_set_is_explained()
    {
        var operations = RepositoryFolder.Read("docs/operations.md");
        Set("prod")
            .Keys.Where(name =>
                !operations.Contains($"`{name}`", StringComparison.Ordinal)
                && !operations.Contains($"`{name.Replace(":", "__", StringComparison.Ordinal)}`", StringComparison.Ordinal)
                && !name.StartsWith("AzureWebJobsStorage:", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
    }

    /// <summary>A read that these tests cannot see would be a setting no one compares.</summary>
    [Fact]
    public void Every_read_is_of_a_form_these_tests_see()
    {
        string[] seen =
        [
            "\"FirstRun:Enabled\"",
            "\"Limits:ClientHeader\"",
            "Setting ?? \"\"",
            // What the local host says of itself, for the console; nothing sets it.
            "\"LocalHost:Address\"",
            "Setting",
            "RetryPauses.Setting",
            "PrefixSetting",
            "OriginSetting",
            "FolderSetting",
            "name",
            "$\"{Setting}:accountName\"",
            "$\"{Setting}:clientId\"",
            "$\"{Setting}:credential\"",
            // Addresses in the place of a name: for an account that is not in public Azure, which the template does not set up.
            "$\"{Setting}:blobServiceUri\"",
            "$\"{Setting}:{service}ServiceUri\"",
        ];
        Sources("functions/App", "functions/Storage", "functions/Pipeline")
            .SelectMany(text => Indexed().Matches(text).Select(match => match.Groups["what"].Value))
            .Distinct()
            .Where(what => !seen.Contains(what, StringComparer.Ordinal))
            .ShouldBeEmpty();
    }

    private Dictionary<string, string> Set(string environment, bool frontDoor = false) =>
        TemplateRules
            .Settings(environments.Deploy(environment, changed: ("frontDoor", frontDoor)))
            // The account's name is as in Azure; the rest is known only there and of no matter here.
            .ToDictionary(
                setting => setting.Key.Replace("__", ":", StringComparison.Ordinal),
                setting => setting.Value,
                StringComparer.Ordinal
            );

    /// <summary>What the app reads: every constant of the form of a setting, the properties of the origin's settings, storage's own.</summary>
    private static HashSet<string> Read()
    {
        var read = Sources("functions/App", "functions/Storage", "functions/Pipeline")
            .SelectMany(text => Named().Matches(text).Select(match => match.Groups["name"].Value))
            .Concat(
                typeof(Storage.StorageRegistration)
                    .Assembly.GetType("BudgetWatch.Storage.Origins.Live.LiveSettings", throwOnError: true)!
                    .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                    .Select(property => $"Ingestion:Live:{property.Name}")
            )
            .Concat([
                "AzureWebJobsStorage",
                "AzureWebJobsStorage:accountName",
                "AzureWebJobsStorage:credential",
                "AzureWebJobsStorage:clientId",
            ])
            .Concat(
                typeof(BudgetWatchServices)
                    .Assembly.GetType("BudgetWatch.App.Telemetry.TelemetrySettings", throwOnError: true)!
                    .GetFields(BindingFlags.Public | BindingFlags.Static)
                    .Where(field => field.IsLiteral)
                    .Select(field => (string)field.GetRawConstantValue()!)
            )
            .ToHashSet(StringComparer.Ordinal);
        read.ShouldContain("Limits:KnownProxies");
        read.ShouldContain("IngestionSchedule");
        return read;
    }

    /// <summary>The settings that docs/operations.md marks as without a default in Azure.</summary>
    private static IEnumerable<string> Needed() =>
        RepositoryFolder
            .Read("docs/operations.md")
            .Split('\n')
            .Select(line => Marked().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["name"].Value);

    private static bool IsOfHostJson(string name, JObject host) =>
        name.StartsWith("AzureFunctionsJobHost:", StringComparison.Ordinal)
        && host.SelectToken(name["AzureFunctionsJobHost:".Length..].Replace(':', '.')) is not null;

    private static IEnumerable<string> Sources(params string[] folders) =>
        folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path!, folder), "*.cs", SearchOption.AllDirectories)
            )
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    [GeneratedRegex(
        @"""(?<name>IngestionSchedule|(Ingestion|Storage|FirstRun|Limits|Build|Retry|Telemetry):[A-Z][A-Za-z:]*)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Named();

    [GeneratedRegex(@"onfiguration\[(?<what>[^\]]+)\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Indexed();

    [GeneratedRegex(@"^\| `(?<name>[A-Za-z_:]+)` \* \|", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marked();

    [GeneratedRegex(
        @"private const string (Raw|Read|Pages) = ""(?<name>[a-z]+)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Container();
}
