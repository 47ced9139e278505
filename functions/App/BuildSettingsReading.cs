using BudgetWatch.Pipeline.Build;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.App;

/// <summary>Reads <see cref="BuildSettings"/>.</summary>
internal static class BuildSettingsReading
{
    private const int Most = 16;

    /// <summary>The settings, with defaults.</summary>
    /// <exception cref="InvalidOperationException">A setting is not what it may be.</exception>
    public static BuildSettings Of(IConfiguration configuration) =>
        new(WholeSetting.Of(configuration, BuildSettings.SharersSetting, BuildSettings.Default.Sharers, 0, Most));
}
