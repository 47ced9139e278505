using System.Net;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>An operator rolls back: releases go on being made, and none is live until the operator lifts it.</summary>
public sealed class WhenAReleaseIsRolledBack
{
    private const string Budget = "revenue-budgets-2019-20.csv";

    [Fact]
    public async Task It_stays_until_the_newest_release_is_published_by_hand()
    {
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
            await using var app = await RunningApp.StartAsync("Folder", folder.FullName);
            var first = (await OutcomeAsync(app, RunOutcomeKind.Published)).Release!;
            (await app.JsonAsync("releases/live"))["held"]!.Value<bool>().ShouldBeFalse();

            // E0101 is Bath and North East Somerset, E0102 Bristol, E0103 South Gloucestershire: each correction makes a release.
            await CorrectAsync(folder, "E0101");
            var second = (await OutcomeAsync(app, RunOutcomeKind.Published)).Release!;
            await PublishAsync(app, first);
            await ShouldBeRolledBackAsync(app, first, newest: second);

            // New figures come in: a release is made of them and waits. Nothing new after that is nothing new.
            await CorrectAsync(folder, "E0102");
            var waiting = await OutcomeAsync(app, RunOutcomeKind.Waiting);
            var third = (await app.JsonAsync("releases"))["releases"]![0]!["id"]!.Value<string>()!;
            waiting.Release.ShouldBe(first);
            waiting.Detail.ShouldBe(
                $"release {third} was made and is waiting: a person rolled back to {first}, which stays live until someone publishes the newest release"
            );
            await ShouldBeRolledBackAsync(app, first, newest: third);
            (await OutcomeAsync(app, RunOutcomeKind.Unchanged)).Detail.ShouldStartWith($"nothing new since {third}, which is waiting:");
            await ShouldBeRolledBackAsync(app, first, newest: third);
            (await app.JsonAsync("releases"))["moves"]!.Select(move => move["releaseId"]!.Value<string>()).ShouldBe([first, second, first]);

            // It is a release like any other to who asks for it by name, and was never live.
            (await app.JsonAsync($"cuts?release={third}"))["release"]!["id"]!
                .Value<string>()
                .ShouldBe(third);
            (await app.JsonAsync("cuts"))["release"]!["id"]!.Value<string>().ShouldBe(first);

            // Another roll-back is a roll-back too; publishing the newest lifts it, and the next release is live again.
            await PublishAsync(app, second);
            await ShouldBeRolledBackAsync(app, second, newest: third);
            await PublishAsync(app, third);
            (await app.JsonAsync("releases/live"))["held"]!.Value<bool>().ShouldBeFalse();
            (await app.JsonAsync("health"))["status"]!.Value<string>().ShouldBe("healthy");
            await CorrectAsync(folder, "E0103");
            var fourth = (await OutcomeAsync(app, RunOutcomeKind.Published)).Release!;
            (await app.JsonAsync("releases/live"))["id"]!.Value<string>().ShouldBe(fourth);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task CorrectAsync(DirectoryInfo folder, string council) =>
        File.WriteAllBytesAsync(Path.Combine(folder.FullName, Budget), CorrectedBudget.WithOneMoreMillionForLibraries("2019-20", council));

    private static async Task<RunOutcome> OutcomeAsync(RunningApp app, RunOutcomeKind kind)
    {
        var outcome = (await app.TickAsync()).Outcome!;
        outcome.Kind.ShouldBe(kind, outcome.Detail);
        return outcome;
    }

    private static async Task ShouldBeRolledBackAsync(RunningApp app, string to, string newest)
    {
        var live = await app.JsonAsync("releases/live");
        (live["id"]!.Value<string>(), live["held"]!.Value<bool>()).ShouldBe((to, true));
        var health = await app.JsonAsync("health");
        (health["status"]!.Value<string>(), health["release"]!.Value<string>()).ShouldBe(("degraded", to));
        health["reasons"]!
            .ShouldHaveSingleItem()
            .Value<string>()
            .ShouldBe(
                $"rolled back: an operator made release {to} live again, and it stays live. New releases are made but not published; the newest is {newest}."
                    + $" To lift the roll-back, publish the newest: POST /api/v1/admin/releases/{newest}/publish"
            );
    }

    private static async Task PublishAsync(RunningApp app, string release)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/admin/releases/{release}/publish");
        request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        using var response = await app.Host.HttpClient.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
