using System.Diagnostics;
using BudgetWatch.Pipeline.Telemetry;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.App.Telemetry;

/// <summary>Measures how long requests take, by template of the address and status. Without a listener, nothing is kept of a request.</summary>
public sealed class RequestDurations(Measurements measured)
{
    /// <summary>Follows a request until its answer is out.</summary>
    internal void Follow(HttpRequest request)
    {
        if (measured.AreRequestsFollowed)
        {
            request.HttpContext.Response.OnCompleted(
                static followed => ((Followed)followed).End(),
                new Followed(measured, request, Stopwatch.GetTimestamp())
            );
        }
    }

    private sealed class Followed(Measurements measured, HttpRequest request, long started)
    {
        // Asked now: afterwards the path may be another request's.
        private readonly string _route = RouteTemplates.Of(request.Path);

        public Task End()
        {
            measured.Answered(_route, request.HttpContext.Response.StatusCode, Stopwatch.GetElapsedTime(started));
            return Task.CompletedTask;
        }
    }
}
