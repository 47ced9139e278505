using BudgetWatch.Pages.Tests.Browsing;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Pages.Tests;

/// <summary>
/// A page is open while the app behind it, one of its own for this, takes in a corrected budget, builds and publishes a second release, and then dies.
/// </summary>
public sealed class WhenAReleaseFollowsAnother(Site site)
{
    private const string BathAndNorthEastSomerset = "E06000022";
    private const string Budget = "revenue-budgets-2019-20.csv";

    [Fact]
    public async Task The_open_page_keeps_its_figures_says_so_and_shows_those_of_one_release_or_the_other()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
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

            await using var app = await AppProcess.StartListeningAsync(
                "BudgetWatch.App.dll",
                ["--port", "0"],
                ("AzureWebJobsStorage", azurite.ConnectionString),
                ("Ingestion__Origin", "Folder"),
                ("Ingestion__Folder", folder.FullName),
                ("FirstRun__Enabled", "true"),
                ("Limits__RequestsPerSecond", "0"),
                ("Functions__Keys__Function", FunctionAppHost.FunctionKey),
                ("AzureFunctionsJobHost__extensions__queues__maxPollingInterval", "00:00:00.2")
            );
            var first = await ReleaseAfterAsync(app, null);
            var (address, before) = ($"/areas/{BathAndNorthEastSomerset}", await LossAsync(app));
            await using var page = await site.OpenAsync(new Uri(app.HttpClient.BaseAddress!, address));
            var shown = await MainAsync(page);
            shown.ShouldContain(before);
            (await ReleaseAsync(page)).ShouldBe(first);

            await File.WriteAllBytesAsync(
                Path.Combine(folder.FullName, Budget),
                CorrectedBudget.WithOneMoreMillionForLibraries("2019-20", "E0101"),
                TestContext.Current.CancellationToken
            );
            await IngestAsync(app);
            var second = await ReleaseAfterAsync(app, first);
            var after = await LossAsync(app);
            after.ShouldNotBe(before, "the figure was corrected");

            await page.LookAsync();
            await page.Page.GetByRole(AriaRole.Status).GetByText("New figures have been published").WaitForAsync();
            (await MainAsync(page)).ShouldBe(shown);
            (await ReleaseAsync(page)).ShouldBe(first);

            // Asked another question it shows the new figures, all of them.
            await page.Page.Locator("#control-measure").SelectOptionAsync("cash");
            await page.ReachedAsync(url => url.Contains("measure=cash", StringComparison.Ordinal));
            (await ReleaseAsync(page)).ShouldBe(second);
            (await page.Page.Locator("#notice").IsHiddenAsync()).ShouldBeTrue();
            await using var anew = await site.OpenAsync(new Uri(page.Page.Url));
            (await MainAsync(page)).ShouldBe(await MainAsync(anew));
            await page.Page.Locator("#control-measure").SelectOptionAsync("real-per-head");
            await page.ReachedAsync(url => !url.Contains("measure=cash", StringComparison.Ordinal));
            var corrected = await MainAsync(page);
            corrected.ShouldContain(after);
            corrected.ShouldNotContain(before);

            // What the browser has kept it goes on showing; what was not asked yet it cannot have.
            await app.KillAsync();
            await page.Page.Locator("#control-measure").SelectOptionAsync("cash-per-head");
            await page.Page.GetByRole(AriaRole.Status).GetByText("could not be fetched").WaitForAsync();
            (await ReleaseAsync(page)).ShouldBe(second);
            (await page.Page.Locator("main h1").InnerTextAsync()).ShouldBe(corrected.Split('\n')[0]);
            (await page.Page.Locator("main").GetAttributeAsync("aria-busy")).ShouldBeNull();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<string> MainAsync(OpenPage page) => page.Page.Locator("main").InnerTextAsync();

    private static async Task<string> ReleaseAsync(OpenPage page) => (await page.Page.Locator("html").GetAttributeAsync("data-release"))!;

    /// <summary>What the area is said to spend a head in 2019-20, as the API prints it.</summary>
    private static async Task<string> LossAsync(AppProcess app)
    {
        var cuts = JObject.Parse(await app.HttpClient.GetStringAsync(new Uri("api/v1/cuts", UriKind.Relative)));
        return (string)cuts["areas"]!.Single(area => (string)area["code"]! == BathAndNorthEastSomerset)["display"]!["to"]!;
    }

    private static async Task IngestAsync(AppProcess app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/v1/admin/ingestions", UriKind.Relative));
        request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        using var response = await app.HttpClient.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The release that is live once another than this is.</summary>
    private static async Task<string> ReleaseAfterAsync(AppProcess app, string? before)
    {
        string? live = null;
        await Waiting.UntilAsync(
            async () =>
            {
                using var answer = await app.HttpClient.GetAsync(new Uri("api/v1/releases/live", UriKind.Relative));
                live = answer.IsSuccessStatusCode ? (string)JObject.Parse(await answer.Content.ReadAsStringAsync())["id"]! : null;
                return live is not null && live != before;
            },
            () => $"There is no release after {before}. The app said: {app.Said}",
            TimeSpan.FromMilliseconds(200)
        );
        return live!;
    }
}
