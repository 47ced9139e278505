using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using BudgetWatch.Pipeline.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BudgetWatch.App.Telemetry;

/// <summary>
/// Sends spans and measurements to Application Insights, to a collector, or to both; to neither unless a setting says so, and then nothing listens and nothing
/// is made. Log lines go where the Functions host sends them.
/// </summary>
internal static class TelemetryExport
{
    /// <summary>Adds what the settings ask for.</summary>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        var settings = TelemetrySettings.Of(builder.Configuration);
        if (settings is { ConnectionString: null, ToCollector: false })
        {
            return;
        }

        builder.Services.AddHostedService<TellingAtStop>();
        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("budgetwatch", serviceVersion: Http.Responder.Build))
            .WithTracing(tracing =>
            {
                tracing.AddSource(Traces.SourceName);
                if (settings.ConnectionString is not null)
                {
                    tracing.AddAzureMonitorTraceExporter(azure => To(azure, settings));
                }

                if (settings.ToCollector)
                {
                    tracing.AddOtlpExporter();
                }

                // By the trace alone, so that every process decides the same. Set last: the exporter above brings one that follows a parent which, of a request, is
                // of the web server and never sent.
                tracing.SetSampler(new TraceIdRatioBasedSampler(settings.TraceShare));
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Measurements.MeterName);
                if (settings.ConnectionString is not null)
                {
                    metrics.AddAzureMonitorMetricExporter(azure => To(azure, settings));
                }

                if (settings.ToCollector)
                {
                    metrics.AddOtlpExporter();
                }
            });
    }

    private static void To(AzureMonitorExporterOptions azure, TelemetrySettings settings)
    {
        azure.ConnectionString = settings.ConnectionString;

        // What cannot be sent is not written to disk: an instance has none that outlives it.
        azure.DisableOfflineStorage = true;
        azure.EnableLiveMetrics = false;
        if (settings.ClientId is { } identity)
        {
            azure.Credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(identity));
        }
    }
}
