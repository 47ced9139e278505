using System.Net;
using System.Reflection;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>A message that failed at every try is tried again after a pause, and no person is needed. Anyone who asks for a run meanwhile is answered the run that is on.</summary>
public sealed class WhenWorkFailsAtEveryTry
{
    private static readonly Dictionary<string, string?> TwoTriesAndShortPauses = new()
    {
        ["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "2",
        ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:00",
        [RetryPauses.Setting] = "00:00:02",
    };

    [Fact]
    public async Task A_first_release_comes_without_a_person_and_the_run_that_waits_is_the_one_that_is_on()
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
            var failing = new Fault();
            await using var app = await RunningApp.StartAsync(
                "Folder",
                folder.FullName,
                settings: TwoTriesAndShortPauses,
                replace: services => PutBefore(services, failing)
            );
            var runs = app.Host.Services.GetRequiredService<IRunLedger>();

            // Of any number who ask at once all are answered the same run.
            var asked = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AskAsync(app)));
            var id = asked[0];
            asked.ShouldAllBe(run => run == id);
            Run? run = null;
            await Waiting.UntilAsync(async () => (run = await runs.FindAsync(id, default))!.Waiting is not null);
            run!.IsIngested.ShouldBeTrue();
            run.Waiting.ShouldNotBeNull()
                .ShouldMatch(@"^Building the release failed: .* BudgetWatch will retry on \d+ \w+ \d{4} at \d\d:\d\d UTC \(retry \d\)\.$");
            var health = await HealthAsync(app);
            var incident = health["incidents"]!.ShouldHaveSingleItem();
            incident["summary"]!
                .Value<string>()
                .ShouldNotBeNull()
                .ShouldMatch(@"^Building a release failed\. The live release stays\. BudgetWatch will retry on .*$");
            incident["detail"]!.Value<string>().ShouldNotBeNull().ShouldContain(Fault.Words);
            incident["retryAt"]!.Type.ShouldBe(JTokenType.Date);
            health["reasons"]!.Select(reason => reason.Value<string>()).ShouldContain($"build: {incident["summary"]}");
            failing.IsMended = true;

            await Waiting.UntilAsync(async () => (run = await runs.FindAsync(id, default)) is { Outcome: not null });
            run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);
            run.Waiting.ShouldBeNull();
            await app.Host.WhenQueuesAreEmptyAsync();
            health = await HealthAsync(app);
            (health["status"]!.Value<string>(), health["incidents"]!.Count()).ShouldBe(("healthy", 0), $"{health}");
            (await runs.NewestAsync(5, default)).Count.ShouldBe(1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<JObject> HealthAsync(RunningApp app)
    {
        using var response = await app.Host.HttpClient.GetAsync(new Uri("api/v1/health", UriKind.Relative));
        return JObject.Parse(await response.Content.ReadAsStringAsync());
    }

    private static async Task<string> AskAsync(RunningApp app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/admin/ingestions");
        request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        using var response = await app.Host.HttpClient.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var run = JObject.Parse(await response.Content.ReadAsStringAsync())["run"]!.Value<string>()!;
        response.Headers.Location!.ToString().ShouldBe($"/api/v1/admin/runs/{run}");
        return run;
    }

    /// <summary>Rows of a release cannot be written while the fault lasts.</summary>
    private static void PutBefore(IServiceCollection services, Fault fault)
    {
        var store = services.Single(service => service.ServiceType == typeof(IReleaseStore));
        services.Remove(store);
        services.AddSingleton(provider =>
        {
            var failing = DispatchProxy.Create<IReleaseStore, Failing>();
            ((Failing)(object)failing).Put((IReleaseStore)ActivatorUtilities.CreateInstance(provider, store.ImplementationType!), fault);
            return failing;
        });
    }

    private sealed class Fault
    {
        public const string Words = "The table is being moved.";

        public volatile bool IsMended;
    }

    public class Failing : DispatchProxy
    {
        private IReleaseStore _store = null!;
        private Fault _fault = null!;

        internal void Put(IReleaseStore store, object fault) => (_store, _fault) = (store, (Fault)fault);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(IReleaseStore.WriteAsync) && !_fault.IsMended
                ? throw new InvalidOperationException(Fault.Words)
                : targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
