using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Gate;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BudgetWatch.Pipeline;

/// <summary>Registers the use cases; the ports they need are registered by who implements them.</summary>
public static class PipelineServices
{
    /// <summary>Adds the use cases.</summary>
    public static IServiceCollection AddBudgetWatchPipeline(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<ReleaseAge>()
            .AddSingleton(provider => new Measurements(provider.GetRequiredService<ReleaseAge>().Observe))
            .AddSingleton<FilePeeks>()
            .AddSingleton<BuildProgress>()
            .AddSingleton<StartIngestion>()
            .AddSingleton<RetryIncident>()
            .AddSingleton<Deliveries>()
            .AddSingleton<RetryWork>()
            .AddSingleton<IngestSource>()
            .AddSingleton<EditionGate>()
            .AddSingleton<GiveVerdict>()
            .AddSingleton<RestoreReleases>()
            .AddSingleton<ReportedDamage>()
            .AddSingleton<BuildRelease>()
            .AddSingleton<PublishRelease>();
    }
}
