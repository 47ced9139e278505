using BudgetWatch.App.Http.Contract;
using BudgetWatch.App.Http.Limits;
using BudgetWatch.App.Pages;
using BudgetWatch.App.Telemetry;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>
/// Every other address: a problem that says which addresses there are. And every other verb at one of them: a problem that says which it
/// answers, or with OPTIONS just that.
/// </summary>
/// <remarks>
/// The Functions host asks functions in the order of their names, and this one fits every request: its name must be the last.
/// </remarks>
public sealed class UnknownAddress(RequestLimits limits, RequestDurations durations)
{
    private static readonly IReadOnlyList<Address> Addresses =
    [
        .. HttpFunction.All().Select(Address.Of),
        .. PageRoutes.All.Select(route => new Address(
            new TemplateMatcher(TemplateParser.Parse(route == PageRoutes.Home ? "" : route), []),
            Verbs.OfReading,
            IsOpen: true
        )),
    ];

    /// <summary>Answers 404, 405, or 204 to OPTIONS.</summary>
    [Function(nameof(UnknownAddress))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.AnywhereElse)] HttpRequest request)
    {
        durations.Follow(request);
        if (limits.Refuse(request) is { } tooMuch)
        {
            return Responder.Problem(request, tooMuch);
        }

        var address = Addresses.FirstOrDefault(candidate => candidate.IsAt(request.Path));
        return address is null ? Nothing(request)
            : request.Method == HttpMethods.Options ? new OptionsResponse(address.Verbs, address.IsOpen)
            : Verbs.NotAnswered(request, address.Verbs);
    }

    private static Response Nothing(HttpRequest request)
    {
        var problem = new QueryProblem(
            404,
            "Not found",
            "There is nothing at this address.",
            "path",
            [.. Routes.Readable.Select(route => $"/{route}")]
        );
        return
            !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            && request.GetTypedHeaders().Accept.Any(accept => accept.MediaType == MediaType.Html)
            ? PageFrame.Response(request, ProblemPage.Of(problem with { Allowed = null }), null, problem.Status, "no-store")
            : new Response(problem, request);
    }

    private sealed record Address(TemplateMatcher At, IReadOnlyList<string> Verbs, bool IsOpen)
    {
        public static Address Of(HttpFunction function) =>
            new(
                new TemplateMatcher(TemplateParser.Parse(Routes.Base + function.Path), []),
                [.. function.Methods.Select(method => method.Method)],
                !function.TakesKey
            );

        public bool IsAt(PathString path) => At.TryMatch(path, []);
    }
}
