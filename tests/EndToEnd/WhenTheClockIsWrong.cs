using BudgetWatch.EndToEnd.Tests.Year;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Questions.Sources;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// The clock goes 400 days ahead, a run publishes, something fails, and the clock is put right: what is new after that is newest everywhere, and nothing waits
/// for the clock to catch up.
/// </summary>
public sealed class WhenTheClockIsWrong
{
    private const string Budget = "revenue-budgets-2019-20.csv";

    private static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(400);

    [Fact]
    public async Task What_comes_after_it_was_put_right_is_the_newest_and_health_is_as_it_was()
    {
        var clock = new MovedClock(Start);
        var folder = Directory.CreateTempSubdirectory("budgetwatch-");
        try
        {
            PublishedSnapshotFiles.CopyTo(
                folder.FullName,
                "*.csv",
                "revenue-budgets-2010-11",
                "revenue-budgets-2018-19",
                "revenue-budgets-2019-20"
            );
            await using var app = await RunningApp.StartAsync(
                "Folder",
                folder.FullName,
                replace: services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock))
            );
            var first = await PublishedAsync(app);

            clock.Put(Ahead);
            await CorrectAsync(folder, "E0101");
            var ahead = await PublishedAsync(app);
            ahead.ShouldStartWith("2027-12-29");

            // What failed meanwhile is closed by what goes well later, whatever day it bears.
            await app
                .Host.Services.GetRequiredService<IIncidentLog>()
                .RecordAsync(new Incident("ahead", clock.GetUtcNow(), "build", "Building a release failed.", "of this test"), default);

            // No one knows how old the figures are until something goes well again.
            clock.Put(-Ahead);
            var health = await HealthAsync(app);
            (health["status"]!.Value<string>(), health["release"]!.Value<string>()).ShouldBe(("degraded", ahead));
            (await app.JsonAsync($"cuts?asOf={Start:yyyy-MM-dd}"))["release"]!["id"]!.Value<string>().ShouldBe(ahead);
            (await app.JsonAsync("releases/live"))["nextRun"]!
                .Value<string>()
                .ShouldBeLessThan($"{Start + Ahead:yyyy-MM-dd}", StringComparer.Ordinal);

            await CorrectAsync(folder, "E0102");
            var last = await PublishedAsync(app);
            last.ShouldStartWith("2026-11-24");
            await ShouldBeInOrderAsync(app, first, ahead, last);

            // And nothing new is nothing new.
            var run = await app.TickAsync();
            run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Unchanged, run.Outcome.Detail);
            (await HealthAsync(app))["lastRun"]!["id"]!.Value<string>().ShouldBe(run.Id);

            // Eight days without a run are eight days without a run, though one is dated next year.
            clock.Advance(AnswerSources.StaleAfter);
            health = await HealthAsync(app);
            (health["status"]!.Value<string>(), health["reasons"]![0]!.Value<string>()![..6]).ShouldBe(("unhealthy", "stale:"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task ShouldBeInOrderAsync(RunningApp app, string first, string ahead, string last)
    {
        var health = await HealthAsync(app);
        (health["status"]!.Value<string>(), health["release"]!.Value<string>(), health["incidents"]!.Count()).ShouldBe(
            ("healthy", last, 0),
            $"{health}"
        );
        (await app.JsonAsync("cuts"))["release"]!["id"]!.Value<string>().ShouldBe(last);
        var releases = await app.JsonAsync("releases");
        releases["live"]!.Value<string>().ShouldBe(last);
        releases["releases"]!.Select(release => release["id"]!.Value<string>()).ShouldBe([last, ahead, first]);
        releases["moves"]!.Select(move => move["releaseId"]!.Value<string>()).ShouldBe([first, ahead, last]);
        releases["moves"]!.Select(move => move["at"]!.Value<string>()).ShouldBeInOrder(SortDirection.Ascending);

        // Each is compared with the one that was made before it.
        (await app.JsonAsync($"releases/{last}/changes"))["previous"]!["id"]!
            .Value<string>()
            .ShouldBe(ahead);
        (await app.JsonAsync($"releases/{ahead}/changes"))["previous"]!["id"]!.Value<string>().ShouldBe(first);
        await Waiting.UntilAsync(async () =>
        {
            var feed = await app.Host.HttpClient.GetStringAsync(new Uri("api/v1/feed.atom", UriKind.Relative));
            return feed.IndexOf($"release/{last}<", StringComparison.Ordinal) is > 0 and var one
                && one < feed.IndexOf($"release/{ahead}<", StringComparison.Ordinal);
        });

        // A source that is looked at now was looked at now.
        (await app.JsonAsync("sources"))["sources"]!
            .Select(source => source["lastChecked"]!["at"]!.Value<string>())
            .ShouldAllBe(at => at!.StartsWith("2026-11-24", StringComparison.Ordinal));
    }

    /// <summary>Health, whatever its status.</summary>
    private static async Task<JObject> HealthAsync(RunningApp app)
    {
        using var response = await app.Host.HttpClient.GetAsync(new Uri("api/v1/health", UriKind.Relative));
        return JObject.Parse(await response.Content.ReadAsStringAsync());
    }

    private static Task CorrectAsync(DirectoryInfo folder, string council) =>
        File.WriteAllBytesAsync(Path.Combine(folder.FullName, Budget), CorrectedBudget.WithOneMoreMillionForLibraries("2019-20", council));

    private static async Task<string> PublishedAsync(RunningApp app)
    {
        var outcome = (await app.TickAsync()).Outcome!;
        outcome.Kind.ShouldBe(RunOutcomeKind.Published, outcome.Detail);
        return outcome.Release!;
    }
}
