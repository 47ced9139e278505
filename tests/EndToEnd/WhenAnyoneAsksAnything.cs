using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BudgetWatch.App.Http;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.EndToEnd.Tests.Hostile;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Twenty thousand requests that were made up by number, most of them with something wrong. Each is answered, or refused with a problem; none brings
/// down an answer, shows what is inside, or gets to storage as anything but a name.
/// </summary>
public sealed partial class WhenAnyoneAsksAnything(PublishedSnapshot snapshot)
{
    private const int Seed = 20_261_124;
    private const int Requests = 20_000;
    private const int Clients = 8;

    [Fact]
    public async Task Every_request_is_answered_or_refused_with_a_problem()
    {
        HttpFunction
            .All()
            .Where(function => !function.TakesKey)
            .Select(function => Routes.Base + function.Path)
            .Order(StringComparer.Ordinal)
            .ShouldBe(Routes.Readable.Order(StringComparer.Ordinal));
        var release = await snapshot.App.JsonAsync($"releases/{snapshot.FirstRun.Outcome!.Release}");
        var generator = new RequestGenerator(
            Seed,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["$RELEASE"] = release["id"]!.Value<string>()!,
                ["$EDITION"] = release["inputs"]!.Single(input => input["sourceId"]!.Value<string>() == "gdp-deflators")[
                    "sha256"
                ]!.Value<string>()!,
                ["$RUN"] = snapshot.FirstRun.Id,
            }
        );
        using var tables = TableRequests.Watch(snapshot.App.Host.Services.GetRequiredService<IConfiguration>()["AzureWebJobsStorage"]!);
        var wrong = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<int, int>();
        var next = -1;
        await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        using var connection = new RawConnection(snapshot.App.Host.Address);
                        for (var number = Interlocked.Increment(ref next); number < Requests; number = Interlocked.Increment(ref next))
                        {
                            var request = generator.Of(number);
                            RawAnswer? answer;
                            try
                            {
                                answer = await connection.AskAsync(request.Bytes, request.Method == "HEAD");
                            }
                            catch (Exception exception) when (exception is OperationCanceledException or ShouldAssertException)
                            {
                                connection.Dispose();
                                wrong.Enqueue($"{exception.Message}\n{request}");
                                continue;
                            }

                            statuses.AddOrUpdate(answer?.Status ?? 0, 1, (_, count) => count + 1);
                            if (Fault(request, answer) is { } fault)
                            {
                                wrong.Enqueue($"{fault}\n{request}");
                            }
                        }
                    })
                )
        );

        var told = string.Join(
            ", ",
            statuses.OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value}"))
        );
        wrong.Count.ShouldBe(
            0,
            $"{wrong.Count} of {Requests} were not answered as they should be ({told}):\n{string.Join("\n\n", wrong.Take(12))}"
        );

        // The requests are of all sorts: a generator gone wrong would otherwise look like an app gone right.
        foreach (var status in (int[])[200, 204, 304, 400, 401, 404, 405, 414, 422, 431])
        {
            statuses.GetValueOrDefault(status).ShouldBeGreaterThan(10, $"{status} in {told}");
        }

        statuses[200].ShouldBeGreaterThan(2_000, told);
        ShouldAskOfStorageOnlyWhatItAlwaysDoes(tables);
    }

    [Theory]
    [InlineData("PUT", "cuts", 405, "GET, HEAD, OPTIONS")]
    [InlineData("DELETE", "areas/E08000012/series", 405, "GET, HEAD, OPTIONS")]
    [InlineData("GET", "admin/ingestions", 405, "POST, OPTIONS")]
    [InlineData("POST", "admin/runs/x", 405, "GET, OPTIONS")]
    [InlineData("OPTIONS", "cuts", 204, "GET, HEAD, OPTIONS")]
    [InlineData("OPTIONS", "admin/ingestions", 204, "POST, OPTIONS")]
    [InlineData("OPTIONS", "nothing-here", 404, null)]
    [InlineData("PUT", "nothing-here", 404, null)]
    [InlineData("HEAD", "nothing-here", 404, null)]
    public async Task A_verb_that_an_address_does_not_answer_is_told_those_it_does(string verb, string path, int status, string? allowed)
    {
        using var connection = new RawConnection(snapshot.App.Host.Address);
        var answer = (
            await connection.AskAsync(
                Encoding.ASCII.GetBytes($"{verb} /api/v1/{path} HTTP/1.1\r\nHost: localhost\r\nOrigin: https://example.org\r\n\r\n"),
                verb == "HEAD"
            )
        )!;
        answer.Status.ShouldBe(status);
        answer.Header("Allow").ShouldBe(allowed);
        (answer.Body.Length > 0).ShouldBe(status != 204 && verb != "HEAD");

        // A page of another origin may poll what is open to all, and operate nothing.
        answer
            .Header("Access-Control-Allow-Methods")
            .ShouldBe(status == 204 && !path.StartsWith("admin", StringComparison.Ordinal) ? "GET, HEAD" : null);
    }

    /// <summary>Verbs are told apart by case; the host's proxy could not pass these on as they are.</summary>
    [Theory]
    [InlineData("get")]
    [InlineData("head")]
    [InlineData("pOST")]
    public async Task A_verb_in_small_letters_is_none(string verb)
    {
        using var connection = new RawConnection(snapshot.App.Host.Address);
        (
            await connection.AskAsync(Encoding.ASCII.GetBytes($"{verb} /api/v1/cuts HTTP/1.1\r\nHost: localhost\r\n\r\n"), isHead: false)
        )!.Status.ShouldBe(501);
    }

    /// <summary>A filter reads a range of one partition, a whole one, or one row of each, and names in it are written in the letters of keys.</summary>
    private static void ShouldAskOfStorageOnlyWhatItAlwaysDoes(TableRequests tables)
    {
        tables
            .Filters.Select(TableRequests.ShapeOf)
            .Distinct()
            .ShouldBe(["PartitionKey eq ? and RowKey ge ? and RowKey lt ?", "PartitionKey eq ?", "RowKey eq ?"], ignoreOrder: true);
        tables.Filters.ShouldAllBe(filter => !filter.Contains(HostileText.Mark));
        tables
            .Filters.Concat(tables.Points)
            .SelectMany(TableRequests.LiteralsOf)
            .Where(literal => !KeyLetters().IsMatch(literal))
            .ShouldBeEmpty();

        // Names that anyone may make up are looked for, by their key and no more.
        tables.Points.ShouldContain(point => point.Contains(HostileText.Mark));
        tables.Points.ShouldAllBe(point => PointRead().IsMatch(point));
    }

    private static string? Fault(GeneratedRequest request, RawAnswer? answer)
    {
        if (answer is null)
        {
            return request.MayBeRefusedUnread ? null : "no answer";
        }

        if (answer.Header("X-Planted") is not null)
        {
            return "a header the request planted";
        }

        // What the server itself refuses: only a status.
        if (
            request.MayBeRefusedUnread
            && answer is { Status: >= 400 and < 500, Body.Length: 0 }
            && answer.Header("X-Content-Type-Options") is null
        )
        {
            return null;
        }

        if (answer.Header("Content-Encoding") is null && Inside().Match(answer.Text) is { Success: true } inside && answer.Status != 200)
        {
            return $"{answer.Status} that shows what is inside: {inside.Value}";
        }

        // What the host answers before it comes to the app, with a status and no more: a key is lacking, a part of the path is empty, an address grew too long as it was forwarded, or it is a verb that no proxy passes on.
        if (answer is { Status: 401 or 404 or 414 or 501, Body.Length: 0 } && answer.Header("Content-Type") is null)
        {
            return null;
        }

        if (answer.Status is not (304 or (>= 200 and < 300) or (>= 400 and < 500)))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {answer.Text}");
        }

        return answer.Header("X-Content-Type-Options") != "nosniff"
                ? string.Create(CultureInfo.InvariantCulture, $"{answer.Status} that a browser may take for something else")
            : answer.Status >= 400 ? FaultOfProblem(request, answer)
            : null;
    }

    private static string? FaultOfProblem(GeneratedRequest request, RawAnswer answer)
    {
        // An address that leads out of the API, as /api/v1/../.. does, is a page's: it tells its problems to people.
        if (
            request.LeadsOutOfTheApi
            && answer.Header("Content-Type") == "text/html; charset=utf-8"
            && answer.Header("Content-Security-Policy") is not null
            && answer.Header("Cache-Control") == "no-store"
        )
        {
            return null;
        }

        if (answer.Header("Content-Type") != "application/problem+json; charset=utf-8" || answer.Header("Cache-Control") != "no-store")
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{answer.Status} that is no problem: {answer.Header("Content-Type")}, {answer.Header("Cache-Control")}"
            );
        }

        if (answer.Status == 405 && answer.Header("Allow") is null)
        {
            return "405 that does not say what is allowed";
        }

        if (request.Method == "HEAD" || answer.Header("Content-Encoding") is not null)
        {
            return null;
        }

        try
        {
            var problem = JObject.Parse(answer.Text);
            return problem["status"]!.Value<int>() == answer.Status && problem["detail"]!.Value<string>()!.Length is > 10 and < 1_000
                ? null
                : $"a problem of another status, or that says too little or too much: {answer.Text}";
        }
        catch (JsonException exception)
        {
            return $"{exception.Message}: {answer.Text}";
        }
    }

    [GeneratedRegex(@"^[-.0-9A-Z_a-z|!~]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex KeyLetters();

    [GeneratedRegex(@"^[A-Za-z]+\(PartitionKey='[^']*',RowKey='[^']*'\)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PointRead();

    [GeneratedRegex(
        @"Exception|StackTrace|   at |\.cs:line|\bSystem\.[A-Z]|\bMicrosoft\.|\bAzure\.|RequestId:|/functions/|/bin/|/usr/|/home/|/roo[t]/",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Inside();
}
