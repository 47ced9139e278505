using System.Security.Cryptography;
using System.Text;
using BudgetWatch.App.Http.Answers;
using BudgetWatch.App.Http.Downloads;
using BudgetWatch.App.Http.Limits;
using BudgetWatch.App.Telemetry;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Releases;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Sources;
using BudgetWatch.Questions.Tables;
using BudgetWatch.Questions.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.App.Http;

/// <summary>
/// Turns a request into an answer and an answer into a response: parameters checked, the release resolved once, JSON or CSV, a strong
/// ETag, 304 where nothing changed, and a problem for every mistake. No exception's text ever reaches a reader.
/// </summary>
public sealed partial class Responder(
    ReleaseReader releases,
    AnswerCache cache,
    ReleaseFiles files,
    RequestLimits limits,
    RequestDurations durations,
    SiteAddress site,
    ReportedDamage damages,
    ILogger<Responder> log
)
{
    /// <summary>How what never changes may be kept.</summary>
    internal const string Pinned = "public, max-age=31536000, immutable";

    private const string Live = "public, max-age=300";
    private const string Shifting = "public, max-age=60";

    // What an operator asked for may have been done although no answer said so.
    private static readonly QueryProblem NotKnown = QueryProblem.StorageDoesNotAnswer with
    {
        Detail = "Storage does not answer. The request may or may not have been carried out: check before you retry in a minute.",
    };

    private static readonly QueryProblem SomethingWentWrong = new(
        500,
        "Something went wrong here",
        "BudgetWatch could not make the answer. The error is logged. Try again in a minute.",
        null,
        null
    );

    // The same release served by another build may differ in its bytes, so the build is part of every validator.
    internal static readonly string Build = typeof(Responder).Module.ModuleVersionId.ToString("N")[..8];

    /// <summary>Answers from one release: the live one, one that is named, or the one that was live at a time.</summary>
    internal Task<IActionResult> FromReleaseAsync<T>(
        HttpRequest request,
        ReleaseResource<T> resource,
        Func<Parameters, LoadedRelease, CancellationToken, Task<Answered<T>>> answer
    )
        where T : class =>
        FromReleaseAsync(
            request,
            resource,
            (_, _) => new ValueTask<LiveOnly?>(result: null),
            (parameters, release, _, cancellation) => answer(parameters, release, cancellation)
        );

    /// <summary>The same with something of now in it, which is part of what the answer is known by; null where it has nothing of now.</summary>
    internal Task<IActionResult> FromReleaseAsync<T, TNow>(
        HttpRequest request,
        ReleaseResource<T> resource,
        Func<Parameters, CancellationToken, ValueTask<TNow?>> now,
        Func<Parameters, LoadedRelease, TNow?, CancellationToken, Task<Answered<T>>> answer
    )
        where T : class
        where TNow : LiveOnly =>
        GuardedAsync(
            request,
            resource,
            async (parameters, format) =>
            {
                var cancellation = request.HttpContext.RequestAborted;
                var (resolved, problem) = await releases.ResolveAsync(
                    parameters.Find(QueryParameters.Release),
                    parameters.Find(QueryParameters.AsOf),
                    cancellation
                );
                if (resolved is null)
                {
                    return resource.Refuse(problem!, request);
                }

                var release = resolved.Release;
                var ofNow = await now(parameters, cancellation);

                // A cube says where it is answered, by the whole address.
                var at = format == QueryParameters.JsonStat ? site.Of(request) : "";
                var key = $"{release.Release.Id}\n{release.Release.ContentSha256}\n{Canonical(request)}\n{format}\n{ofNow?.Stamp}\n{at}";
                var caching = resolved.IsPinned ? Pinned : Live;
                if (cache.Find(key) is { } found)
                {
                    return new Response(request, format, found, caching);
                }

                // A client that has the answer already need not wait for it to be made again.
                var validator = $"{release.Release.Id}.{Hash(Encoding.UTF8.GetBytes($"{key}\n{Build}"))}";
                if (Response.Matches(request, validator))
                {
                    return Response.NotModified(request, format, validator, caching);
                }

                var next = (T answered) => WithFormat(resource.Next?.Invoke(answered), parameters);
                var (made, mistake) = await cache.MakeAsync(
                    key,
                    stopped =>
                        MadeAsync(
                            request,
                            format,
                            async () =>
                                (await answer(parameters, release, ofNow, stopped)).Then(answered =>
                                    (Answered<CachedAnswer>)
                                        new CachedAnswer(
                                            new AnswerBody(
                                                format == QueryParameters.JsonStat
                                                    ? AnswerBody.Utf8(text => Json.Write(resource.Cube!.Of(answered, at), text))
                                                    : Body(request, answered, format, resource.Table),
                                                resource.Quality
                                            ),
                                            validator,
                                            next(answered)
                                        )
                                )
                        ),
                    cancellation
                );
                return made is null ? resource.Refuse(mistake!, request) : new Response(request, format, made, caching);
            }
        );

    /// <summary>Answers from what is now: sources, releases, health.</summary>
    internal Task<IActionResult> CurrentAsync<T>(
        HttpRequest request,
        CurrentResource<T> resource,
        Func<CancellationToken, Task<Answered<T>>> answer
    )
        where T : class =>
        GuardedAsync(
            request,
            resource,
            async (_, format) =>
            {
                var (answered, problem) = await answer(request.HttpContext.RequestAborted);
                if (answered is null)
                {
                    return resource.Refuse(problem!, request);
                }

                var body = Body(request, answered, format, resource.Table);
                var status =
                    resource.IsUnavailable?.Invoke(answered) == true ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
                return new Response(
                    request,
                    status,
                    format,
                    Hash(body),
                    resource.IsUnavailable is null ? Shifting : "no-store",
                    new AnswerBody(body)
                );
            }
        );

    /// <summary>Answers from what is now, where a cheap stamp shows that nothing changed: the answer is then not made again.</summary>
    internal Task<IActionResult> CurrentAsync<T>(
        HttpRequest request,
        CurrentResource<T> resource,
        Func<CancellationToken, Task<string>> stamp,
        Func<CancellationToken, Task<Answered<T>>> answer
    )
        where T : class =>
        GuardedAsync(
            request,
            resource,
            async (_, format) =>
            {
                var cancellation = request.HttpContext.RequestAborted;
                var key = $"now\n{Canonical(request)}\n{format}\n{await stamp(cancellation)}";
                var (found, problem) = cache.Find(key) is { } known
                    ? (Answered<CachedAnswer>)known
                    : await cache.MakeAsync(
                        key,
                        stopped =>
                            MadeAsync(
                                request,
                                format,
                                async () =>
                                    (await answer(stopped)).Then(answered =>
                                    {
                                        var body = Body(request, answered, format, resource.Table);
                                        return (Answered<CachedAnswer>)new CachedAnswer(new AnswerBody(body), Hash(body), null);
                                    })
                            ),
                        cancellation
                    );
                return found is null ? resource.Refuse(problem!, request) : new Response(request, format, found, Shifting);
            }
        );

    /// <summary>Answers with bytes that were kept.</summary>
    internal Task<IActionResult> BytesAsync(
        HttpRequest request,
        BytesResource resource,
        Func<CancellationToken, Task<Answered<EditionBytes>>> answer
    ) =>
        GuardedAsync(
            request,
            resource,
            async (_, _) =>
            {
                var (bytes, problem) = await answer(request.HttpContext.RequestAborted);
                return bytes is null
                    ? resource.Refuse(problem!, request)
                    : new BytesResponse(
                        request,
                        bytes,
                        failure => FailedAsync(resource, request, failure, QueryProblem.StorageDoesNotAnswer)
                    );
            }
        );

    /// <summary>Answers with a file of the release that is named.</summary>
    internal Task<IActionResult> FileAsync(HttpRequest request, FileResource resource, string id, string name) =>
        GuardedAsync(
            request,
            resource,
            async (_, _) =>
            {
                var cancellation = request.HttpContext.RequestAborted;
                var (release, problem) = await releases.ResolveAsync(id, cancellation);
                if (release is null)
                {
                    return resource.Refuse(problem!, request);
                }

                if (ReleaseFiles.Of(release).FirstOrDefault(file => file.Name == name) is not { } file)
                {
                    return resource.Refuse(
                        QueryProblem.NotFound(
                            "file",
                            name,
                            $"See /{Routes.Downloads}?release={release.Release.Id} for the files there are."
                        ),
                        request
                    );
                }

                var validator =
                    $"{release.Release.Id}.{Hash(Encoding.UTF8.GetBytes($"{file.Name}\n{release.Release.ContentSha256}\n{Build}"))}";
                var isKnown = Response.Matches(request, validator) || Response.IsAnyMatched(request);
                if (isKnown)
                {
                    return new ReleaseFileResponse(request, validator, release.Release.Id, file, null);
                }

                var (made, mistake) = await MadeAsync(request, "file", () => files.MakeAsync(release, file, cancellation));
                return made is null
                    ? resource.Refuse(mistake!, request)
                    : new ReleaseFileResponse(request, validator, release.Release.Id, file, made);
            }
        );

    /// <summary>Answers with a page or a document that is the same until the app is rebuilt.</summary>
    internal Task<IActionResult> PageAsync(HttpRequest request, PageResource resource, Func<byte[]> page, string? policy = null) =>
        GuardedAsync(
            request,
            resource,
            async (_, _) =>
            {
                var key = $"page\n{request.Path}";
                var (found, problem) = cache.Find(key) is { } known
                    ? (Answered<CachedAnswer>)known
                    : await cache.MakeAsync(
                        key,
                        _ =>
                        {
                            var body = page();
                            return Task.FromResult<Answered<CachedAnswer>>(
                                new CachedAnswer(new AnswerBody(body, AnswerBody.MadeOnce), Hash(body), null)
                            );
                        },
                        request.HttpContext.RequestAborted
                    );
                return found is null
                    ? resource.Refuse(problem!, request)
                    : new Response(request, resource.Media == MediaType.Html ? "html" : "json", found, Live)
                    {
                        ContentSecurityPolicy = policy,
                    };
            }
        );

    /// <summary>Answers with a feed of what happened so far.</summary>
    internal Task<IActionResult> FeedAsync(
        HttpRequest request,
        FeedResource resource,
        Func<CancellationToken, Task<Answered<FeedAnswer>>> answer
    ) =>
        GuardedAsync(
            request,
            resource,
            async (_, _) =>
            {
                var (feed, problem) = await answer(request.HttpContext.RequestAborted);
                if (feed is null)
                {
                    return resource.Refuse(problem!, request);
                }

                var body = AtomFeed.Of(feed, site.Of(request));
                return new Response(request, StatusCodes.Status200OK, "atom", Hash(body), Shifting, new AnswerBody(body));
            }
        );

    /// <summary>A problem alone.</summary>
    internal static IActionResult Problem(HttpRequest request, QueryProblem problem) => new Response(problem, request);

    /// <summary>Something an operator asked for: never cached.</summary>
    internal async Task<IActionResult> ForOperatorAsync<T>(
        HttpRequest request,
        OperatorResource<T> resource,
        Func<CancellationToken, Task<Answered<T>>> act
    )
        where T : class
    {
        durations.Follow(request);
        ReaderScope.Enter();
        try
        {
            var (answer, problem) = await act(request.HttpContext.RequestAborted);
            return answer is null
                ? resource.Refuse(problem!, request)
                : new Response(
                    request,
                    resource.Status,
                    "json",
                    null,
                    "no-store",
                    new AnswerBody(Encoding.UTF8.GetBytes(Json.Write(answer)))
                )
                {
                    Location = resource.Location?.Invoke(answer),
                };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return await FailedAsync(
                resource,
                request,
                exception,
                HttpMethods.IsGet(request.Method) ? QueryProblem.StorageDoesNotAnswer : NotKnown
            );
        }
    }

    /// <summary>What holds at every address: limits, verbs, parameters, formats, deadlines, and that no failure shows its own message.</summary>
    internal async Task<IActionResult> GuardedAsync(
        HttpRequest request,
        Resource resource,
        Func<Parameters, string, Task<IActionResult>> answer
    )
    {
        durations.Follow(request);
        ReaderScope.Enter();
        try
        {
            if (limits.Refuse(request) is { } tooMuch)
            {
                return resource.Refuse(tooMuch, request);
            }

            if (!Verbs.AreReading(request))
            {
                return Verbs.NotAnswered(request, Verbs.OfReading);
            }

            var (parameters, problem) = Parameters.Of(
                request
                    .Query.Where(pair => !resource.PassesOver(pair.Key))
                    .SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")))
                    .Where(pair => !resource.TakesEmpty || pair.Value.Length > 0),
                resource.Parameters
            );
            if (parameters is null)
            {
                return resource.Refuse(problem!, request);
            }

            var formats =
                resource.Parameters.FirstOrDefault(parameter => parameter.Name == QueryParameters.Format.Name) ?? QueryParameters.Format;
            var format = parameters.Find(QueryParameters.Format) ?? Preferred(request, formats) ?? QueryParameters.Format.Default!;
            return formats.Refuse(format) is { } refused ? resource.Refuse(refused, request) : await answer(parameters, format);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return await FailedAsync(resource, request, exception, QueryProblem.StorageDoesNotAnswer);
        }
    }

    /// <summary>What is answered where an exception got out of a function, or out of an answer as it was written.</summary>
    internal Response Escaped(HttpRequest request, Exception exception)
    {
        if (exception is OperationCanceledException)
        {
            // The client has gone, or the host cut the request short.
            return new Response(
                QueryProblem.StorageDoesNotAnswer with
                {
                    Title = "Cut short",
                    Detail = "The answer was not ready in time. Try again in a minute.",
                },
                request
            );
        }

        LogFailure(exception, RouteTemplates.Of(request.Path));
        return new Response(SomethingWentWrong, request);
    }

    private async Task<IActionResult> FailedAsync(Resource resource, HttpRequest request, Exception exception, QueryProblem withoutStorage)
    {
        if (exception is DamagedDataException damage)
        {
            LogDamage(RouteTemplates.Of(request.Path), damage.Message);
            await ReportAsync(damage);
            return resource.Refuse(QueryProblem.Damaged(damage), request);
        }

        if (exception is StorageUnavailableException)
        {
            LogWithoutStorage(RouteTemplates.Of(request.Path), exception.Message);
            return resource.Refuse(withoutStorage, request);
        }

        LogFailure(exception, RouteTemplates.Of(request.Path));
        return resource.Refuse(SomethingWentWrong, request);
    }

    /// <summary>That damage could not be reported must not keep from the reader that there is some; the next who meets it reports it.</summary>
    private async Task ReportAsync(DamagedDataException damage)
    {
        try
        {
            await damages.ReportAsync(damage, CancellationToken.None);
        }
        catch (Exception failure) when (failure is StorageUnavailableException or DamagedDataException)
        {
            LogWithoutStorage("the report of damage", failure.Message);
        }
    }

    /// <summary>Makes what was not kept, as a span that says at which template of an address and in which form, and nothing of the question.</summary>
    internal static Task<T> MadeAsync<T>(HttpRequest request, string format, Func<Task<T>> make) =>
        Traces.StepAsync(
            Step.AnswerMade,
            span =>
            {
                span?.SetTag(Tag.Route, RouteTemplates.Of(request.Path)).SetTag(Tag.Format, format);
                return make();
            }
        );

    // The template and not the path: a path may hold whatever a reader wrote.
    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "Answering {Route} failed")]
    private partial void LogFailure(Exception exception, string route);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Error, Message = "{Route} was answered 503: {What}")]
    private partial void LogDamage(string route, string what);

    // Without a stack trace: while storage is away there is one line for each request that needs it.
    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "{Route} was answered 503: {Why}")]
    private partial void LogWithoutStorage(string route, string why);

    /// <summary>The next page comes in the format this one was asked in.</summary>
    private static string? WithFormat(string? next, Parameters parameters) =>
        next is not null && parameters.Find(QueryParameters.Format) is { } format ? $"{next}&format={format}" : next;

    private static byte[] Body<T>(HttpRequest request, T answer, string format, Func<T, Table> table)
        where T : class =>
        AnswerBody.Utf8(text =>
        {
            switch (format)
            {
                case "csv":
                    table(answer).WriteCsv(text);
                    break;
                case "csvw":
                    Json.Write(Csvw.Of(FormatAddress.Of(request, "csv"), table(answer).Columns), text);
                    break;
                default:
                    Json.Write(JsonShape.Of(answer), text);
                    break;
            }
        });

    /// <summary>The format that a reader likes best of those there are; null where it says nothing of them.</summary>
    private static string? Preferred(HttpRequest request, Parameter formats) =>
        request
            .GetTypedHeaders()
            .Accept.OrderByDescending(accept => accept.Quality ?? 1)
            .Select(accept =>
                accept.MediaType.Value switch
                {
                    MediaType.Csv => "csv",
                    MediaType.Csvw => "csvw",
                    MediaType.JsonStat when formats.Words!.Contains(QueryParameters.JsonStat, StringComparer.Ordinal) =>
                        QueryParameters.JsonStat,
                    MediaType.Json or MediaType.Any => QueryParameters.Format.Default,
                    _ => null,
                }
            )
            .FirstOrDefault(format => format is not null);

    /// <summary>Path and query, escaped and in one order: the same question has one validator, and no two questions have the same.</summary>
    private static string Canonical(HttpRequest request) =>
        $"{request.Path.ToUriComponent()}?"
        + string.Join(
            '&',
            request
                .Query.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}")
        );

    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
}
