using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Telemetry;

/// <summary>
/// The template of an address, as <c>/api/v1/areas/{code}</c>: telemetry tells where a request went and not what was asked. There are as many as there are
/// functions, whatever anybody asks for.
/// </summary>
internal static class RouteTemplates
{
    /// <summary>Where there is nothing.</summary>
    public const string AnywhereElse = "/" + Http.Routes.AnywhereElse;

    private static readonly IReadOnlyList<string> Routes =
    [
        .. typeof(RouteTemplates)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()?.Route)
            .OfType<string>()
            .Where(route => route != Http.Routes.AnywhereElse)
            .Select(route => route == Pages.PageRoutes.Home ? "" : route),
    ];

    private static readonly FrozenDictionary<string, string> Literal = Routes
        .Where(route => !route.Contains('{', StringComparison.Ordinal))
        .Select(route => $"/{route}")
        .ToFrozenDictionary(route => route, StringComparer.OrdinalIgnoreCase);

    private static readonly IReadOnlyList<(TemplateMatcher At, string Template)> WithNames =
    [
        .. Routes
            .Where(route => route.Contains('{', StringComparison.Ordinal))
            .Select(route => (new TemplateMatcher(TemplateParser.Parse(route), []), $"/{route}")),
    ];

    /// <summary>Every template that <see cref="Of"/> can tell.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Routes.Select(route => $"/{route}"), AnywhereElse];

    /// <summary>The template of a path.</summary>
    public static string Of(PathString path)
    {
        if (Literal.TryGetValue(path.HasValue ? path.Value! : "/", out var literal))
        {
            return literal;
        }

        foreach (var (at, template) in WithNames)
        {
            if (at.TryMatch(path, []))
            {
                return template;
            }
        }

        return AnywhereElse;
    }
}
