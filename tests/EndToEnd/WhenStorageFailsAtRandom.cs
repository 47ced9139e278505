using BudgetWatch.EndToEnd.Tests.Kills;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Of the requests to storage, those of the host among them, 30 of 100 are answered with 503, half of them although storage did what was asked, and 5 with a 409. The run ends in a release without
/// a person, and the release is what the pure code makes of the same files.
/// </summary>
public sealed class WhenStorageFailsAtRandom
{
    private const int Seed = 20100401;

    [Fact]
    public async Task A_run_ends_in_its_release()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        await using var line = await FaultyStorage.StartAsync(azurite, Seed, busy: 0.30, conflicts: 0.05);
        using var snapshot = new CorrectedSnapshot();
        await using var reader = await RunningApp.StartReaderAsync(azurite);
        await using var app = await RunningApp.StartAsync(
            "Folder",
            snapshot.Folder,
            azurite,
            new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = line.ConnectionString,
                ["AzureFunctionsJobHost:localHost:messageInvisibility"] = "00:00:10",
                [RetryPauses.Setting] = "00:00:01",
            }
        );
        line.Fails = true;

        // A timer that fails fires again.
        await Waiting.UntilAsync(async () =>
        {
            try
            {
                await app.Host.FireTimerAsync("IngestWeekly");
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        });

        await snapshot.ShouldBeReleasedAsync(reader, () => "storage fails at random");
        line.Fails = false;

        // The shares were as said, and what was tried again or came twice is found done.
        var (requests, busy, conflicts) = line.Counted;
        TestContext.Current.SendDiagnosticMessage($"Of {requests} requests {busy} were answered with 503 and {conflicts} with 409.");
        requests.ShouldBeGreaterThan(500);
        ((double)busy / requests).ShouldBeInRange(0.25, 0.35);
        ((double)conflicts / requests).ShouldBeInRange(0.03, 0.07);
        await app.Host.WhenQueuesAreEmptyAsync();
        var releases = reader.Host.Services.GetRequiredService<IReleaseStore>();
        var runs = reader.Host.Services.GetRequiredService<IRunLedger>();
        (await releases.ListAsync(default)).Count.ShouldBe(1);
        (await reader.JsonAsync("health"))["reasons"]!.ShouldBeEmpty();
        (await runs.NewestAsync(5, default)).ShouldAllBe(run => run.Outcome != null);
    }
}
