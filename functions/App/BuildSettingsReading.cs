using System.Globalization;
using BudgetWatch.Pipeline.Build;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.App;

/// <summary>Reads <see cref="BuildSettings"/>.</summary>
internal static class BuildSettingsReading
{
    private const int Most = 16;

    /// <summary>The settings, with defaults.</summary>
    /// <exception cref="InvalidOperationException">A setting is not what it may be.</exception>
    public static BuildSettings Of(IConfiguration configuration) => configuration[BuildSettings.SharersSetting] switch
    {
        null or "" => BuildSettings.Default,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sharers) && sharers <= Most => new BuildSettings(sharers),
        var text => throw new InvalidOperationException($"{BuildSettings.SharersSetting} is '{text}'; it must be a whole number from 0 to {Most}."),
    };
}
