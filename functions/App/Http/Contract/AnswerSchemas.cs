using System.Reflection;
using System.Text.Json.Nodes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Questions.Claims;
using BudgetWatch.Questions.Releases;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Sources;
using Microsoft.OpenApi;
using Newtonsoft.Json.Serialization;

namespace BudgetWatch.App.Http.Contract;

/// <summary>
/// Schemas of the types that are answered, as the serializer writes them: the same names, every property there, null only where the type says so.
/// Each type is a component, described in its own words.
/// </summary>
internal sealed class AnswerSchemas(OpenApiDocument document, XmlMeanings meanings)
{
    /// <summary>Choices of a question, whose words are listed with the parameter that makes them, and states whose words are in the description of the property.</summary>
    private static readonly HashSet<Type> Choices =
    [
        typeof(Return),
        typeof(GeographyKind),
        typeof(Measure),
        typeof(London),
        typeof(Grouping),
        typeof(Weighting),
        typeof(PopulationBasis),
        typeof(DeflatorBasis),
        typeof(Threshold),
        typeof(CapacityScale),
        typeof(ClaimUnit),
        typeof(ClaimVerdict),
        typeof(EditionState),
        typeof(HealthStatus),
        typeof(InputChangeKind),
        typeof(VerdictGiver),
    ];

    private readonly NullabilityInfoContext _nullability = new();
    private readonly Dictionary<string, Type> _named = new(StringComparer.Ordinal);

    /// <summary>The components so far, by name.</summary>
    public SortedDictionary<string, IOpenApiSchema> Components { get; } = new(StringComparer.Ordinal);

    /// <summary>The schema of an answer.</summary>
    public IOpenApiSchema Of(Type type) => Of(type, null);

    private IOpenApiSchema Of(Type type, NullabilityInfo? nullability)
    {
        var value = Nullable.GetUnderlyingType(type);
        var schema = Plain(value ?? type, nullability);
        return value is not null || nullability?.ReadState == NullabilityState.Nullable ? OrNull(schema) : schema;
    }

    private static OpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema { Type: { } type } own)
        {
            // oneOf, not anyOf: generators that grew up with 3.0 read null out of the one and not out of the other.
            return new OpenApiSchema { OneOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        }

        own.Type = type | JsonSchemaType.Null;
        return own;
    }

    private IOpenApiSchema Plain(Type type, NullabilityInfo? nullability)
    {
        if (Simple(type) is { } simple)
        {
            return simple;
        }

        if (type.IsEnum)
        {
            return Component(
                type,
                NameOf(type, nullability),
                () =>
                    new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        Description = meanings.OfType(type),
                        Enum = [.. Enum.GetValues(type).Cast<object>().Select(value => JsonNode.Parse(Json.Write(value))!)],
                    }
            );
        }

        return Json.Settings.ContractResolver!.ResolveContract(type) switch
        {
            JsonDictionaryContract dictionary => new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalProperties = Of(dictionary.DictionaryValueType!, Argument(nullability, 1)),
            },
            JsonArrayContract array => new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = Of(array.CollectionItemType!, nullability?.ElementType ?? Argument(nullability, 0)),
            },
            JsonObjectContract contract => Component(type, NameOf(type, nullability), () => Record(type, contract, nullability)),
            var other => throw new InvalidOperationException($"{type} is written as {other.GetType().Name}, for which there is no schema."),
        };
    }

    private static OpenApiSchema? Simple(Type type) =>
        Type.GetTypeCode(type) switch
        {
            _ when Json.IsText(type) || Choices.Contains(type) => new OpenApiSchema { Type = JsonSchemaType.String },
            _ when type.IsEnum => null,
            TypeCode.String => new OpenApiSchema { Type = JsonSchemaType.String },
            TypeCode.Boolean => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            TypeCode.Int32 => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            TypeCode.Int64 => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
            TypeCode.Double or TypeCode.Decimal => new OpenApiSchema { Type = JsonSchemaType.Number },
            _ when type == typeof(DateTimeOffset) => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            _ when type == typeof(Uri) => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" },
            _ => null,
        };

    private OpenApiSchema Record(Type type, JsonObjectContract contract, NullabilityInfo? nullability)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = meanings.OfType(type),
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal),
            Required = new SortedSet<string>(StringComparer.Ordinal),
        };
        Add(schema, type, contract, nullability);
        return schema;
    }

    private void Add(OpenApiSchema schema, Type type, JsonObjectContract contract, NullabilityInfo? nullability)
    {
        foreach (var property in contract.Properties.Where(property => !property.Ignored && property.Readable))
        {
            if (JsonShape.Flattened.TryGetValue(type, out var beside) && property.PropertyName == beside)
            {
                Add(
                    schema,
                    property.PropertyType!,
                    (JsonObjectContract)Json.Settings.ContractResolver!.ResolveContract(property.PropertyType!),
                    null
                );
                continue;
            }

            var described = Property(type, property, nullability);
            switch (described)
            {
                case OpenApiSchema own:
                    own.Description = meanings.OfProperty(type, property.UnderlyingName!);
                    break;
                case OpenApiSchemaReference reference:
                    reference.Description = meanings.OfProperty(type, property.UnderlyingName!);
                    break;
            }

            schema.Properties!.Add(property.PropertyName!, described);
            schema.Required!.Add(property.PropertyName!);
        }
    }

    private IOpenApiSchema Property(Type type, JsonProperty property, NullabilityInfo? nullability)
    {
        var info = type.GetProperty(property.UnderlyingName!)!;
        if (property.Converter is not null)
        {
            return Of(typeof(string), _nullability.Create(info));
        }

        // What a generic record holds may be null where the one who names the record says so.
        var open = type.IsConstructedGenericType
            ? type.GetGenericTypeDefinition().GetProperty(property.UnderlyingName!)!.PropertyType
            : null;
        return open is { IsGenericParameter: true }
            ? Of(info.PropertyType, Argument(nullability, open.GenericParameterPosition))
            : Of(info.PropertyType, _nullability.Create(info));
    }

    private OpenApiSchemaReference Component(Type type, string name, Func<OpenApiSchema> made)
    {
        if (_named.TryAdd(name, type))
        {
            Components.Add(name, made());
        }
        else if (_named[name] != type)
        {
            throw new InvalidOperationException($"{type} and {_named[name]} would both be {name} in the contract.");
        }

        return new OpenApiSchemaReference(name, document);
    }

    /// <summary>A type as readers know it: <c>CutsAnswer</c> is Cuts, <c>BothEnds</c> of an estimate that may be null is BothEndsOfEstimateOrNull.</summary>
    private static string NameOf(Type type, NullabilityInfo? nullability)
    {
        var name = type.Name.Split('`')[0];
        name = name.EndsWith("Answer", StringComparison.Ordinal) && name.Length > 6 ? name[..^6] : name;
        return name
            + string.Concat(
                type.GetGenericArguments()
                    .Select(
                        (argument, place) =>
                        {
                            var value = Nullable.GetUnderlyingType(argument);
                            var isNullable = value is not null || Argument(nullability, place)?.ReadState == NullabilityState.Nullable;
                            return $"Of{NameOf(value ?? argument, null)}{(isNullable ? "OrNull" : "")}";
                        }
                    )
            );
    }

    private static NullabilityInfo? Argument(NullabilityInfo? nullability, int place) =>
        nullability is { GenericTypeArguments: { } arguments } && arguments.Length > place ? arguments[place] : null;
}
