using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace BudgetWatch.App.Telemetry;

/// <summary>
/// Sends what was not sent yet when the app stops: an instance may live for less than the minute between two sendings, and what is sent only on request, the
/// age of the figures, can be asked for no more once the container is taken down.
/// </summary>
internal sealed class TellingAtStop(IServiceProvider services) : IHostedService
{
    /// <summary>Half of what the host allows for stopping.</summary>
    private const int LongestMilliseconds = 5_000;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            Task.Run(() => services.GetService<TracerProvider>()?.ForceFlush(LongestMilliseconds), CancellationToken.None),
            Task.Run(() => services.GetService<MeterProvider>()?.ForceFlush(LongestMilliseconds), CancellationToken.None)
        );
}
