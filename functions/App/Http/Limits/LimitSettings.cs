using Microsoft.Extensions.Configuration;

namespace BudgetWatch.App.Http.Limits;

/// <summary>What one client may ask of an instance.</summary>
/// <param name="RequestsPerSecond">How many requests a second, over time; 0 sets no limit.</param>
/// <param name="Burst">How many at once after a pause.</param>
/// <param name="KnownProxies">How many proxies stand before the Functions host and write <c>X-Forwarded-For</c>.</param>
/// <param name="ClientHeader">The header in which a front door that every request comes through says who called it; empty where there is none.</param>
public sealed record LimitSettings(int RequestsPerSecond, int Burst, int KnownProxies, string ClientHeader = "")
{
    /// <summary>The settings, with defaults: a page that loads everything, or a script at a walking pace, meets no limit.</summary>
    /// <exception cref="InvalidOperationException">A setting is not what it may be.</exception>
    public static LimitSettings Of(IConfiguration configuration) =>
        new(
            WholeSetting.Of(configuration, "Limits:RequestsPerSecond", 20, 0, 100_000),
            WholeSetting.Of(configuration, "Limits:Burst", 200, 1, 100_000),
            WholeSetting.Of(configuration, "Limits:KnownProxies", 0, 0, 8),
            configuration["Limits:ClientHeader"] ?? ""
        );
}
