using System.Globalization;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.App;

/// <summary>Reads <see cref="RetryPauses"/>.</summary>
internal static class RetryPausesReading
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.1);

    /// <summary>The setting, or its default.</summary>
    /// <exception cref="InvalidOperationException">It is not what it may be; the app does not start.</exception>
    public static RetryPauses Of(IConfiguration configuration) =>
        configuration[RetryPauses.Setting] switch
        {
            null or "" => RetryPauses.Default,
            var text
                when TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var pause)
                    && pause >= Shortest
                    && pause <= RetryPauses.Longest => new RetryPauses(pause),
            var text => throw new InvalidOperationException(
                $"{RetryPauses.Setting} is '{text}'; it must be a time from {Shortest:c} to {RetryPauses.Longest:c}, such as {RetryPauses.Default.First:c}."
            ),
        };
}
