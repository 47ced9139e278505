using System.Reflection;
using BudgetWatch.App;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BudgetWatch.Architecture.Tests;

/// <summary>A function is a thin class where one looks for it, and starts in the container the app builds.</summary>
public sealed class FunctionTests
{
    private const BindingFlags Every =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly IReadOnlyList<MethodInfo> Functions =
    [
        .. Layers.App.GetTypes().SelectMany(type => type.GetMethods(Every)).Where(method => method.IsDefined(typeof(FunctionAttribute))),
    ];

    private static readonly IReadOnlyList<ParameterInfo> HttpTriggers =
    [
        .. Functions.SelectMany(method => method.GetParameters()).Where(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute))),
    ];

    [Fact]
    public void Every_entrance_of_the_design_is_a_function() =>
        Functions
            .Select(Name)
            .Intersect(["IngestWeekly", "IngestSource", "BuildRelease", "IngestSourcePoison", "BuildReleasePoison", "GetCuts"])
            .Count()
            .ShouldBe(6);

    [Fact]
    public void A_function_is_named_after_its_class_which_has_no_other()
    {
        Functions.GroupBy(method => method.DeclaringType).Where(group => group.Count() != 1).ShouldBeEmpty();
        Functions.Where(method => Name(method) != method.DeclaringType!.Name).ShouldBeEmpty();
        Functions.GroupBy(Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() != 1).ShouldBeEmpty();
    }

    [Fact]
    public void A_function_is_public_where_the_host_looks_and_stands_with_its_kind()
    {
        Functions.Where(method => !method.IsPublic || !method.DeclaringType!.IsVisible || !method.DeclaringType.IsSealed).ShouldBeEmpty();
        foreach (var method in Functions)
        {
            Trigger(method)
                .ShouldBe(
                    method.DeclaringType!.Namespace switch
                    {
                        "BudgetWatch.App.Timers" => typeof(TimerTriggerAttribute),
                        "BudgetWatch.App.Queues" => typeof(QueueTriggerAttribute),
                        "BudgetWatch.App.Http" or "BudgetWatch.App.Pages" => typeof(HttpTriggerAttribute),
                        var elsewhere => throw new ShouldAssertException($"{method.DeclaringType} is in {elsewhere}"),
                    },
                    method.DeclaringType.Name
                );
        }
    }

    [Fact]
    public void A_queue_that_can_fail_for_good_has_a_function_that_makes_an_incident_of_it()
    {
        var queues = Functions
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<QueueTriggerAttribute>()?.QueueName)
            .OfType<string>()
            .ToList();
        queues
            .Where(queue => !queue.EndsWith("-poison", StringComparison.Ordinal))
            .Select(queue => $"{queue}-poison")
            .ShouldBe(queues.Where(queue => queue.EndsWith("-poison", StringComparison.Ordinal)), ignoreOrder: true);
        queues.Count.ShouldBe(4);
    }

    /// <summary>The real worker's default is Function; an address that is open, or closed, must say so itself.</summary>
    [Fact]
    public void Every_address_states_who_may_ask()
    {
        HttpTriggers
            .Where(parameter =>
                parameter.GetCustomAttributesData().Single(data => data.AttributeType == typeof(HttpTriggerAttribute)).ConstructorArguments
                    is not [{ ArgumentType: var first }, ..]
                || first != typeof(AuthorizationLevel)
            )
            .ShouldBeEmpty();
        foreach (var trigger in HttpTriggers.Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()!))
        {
            trigger.AuthLevel.ShouldBe(
                trigger.Route!.Contains("/admin/", StringComparison.Ordinal) ? AuthorizationLevel.Function : AuthorizationLevel.Anonymous,
                trigger.Route
            );

            // The catch-all has every verb, so that none is left to the host to answer.
            (trigger.Methods is { Length: > 0 }).ShouldBe(trigger.Route != "{*path}", trigger.Route);
        }
    }

    [Fact]
    public void Every_address_is_one_of_Routes_and_every_one_of_Routes_is_answered()
    {
        var routes = RoutesOf("BudgetWatch.App.Http.Routes").Concat(RoutesOf("BudgetWatch.App.Pages.PageRoutes"));
        HttpTriggers.Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()!.Route!).ShouldBe(routes, ignoreOrder: true);
    }

    /// <summary>host.json sets no route prefix, so that pages and a catch-all can answer; the addresses of the API carry their own.</summary>
    [Fact]
    public void Every_address_but_the_catch_all_and_pages_is_under_the_version() =>
        HttpTriggers
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()!.Route!)
            .Where(route => !route.StartsWith("api/v1/", StringComparison.Ordinal))
            .ShouldBe(RoutesOf("BudgetWatch.App.Pages.PageRoutes").Append("{*path}"), ignoreOrder: true);

    /// <summary>
    /// The Functions host gives a request to the first function, in the order of their names, whose route and verb fit. So of two whose routes fit one request, the one whose
    /// route says more must come first; and the catch-all last.
    /// </summary>
    [Fact]
    public void A_request_that_two_routes_fit_goes_to_the_one_that_says_more()
    {
        var inOrder = HttpTriggers
            .Select(parameter => (Name: Name((MethodInfo)parameter.Member), Trigger: parameter.GetCustomAttribute<HttpTriggerAttribute>()!))
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        inOrder.Select(function => function.Name).ShouldBe(inOrder.Select(function => function.Name).Order(StringComparer.Ordinal));
        inOrder[^1].Trigger.Route.ShouldBe("{*path}");
        var fitting =
            from one in inOrder
            from other in inOrder
            where
                one != other
                && TakesExample(one.Trigger.Route!, other.Trigger.Route!)
                && other.Trigger.Route != "{*path}"
                && one.Trigger.Route != "{*path}"
            select (Wide: one, Narrow: other);
        var pairs = fitting.ToList();

        // The one pair there is: releases/{id} fits releases/live.
        pairs.Select(pair => $"{pair.Wide.Name} {pair.Narrow.Name}").ShouldBe(["GetRelease GetLiveRelease"]);
        pairs.ShouldAllBe(pair => inOrder.IndexOf(pair.Narrow) < inOrder.IndexOf(pair.Wide));
    }

    /// <summary>Hosts up to 4.1037 load no function with a parameter of another name: no timer, and so no run, ever.</summary>
    [Fact]
    public void A_parameter_of_a_trigger_has_a_name_that_hosts_take() =>
        Functions
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.Name!)
            .Where(name => !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
            .ShouldBeEmpty();

    /// <summary>Whether a route takes the addresses of another: an example of them, with a value for each parameter.</summary>
    private static bool TakesExample(string route, string other)
    {
        var example = string.Join(
            '/',
            other
                .Split('/')
                .Select(part =>
                    part.StartsWith("{home", StringComparison.Ordinal) ? ""
                    : part.StartsWith('{') ? "E06000039"
                    : part
                )
        );
        return new TemplateMatcher(TemplateParser.Parse(route == "{home:maxlength(0)?}" ? "" : route), []).TryMatch("/" + example, []);
    }

    /// <summary>Hosts keep these for themselves.</summary>
    [Fact]
    public void No_page_is_where_hosts_answer() =>
        RoutesOf("BudgetWatch.App.Pages.PageRoutes").Where(route => route.Split('/')[0] is "admin" or "runtime" or "api").ShouldBeEmpty();

    private static IEnumerable<string> RoutesOf(string type) =>
        Layers
            .App.GetType(type, throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name != "Base")
            .Select(field => (string)field.GetRawConstantValue()!);

    [Fact]
    public async Task Every_function_starts_in_the_container()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
                ["IngestionSchedule"] = "0 30 9 * * 1",
            }
        );
        builder.Services.AddLogging();
        builder.AddBudgetWatch();
        await using var services = builder.Services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }
        );
        foreach (var function in Functions.Select(method => method.DeclaringType!))
        {
            await using var scope = services.CreateAsyncScope();
            ActivatorUtilities.CreateInstance(scope.ServiceProvider, function).ShouldBeOfType(function);
        }
    }

    /// <summary>A timer whose setting is nested is reported not to wake an app that has no instance on Linux.</summary>
    [Fact]
    public void A_trigger_names_a_flat_setting()
    {
        var named = Functions
            .SelectMany(method => method.GetParameters())
            .SelectMany(parameter => parameter.GetCustomAttributesData())
            .SelectMany(attribute => attribute.ConstructorArguments)
            .Select(argument => argument.Value as string)
            .Where(value => value?.StartsWith('%') == true)
            .ToList();
        named.ShouldBe(["%IngestionSchedule%"]);
    }

    private static string Name(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;

    private static Type Trigger(MethodInfo method) =>
        method
            .GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes())
            .Select(attribute => attribute.GetType())
            .Single(type => type.Name.EndsWith("TriggerAttribute", StringComparison.Ordinal));
}
