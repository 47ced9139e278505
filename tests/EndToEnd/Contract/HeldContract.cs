using System.Text.Json;
using System.Text.Json.Nodes;
using BudgetWatch.TestKit;
using Json.Schema;

namespace BudgetWatch.EndToEnd.Tests.Contract;

/// <summary>The committed contract, read as anyone would read it: by its JSON alone.</summary>
internal sealed class HeldContract
{
    private static readonly Lazy<HeldContract> Committed = new(() =>
        new HeldContract(JsonNode.Parse(RepositoryFolder.Read("docs/openapi.json"))!)
    );

    private readonly JsonNode _document;
    private readonly Dictionary<string, JsonSchema> _schemas;

    private HeldContract(JsonNode document)
    {
        _document = document;
        _schemas = document["components"]!["schemas"]!
            .AsObject()
            .Select(schema => schema.Key)
            .ToDictionary(name => name, Strict, StringComparer.Ordinal);
    }

    public static HeldContract Read() => Committed.Value;

    public string Server => (string)_document["servers"]![0]!["url"]!;

    public IReadOnlyList<HeldOperation> Operations =>
        [
            .. from path in _document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where operation.Key != "parameters"
            select new HeldOperation(
                path.Key,
                operation.Key.ToUpperInvariant(),
                (JsonObject)operation.Value!,
                [.. (path.Value["parameters"]?.AsArray() ?? []).Select(parameter => Parameter(Resolve(parameter!)))]
            ),
        ];

    public HeldOperation Operation(string name) => Operations.Single(operation => operation.Name == name);

    /// <summary>What a reference stands for.</summary>
    public JsonNode Resolve(JsonNode node) =>
        (string?)node["$ref"] is { } reference
            ? reference["#/".Length..]
                .Split('/')
                .Aggregate(_document, (at, step) => at[step] ?? throw new InvalidOperationException($"{reference} leads nowhere."))
            : node;

    /// <summary>Where JSON is not as a schema says; a field that the schema does not name is one, though readers must put up with new ones.</summary>
    public IReadOnlyList<string> Differences(JsonNode schema, string json)
    {
        if (schema["anyOf"] is JsonArray ways)
        {
            var each = ways.Select(way => Differences(way!, json)).ToList();
            return each.Exists(differences => differences.Count == 0) ? [] : each[0];
        }

        using var document = JsonDocument.Parse(json);
        var held = (string?)schema["$ref"] is { } reference
            ? _schemas[reference.Split('/')[^1]]
            : JsonSchema.FromText(schema.ToJsonString());
        var results = held.Evaluate(
            document.RootElement,
            new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true }
        );
        return results.IsValid
            ? []
            :
            [
                .. (results.Details ?? [])
                    .Where(detail => detail.Errors is { Count: > 0 })
                    .Take(10)
                    .Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}"),
            ];
    }

    private static HeldParameter Parameter(JsonNode parameter) =>
        new(
            (string)parameter["name"]!,
            (string)parameter["in"]! == "path",
            (bool?)parameter["required"] ?? false,
            parameter["schema"]!,
            parameter["example"]?.ToString()
        );

    private JsonSchema Strict(string name)
    {
        var definitions = new JsonObject();
        foreach (var (key, schema) in _document["components"]!["schemas"]!.AsObject())
        {
            var copy = schema!.DeepClone();
            if (copy["properties"] is not null)
            {
                copy["additionalProperties"] = false;
            }

            definitions[key] = Moved(copy);
        }

        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"https://contract.test/{name}",
            ["$ref"] = $"#/$defs/{name}",
            ["$defs"] = definitions,
        };
        return JsonSchema.FromText(root.ToJsonString());
    }

    /// <summary>References as they lead once the components are definitions.</summary>
    private static JsonNode? Moved(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map.ToList())
                {
                    map[key] =
                        key == "$ref"
                            ? ((string)value!).Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal)
                            : Moved(value?.DeepClone());
                }

                return map;
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Moved(item?.DeepClone()))]);
            default:
                return node;
        }
    }
}

/// <summary>An operation of the contract.</summary>
internal sealed record HeldOperation(string Path, string Method, JsonObject Node, IReadOnlyList<HeldParameter> Parameters)
{
    public string Name => (string)Node["operationId"]!;

    public bool TakesKey => Node["security"] is not null;

    public IReadOnlyList<string> Statuses => [.. Node["responses"]!.AsObject().Select(response => response.Key)];

    public IReadOnlyList<HeldParameter> Query => [.. Parameters.Where(parameter => !parameter.IsInPath)];

    public HeldParameter Parameter(string name) => Parameters.Single(parameter => parameter.Name == name);

    public override string ToString() => Name;
}

/// <summary>A parameter of an operation.</summary>
internal sealed record HeldParameter(string Name, bool IsInPath, bool IsRequired, JsonNode Schema, string? Example)
{
    public IReadOnlyList<string>? Words => Schema["enum"]?.AsArray().Select(word => (string)word!).ToList();

    public string? Default => Schema["default"]?.ToString();

    public (int Least, int Most)? Bounds => Schema["minimum"] is { } least ? ((int)least, (int)Schema["maximum"]!) : null;

    public string? Form => (string?)Schema["pattern"];

    /// <summary>A name of something there is: one that names nothing is 404.</summary>
    public bool IsName => Schema["minLength"] is not null;
}
