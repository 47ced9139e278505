using System.Text.Json;
using System.Text.RegularExpressions;
using BudgetWatch.LocalHost.Protocol;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Functions;

/// <summary>
/// The functions that a worker has, in the order of their names. What the Functions host would not load, or this host does not run, stops the start and says why:
/// in Azure such a function is just not there.
/// </summary>
internal static partial class FunctionTable
{
    /// <exception cref="HostStartException">A function is not one that the Functions host would run as meant.</exception>
    public static IReadOnlyList<HostedFunction> Of(FunctionMetadataResponse found, IConfiguration configuration)
    {
        List<HostedFunction> functions =
        [
            .. found
                .FunctionMetadataResults.Select(metadata => new HostedFunction(
                    metadata,
                    TriggerOf(metadata),
                    IsDisabled(metadata.Name, configuration)
                ))
                .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase),
        ];
        foreach (
            var same in functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
        )
        {
            throw new HostStartException($"Two functions are named '{same.Key}'.");
        }

        return functions;
    }

    private static Trigger TriggerOf(RpcFunctionMetadata metadata)
    {
        if (!FunctionName().IsMatch(metadata.Name))
            throw Refused(metadata, "has a name that the Functions host refuses: a letter, then up to 127 letters, digits, - and _");
        List<Binding> bindings = [.. metadata.RawBindings.Select(Binding.Of)];
        foreach (var binding in bindings.Where(binding => binding.Name != "$return" && !BindingName().IsMatch(binding.Name)))
        {
            throw Refused(
                metadata,
                $"has a parameter '{binding.Name}', a name that the Functions host refuses: use letters and digits, a letter first"
            );
        }

        return bindings.Where(binding => binding.Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)).ToList() switch
        {
            [var trigger] when Read(trigger, metadata) is { } read => bindings
                .Except([trigger])
                .FirstOrDefault(binding => binding.Type != "http")
                is { } other
                ? throw Refused(metadata, $"has a binding of type '{other.Type}', which this host does not know")
                : read,
            [var trigger] => throw Refused(metadata, $"has a {trigger.Type}, which this host does not run"),
            [] => throw Refused(metadata, "has no trigger"),
            var many => throw Refused(metadata, $"has {many.Count} triggers; a function has one"),
        };
    }

    private static Trigger? Read(Binding binding, RpcFunctionMetadata metadata) =>
        binding.Type.ToUpperInvariant() switch
        {
            "HTTPTRIGGER" => new Trigger.Http(
                binding.Name,
                Enum.TryParse<AuthorizationLevel>(
                    binding.Text("authLevel") ?? nameof(AuthorizationLevel.Function),
                    ignoreCase: true,
                    out var level
                ) && Enum.IsDefined(level)
                    ? level
                    : throw Refused(
                        metadata,
                        $"asks for the authorization level {binding.Text("authLevel")}, which this host does not know"
                    ),
                binding.Texts("methods"),
                binding.Text("route")
            ),
            "TIMERTRIGGER" => new Trigger.Timer(
                binding.Name,
                binding.Text("schedule") ?? throw Refused(metadata, "has no schedule"),
                binding.Flag("runOnStartup") ?? false,
                binding.Flag("useMonitor") ?? true
            ),
            "QUEUETRIGGER" => new Trigger.Queue(
                binding.Name,
                binding.Text("queueName") ?? throw Refused(metadata, "names no queue"),
                binding.Text("connection")
            ),
            _ => null,
        };

    private static bool IsDisabled(string name, IConfiguration configuration) =>
        configuration[$"AzureWebJobs.{name}.Disabled"] is { } text
        && (text == "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase));

    private static HostStartException Refused(RpcFunctionMetadata metadata, string why) =>
        new($"Function '{metadata.Name}' ({metadata.EntryPoint}) {why}.");

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,127}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FunctionName();

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BindingName();

    /// <summary>A binding as function.json has it; names of properties in any case.</summary>
    private sealed record Binding(string Name, string Type, IReadOnlyDictionary<string, JsonElement> Properties)
    {
        public static Binding Of(string json)
        {
            var properties = new Dictionary<string, JsonElement>(
                JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!,
                StringComparer.OrdinalIgnoreCase
            );
            return new Binding(properties["name"].GetString()!, properties["type"].GetString()!, properties);
        }

        public string? Text(string name) =>
            Properties.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        public IReadOnlyList<string> Texts(string name) =>
            Properties.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
                : [];

        public bool? Flag(string name) =>
            Properties.TryGetValue(name, out var value)
                ? value.ValueKind switch
                {
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    _ => null,
                }
                : null;
    }
}
