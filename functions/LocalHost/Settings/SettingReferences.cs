using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Settings;

/// <summary>Attribute arguments are compile-time constants; <c>%Setting%</c> in one stands for the setting's value.</summary>
internal sealed partial class SettingReferences(IConfiguration configuration)
{
    /// <summary>Replaces every <c>%Setting%</c>; a setting that is not there stops the start.</summary>
    public string Resolve(string text, string function) =>
        Reference()
            .Replace(
                text,
                match =>
                {
                    var name = match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal);
                    return configuration[name] is { Length: > 0 } value
                        ? value
                        : throw new HostStartException($"Function '{function}' names the setting {match.Value}, which is not set.");
                }
            );

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
