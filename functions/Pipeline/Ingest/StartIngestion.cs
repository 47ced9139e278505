using System.Globalization;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>Starts a run: one message for each source.</summary>
public sealed class StartIngestion(IRunLedger runs, IWorkQueue queue, TimeProvider clock)
{
    /// <summary>Opens the run of this second and queues its sources. Started twice, or cut off between, it ends in the same run.</summary>
    /// <returns>The run's id.</returns>
    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var id = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var sources = SourceCatalogue.All.ToDictionary(
            source => source.Description.Id, _ => new SourceProgress(ProgressState.Queued, "queued"), StringComparer.Ordinal);
        await runs.OpenAsync(new Run(id, now, sources, null), cancellation);
        await SendAsync(id, sources.Keys, cancellation);
        return id;
    }

    /// <summary>Queues again what a run that was cut off has not dealt with.</summary>
    public async Task ResumeAsync(Run run, CancellationToken cancellation)
    {
        var waiting = run.Sources.Where(source => source.Value.State == ProgressState.Queued).Select(source => source.Key).ToList();
        await SendAsync(run.Id, waiting, cancellation);
        if (waiting.Count == 0)
        {
            await queue.SendAsync(new BuildMessage(run.Id), cancellation);
        }
    }

    private async Task SendAsync(string runId, IEnumerable<string> sources, CancellationToken cancellation)
    {
        foreach (var source in sources)
        {
            await queue.SendAsync(new IngestMessage(runId, source), cancellation);
        }
    }
}
