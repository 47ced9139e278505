using System.Security.Cryptography;
using System.Text;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.App.Http;

/// <summary>
/// Turns a request into an answer and an answer into a response: parameters checked, the release resolved once, JSON or CSV, a strong
/// ETag, 304 where nothing changed, and a problem for every mistake. No exception's text ever reaches a reader.
/// </summary>
public sealed partial class Responder(ReleaseReader releases, ILogger<Responder> log)
{
    private const string Live = "public, max-age=300";
    private const string Pinned = "public, max-age=31536000, immutable";
    private const string Shifting = "public, max-age=60";

    private static readonly string[] JsonAndCsv = ["json", "csv"];

    // The same release served by another build may differ in its bytes, so the build is part of every validator.
    private static readonly string Build = typeof(Responder).Module.ModuleVersionId.ToString("N")[..8];

    /// <summary>Answers from one release.</summary>
    internal Task<IActionResult> FromReleaseAsync<T>(
        HttpRequest request, IReadOnlyList<string> known, Func<Parameters, LoadedRelease, CancellationToken, Task<Answered<T>>> answer,
        Func<T, Table> table, Func<T, object>? shape = null, Func<T, string?>? next = null)
        where T : class => GuardedAsync(request, known, async (parameters, format) =>
        {
            var cancellation = request.HttpContext.RequestAborted;
            var pinned = parameters.Find("release");
            var (release, problem) = await releases.ResolveAsync(pinned, cancellation);
            if (release is null)
            {
                return new Response(problem!, request);
            }

            var validator = $"{release.Release.Id}.{Hash(Encoding.UTF8.GetBytes($"{request.Path}{Canonical(request)}|{format}|{Build}"))}";
            var (answered, mistake) = await answer(parameters, release, cancellation);
            return answered is null
                ? new Response(mistake!, request)
                : new Response(
                    request, 200, format, validator, pinned is null ? Live : Pinned, () => Body(answered, format, table, shape))
                {
                    Next = WithFormat(next?.Invoke(answered), request),
                };
        });

    /// <summary>Answers from what is now: sources, releases, health.</summary>
    internal Task<IActionResult> CurrentAsync<T>(
        HttpRequest request, Func<CancellationToken, Task<Answered<T>>> answer, Func<T, Table> table, Func<T, int>? status = null)
        where T : class => GuardedAsync(request, ["format"], async (_, format) =>
        {
            var (answered, problem) = await answer(request.HttpContext.RequestAborted);
            if (answered is null)
            {
                return new Response(problem!, request);
            }

            var body = Body(answered, format, table, null);
            return new Response(
                request, status?.Invoke(answered) ?? 200, format, Hash(body), status is null ? Shifting : "no-store", () => body);
        });

    /// <summary>Answers with bytes that were kept.</summary>
    internal Task<IActionResult> BytesAsync(HttpRequest request, Func<CancellationToken, Task<Answered<EditionBytes>>> answer) =>
        GuardedAsync(request, [], async (_, _) =>
        {
            var (bytes, problem) = await answer(request.HttpContext.RequestAborted);
            return bytes is null ? new Response(problem!, request) : new BytesResponse(request, bytes);
        });

    /// <summary>A problem by itself.</summary>
    internal static IActionResult Problem(HttpRequest request, QueryProblem problem) => new Response(problem, request);

    /// <summary>Something an operator asked for: never cached.</summary>
    internal async Task<IActionResult> ForOperatorAsync(HttpRequest request, Func<CancellationToken, Task<(int Status, object Answer)>> act)
    {
        try
        {
            var (status, answer) = await act(request.HttpContext.RequestAborted);
            return answer is QueryProblem problem
                ? new Response(problem, request)
                : new Response(request, status, "json", null, "no-store", () => Encoding.UTF8.GetBytes(Json.Write(answer)));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Failed(request, exception);
        }
    }

    private async Task<IActionResult> GuardedAsync(
        HttpRequest request, IReadOnlyList<string> known, Func<Parameters, string, Task<IActionResult>> answer)
    {
        try
        {
            var (parameters, problem) = Parameters.Of(
                request.Query.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? ""))), known);
            if (parameters is null)
            {
                return new Response(problem!, request);
            }

            var format = parameters.Find("format") ?? (PrefersCsv(request) ? "csv" : "json");
            return JsonAndCsv.Contains(format)
                ? await answer(parameters, format)
                : new Response(QueryProblem.BadValue("format", format, JsonAndCsv), request);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Failed(request, exception);
        }
    }

    private Response Failed(HttpRequest request, Exception exception)
    {
        LogFailure(exception, request.Path);
        return new Response(
            new QueryProblem(500, "Something went wrong here", "The answer could not be made; it has been logged. Try again in a minute.", null, null),
            request);
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "Answering {Path} failed")]
    private partial void LogFailure(Exception exception, string path);

    /// <summary>The next page comes in the format this one was asked in.</summary>
    private static string? WithFormat(string? next, HttpRequest request) =>
        next is not null && request.Query.TryGetValue("format", out var format) ? $"{next}&format={format}" : next;

    private static byte[] Body<T>(T answer, string format, Func<T, Table> table, Func<T, object>? shape)
        where T : class => Encoding.UTF8.GetBytes(
            format == "csv" ? table(answer).ToCsv() : Json.Write(shape is null ? answer : shape(answer)));

    private static bool PrefersCsv(HttpRequest request) =>
        request.GetTypedHeaders().Accept.OrderByDescending(accept => accept.Quality ?? 1)
            .Select(accept => accept.MediaType.Value)
            .FirstOrDefault(type => type is "text/csv" or "application/json" or "*/*") == "text/csv";

    /// <summary>The query in one order, so that the same question has one validator.</summary>
    private static string Canonical(HttpRequest request) =>
        string.Concat(request.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"&{pair.Key}={pair.Value}"));

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
}
