using System.Diagnostics;
using System.Globalization;
using System.Net;
using BudgetWatch.TestKit;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>What one client may ask is limited, whatever it says of who it is.</summary>
public sealed class WhenOneClientAsksTooMuch
{
    private const int PerSecond = 2;
    private const int Burst = 10;
    private const int Many = 30 * Burst;

    [Fact]
    public async Task Its_burst_is_answered_then_it_is_told_to_wait_and_after_a_wait_it_is_answered_again()
    {
        await using var app = await LimitedAsync();

        // Each request says it is forwarded for somebody else. All are sent at once, and so many that a machine would have to take minutes for them to be allowed.
        var since = Stopwatch.StartNew();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, Many)
                .Select(i => AskAsync(app, "releases", string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i % 250}")))
        );

        // While the burst lasted, some more were allowed.
        var allowedMost = Burst + (PerSecond * ((int)since.Elapsed.TotalSeconds + 1));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(Burst);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(allowedMost);
        var refused = answers.Where(answer => answer.Status != HttpStatusCode.OK).ToList();
        refused.ShouldNotBeEmpty();
        refused.ShouldAllBe(answer => answer.Status == HttpStatusCode.TooManyRequests && answer.RetryAfter == "1");
        var problem = JObject.Parse(refused[0].Body);
        problem["status"]!.Value<int>().ShouldBe(429);
        problem["detail"]!.Value<string>()!.ShouldContain("2 requests a second");

        // An address that is nothing counts too, so does a verb that is not answered.
        var spent = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => AskAsync(app, "nothing-here", null)));
        spent.ShouldContain(answer => answer.Status == HttpStatusCode.TooManyRequests);
        await Waiting.UntilAsync(
            async () => (await AskAsync(app, "releases", null)).Status == HttpStatusCode.OK,
            betweenLooks: TimeSpan.FromSeconds(1)
        );
    }

    [Fact]
    public async Task An_address_longer_than_any_question_is_refused_with_the_length_that_is_read()
    {
        await using var app = await LimitedAsync();
        var (status, _, body) = await AskAsync(app, $"cuts?scope={new string('a', 3_000)}", null);
        status.ShouldBe(HttpStatusCode.RequestUriTooLong);
        JObject.Parse(body)["detail"]!.Value<string>()!.ShouldContain("2048");
    }

    /// <summary>
    /// As in Azure: a proxy before the host puts the address it was called from at the end of X-Forwarded-For, which the host's own proxy then rewrites on the way to the app.
    /// </summary>
    [Theory]
    [InlineData("Limits:KnownProxies", "1", "X-Forwarded-For", "1.1.1.{0}, 203.0.113.{1}")]
    [InlineData("Limits:ClientHeader", "X-Azure-ClientIP", "X-Azure-ClientIP", "203.0.113.{1}")]
    public async Task Ten_behind_one_proxy_have_ten_limits_and_one_that_forges_has_its_own(
        string setting,
        string value,
        string header,
        string text
    )
    {
        await using var app = await LimitedAsync((setting, value));
        using var enough = new CancellationTokenSource();
        var refused = 0;
        var one = Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                {
                    // What the client wrote itself is another each time.
                    for (var n = 0; !enough.IsCancellationRequested; n++)
                    {
                        if (await StatusAsync(app, header, text, n % 250, 1) == HttpStatusCode.TooManyRequests)
                        {
                            Interlocked.Increment(ref refused);
                        }
                    }
                })
        );
        await Waiting.UntilAsync(() => Volatile.Read(ref refused) > 20);
        foreach (var other in Enumerable.Range(2, 10))
        {
            (await StatusAsync(app, header, text, 1, other)).ShouldBe(HttpStatusCode.OK);
        }

        await enough.CancelAsync();
        await one;
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningApp app, string header, string text, int forged, int client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/releases");
        request.Headers.Add(header, string.Format(CultureInfo.InvariantCulture, text, forged, client));
        using var response = await app.Host.HttpClient.SendAsync(request);
        response.Headers.Contains("Server").ShouldBeFalse();
        return response.StatusCode;
    }

    private static Task<RunningApp> LimitedAsync(params (string Name, string Value)[] more) =>
        RunningApp.StartAsync(
            "Snapshot",
            settings: new Dictionary<string, string?>(more.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
            {
                ["Limits:RequestsPerSecond"] = PerSecond.ToString(CultureInfo.InvariantCulture),
                ["Limits:Burst"] = Burst.ToString(CultureInfo.InvariantCulture),
            }
        );

    private static async Task<(HttpStatusCode Status, string? RetryAfter, string Body)> AskAsync(
        RunningApp app,
        string path,
        string? forwardedFor
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/{path}");
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        using var response = await app.Host.HttpClient.SendAsync(request);
        return (response.StatusCode, response.Headers.RetryAfter?.ToString(), await response.Content.ReadAsStringAsync());
    }
}
