using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http.Contract;

/// <summary>A function that answers at an address, as its attributes and its <c>Resource</c> say.</summary>
/// <param name="Type">Its class.</param>
/// <param name="Path">Its address below the base, as <c>/areas/{code}</c>.</param>
/// <param name="Methods">The verbs it answers.</param>
/// <param name="TakesKey">Whether it takes a function key.</param>
/// <param name="Resource">What it answers.</param>
internal sealed record HttpFunction(Type Type, string Path, IReadOnlyList<HttpMethod> Methods, bool TakesKey, Resource Resource)
{
    /// <summary>Its name as clients use it: <c>getCuts</c>.</summary>
    public string OperationId => char.ToLowerInvariant(Type.Name[0]) + Type.Name[1..];

    /// <summary>The path and query of its example, with what stands for ids of the examples not filled in.</summary>
    public string ExampleRequest =>
        Resource.Path.Aggregate(
            Path,
            (path, parameter) => path.Replace($"{{{parameter.Name}}}", parameter.Example, StringComparison.Ordinal)
        ) + (Resource.Example.Length > 0 ? $"?{Resource.Example}" : "");

    /// <summary>Every one of the API: not the pages, nor the catch-all, which answers unknown addresses. By topic, in the order of the contract.</summary>
    public static IReadOnlyList<HttpFunction> All() =>
        [
            .. typeof(HttpFunction)
                .Assembly.GetTypes()
                .SelectMany(type => type.GetMethods().Where(method => method.IsDefined(typeof(FunctionAttribute))))
                .Select(Of)
                .OfType<HttpFunction>()
                .OrderBy(function => Topic.All.ToList().IndexOf(function.Resource.Topic))
                .ThenBy(function => Routes.Readable.ToList().IndexOf($"{Routes.Base}{function.Path}"))
                .ThenBy(function => function.Path, StringComparer.Ordinal),
        ];

    private static HttpFunction? Of(MethodInfo method)
    {
        var trigger = method
            .GetParameters()
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .FirstOrDefault(found => found is not null);
        if (trigger is null || !trigger.Route!.StartsWith(Routes.Base, StringComparison.Ordinal))
        {
            return null;
        }

        var type = method.DeclaringType!;
        var resource =
            (Resource?)type.GetField(nameof(Resource), BindingFlags.NonPublic | BindingFlags.Static)?.GetValue(null)
            ?? throw new InvalidOperationException($"{type.Name} does not declare what it answers.");
        return new HttpFunction(
            type,
            trigger.Route![Routes.Base.Length..],
            [.. trigger.Methods!.Select(name => HttpMethod.Parse(name))],
            trigger.AuthLevel != AuthorizationLevel.Anonymous,
            resource
        );
    }
}
