using System.Net;
using System.Threading.RateLimiting;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.App.Http.Limits;

/// <summary>What one client may ask of an instance: how often, and in how long an address. A proxy's header does not get around it.</summary>
public sealed class RequestLimits(LimitSettings settings) : IDisposable
{
    /// <summary>The longest path and query, in characters as sent: what a browser and every proxy passes on.</summary>
    public const int LongestAddress = 2_048;

    private readonly PartitionedRateLimiter<IPAddress> _clients = PartitionedRateLimiter.Create<IPAddress, IPAddress>(client =>
        RateLimitPartition.GetTokenBucketLimiter(
            client,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = settings.Burst,
                TokensPerPeriod = settings.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }
        )
    );

    /// <summary>Why a request is not answered; null where it is. One that is refused for its length counts too.</summary>
    public QueryProblem? Refuse(HttpRequest request)
    {
        if (settings.RequestsPerSecond > 0)
        {
            using var lease = _clients.AttemptAcquire(ClientAddress.Of(request.HttpContext, settings));
            if (!lease.IsAcquired)
            {
                return Problems.TooMany(settings.RequestsPerSecond);
            }
        }

        var length = request.Path.ToUriComponent().Length + (request.QueryString.Value?.Length ?? 0);
        return length > LongestAddress ? Problems.TooLong(length, LongestAddress) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _clients.Dispose();

    private static class Problems
    {
        public static QueryProblem TooMany(int perSecond) =>
            new(
                StatusCodes.Status429TooManyRequests,
                "Too many requests",
                $"One address may make {perSecond} requests a second on average. Wait one second, then retry. /api/v1/downloads has whole releases, and"
                    + " an answer with an ETag need not be fetched again.",
                null,
                null
            );

        public static QueryProblem TooLong(int length, int most) =>
            new(
                StatusCodes.Status414UriTooLong,
                "Address too long",
                $"Path and query have {length} characters; the limit is {most}. See /docs for the parameters.",
                null,
                null
            );
    }
}
