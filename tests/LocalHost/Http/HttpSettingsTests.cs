using BudgetWatch.LocalHost.SampleApp;
using BudgetWatch.TestKit;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Tests.Http;

public sealed class HttpSettingsTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Leaves_out_what_is_disabled()
    {
        await using var app = await StartAsync(("AzureWebJobs.Unrouted.Disabled", "true"));

        (await app.HttpClient.GetStringAsync("/api/areas/7")).ShouldBe("area 7");
        using var disabled = await app.HttpClient.GetAsync("/api/unrouted");
        ((int)disabled.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task Lets_a_catch_all_that_is_last_by_name_take_what_no_other_function_does()
    {
        await using var app = await Sample.StartAsync(azurite, ["ZEverything"]);

        (await app.HttpClient.GetStringAsync("/api/")).ShouldBe("page []");
        (await app.HttpClient.GetStringAsync("/api/guide/chapter")).ShouldBe("page [guide/chapter]");
        (await app.HttpClient.GetStringAsync("/api/areas/7")).ShouldBe("area 7");
    }

    [Fact]
    public async Task Tells_the_function_when_the_caller_has_gone()
    {
        var inbox = new Inbox();
        await using var app = await Sample.StartAsync(
            azurite,
            inbox: inbox,
            settings: new Dictionary<string, string?> { ["AzureFunctionsJobHost:logging:logLevel:Function"] = "Information" }
        );
        using var giveUp = new CancellationTokenSource();
        var request = app.HttpClient.GetAsync("/api/waits", giveUp.Token);
        await inbox.NextAsync().WaitAsync(Waiting.Limit);

        await giveUp.CancelAsync();

        (await inbox.NextAsync().WaitAsync(Waiting.Limit)).ShouldBe("is told");
        await Should.ThrowAsync<OperationCanceledException>(() => request);
        await Waiting.UntilAsync(() => HasExecuted(app, "Waits", LogLevel.Information, "Cancelled"));
    }

    [Fact]
    public async Task Cancels_a_function_that_runs_longer_than_host_json_allows()
    {
        var inbox = new Inbox();
        await using var app = await Sample.StartAsync(
            azurite,
            inbox: inbox,
            settings: new Dictionary<string, string?> { ["AzureFunctionsJobHost:functionTimeout"] = "00:00:00.2" }
        );

        using var response = await app.HttpClient.GetAsync("/api/waits");

        // Either the forwarding is cut or the function ends without an answer, whichever is first; an answer it is not.
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
        await Waiting.UntilAsync(() => HasExecuted(app, "Waits", LogLevel.Error, "Failed"));
    }

    [Fact]
    public async Task Cancels_running_functions_when_the_time_to_stop_is_over()
    {
        var inbox = new Inbox();
        await using var app = await Sample.StartAsync(azurite, inbox: inbox);
        var request = app.HttpClient.GetAsync("/api/waits");
        await inbox.NextAsync().WaitAsync(Waiting.Limit);

        await app.StopAsync().WaitAsync(Waiting.Limit);

        (await inbox.NextAsync().WaitAsync(Waiting.Limit)).ShouldBe("is told");
        await Should.ThrowAsync<HttpRequestException>(() => request);
    }

    [Fact]
    public async Task Three_apps_in_one_process_have_each_their_own_services_and_requests()
    {
        string[] names = ["one", "two", "three"];
        var inboxes = names.Select(_ => new Inbox()).ToList();
        var apps = await Task.WhenAll(inboxes.Select(inbox => Sample.StartAsync(azurite, inbox: inbox)));
        try
        {
            var answers = await Task.WhenAll(apps.Zip(names, (app, name) => app.HttpClient.GetStringAsync("/api/names?say=" + name)));

            answers.ShouldBe(names);
            await apps[0].StopAsync();
            (await apps[2].HttpClient.GetStringAsync("/api/names?say=more")).ShouldBe("three more");
        }
        finally
        {
            foreach (var app in apps)
                await app.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("Warning", false)]
    [InlineData("Information", true)]
    public async Task Says_that_a_function_ran_at_the_level_that_host_json_sets(string level, bool isSaid)
    {
        await using var app = await StartAsync(("AzureFunctionsJobHost:logging:logLevel:Function", level));

        await app.HttpClient.GetStringAsync("/api/areas/7");
        await app.StopAsync();

        HasExecuted(app, "Area", LogLevel.Information, "Succeeded").ShouldBe(isSaid);
    }

    private static bool HasExecuted(FunctionAppHost app, string function, LogLevel level, string how) =>
        app.Logs.Lines.Any(line =>
            line.Category == "Function." + function
            && line.Level == level
            && line.Message.StartsWith($"Executed '{function}' ({how}", StringComparison.Ordinal)
        );

    private Task<FunctionAppHost> StartAsync(params (string Key, string? Value)[] settings) =>
        Sample.StartAsync(azurite, settings: settings.ToDictionary(setting => setting.Key, setting => setting.Value));
}
