using System.Globalization;

namespace BudgetWatch.TestKit;

/// <summary>
/// The schedule of an app under test: it names a moment, so that answers that tell the next run have one, and the moment is half a year away, so that no run
/// starts but those that a test starts and no answer changes because the moment came.
/// </summary>
public static class NoSchedule
{
    /// <summary>The setting that the app's timer reads.</summary>
    public const string Setting = "IngestionSchedule";

    /// <summary>The same for every app that this process starts.</summary>
    public static readonly string Text = At(TimeProvider.System.GetUtcNow());

    /// <summary>A moment each year, between five and seven months from a moment.</summary>
    /// <param name="now">The moment.</param>
    /// <returns>Six-field NCRONTAB.</returns>
    internal static string At(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"0 30 9 1 {((now.Month + 5) % 12) + 1} *");
}
