using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>The HTTP client publishers are asked with.</summary>
internal static class PublisherHttp
{
    /// <summary>The client's name in <see cref="IHttpClientFactory"/>.</summary>
    public const string Name = "publishers";

    private const int HeaderKilobytes = 64;
    private const int Waiting = 1_000;

    public static void AddPublisherHttp(this IServiceCollection services)
    {
        services.AddSingleton<GuardedConnection>();
        services.AddSingleton<AddressPolicy>();
        services.AddSingleton<PublisherClient>();
        var client = services
            .AddHttpClient(Name)
            .ConfigureHttpClient(
                (provider, client) =>
                {
                    // The pipeline's own timeouts hold, and they tell an attempt from the whole.
                    client.Timeout = Timeout.InfiniteTimeSpan;
                    client.DefaultRequestHeaders.TryAddWithoutValidation(
                        "User-Agent",
                        UserAgent(provider.GetRequiredService<LiveSettings>())
                    );
                }
            );
        client.ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // A proxy would resolve names itself, unguarded.
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
            ConnectCallback = provider.GetRequiredService<GuardedConnection>().ConnectAsync,
            MaxResponseHeadersLength = HeaderKilobytes,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
        client.AddResilienceHandler(
            Name,
            (pipeline, context) =>
                Configure(
                    pipeline,
                    context.ServiceProvider.GetRequiredService<LiveSettings>(),
                    context.ServiceProvider.GetRequiredService<TimeProvider>()
                )
        );
        client.AddHttpMessageHandler(() => new BoundedResponse());
    }

    /// <summary>Whether a status may be another when asked again.</summary>
    public static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, LiveSettings settings, TimeProvider clock)
    {
        var paces = PartitionedRateLimiter.Create<string, string>(host =>
            RateLimitPartition.GetTokenBucketLimiter(
                host,
                _ => new TokenBucketRateLimiterOptions
                {
                    // One at a time, so that no second ever sees more than it may.
                    TokenLimit = 1,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1) / settings.RequestsPerSecond,
                    QueueLimit = Waiting,
                }
            )
        );
        pipeline
            .AddTimeout(settings.RequestTimeout)
            .AddRetry(
                new HttpRetryStrategyOptions
                {
                    MaxRetryAttempts = settings.Retries,
                    Delay = settings.RetryDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldRetryAfterHeader = true,
                    ShouldHandle = arguments => ValueTask.FromResult(IsWorthAnother(arguments.Outcome, settings, clock)),
                }
            )
            .AddRateLimiter(
                new HttpRateLimiterStrategyOptions
                {
                    RateLimiter = arguments =>
                        paces.AcquireAsync(
                            arguments.Context.GetRequestMessage()!.RequestUri!.Authority,
                            1,
                            arguments.Context.CancellationToken
                        ),
                }
            )
            .AddTimeout(settings.AttemptTimeout);
    }

    private static bool IsWorthAnother(Outcome<HttpResponseMessage> outcome, LiveSettings settings, TimeProvider clock)
    {
        if (outcome.Exception is { } failure)
            return RefusedResponseException.In(failure) is null
                && failure is HttpRequestException or IOException or TimeoutRejectedException;

        // A server that wants to be left alone for longer than we wait for it is left alone: the message comes again.
        return outcome.Result is { } response && IsPassing(response.StatusCode) && !(Wanted(response, clock) > settings.RequestTimeout);
    }

    private static TimeSpan? Wanted(HttpResponseMessage response, TimeProvider clock) =>
        response.Headers.RetryAfter is { } wanted ? wanted.Delta ?? (wanted.Date - clock.GetUtcNow()) : null;

    private static string UserAgent(LiveSettings settings) =>
        settings.Contact is { } contact ? $"BudgetWatch/1.0 (+{contact})" : "BudgetWatch/1.0";
}
