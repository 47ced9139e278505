using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.App.Telemetry;

/// <summary>Where telemetry is sent, and how much of it.</summary>
/// <param name="ConnectionString">Application Insights, by its address; null: not there.</param>
/// <param name="ClientId">As which user-assigned identity; null: with what the connection string says alone.</param>
/// <param name="ToCollector">Whether a collector is named, as OpenTelemetry names one.</param>
/// <param name="TraceShare">The share of traces that is sent, from 0 to 1; measurements are always sent whole.</param>
internal sealed record TelemetrySettings(string? ConnectionString, string? ClientId, bool ToCollector, double TraceShare)
{
    /// <summary>Application Insights, by its address.</summary>
    public const string ConnectionStringSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>As which identity: <c>Authorization=AAD;ClientId=…</c>, as the Functions host reads it too.</summary>
    public const string AuthenticationSetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>A collector: the exporter reads this and its other settings itself.</summary>
    public const string CollectorSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The share of traces that is sent.</summary>
    public const string TraceShareSetting = "Telemetry:TraceShare";

    /// <summary>The settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is not what it may be; the app does not start.</exception>
    public static TelemetrySettings Of(IConfiguration configuration)
    {
        var connection = Said(configuration, ConnectionStringSetting);
        return new TelemetrySettings(
            connection,
            connection is null ? null : ClientIdOf(Said(configuration, AuthenticationSetting)),
            Said(configuration, CollectorSetting) is not null,
            Share(Said(configuration, TraceShareSetting))
        );
    }

    private static string? Said(IConfiguration configuration, string name) =>
        string.IsNullOrWhiteSpace(configuration[name]) ? null : configuration[name];

    private static string? ClientIdOf(string? authentication)
    {
        if (authentication is null)
        {
            return null;
        }

        var parts = authentication
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .ToList();
        return
            parts.Any(part => part is ["Authorization", "AAD"])
            && parts.SingleOrDefault(part => part[0] == "ClientId") is [_, { Length: > 0 } id]
            ? id
            : throw new InvalidOperationException(
                $"{AuthenticationSetting} must be 'Authorization=AAD;ClientId=' and the client id of the app's identity."
            );
    }

    private static double Share(string? said) =>
        said switch
        {
            null => 1,
            _ when double.TryParse(said, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
                    && share is >= 0 and <= 1 => share,
            _ => throw new InvalidOperationException($"{TraceShareSetting} is '{said}'; it must be a number from 0 to 1."),
        };
}
