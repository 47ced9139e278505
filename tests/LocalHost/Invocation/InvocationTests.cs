using System.Collections.Concurrent;
using BudgetWatch.LocalWorker.Hosting;
using BudgetWatch.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalWorker.Tests.Invocation;

public sealed class InvocationTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Gives_each_run_a_scope_of_its_own_and_ends_it_with_the_run()
    {
        Trail trail;
        await using (var app = await StartAsync())
        {
            trail = app.Services.GetRequiredService<Trail>();
            var first = await app.HttpClient.GetStringAsync("/api/scoped");
            var second = await app.HttpClient.GetStringAsync("/api/scoped");
            first.ShouldNotBe(second);
        }

        // Disposal follows the answer: it is certain once the host has ended, which itself disposes of no function's scope.
        trail.Steps.Count(step => step.StartsWith("disposed", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Disposes_the_class_that_holds_the_function()
    {
        Trail trail;
        await using (var app = await StartAsync(functions: typeof(DisposableFunctions)))
        {
            trail = app.Services.GetRequiredService<Trail>();
            await app.HttpClient.GetStringAsync("/api/disposable");
        }

        trail.Steps.ShouldContain("function disposed");
    }

    [Fact]
    public async Task Runs_middleware_around_the_function_the_first_added_outermost()
    {
        await using var app = await StartAsync(builder =>
        {
            builder.UseMiddleware<Outer>();
            builder.UseMiddleware<Inner>();
        });

        await app.HttpClient.GetStringAsync("/api/scoped");

        app.Services.GetRequiredService<Trail>().Steps.Where(step => !step.StartsWith("disposed", StringComparison.Ordinal))
            .ShouldBe(["outer in", "inner in", "Scoped", "inner out", "outer out"]);
    }

    [Fact]
    public async Task Lets_middleware_answer_for_a_function_that_throws()
    {
        await using var app = await StartAsync(builder => builder.UseMiddleware<MapsErrors>());

        using var response = await app.HttpClient.GetAsync("/api/fails");

        ((int)response.StatusCode).ShouldBe(422);
        (await response.Content.ReadAsStringAsync()).ShouldBe("mapped: told you");
    }

    [Fact]
    public async Task Cancels_a_function_that_runs_longer_than_host_json_allows()
    {
        await using var app = await StartAsync(settings: new() { ["AzureFunctionsJobHost:functionTimeout"] = "00:00:00.2" });

        using var response = await app.HttpClient.GetAsync("/api/endless");

        ((int)response.StatusCode).ShouldBe(500);
        app.Logs.Lines.ShouldContain(line => line.Category == "Function.Endless" && line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Cancels_running_functions_when_the_app_stops()
    {
        var app = await StartAsync();
        await using (app)
        {
            var request = app.HttpClient.GetAsync("/api/endless");
            await app.Services.GetRequiredService<Trail>().Entered.Task.WaitAsync(Waiting.Limit);

            await app.StopAsync().WaitAsync(Waiting.Limit);

            ((int)(await request).StatusCode).ShouldBe(500);
        }
    }

    [Fact]
    public async Task Says_who_it_is()
    {
        await using var app = await StartAsync();

        var said = await app.HttpClient.GetStringAsync("/api/introduces");

        said.ShouldBe("Introduces|Introduces|BudgetWatch.LocalWorker.Tests.Invocation.InvocationTests+Functions.Introduces|request:httpTrigger:In|32|True|feature");
    }

    [Fact]
    public async Task Continues_the_trace_of_the_caller()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/traced");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var response = await app.HttpClient.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    [Fact]
    public async Task Finds_services_that_are_missing_when_it_is_built_and_not_when_they_are_first_wanted()
    {
        await Should.ThrowAsync<AggregateException>(() => StartAsync(builder => builder.Services.AddSingleton<NeedsWhatIsNotThere>()));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("Information", true)]
    public async Task Logs_warnings_and_what_host_json_adds(string? level, bool isLogged)
    {
        await using var app = await StartAsync(settings: new() { ["AzureFunctionsJobHost:logging:logLevel:Function"] = level });

        await app.HttpClient.GetStringAsync("/api/scoped");

        app.Logs.Lines.Any(line => line.Category == "Function.Scoped" && line.Message.StartsWith("Executed 'Scoped' (Succeeded", StringComparison.Ordinal))
            .ShouldBe(isLogged);
    }

    [Fact]
    public async Task Builds_once()
    {
        FunctionsApplicationBuilder? kept = null;
        await using var app = await StartAsync(builder => kept = builder);

        Should.Throw<InvalidOperationException>(() => kept!.Build());
        Should.Throw<InvalidOperationException>(() => kept!.Use(next => next));
    }

    [Fact]
    public async Task Starts_what_the_app_hosts_before_any_function_runs()
    {
        await using var app = await StartAsync(builder => builder.Services.AddHostedService<Prepares>(), functions: typeof(RunsAtStart));

        await app.Services.GetRequiredService<Trail>().Entered.Task.WaitAsync(Waiting.Limit);

        app.Services.GetRequiredService<Trail>().Steps.ShouldBe(["prepared", "ran"]);
    }

    private Task<FunctionAppHost> StartAsync(
        Action<FunctionsApplicationBuilder>? configure = null, Dictionary<string, string?>? settings = null, Type? functions = null) =>
        FunctionAppHost.StartAsync(
            azurite,
            builder =>
            {
                builder.UseFunctionsIn(functions ?? typeof(Functions));
                builder.Services.AddSingleton<Trail>();
                builder.Services.AddScoped<Ticket>();
                configure?.Invoke(builder);
            },
            settings);

    public sealed class Trail
    {
        private readonly ConcurrentQueue<string> _steps = new();
        private int _tickets;

        public IReadOnlyList<string> Steps => [.. _steps];

        public TaskCompletionSource Entered { get; } = new();

        public void Add(string step) => _steps.Enqueue(step);

        public int NextTicket() => Interlocked.Increment(ref _tickets);
    }

    public sealed class Ticket(Trail trail) : IDisposable
    {
        public int Number { get; } = trail.NextTicket();

        public void Dispose() => trail.Add($"disposed {Number}");
    }

    public sealed class Outer(Trail trail) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            trail.Add("outer in");
            await next(context);
            trail.Add("outer out");
        }
    }

    public sealed class Inner(Trail trail) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            trail.Add("inner in");
            await next(context);
            trail.Add("inner out");
        }
    }

    public sealed class MapsErrors : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            try
            {
                await next(context);
            }
            catch (InvalidOperationException exception)
            {
                var response = context.GetHttpContext()!.Response;
                response.StatusCode = 422;
                await response.WriteAsync("mapped: " + exception.Message);
            }
        }
    }

    public sealed class NeedsWhatIsNotThere(IFormatProvider missing)
    {
        public IFormatProvider Missing => missing;
    }

    public sealed class Prepares(Trail trail) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(300, cancellationToken);
            trail.Add("prepared");
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    public sealed class RunsAtStart(Trail trail)
    {
        [Function("RunsAtStart")]
        public void Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer)
        {
            trail.Add("ran");
            trail.Entered.TrySetResult();
        }
    }

    public sealed class Functions(Ticket ticket, Trail trail, IConfiguration configuration)
    {
        [Function("Scoped")]
        public IActionResult Scoped([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
        {
            trail.Add("Scoped");
            context.InstanceServices.GetRequiredService<Ticket>().ShouldBeSameAs(ticket);
            request.HttpContext.RequestServices.GetRequiredService<Ticket>().ShouldBeSameAs(ticket);
            return new ContentResult { Content = $"{ticket.Number}" };
        }

        [Function("Fails")]
        public IActionResult Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            throw new InvalidOperationException(configuration["Nothing"] ?? "told you");

        [Function("Endless")]
        public async Task<IActionResult> Endless([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken)
        {
            trail.Entered.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new OkResult();
        }

        [Function("Introduces")]
        public string Introduces([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
        {
            var definition = context.FunctionDefinition;
            var binding = definition.InputBindings.Single().Value;
            context.Features.Set("feature");
            return string.Join(
                '|',
                definition.Name,
                context.FunctionId,
                definition.EntryPoint,
                $"{binding.Name}:{binding.Type}:{binding.Direction}",
                context.InvocationId.Length,
                File.Exists(definition.PathToAssembly),
                context.Features.Get<string>());
        }

        [Function("Traced")]
        public string Traced([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context) =>
            context.TraceContext.TraceParent;
    }

    public sealed class DisposableFunctions(Trail trail) : IAsyncDisposable
    {
        [Function("Disposable")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "";

        public ValueTask DisposeAsync()
        {
            trail.Add("function disposed");
            return ValueTask.CompletedTask;
        }
    }
}
