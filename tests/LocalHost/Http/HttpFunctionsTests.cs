using System.Net;
using System.Text;
using BudgetWatch.LocalWorker.Hosting;
using BudgetWatch.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalWorker.Tests.Http;

public sealed class HttpFunctionsTests(AzuriteServer azurite)
{
    private static readonly byte[] FiveMegabytes = new byte[5 * 1024 * 1024];

    [Theory]
    [InlineData("/api/areas/7", 200, "area 7")]
    [InlineData("/api/areas/seven", 404, "")]
    [InlineData("/api/Unrouted", 200, "by its own name")]
    [InlineData("/api/unrouted", 200, "by its own name")]
    [InlineData("/areas/7", 404, "")]
    [InlineData("/api/nothing", 404, "")]
    [InlineData("/", 404, "")]
    [InlineData("/api/text/a%20b?extra=from%20query", 200, "a b/from query")]
    [InlineData("/api/text/a%20b", 200, "a b/none")]
    [InlineData("/api/json", 200, """{"areaCode":"E1"}""")]
    [InlineData("/api/minimal", 418, "")]
    [InlineData("/api/string", 200, "just text")]
    [InlineData("/api/nullresult", 200, "")]
    [InlineData("/api/valuetask", 200, "from a value task")]
    [InlineData("/api/noresult", 202, "")]
    public async Task Answers_at_the_route_and_nowhere_else(string path, int status, string body)
    {
        await using var app = await StartAsync();

        using var response = await app.HttpClient.GetAsync(path);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldBe(body);
    }

