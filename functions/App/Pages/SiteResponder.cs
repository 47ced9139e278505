using System.Text;
using BudgetWatch.App.Http;
using BudgetWatch.App.Http.Answers;
using BudgetWatch.Pipeline;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace BudgetWatch.App.Pages;

/// <summary>
/// Turns a request into a page, a drawing or a file that pages need. A page is made of one release, resolved once; it is kept, so that many who look at the same
/// cost what one does.
/// </summary>
public sealed class SiteResponder(Responder responder, ReleaseReader releases, PageCache cache, SiteAddress site)
{
    private const string PageCaching = "public, max-age=60";

    // The release never changes, but the next build may draw or word it otherwise.
    private const string PinnedDrawingCaching = "public, max-age=86400";

    private const string DrawingPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *";

    /// <summary>Answers with a page of the site.</summary>
    internal Task<IActionResult> PageAsync(
        HttpRequest request,
        SiteResource resource,
        Func<Parameters, LoadedRelease, Task<SitePage>> make
    ) =>
        MadeAsync(
            request,
            resource,
            _ => PageCaching,
            async (parameters, resolved, canonical) =>
            {
                var page = await make(parameters, resolved.Release);
                var isPinned = parameters.Find(QueryParameters.Release) is not null || parameters.Find(QueryParameters.AsOf) is not null;
                return (
                    "html",
                    PageFrame.Written(page, resolved.Release, isPinned, page.Status == StatusCodes.Status200OK ? canonical : null),
                    page.Status,
                    PageFrame.PolicyOf(page)
                );
            }
        );

    /// <summary>Answers with a page of what is now and of no release; it is not kept.</summary>
    internal Task<IActionResult> CurrentPageAsync(
        HttpRequest request,
        SiteResource resource,
        Func<Parameters, CancellationToken, Task<Answered<SitePage>>> make
    ) =>
        responder.GuardedAsync(
            request,
            resource,
            async (parameters, _) =>
            {
                var (page, problem) = await make(parameters, request.HttpContext.RequestAborted);
                return page is null
                    ? resource.Refuse(problem!, request)
                    : PageFrame.Response(request, page, null, page.Status, PageCaching, Canonical(request, resource, parameters));
            }
        );

    /// <summary>Answers with a drawing as a file.</summary>
    internal Task<IActionResult> DrawingAsync(
        HttpRequest request,
        SiteFileResource resource,
        Func<Parameters, LoadedRelease, Task<Answered<string>>> draw
    ) =>
        MadeAsync(
            request,
            resource,
            isPinned => isPinned ? PinnedDrawingCaching : PageCaching,
            async (parameters, resolved, _) =>
            {
                var (drawn, problem) = await draw(parameters, resolved.Release);
                return drawn is null
                    ? ("problem", Encoding.UTF8.GetBytes(Json.Write(ProblemAnswer.Of(problem!, request))), problem!.Status, null)
                    : ("svg", Encoding.UTF8.GetBytes(drawn), StatusCodes.Status200OK, DrawingPolicy);
            }
        );

    /// <summary>Answers with a file that pages need, as the build put it into the app.</summary>
    internal Task<IActionResult> FileAsync(HttpRequest request, SiteFileResource resource, string name) =>
        responder.GuardedAsync(
            request,
            resource,
            (_, _) =>
                Task.FromResult<IActionResult>(
                    SiteAssets.Find(name) is { } file
                        ? file.Of(request, Responder.Pinned)
                        : resource.Refuse(QueryProblem.NotFound("file", name, $"There are {string.Join(", ", SiteAssets.Names)}."), request)
                )
        );

    private Task<IActionResult> MadeAsync(
        HttpRequest request,
        Resource resource,
        Func<bool, string> caching,
        Func<Parameters, ResolvedRelease, string, Task<(string Form, byte[] Body, int Status, string? Policy)>> make
    ) =>
        responder.GuardedAsync(
            request,
            resource,
            async (sent, _) =>
            {
                var cancellation = request.HttpContext.RequestAborted;
                var (resolved, problem) = await releases.ResolveAsync(
                    sent.Find(QueryParameters.Release),
                    sent.Find(QueryParameters.AsOf),
                    cancellation
                );
                if (resolved is null)
                {
                    return resource.Refuse(problem!, request);
                }

                // What was live at a time is a release: every moment of it is the same question.
                var id = resolved.Release.Release.Id;
                var parameters = sent.Find(QueryParameters.AsOf) is null ? sent : sent.Put(("asOf", null), ("release", id));
                var canonical = Canonical(request, resource, parameters);
                var key =
                    $"{id}\n{resolved.Release.Release.ContentSha256}\n{request.Path.ToUriComponent()}?{parameters.With()}\n{site.Of(request)}";
                var made = cache.Find(key);
                if (made is null)
                {
                    (made, problem) = await cache.MakeAsync(
                        key,
                        async _ =>
                        {
                            var (form, body, status, policy) = await make(parameters, resolved, canonical);
                            return new CachedPage(
                                form,
                                new CachedAnswer(
                                    new AnswerBody(body),
                                    $"{id}.{Responder.Hash(Encoding.UTF8.GetBytes($"{key}\n{Responder.Build}"))}",
                                    null
                                ),
                                status,
                                policy
                            )
                            {
                                // There are as many searches as there are words, and as many mistakes.
                                IsWorthKeeping = status == StatusCodes.Status200OK && parameters.Find(PageQuestions.Requested) is null,
                            };
                        },
                        cancellation
                    );
                }

                return made is null ? resource.Refuse(problem!, request) : made.Of(request, caching(resolved.IsPinned), canonical);
            }
        );

    /// <summary>The address that a page or drawing is known by: its own parameters alone, without those that say what holds anyway.</summary>
    private string Canonical(HttpRequest request, Resource resource, Parameters parameters)
    {
        var said = parameters.With([
            .. resource.Parameters.Where(own => parameters.Find(own) == own.Default).Select(own => (own.Name, (string?)null)),
        ]);
        return $"{site.Of(request)}{request.Path.ToUriComponent()}{(said.Length == 0 ? "" : $"?{said}")}";
    }
}
