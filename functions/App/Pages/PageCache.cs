using BudgetWatch.App.Http;
using BudgetWatch.App.Http.Answers;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.App.Pages;

/// <summary>Pages and drawings as they were sent, by release and question.</summary>
public sealed class PageCache(Measurements measured, MakingLimit limit) : IDisposable
{
    /// <summary>How many bytes are kept: some hundred pages.</summary>
    private const long MostBytes = 24L * 1024 * 1024;

    /// <summary>What measurements call it.</summary>
    private const string Name = "pages";

    private readonly SingleFlightCache<CachedPage> _cache = new(
        MostBytes,
        MostBytes / 8,
        page => page.IsWorthKeeping ? 2L * page.Answer.Body.Plain.Length : long.MaxValue,
        limit,
        () => measured.Hit(Name),
        () => measured.Missed(Name)
    );

    /// <summary>The page under a key, where it is kept.</summary>
    internal CachedPage? Find(string key) => _cache.Find(key);

    /// <summary>Makes the page under a key, for all who wait for it, and keeps it.</summary>
    internal Task<Answered<CachedPage>> MakeAsync(
        string key,
        Func<CancellationToken, Task<Answered<CachedPage>>> make,
        CancellationToken cancellation
    ) => _cache.MakeAsync(key, make, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();
}

/// <summary>What people look at, as it is sent.</summary>
/// <param name="Form">html, svg, css, js or problem.</param>
/// <param name="Answer">Its bytes.</param>
/// <param name="Status">200, or that of the problem it tells of, which is not cached by anyone else.</param>
/// <param name="Policy">What a browser may load and run for it; null for nothing to say.</param>
internal sealed record CachedPage(string Form, CachedAnswer Answer, int Status = StatusCodes.Status200OK, string? Policy = null)
{
    /// <summary>Whether others will ask for it.</summary>
    public bool IsWorthKeeping { get; init; } = true;

    /// <summary>As a response.</summary>
    /// <param name="request">The request.</param>
    /// <param name="caching">How long it may be kept.</param>
    /// <param name="canonical">The address that it is known by; null where its own is.</param>
    public Response Of(HttpRequest request, string caching, string? canonical = null) =>
        Status == StatusCodes.Status200OK
            ? new Response(request, Form, Answer, caching) { ContentSecurityPolicy = Policy, Canonical = canonical }
            : new Response(request, Status, Form, null, "no-store", Answer.Body) { ContentSecurityPolicy = Policy };
}