    [Fact]
    public async Task Answers_404_to_a_verb_that_is_not_listed_and_GET_does_not_bring_HEAD()
    {
        await using var app = await StartAsync();

        (await StatusOf(app, HttpMethod.Post, "/api/areas/7")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusOf(app, HttpMethod.Head, "/api/areas/7")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusOf(app, HttpMethod.Head, "/api/headed")).ShouldBe(HttpStatusCode.OK);
        (await StatusOf(app, HttpMethod.Delete, "/api/Unrouted")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", "/areas/7", "area 7")]
    [InlineData("v2/data", "/v2/data/areas/7", "area 7")]
    public async Task Puts_routes_under_the_prefix_of_host_json(string prefix, string path, string body)
    {
        await using var app = await StartAsync(new() { ["AzureFunctionsJobHost:extensions:http:routePrefix"] = prefix });

        (await app.HttpClient.GetStringAsync(path)).ShouldBe(body);
    }

    [Theory]
    [InlineData("/", "page []")]
    [InlineData("/guide/chapter", "page [guide/chapter]")]
    [InlineData("/areas/7", "area 7")]
    public async Task Lets_a_catch_all_take_what_no_other_function_does_when_the_prefix_is_empty(string path, string body)
    {
        await using var app = await StartAsync(
            new() { ["AzureFunctionsJobHost:extensions:http:routePrefix"] = "" }, typeof(Functions), typeof(Pages));

        (await app.HttpClient.GetStringAsync(path)).ShouldBe(body);
    }

    [Fact]
    public async Task Answers_500_without_a_word_to_an_exception_and_logs_it()
    {
        await using var app = await StartAsync();

        using var response = await app.HttpClient.GetAsync("/api/throws");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        app.Logs.Lines.ShouldContain(line =>
            line.Category == "Function.Throws" && line.Level == LogLevel.Error && line.Exception!.Message == "secret detail");
    }

    [Fact]
    public async Task Does_not_pass_off_half_an_answer_as_a_whole_one()
    {
        await using var app = await StartAsync();

        await Should.ThrowAsync<HttpRequestException>(() => app.HttpClient.GetStringAsync("/api/throwshalfway"));
    }

    [Theory]
    [InlineData("/api/protected", null, null, 401)]
    [InlineData("/api/protected", "wrong", null, 401)]
    [InlineData("/api/protected", null, "wrong", 401)]
    [InlineData("/api/protected", "", null, 401)]
    [InlineData("/api/protected", "function-key-of-tests", null, 200)]
    [InlineData("/api/protected", null, "function-key-of-tests", 200)]
    [InlineData("/api/protected", "host-key-of-tests", null, 200)]
    [InlineData("/api/protected", "master-key-of-tests", null, 200)]
    [InlineData("/api/administered", "function-key-of-tests", null, 401)]
    [InlineData("/api/administered", "host-key-of-tests", null, 401)]
    [InlineData("/api/administered", null, null, 401)]
    [InlineData("/api/administered", "master-key-of-tests", null, 200)]
    public async Task Asks_for_the_key_of_the_authorization_level(string path, string? header, string? code, int status)
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, code is null ? path : path + "?code=" + code);
        if (header is not null) request.Headers.TryAddWithoutValidation("x-functions-key", header);

        using var response = await app.HttpClient.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Does_not_name_its_server()
    {
        await using var app = await StartAsync();

        using var response = await app.HttpClient.GetAsync("/api/areas/7");

        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Refuses_a_body_that_is_too_large()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/length") { Content = new ByteArrayContent(FiveMegabytes) };
        request.Headers.ExpectContinue = true;

        using var response = await app.HttpClient.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Gives_the_function_the_request_body()
    {
        await using var app = await StartAsync();
        using var content = new StringContent("twelve bytes", Encoding.ASCII);

        using var response = await app.HttpClient.PostAsync("/api/length", content);

        (await response.Content.ReadAsStringAsync()).ShouldBe("12");
    }

    [Fact]
    public async Task Tells_the_function_when_the_caller_has_gone()
    {
        var gone = new TaskCompletionSource();
        Waits.Gone = gone;
        await using var app = await StartAsync(null, typeof(Waits));
        using var giveUp = new CancellationTokenSource();
        var request = app.HttpClient.GetAsync("/api/waits", giveUp.Token);
        await Waits.Entered.Task.WaitAsync(Waiting.Limit);

        await giveUp.CancelAsync();

        await gone.Task.WaitAsync(Waiting.Limit);
        await Should.ThrowAsync<OperationCanceledException>(() => request);
    }

    [Theory]
    [InlineData(typeof(TakesAService), "takes 'service', a IFormatProvider, which no request brings")]
    [InlineData(typeof(ReturnsAnObject), "returns Uri; return IActionResult, IResult or string")]
    [InlineData(typeof(SameRoutes), "has the route of another: GET /api/same")]
    [InlineData(typeof(UnreadableRoute), "has a route that cannot be read, 'api/{broken'")]
    [InlineData(typeof(UserLevel), "asks for authorization level User")]
    public async Task Does_not_start_with_a_function_no_request_can_run(Type functions, string why)
    {
        var failure = await Should.ThrowAsync<LocalWorkerStartException>(() => StartAsync(null, functions));

        failure.Message.ShouldContain(why);
    }

    [Fact]
    public async Task Does_not_serve_a_function_that_is_disabled()
    {
        await using var app = await StartAsync(new() { ["AzureWebJobs.Area.Disabled"] = "true" });

        (await StatusOf(app, HttpMethod.Get, "/api/areas/7")).ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<FunctionAppHost> StartAsync(Dictionary<string, string?>? settings = null, params Type[] functions) =>
        FunctionAppHost.StartAsync(azurite, builder => builder.UseFunctionsIn(functions is [] ? [typeof(Functions)] : functions), settings);

    private static async Task<HttpStatusCode> StatusOf(FunctionAppHost app, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await app.HttpClient.SendAsync(request);
        return response.StatusCode;
    }

    public sealed class Functions
    {
        [Function("Area")]
        public IActionResult Area([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "areas/{id:int}")] HttpRequest request, int id) =>
            new ContentResult { Content = $"area {id}" };

        [Function("Unrouted")]
        public string Unrouted([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => "by its own name";

        [Function("Text")]
        public async Task<IActionResult> TextAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "text/{name}")] HttpRequest request,
            string name,
            FunctionContext context,
            CancellationToken cancellationToken,
            string extra = "none")
        {
            await Task.Yield();
            context.GetHttpContext()!.Request.ShouldBeSameAs(request);
            context.BindingContext.BindingData["name"].ShouldBe("a b");
            return new ContentResult { Content = $"{name}/{extra}" };
        }

        [Function("Json")]
        public Task<JsonResult> Json([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            Task.FromResult(new JsonResult(new { AreaCode = "E1" }));

        [Function("Minimal")]
        public IResult Minimal([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.StatusCode(418);

        [Function("String")]
        public Task<string> String([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Task.FromResult("just text");

        [Function("NullResult")]
        public IActionResult? NullResult([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => null;

        [Function("ValueTask")]
        public async ValueTask<string> ValueTask([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            await Task.Yield();
            return "from a value task";
        }

        [Function("NoResult")]
        public async Task NoResult([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            await Task.Yield();
            request.HttpContext.Response.StatusCode = 202;
        }

        [Function("Headed")]
        public IActionResult Headed([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head")] HttpRequest request) => new OkResult();

        [Function("Throws")]
        public IActionResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            throw new InvalidOperationException("secret detail");

        [Function("ThrowsHalfway")]
        public async Task<IActionResult> ThrowsHalfway([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            await request.HttpContext.Response.WriteAsync("half");
            await request.HttpContext.Response.Body.FlushAsync();
            throw new InvalidOperationException("and no more");
        }

        [Function("Protected")]
        public IActionResult Protected([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => new OkResult();

        [Function("Administered")]
        public IActionResult Administered([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => new OkResult();

        [Function("Length")]
        public async Task<string> Length([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            return $"{body.Length}";
        }
    }

    public sealed class Pages
    {
        [Function("Pages")]
        public string Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{*path}")] HttpRequest request, string? path) => $"page [{path}]";
    }

    public sealed class Waits
    {
        public static TaskCompletionSource Entered { get; } = new();

        public static TaskCompletionSource? Gone { get; set; }

        [Function("Waits")]
        public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken)
        {
            await using var registration = cancellationToken.Register(() => Gone!.TrySetResult());
            Entered.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new OkResult();
        }
    }

    public sealed class TakesAService
    {
        [Function("X")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, IFormatProvider service) => "";
    }

    public sealed class ReturnsAnObject
    {
        [Function("X")]
        public Uri Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new("http://x");
    }

    public sealed class SameRoutes
    {
        [Function("X")]
        public string First([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "same")] HttpRequest request) => "";

        [Function("Y")]
        public string Second([HttpTrigger(AuthorizationLevel.Anonymous, "post", "get", Route = "/same")] HttpRequest request) => "";
    }

    public sealed class UnreadableRoute
    {
        [Function("X")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{broken")] HttpRequest request) => "";
    }

    public sealed class UserLevel
    {
        [Function("X")]
        public string Run([HttpTrigger(AuthorizationLevel.User, "get")] HttpRequest request) => "";
    }
}
