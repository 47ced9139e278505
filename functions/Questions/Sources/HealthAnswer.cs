using BudgetWatch.Pipeline.Operations;

namespace BudgetWatch.Questions.Sources;

/// <summary>Answer of <c>/health</c>.</summary>
/// <param name="Status">healthy, degraded (something was refused or failed, but the figures are good) or unhealthy.</param>
/// <param name="Live">Whether the app runs.</param>
/// <param name="Ready">Whether there is a release to serve.</param>
/// <param name="Release">The live release.</param>
/// <param name="LastRun">The last run.</param>
/// <param name="Reasons">Why it is not healthy.</param>
/// <param name="Incidents">What a person must check.</param>
public sealed record HealthAnswer(
    HealthStatus Status,
    bool Live,
    bool Ready,
    string? Release,
    Run? LastRun,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<Incident> Incidents
);

/// <summary>How the app and its figures are.</summary>
public enum HealthStatus
{
    /// <summary>The figures are good and nothing needs a person.</summary>
    Healthy,

    /// <summary>The figures are good, but something was refused or failed.</summary>
    Degraded,

    /// <summary>Figures are stale, or there are none.</summary>
    Unhealthy,
}
