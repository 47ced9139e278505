using System.Reflection;
using BudgetWatch.LocalHost.SampleApp;
using BudgetWatch.TestKit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Tests;

/// <summary>The sample app in this process, with the functions that a test is about.</summary>
internal static class Sample
{
    /// <summary>The file of its assembly.</summary>
    public const string File = "BudgetWatch.LocalHost.SampleApp.dll";

    /// <summary>Functions that run only where a test asks for them: whatever no request starts, and the one that takes every request.</summary>
    private static readonly string[] OnDemand =
    [
        .. from type in typeof(HttpFunctions).Assembly.GetExportedTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        where
            function.Name == "ZEverything"
            || !method.GetParameters().Any(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>() is not null)
        select function.Name,
    ];

    /// <summary>Starts it.</summary>
    /// <param name="azurite">The emulator.</param>
    /// <param name="functions">The functions wanted besides those that requests start.</param>
    /// <param name="inbox">Where functions report.</param>
    /// <param name="settings">Settings of app and host.</param>
    /// <param name="clock">What timers go by.</param>
    /// <param name="runs">Where timer functions report.</param>
    public static Task<FunctionAppHost> StartAsync(
        AzuriteServer azurite,
        string[]? functions = null,
        Inbox? inbox = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        TimeProvider? clock = null,
        TimerFunctions.Runs? runs = null
    )
    {
        var all = OnDemand
            .Except(functions ?? [])
            .ToDictionary(function => $"AzureWebJobs.{function}.Disabled", _ => (string?)"true", StringComparer.Ordinal);
        all["Queue"] = all["NoteQueue"] = AzuriteServer.UniqueName("queue");
        all["Schedule"] = "0 0 6 * * Mon";
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            all[key] = value;
        return FunctionAppHost.StartAsync(
            azurite,
            typeof(HttpFunctions).Assembly,
            builder =>
            {
                builder.ConfigureFunctionsWebApplication();
                builder.Logging.SetMinimumLevel(LogLevel.Trace);
                builder.Services.AddSingleton(inbox ?? new Inbox()).AddSingleton(runs ?? new TimerFunctions.Runs());
            },
            all,
            clock
        );
    }
}

/// <summary>The sample app, started once for a class of tests that only ask it things.</summary>
public sealed class SampleFixture(AzuriteServer azurite) : IAsyncLifetime
{
    /// <summary>The app.</summary>
    public FunctionAppHost App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await Sample.StartAsync(azurite);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
