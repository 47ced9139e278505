using BudgetWatch.LocalWorker.Discovery;
using BudgetWatch.LocalWorker.Invocation;
using BudgetWatch.LocalWorker.Queues;
using BudgetWatch.LocalWorker.Settings;
using BudgetWatch.LocalWorker.StorageAccess;
using BudgetWatch.LocalWorker.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace BudgetWatch.LocalWorker.Hosting;

internal static class LocalWorkerServices
{
    /// <summary>How long running functions have to end once the app is told to stop.</summary>
    public static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(10);

    public static void AddLocalWorker(this IServiceCollection services, FunctionPipeline pipeline, PublishedSettings published)
    {
        services.AddMvcCore();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(pipeline);
        services.AddSingleton(published);
        services.AddSingleton<HostJson>();
        services.AddSingleton<SettingReferences>();
        services.AddSingleton<StorageConnections>();
        services.AddSingleton(provider => new FunctionCatalogue(
            provider.GetRequiredService<FunctionSources>(), provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<FunctionInvoker>();

        services.AddSingleton<TimerSettings>();
        services.AddSingleton<TimerStore>();
        services.AddSingleton<QueueSettings>();
        services.AddSingleton<QueueOutput>();

        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = ShutdownGrace;
            host.ServicesStopConcurrently = true;
        });
    }

    /// <summary>Added last, so that what the app starts itself is there before the first function runs.</summary>
    public static void AddTriggers(this IServiceCollection services)
    {
        services.AddSingleton(provider => new TimerTriggers(
            provider, provider.GetRequiredService<FunctionCatalogue>(), provider.GetRequiredService<IConfiguration>()));
        services.AddHostedService(provider => provider.GetRequiredService<TimerTriggers>());
        services.AddSingleton(provider => new QueueTriggers(provider, provider.GetRequiredService<FunctionCatalogue>()));
        services.AddHostedService(provider => provider.GetRequiredService<QueueTriggers>());
    }
}
