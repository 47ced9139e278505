using System.Globalization;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.Gradient;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace BudgetWatch.App.Console;

/// <summary>
/// For someone at a terminal: where there is no release yet, starts a run, and where one was interrupted goes on with it; shows how far it
/// is, then says what was found and where to look. The work is done by the same functions as in Azure.
/// </summary>
internal sealed class FirstRun(
    IReleaseStore releases,
    ReleaseReader reader,
    IRunLedger runs,
    StartIngestion start,
    BuildProgress building,
    AnswerGradient gradients,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    TimeProvider clock
) : BackgroundService
{
    private static readonly TimeSpan Check = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(5);

    private static readonly TextWriter Out = System.Console.Out;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            while (!await ShownAsync(stoppingToken))
            {
                await Task.Delay(Breath, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped while at it: the run goes on at the next start.
        }
    }

    /// <summary>Goes on with a run, or starts one, where there is need, and shows it to its end; false where storage went away meanwhile.</summary>
    private async Task<bool> ShownAsync(CancellationToken stoppingToken)
    {
        try
        {
            var release =
                (await releases.PointerAsync(stoppingToken)).ReleaseId is { } live
                && await releases.FindAsync(live, stoppingToken) is { } published
                    ? published
                    : null;
            var unfinished = await start.UnfinishedAsync(stoppingToken);
            if (unfinished is null && release?.MethodVersion == ReleaseIdentity.MethodVersion)
            {
                await Out.WriteLineAsync($"Release {release.Id} is live; nothing to build.");
            }
            else if (await FollowAsync(unfinished, stoppingToken) is { Kind: RunOutcomeKind.Failed } failed)
            {
                await Out.WriteLineAsync($"No release could be made: {failed.Detail}");
                return true;
            }

            await TellAsync(stoppingToken);
            return true;
        }
        catch (StorageUnavailableException)
        {
            await Out.WriteLineAsync("Storage does not answer; trying again.");
            return false;
        }
    }

    private async Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stopping);
    }

    private async Task<RunOutcome> FollowAsync(Run? unfinished, CancellationToken stopping)
    {
        // Once, however often this is tried again.
        building.Reported -= Tell;
        building.Reported += Tell;
        var id = await start.RunAsync(stopping);
        await Out.WriteLineAsync(
            id == unfinished?.Id
                ? $"Resuming interrupted run {id}."
                : $"Ingesting published budgets and building the first release (run {id})."
        );
        var told = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var run = await runs.FindAsync(id, stopping) ?? throw new InvalidOperationException($"Run {id} is gone.");
            foreach (var (source, progress) in run.Sources.Where(pair => pair.Value.State != ProgressState.Queued && told.Add(pair.Key)))
            {
                await Out.WriteLineAsync(
                    $"  {told.Count(run.Sources.ContainsKey), 2} of {run.Sources.Count}     {source}: {progress.Detail}"
                );
            }

            if (run.Outcome is { } outcome)
            {
                return outcome;
            }

            if (run.Waiting is { } waiting && told.Add(waiting))
            {
                await Out.WriteLineAsync($"  waiting     {waiting}");
            }

            await Task.Delay(Check, clock, stopping);
        }
    }

    private static void Tell(object? building, string step) => Out.WriteLine($"  building    {step}");

    private async Task TellAsync(CancellationToken stopping)
    {
        if (await reader.ResolveAsync(null, stopping) is not { Answer: { } release })
        {
            return;
        }

        var (headline, problem) = ComparisonQueries.Comparison(Parameters.Of([], ComparisonQueries.OfComparison).Answer!, release);
        if (headline is null || await gradients.RunAsync(release, headline, stopping) is not { Answer: { } gradient })
        {
            await Out.WriteLineAsync($"Release {release.Release.Id} has no headline: {problem?.Detail}");
            return;
        }

        var statistics = gradient.Statistics;
        var beside = BesideAnswer.Of(release, headline);
        var other = beside.FirstOrDefault(own => own.Scope == headline.Scope);
        var rows = AnswerCuts.Run(release, headline).Areas.Where(area => area.Rank is not null).ToList();
        await Out.WriteLineAsync();
        await Out.WriteLineAsync(
            $"Release {release.Release.Id}: {headline.Scope.Title.ToLowerInvariant()}, budgets, real terms per head, change from {headline.From}"
        );
        await Out.WriteLineAsync($"{"", 37}{$"to {headline.To}", -23}{(other is null ? "" : $"to {other.To}")}");
        await Out.WriteLineAsync(
            $"  England                            {Change(statistics.England.ChangePercent, statistics.England.Change)}{Also(other?.England.ChangePercent)}"
        );
        foreach (var fifth in statistics.Fifths)
        {
            var name = fifth.Fifth switch
            {
                1 => "most deprived fifth",
                5 => "least deprived fifth",
                var k => $"fifth {k}",
            };
            await Out.WriteLineAsync(
                $"  {name, -34} {Change(fifth.ChangePercent, fifth.Change)}{Also(other?.FifthsChangePercent.ElementAtOrDefault(fifth.Fifth - 1))}"
            );
        }

        foreach (var services in beside.Where(own => own.Scope != headline.Scope).GroupBy(own => own.Scope.Title))
        {
            var now = services.FirstOrDefault(own => own.To == headline.To);
            var then = services.FirstOrDefault(own => own.To != headline.To);
            if (now is not null)
            {
                await Out.WriteLineAsync(
                    $"  {services.Key.ToLowerInvariant(), -34} {Change(now.England.ChangePercent, now.England.Change)}{Also(then?.England.ChangePercent)}"
                );
            }
        }

        await Out.WriteLineAsync("  deepest                            " + string.Join(", ", rows.Take(5).Select(Name)));
        await Out.WriteLineAsync("  shallowest                         " + string.Join(", ", rows.TakeLast(5).Reverse().Select(Name)));
        var address = configuration["LocalHost:Address"] ?? "";
        await Out.WriteLineAsync();
        await Out.WriteLineAsync("Look next:");
        await Out.WriteLineAsync($"  {address}/");
        foreach (var path in (string[])["summary", "gradient?scope=community-support", "cuts?format=csv", "areas/E06000039", "sources"])
        {
            await Out.WriteLineAsync($"  {address}/{Http.Routes.Base}/{path}");
        }
    }

    private static string Change(double? percent, double pounds) =>
        string.Create(CultureInfo.InvariantCulture, $"{FigureText.Percent(percent), 7}  {FigureText.Pounds(pounds), 7} a head");

    private static string Also(double? percent) => percent is null ? "" : $"   {FigureText.Percent(percent), 7}";

    private static string Name(AreaCutAnswer area) => $"{area.Name} {FigureText.Percent(area.ChangePercent)}";
}
