using System.Globalization;

namespace BudgetWatch.Questions.Requests;

/// <summary>A time of which a reader asks what was answered then.</summary>
/// <param name="Instant">The instant; of a date its last, or now where that is yet to come.</param>
public sealed record AsOf(DateTimeOffset Instant)
{
    /// <summary>The parameter.</summary>
    public const string Parameter = "asOf";

    /// <summary>The form of a date or an instant.</summary>
    internal const string Form = @"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?";

    private const string Date = "yyyy-MM-dd";

    private static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mm'Z'",
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mmzzz",
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    private static readonly string[] Allowed =
    [
        "a date such as 2026-11-24 (its end, UTC)",
        "an instant such as 2026-11-24T09:30:00Z, not in the future",
    ];

    /// <summary>Reads a date or an instant that is not in the future.</summary>
    public static Answered<AsOf> Read(string text, DateTimeOffset now)
    {
        if (DateOnly.TryParseExact(text, Date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            var today = DateOnly.FromDateTime(now.UtcDateTime);
            return date > today ? QueryProblem.BadValue(Parameter, text, Allowed)
                : date == today ? new AsOf(now)
                : new AsOf(new DateTimeOffset(date.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).AddTicks(-1));
        }

        return
            DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant <= now
            ? new AsOf(instant)
            : QueryProblem.BadValue(Parameter, text, Allowed);
    }

    /// <summary>Nothing was published by then.</summary>
    internal static QueryProblem TooEarly(string text, DateTimeOffset first) =>
        new(
            404,
            "Not found",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Nothing had been published by {text}: the first release was published at {first.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}."
            ),
            Parameter,
            null
        );
}
