using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Gate;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Operations;

/// <summary>
/// Puts the work that an incident is about back on its queue, in a run that can be followed. The run the incident is of has ended, so it is the run at
/// work, where that waits for the source too, or one of its own. Asked twice, or interrupted anywhere and asked again, the work is done once more and no
/// more: every message may be delivered again.
/// </summary>
public sealed class RetryIncident(IIncidentLog incidents, StartIngestion start, IWorkQueue queue)
{
    /// <summary>Tries the work of an open incident again.</summary>
    /// <returns>What came of it; null where no open incident has the id.</returns>
    public async Task<Retried?> RunAsync(string id, CancellationToken cancellation)
    {
        if ((await incidents.OpenAsync(cancellation)).FirstOrDefault(incident => incident.Id == id) is not { } incident)
        {
            return null;
        }

        var isBuild =
            incident.About is BuildRelease.About or BuildRelease.AboutLeftOut or ReportedDamage.About
            || RestoreReleases.IsAbout(incident.About)
            || EditionGate.IsAbout(incident.About);
        if (!isBuild && SourceCatalogue.Find(incident.About) is null)
        {
            return Retried.Not($"'{incident.About}' is no longer a source, so there is nothing to retry.");
        }

        if (isBuild)
        {
            return await BuildAsync(cancellation);
        }

        var run = await RunOfAsync(incident.About, cancellation);

        // A run that waits for a source builds after it. In one that does not, what the source has now might come too late for the build.
        if (!run.WaitsFor(incident.About))
        {
            return Retried.Not($"Run {run.Id} was started at the same moment and does not wait for {incident.About}. Retry.");
        }

        await queue.SendAsync(new IngestMessage(run.Id, incident.About), cancellation);
        return Retried.In(run.Id);
    }

    /// <summary>Requests a build from the editions in force, in the current run or in a new one.</summary>
    internal async Task<Retried> BuildAsync(CancellationToken cancellation)
    {
        var run = await RunOfAsync(null, cancellation);
        if (run is { Outcome: not null } or { IsIngested: false })
        {
            return Retried.Not(
                $"Run {run.Id} {(run.Outcome is null ? "is in progress and ends in a build" : "has just ended")}. Follow it, and retry later if needed."
            ) with
            {
                AtWork = run.Outcome is null ? run.Id : null,
            };
        }

        await queue.SendAsync(new BuildMessage(run.Id), cancellation);
        return Retried.In(run.Id);
    }

    /// <summary>The run to do it in: for a source a current one that waits for it, for a build any current one; otherwise a new one for this work only.</summary>
    private async Task<Run> RunOfAsync(string? source, CancellationToken cancellation)
    {
        if ((await start.AtWorkAsync(cancellation)).FirstOrDefault(run => source is null || run.WaitsFor(source)) is { } atWork)
        {
            return atWork;
        }

        return await start.OpenAsync(
            source is null
                ? new Dictionary<string, SourceProgress>(StringComparer.Ordinal)
                : new Dictionary<string, SourceProgress>(StringComparer.Ordinal) { [source] = new(ProgressState.Queued, "queued again") },
            cancellation
        );
    }
}

/// <summary>What came of trying again.</summary>
/// <param name="RunId">The run it is done in; null where it is not done.</param>
/// <param name="WhyNot">Why it is not done; null where it is.</param>
public sealed record Retried(string? RunId, string? WhyNot)
{
    /// <summary>The current run that will do the same, where that is why it is not done.</summary>
    public string? AtWork { get; init; }

    internal static Retried In(string runId) => new(runId, null);

    internal static Retried Not(string why) => new(null, why);
}
