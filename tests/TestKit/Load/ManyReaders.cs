using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;

namespace BudgetWatch.TestKit.Load;

/// <summary>
/// Ten clients that ask varied questions, each as often as one client may and no more, one after another and not all in the same instant of each second, while an eleventh asks for
/// the summary ten times a second. Half of the questions are asked again and again, as readers do; the others hardly anyone asked before, the dearest among them. One in ten is
/// for a page or drawing.
/// </summary>
/// <param name="app">The app they ask.</param>
public sealed class ManyReaders(MeasuredApp app)
{
    private const int Clients = 10;
    private const int ConnectionsOfClient = 3;
    private const int PerSecond = 19;
    private const int Popular = 400;

    private static readonly TimeSpan BetweenSummaries = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<HttpStatusCode, int> _statuses = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly List<double> _summaries = [];
    private long _mostResident;

    /// <summary>Asks.</summary>
    /// <param name="questions">What can be asked.</param>
    /// <param name="requests">How many questions the ten ask together.</param>
    /// <param name="seed">Other questions for another.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="most">When to stop although not all are asked; null for never.</param>
    /// <returns>What came of it.</returns>
    public async Task<ReadersOutcome> AskAsync(
        VariedQuestions questions,
        int requests,
        int seed,
        Action<string>? progress = null,
        TimeSpan? most = null
    )
    {
        var routes = (
            Api: questions.Routes.Where(route => route.IsOfApi).ToList(),
            Pages: questions.Routes.Where(route => !route.IsOfApi).ToList()
        );
        var (next, since, processor) = (-1, Stopwatch.GetTimestamp(), app.Processor());
        using var done = new CancellationTokenSource();
        var eleventh = AskForSummaryAsync(done.Token);
        var looking = LookAsync(() => Volatile.Read(ref next), progress, done.Token);
        await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(async client =>
                {
                    await using var allowance = new TokenBucketRateLimiter(
                        new TokenBucketRateLimiterOptions
                        {
                            TokenLimit = PerSecond,
                            TokensPerPeriod = 1,
                            ReplenishmentPeriod = TimeSpan.FromSeconds(1) / PerSecond,
                            QueueLimit = int.MaxValue,
                            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                        }
                    );
                    await Task.WhenAll(
                        Enumerable
                            .Range(0, ConnectionsOfClient)
                            .Select(async _ =>
                            {
                                for (
                                    var number = Interlocked.Increment(ref next);
                                    number < requests && (most is null || Stopwatch.GetElapsedTime(since) < most);
                                    number = Interlocked.Increment(ref next)
                                )
                                {
                                    using var lease = await allowance.AcquireAsync();
                                    await AskAsync(Question(questions, routes.Api, routes.Pages, seed, number), client);
                                }
                            })
                    );
                })
        );
        await done.CancelAsync();
        await Task.WhenAll(eleventh, looking);
        double[] ordered = [.. _summaries.Order()];
        double At(double share) => ordered.Length == 0 ? double.NaN : ordered[(int)(share * (ordered.Length - 1))];
        return new ReadersOutcome(
            _statuses.Values.Sum(),
            Stopwatch.GetElapsedTime(since),
            _statuses.ToDictionary(),
            [.. _failures],
            ordered.Length,
            At(0.5),
            At(0.99),
            At(1),
            _mostResident,
            app.Processor() - processor
        );
    }

    private static string Question(VariedQuestions questions, List<QuestionRoute> api, List<QuestionRoute> pages, int seed, int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var routes = random.Next(10) == 0 ? pages : api;
        return questions.Of(routes[random.Next(routes.Count)], random.Next(2) == 0 ? random.Next(Popular) : Popular + number);
    }

    private async Task AskAsync(string question, int client)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(question, UriKind.Relative));
            request.Headers.Add(MeasuredApp.ClientHeader, string.Create(CultureInfo.InvariantCulture, $"192.0.2.{client + 1}"));
            request.Headers.AcceptEncoding.ParseAdd("br");
            using var answer = await app.Client.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            _statuses.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
            if (answer.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests)
            {
                _failures.Enqueue($"{(int)answer.StatusCode} {question}");
            }
        }
        catch (HttpRequestException failure)
        {
            _failures.Enqueue($"{failure.Message} {question}");
        }
    }

    private async Task AskForSummaryAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            var since = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/summary", UriKind.Relative));
            request.Headers.Add(MeasuredApp.ClientHeader, "192.0.2.200");
            using var answer = await app.Client.SendAsync(request, CancellationToken.None);
            await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
            _summaries.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                _failures.Enqueue($"{(int)answer.StatusCode} /summary");
            }

            await Task.Delay(BetweenSummaries, CancellationToken.None);
        }
    }

    private async Task LookAsync(Func<int> asked, Action<string>? progress, CancellationToken done)
    {
        for (var look = 0; !done.IsCancellationRequested; look++)
        {
            _mostResident = Math.Max(_mostResident, app.ResidentBytes());
            if (look % 30 == 0)
            {
                progress?.Invoke(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{asked():N0} asked, {app.ResidentBytes() / 1e6:N0} MB, load {MeasuredApp.Load()}"
                    )
                );
            }

            await Task.Delay(BetweenLooks, CancellationToken.None);
        }
    }
}

/// <summary>What came of many readers.</summary>
/// <param name="Requests">How many questions of the ten clients were answered.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Statuses">How many were answered with each status.</param>
/// <param name="Failures">Those that were answered 5xx or 429, or not at all.</param>
/// <param name="Summaries">How often the eleventh client asked for the summary.</param>
/// <param name="Median">Half of its answers took no longer, milliseconds.</param>
/// <param name="Slowest99">All but a hundredth took no longer, milliseconds.</param>
/// <param name="Slowest">None took longer, milliseconds.</param>
/// <param name="MostResident">The most the worker had resident at any look, bytes.</param>
/// <param name="Processor">The worker's time on processors.</param>
public sealed record ReadersOutcome(
    int Requests,
    TimeSpan Took,
    IReadOnlyDictionary<HttpStatusCode, int> Statuses,
    IReadOnlyList<string> Failures,
    int Summaries,
    double Median,
    double Slowest99,
    double Slowest,
    long MostResident,
    TimeSpan Processor
)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Requests:N0} requests in {Took.TotalMinutes:0.0} min, {Processor.TotalMinutes:0.0} min of the worker's processor ({string.Join(", ", Statuses.OrderBy(own => own.Key).Select(own => string.Create(CultureInfo.InvariantCulture, $"{(int)own.Key}: {own.Value:N0}")))}), {Failures.Count} failed; "
                + $"/summary {Summaries:N0} times: p50 {Median:0.0} ms, p99 {Slowest99:0.0} ms, at most {Slowest:0.0} ms; at most {MostResident / 1e6:N0} MB resident"
        );
}
