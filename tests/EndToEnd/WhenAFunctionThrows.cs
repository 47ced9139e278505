using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using BudgetWatch.App;
using BudgetWatch.Questions.Requests;
using BudgetWatch.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>The Functions host makes an empty 200 of an exception that gets out of a function. None does, of any function that answers requests.</summary>
public sealed partial class WhenAFunctionThrows(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    private const string Secret = "secret detail of a failure";

    private static IReadOnlyList<(string Function, string Verb, string Path)> Functions =>
        [
            .. typeof(BudgetWatchServices)
                .Assembly.GetTypes()
                .SelectMany(type => type.GetMethods())
                .Where(method => method.IsDefined(typeof(FunctionAttribute)))
                .SelectMany(method =>
                    method
                        .GetParameters()
                        .Select(parameter =>
                            (
                                Function: method.GetCustomAttribute<FunctionAttribute>()!.Name,
                                Trigger: parameter.GetCustomAttribute<HttpTriggerAttribute>()
                            )
                        )
                )
                .Where(pair => pair.Trigger is not null)
                .Select(pair =>
                    (
                        pair.Function,
                        (pair.Trigger!.Methods ?? ["get"])[0],
                        Parameter()
                            .Replace(
                                pair.Trigger.Route!,
                                match => match.Value.StartsWith("{home", StringComparison.Ordinal) ? "" : "E06000039"
                            )
                    )
                ),
        ];

    [Fact]
    public async Task Each_is_answered_as_a_problem_without_a_word_of_the_failure()
    {
        await using var app = await StartAsync<ThrowsBefore>();
        Functions.Count.ShouldBeGreaterThan(40);
        foreach (var (function, verb, path) in Functions)
        {
            (await AskAsync(app, verb, path)).ShouldBe(
                (HttpStatusCode.InternalServerError, "application/problem+json", "Something went wrong here"),
                function
            );
        }

        app.Logs.Lines.ShouldContain(line => line.Exception is InvalidOperationException && line.Exception.Message == Secret);
    }

    [Fact]
    public async Task It_is_a_problem_too_where_the_answer_throws_as_it_is_written()
    {
        await using var app = await StartAsync<ThrowsInAnswer>();
        (await AskAsync(app, "get", "api/v1/summary")).ShouldBe(
            (HttpStatusCode.InternalServerError, "application/problem+json", "Something went wrong here")
        );
    }

    [Fact]
    public async Task Half_an_answer_is_not_passed_off_as_a_whole_one()
    {
        await using var app = await StartAsync<ThrowsHalfway>();
        await Should.ThrowAsync<HttpRequestException>(() => app.HttpClient.GetStringAsync(new Uri("api/v1/summary", UriKind.Relative)));
    }

    private Task<FunctionAppHost> StartAsync<TMiddleware>()
        where TMiddleware : class, IFunctionsWorkerMiddleware =>
        FunctionAppHost.StartAsync(
            azurite,
            typeof(BudgetWatchServices).Assembly,
            builder =>
            {
                builder.ConfigureBudgetWatch();

                // The innermost: what it throws, the function might have thrown.
                builder.UseMiddleware<TMiddleware>();
            },
            new Dictionary<string, string?> { ["Limits:RequestsPerSecond"] = "0", ["Ingestion:Origin"] = "Snapshot" }
        );

    private static async Task<(HttpStatusCode Status, string? Type, string Title)> AskAsync(FunctionAppHost app, string verb, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb.ToUpperInvariant()), new Uri($"/{path}", UriKind.Relative));
        request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        using var response = await app.HttpClient.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        body.ShouldNotContain(Secret);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, JObject.Parse(body)["title"]!.Value<string>()!);
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();

    private sealed class ThrowsBefore : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
            context.GetHttpContext() is null ? next(context) : throw new InvalidOperationException(Secret);
    }

    private sealed class ThrowsInAnswer : IFunctionsWorkerMiddleware, IActionResult
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.GetInvocationResult().Value = this;
            return Task.CompletedTask;
        }

        public Task ExecuteResultAsync(ActionContext context)
        {
            context.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
            throw new InvalidOperationException(Secret);
        }
    }

    private sealed class ThrowsHalfway : IFunctionsWorkerMiddleware, IActionResult
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.GetInvocationResult().Value = this;
            return Task.CompletedTask;
        }

        public async Task ExecuteResultAsync(ActionContext context)
        {
            context.HttpContext.Response.ContentLength = 100;
            await context.HttpContext.Response.WriteAsync("half");
            await context.HttpContext.Response.Body.FlushAsync();
            throw new InvalidOperationException(Secret);
        }
    }
}
