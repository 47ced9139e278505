using System.Globalization;
using System.Net;
using Azure.Data.Tables;
using BudgetWatch.EndToEnd.Tests.Damage;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Stored rows and blobs are damaged at random, by seed: bits flipped, cut short, deleted, put in one another's place, or of another release. What is damaged is never answered as if it were right;
/// it is found by the first load of it, health says so, and what can be made again is the same as before. <c>BUDGETWATCH_DAMAGES=500</c> tries more of it.
/// </summary>
public sealed class WhenStoredDataIsDamaged : IAsyncLifetime
{
    private const int Seed = 20_261_130;

    private static readonly int Damages = int.Parse(
        Environment.GetEnvironmentVariable("BUDGETWATCH_DAMAGES") ?? "24",
        CultureInfo.InvariantCulture
    );

    private readonly AzuriteServer _azurite = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("budgetwatch-");
    private string _live = "";

    public async ValueTask InitializeAsync()
    {
        await _azurite.InitializeAsync();
        PublishedSnapshotFiles.CopyTo(
            _folder.FullName,
            "*",
            "revenue-budgets-2010-11",
            "revenue-budgets-2015-16",
            "revenue-budgets-2019-20",
            "revenue-outturn-summaries-2010-11",
            "revenue-outturn-summaries-2017-18"
        );
        await using var app = await RunningApp.StartAsync("Folder", _folder.FullName, _azurite);
        _live = (await app.TickAsync()).Outcome!.Release!;
    }

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Nothing_damaged_is_answered_as_if_it_were_right_and_the_first_load_finds_it()
    {
        var older = _live;
        await File.WriteAllBytesAsync(
            Path.Combine(_folder.FullName, "revenue-budgets-2019-20.csv"),
            CorrectedBudget.WithOneMoreMillionForLibraries("2019-20", "E0101"),
            TestContext.Current.CancellationToken
        );
        await using (var app = await RunningApp.StartAsync("Folder", _folder.FullName, _azurite))
        {
            _live = (await app.TickAsync()).Outcome!.Release!;
        }

        _live.ShouldNotBe(older);
        var editions = await InputsAsync();
        var right = await StoredAnswers.AskAsync(_azurite.ConnectionString, _live, editions);
        right.Where(own => own.Value.Sha256 is null).ShouldBeEmpty();
        var damage = await StoredDamage.OfAsync(_azurite.ConnectionString, (older, _live));
        var (wrong, unseen, found) = (new List<string>(), new List<string>(), 0);
        for (var number = 0; number < Damages; number++)
        {
            var (what, undoAsync) = await damage.DoAsync(Seed + number);
            var answers = await StoredAnswers.AskAsync(_azurite.ConnectionString, _live, editions);

            // Health says of a pointer or release what is the matter with it; everything else is an answer.
            wrong.AddRange(
                answers
                    .Where(own => own.Key is not "health" && own.Value.Sha256 is { } other && other != right[own.Key].Sha256)
                    .Select(own => $"{what}: other {own.Key}")
            );
            var isSeen = answers.Values.Any(answer => answer.WhyNot is not null) || answers["health"] != right["health"];
            found += isSeen ? 1 : 0;
            if (!isSeen && !await IsHarmlessAsync(what))
            {
                unseen.Add(what);
            }

            await undoAsync();
        }

        wrong.ShouldBeEmpty();
        unseen.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Damages} damages, {found} found and told, the others repaired or of nothing that is answered"
            )
        );
        found.ShouldBeGreaterThan(Damages / 3);
        (await StoredAnswers.AskAsync(_azurite.ConnectionString, _live, editions)).ShouldBe(right, ignoreOrder: true, "all is put back");
    }

    /// <summary>What readings there were is made again on the next request; of the older release, of runs and of editions of no use nothing was asked.</summary>
    private Task<bool> IsHarmlessAsync(string what) =>
        Task.FromResult(what.Contains("read/", StringComparison.Ordinal) || !what.Contains(_live, StringComparison.Ordinal));

    [Fact]
    public async Task Readers_are_told_health_says_so_and_a_build_restores_the_release_to_the_bit()
    {
        IReadOnlyList<string> questions = ["cuts", "gradient", "specifications?limit=3", "areas/E06000022"];
        Dictionary<string, (string Body, string Tag)> before = [];
        string content;
        await using (var app = await RunningApp.StartReaderAsync(_azurite))
        {
            content = (await app.JsonAsync($"releases/{_live}"))["contentSha256"]!.ToString();
            foreach (var question in questions)
            {
                before[question] = await AskAsync(app, question);
            }
        }

        var figures = new TableServiceClient(_azurite.ConnectionString).GetTableClient("Figures");
        var rows = await figures
            .QueryAsync<TableEntity>(row => row.PartitionKey == _live)
            .ToListAsync(TestContext.Current.CancellationToken);
        foreach (var row in rows.Where((_, index) => index % 7 == 3))
        {
            row["Json"] = ((string)row["Json"]).Replace('1', '2');
            await figures.UpsertEntityAsync(row, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        }

        await using (var reader = await RunningApp.StartReaderAsync(_azurite))
        {
            using var refused = await reader.Host.HttpClient.GetAsync(
                new Uri("api/v1/cuts", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
            var problem = JObject.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            (
                problem["title"]!.ToString(),
                problem["detail"]!.ToString().Contains($"'{_live}' in storage is damaged", StringComparison.Ordinal)
            ).ShouldBe(("Stored data is damaged", true), problem.ToString());
            var health = await reader.JsonAsync("health");
            health["status"]!.ToString().ShouldBe("degraded");
            health["reasons"]!
                .Select(reason => reason.ToString())
                .ShouldContain(reason => reason.StartsWith($"release {_live}: ", StringComparison.Ordinal));
            (await reader.Host.Services.GetRequiredService<IIncidentLog>().OpenAsync(default)).Count.ShouldBe(1, "however many meet it");
        }

        // The build that was asked for when it was found is taken by whichever instance builds.
        await using var app2 = await RunningApp.StartAsync("Folder", _folder.FullName, _azurite);
        var incidents = app2.Host.Services.GetRequiredService<IIncidentLog>();
        await Waiting.UntilAsync(async () => (await incidents.OpenAsync(default)).Count == 0);
        ReleaseRows
            .Digest(
                await app2
                    .Host.Services.GetRequiredService<IReleaseStore>()
                    .ReadAsync(_live, "", default)
                    .ToListAsync(TestContext.Current.CancellationToken)
            )
            .ShouldBe(content);
        foreach (var question in questions)
        {
            (await AskAsync(app2, question)).ShouldBe(before[question], question);
        }

        (await app2.JsonAsync("health"))["status"]!.ToString().ShouldBe("healthy");
    }

    private async Task<IReadOnlyList<ReleaseInput>> InputsAsync()
    {
        await using var app = await RunningApp.StartReaderAsync(_azurite);
        return (await app.Host.Services.GetRequiredService<IReleaseStore>().FindAsync(_live, default))!.Inputs;
    }

    private static async Task<(string Body, string Tag)> AskAsync(RunningApp app, string question)
    {
        using var answer = await app.Host.HttpClient.GetAsync(
            new Uri($"api/v1/{question}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers.ETag!.ToString());
    }
}
