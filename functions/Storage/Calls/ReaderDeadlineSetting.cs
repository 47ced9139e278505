using System.Globalization;
using BudgetWatch.Pipeline;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.Storage.Calls;

/// <summary>Reads <see cref="ReaderDeadline"/>.</summary>
internal static class ReaderDeadlineSetting
{
    public const string DeadlineSetting = "Storage:ReaderDeadline";

    private static readonly TimeSpan least = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan most = TimeSpan.FromMinutes(1);

    /// <summary>The setting, or its default.</summary>
    /// <exception cref="InvalidOperationException">It is not what it may be.</exception>
    public static ReaderDeadline From(IConfiguration configuration) =>
        configuration.GetSection(DeadlineSetting).Value switch
        {
            null or "" => ReaderDeadline.Default,
            var text when TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) && span >= least && span <= most =>
                new ReaderDeadline(span),
            var text => throw new InvalidOperationException(
                $"{DeadlineSetting} is '{text}'; it must be a time from {least:c} to {most:c}, such as 00:00:02."
            ),
        };
}
