using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Azure.Storage.Blobs;
using BudgetWatch.Costs;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Every request the app sends to storage is counted, by what Azure bills it as, and compared with the counts that the cost table is made from: a
/// tenth or five more or less is let pass, since tries after a lost race are counted too. Set BUDGETWATCH_WRITE_DOCS=1 to write them again. What the
/// worker does on its own (looking at queues, its leases) is left out: in Azure that is the host's, and the cost model says what it takes it to be.
/// </summary>
public sealed class WhenStorageIsCounted
{
    [Fact]
    public async Task It_is_asked_as_often_as_the_cost_table_says()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        using var requests = new StorageRequests(azurite.ConnectionString);
        var folder = Directory.CreateTempSubdirectory("budgetwatch-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "snapshot"), "*.csv"))
            {
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            }

            Operations first,
                unchanged,
                oneNew;
            long blobs,
                characters;
            await using (var app = await RunningApp.StartAsync("Folder", folder.FullName, azurite, RunningApp.OneMessageAtATime))
            {
                requests.Take();
                (first, _) = await RunAsync(app, requests, RunOutcomeKind.Published);
                (unchanged, _) = await RunAsync(app, requests, RunOutcomeKind.Unchanged);
                // E0101 is Bath and North East Somerset.
                await File.WriteAllBytesAsync(
                    Path.Combine(folder.FullName, "revenue-budgets-2019-20.csv"),
                    CorrectedBudget.WithOneMoreMillionForLibraries("2019-20", "E0101"),
                    TestContext.Current.CancellationToken
                );
                (oneNew, var release) = await RunAsync(app, requests, RunOutcomeKind.Published);
                blobs = await BlobBytesAsync(azurite);
                var rows = await app
                    .Host.Services.GetRequiredService<IReleaseStore>()
                    .ReadAsync(release, "", TestContext.Current.CancellationToken)
                    .ToListAsync(TestContext.Current.CancellationToken);
                characters = rows.Sum(row => (long)row.Key.Length + row.Json.Length);
            }

            requests.Take();
            await using var reader = await RunningApp.StartReaderAsync(azurite);
            var summary = await SentAsync(reader, "summary");
            var cold = requests.Take();
            var cuts = await SentAsync(reader, "cuts");
            requests.Take();
            var headline = ComparisonQuery.Headline;
            foreach (
                var scope in Scopes
                    .All.Where(scope =>
                        scope != headline.Scope && ComparabilityRefusal.Of(headline.Return, scope, headline.From, headline.To) is null
                    )
                    .Take(10)
            )
            {
                await SentAsync(reader, $"cuts?scope={scope.Id}");
                await SentAsync(reader, $"gradient?scope={scope.Id}");
            }

            var questions = requests.Take();
            var counted = new Counts(
                DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
                first,
                unchanged,
                oneNew,
                cold,
                questions,
                blobs,
                characters,
                summary,
                cuts
            );
            var committed = Path.Combine(RepositoryFolder.Path!, "infra", "costs");
            if (Environment.GetEnvironmentVariable("BUDGETWATCH_WRITE_DOCS") == "1")
            {
                counted.Write(committed);
                return;
            }

            var expected = Counts.Read(committed);
            const string Again = "run this test with BUDGETWATCH_WRITE_DOCS=1, and then the one of docs/costs.md";
            Differences(expected, counted).ShouldBeEmpty(Again);
            expected.CountedOn.ShouldBeGreaterThan(new DateOnly(2026, 11, 1));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Differences(Counts expected, Counts counted) =>
        from pair in Pairs(expected).Zip(Pairs(counted))
        where Math.Abs(pair.First.Count - pair.Second.Count) > Math.Max(5, pair.First.Count / 10.0)
        select string.Create(CultureInfo.InvariantCulture, $"{pair.First.What}: committed {pair.First.Count}, counted {pair.Second.Count}");

    private static IEnumerable<(string What, double Count)> Pairs(Counts counts) =>
        ((string, Operations)[])
            [
                ("first run", counts.FirstRun),
                ("unchanged run", counts.UnchangedRun),
                ("run with one new edition", counts.RunWithOneNewEdition),
                ("cold start", counts.ColdStart),
                ("twenty new questions", counts.TwentyNewQuestions),
            ]
            is var all
            ? all.SelectMany(own => own.Item2.Kinds, (own, kind) => ($"{own.Item1}, {kind.Kind}", (double)kind.Count))
                .Concat(
                    ((string, double)[])
                        [
                            ("bytes of blobs", counts.BlobBytes),
                            ("characters of a release", counts.ReleaseCharacters),
                            ("/summary", counts.SummaryBytes),
                            ("/cuts", counts.CutsBytes),
                        ]
                )
            : [];

    private static async Task<(Operations Counted, string Release)> RunAsync(
        RunningApp app,
        StorageRequests requests,
        RunOutcomeKind expected
    )
    {
        var runs = app.Host.Services.GetRequiredService<IRunLedger>();
        requests.Take();
        await app.Host.FireTimerAsync("IngestWeekly");
        using (requests.LeaveOut())
        {
            var run = (await runs.NewestAsync(1, default))[0];
            await Waiting.UntilAsync(async () => (run = (await runs.FindAsync(run.Id, default))!).Outcome is not null);
            run.Outcome!.Kind.ShouldBe(expected, run.Outcome.Detail);
            await app.Host.WhenQueuesAreEmptyAsync();
            return (requests.Take(), run.Outcome.Release!);
        }
    }

    private static async Task<long> SentAsync(RunningApp app, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/v1/{path}", UriKind.Relative));
        request.Headers.Add("Accept-Encoding", "gzip");
        using var response = await app.Host.HttpClient.SendAsync(request, TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue(path);
        return (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
    }

    private static async Task<long> BlobBytesAsync(AzuriteServer azurite)
    {
        var bytes = 0L;
        foreach (var container in (string[])["raw", "read"])
        {
            await foreach (var blob in new BlobContainerClient(azurite.ConnectionString, container).GetBlobsAsync())
            {
                bytes += blob.Properties.ContentLength ?? 0;
            }
        }

        return bytes;
    }

    /// <summary>Requests that leave this process for one emulator.</summary>
    private sealed class StorageRequests : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly AsyncLocal<bool> _leftOut = new();
        private readonly ConcurrentQueue<(string Service, HttpRequestMessage Request)> _seen = new();
        private readonly Dictionary<string, string> _services;
        private readonly List<IDisposable> _subscriptions = [];

        public StorageRequests(string connectionString)
        {
            _services = connectionString
                .Split(';')
                .Select(part => part.Split('=', 2))
                .Where(part => part[0].EndsWith("Endpoint", StringComparison.Ordinal))
                .ToDictionary(part => new Uri(part[1]).Authority, part => part[0]);
            _services.Count.ShouldBe(3);
            _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        /// <summary>What this test itself asks of storage is not the app's.</summary>
        public IDisposable LeaveOut()
        {
            _leftOut.Value = true;
            return new Until(() => _leftOut.Value = false);
        }

        /// <summary>What was counted since this was last called.</summary>
        public Operations Take()
        {
            var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
            while (_seen.TryDequeue(out var seen))
            {
                var kind = Kind(seen.Service, seen.Request.Method, seen.Request.RequestUri!);
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            }

            int Of(string kind) => kinds.GetValueOrDefault(kind);
            return new Operations(
                Of("blob write"),
                Of("blob read"),
                Of("table write"),
                Of("table batch"),
                Of("table read"),
                Of("table scan"),
                Of("queue send")
            );
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "HttpHandlerDiagnosticListener")
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (
                value.Key == "System.Net.Http.HttpRequestOut.Start"
                && !_leftOut.Value
                && value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value)
                    is HttpRequestMessage { RequestUri: { } address } request
                && _services.TryGetValue(address.Authority, out var service)
            )
            {
                _seen.Enqueue((service, request));
            }
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

        private static string Kind(string service, HttpMethod method, Uri address)
        {
            // Addresses of the emulator begin with the account.
            var path = address.AbsolutePath.Split('/', 3, StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } parts
                ? string.Join('/', parts[1..])
                : "";
            if (path.StartsWith("azure-webjobs", StringComparison.Ordinal))
            {
                return "the host's";
            }

            return (service, method.Method) switch
            {
                ("BlobEndpoint", "PUT") => "blob write",
                ("BlobEndpoint", "GET") when address.Query.Contains("comp=list", StringComparison.Ordinal) => "blob write",
                ("BlobEndpoint", "GET" or "HEAD") => "blob read",
                ("TableEndpoint", "POST") when path.StartsWith("$batch", StringComparison.Ordinal) => "table batch",
                ("TableEndpoint", "GET") when path.Contains("RowKey", StringComparison.Ordinal) => "table read",
                ("TableEndpoint", "GET") => "table scan",
                ("TableEndpoint", "POST" or "PUT" or "MERGE" or "PATCH" or "DELETE") => "table write",
                ("QueueEndpoint", "POST") => "queue send",
                ("QueueEndpoint", "PUT") when !path.Contains("/messages/", StringComparison.Ordinal) => "queue send",
                ("QueueEndpoint", _) => "the host's",
                _ => throw new InvalidOperationException($"Not known what {method} {address} is billed as."),
            };
        }

        private sealed class Until(Action end) : IDisposable
        {
            public void Dispose() => end();
        }
    }
}
