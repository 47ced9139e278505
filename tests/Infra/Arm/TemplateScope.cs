using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Infra.Tests.Arm;

/// <summary>
/// A template with its parameters, evaluated as Azure would, with two differences: what is known only once a resource exists is a marker that
/// names the resource, and <c>guid</c> and <c>uniqueString</c> are of Azure's form but not of its values.
/// </summary>
internal sealed class TemplateScope(JObject template, JObject parameters, string? resourceGroup)
{
    private const string Subscription = "/subscriptions/00000000-0000-0000-0000-000000000001";
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    private readonly Stack<long> loops = new();
    private readonly Dictionary<string, JToken> lambda = new(StringComparer.Ordinal);

    private string Scope => resourceGroup is null ? Subscription : $"{Subscription}/resourceGroups/{resourceGroup}";

    public IEnumerable<DeployedResource> Resources()
    {
        foreach (var (_, declared) in Declared())
        {
            var copies = declared["copy"] is JObject copy ? (long)Evaluate(copy["count"]!) : 1;
            for (var index = 0L; index < copies; index++)
            {
                loops.Push(index);
                foreach (var resource in Resource(declared))
                {
                    yield return resource;
                }

                loops.Pop();
            }
        }
    }

    public IReadOnlyDictionary<string, JToken> Outputs() =>
        (template["outputs"] as JObject)
            ?.Properties()
            .ToDictionary(output => output.Name, output => Evaluate(output.Value["value"]!), StringComparer.Ordinal)
        ?? new Dictionary<string, JToken>(StringComparer.Ordinal);

    private IEnumerable<DeployedResource> Resource(JObject declared)
    {
        if ((bool?)declared["existing"] == true || (declared["condition"] is { } condition && !(bool)Evaluate(condition)))
        {
            yield break;
        }

        if (IsModule(declared))
        {
            foreach (var inner in Module(declared).Resources())
            {
                yield return inner;
            }

            yield break;
        }

        var body = new JObject(declared.Properties().Where(property => property.Name is not ("copy" or "dependsOn" or "condition")));
        var evaluated = (JObject)Evaluate(body);
        yield return new DeployedResource(
            (string)evaluated["type"]!,
            (string)evaluated["name"]!,
            (string?)evaluated["scope"] ?? Scope,
            evaluated
        );
    }

    private IEnumerable<(string Name, JObject Declared)> Declared() =>
        template["resources"] switch
        {
            JObject named => named.Properties().Select(property => (property.Name, (JObject)property.Value)),
            JArray listed => listed.Cast<JObject>().Select(resource => ((string)resource["name"]!, resource)),
            _ => [],
        };

    private static bool IsModule(JObject declared) => (string?)declared["type"] == "Microsoft.Resources/deployments";

    private TemplateScope Module(JObject declared)
    {
        var given = new JObject();
        foreach (var parameter in (declared["properties"]!["parameters"] as JObject)?.Properties() ?? [])
        {
            given[parameter.Name] = Evaluate(parameter.Value)["value"];
        }

        return new TemplateScope(
            (JObject)declared["properties"]!["template"]!,
            given,
            declared["resourceGroup"] is { } group ? (string?)Evaluate(group) : resourceGroup
        );
    }

    private JToken Evaluate(JToken token) =>
        token switch
        {
            JObject held => new JObject(
                held.Properties().Select(property => new JProperty((string)Evaluate(property.Name)!, Evaluate(property.Value)))
            ),
            JArray list => new JArray(list.Select(Evaluate)),
            JValue { Value: string text } => Evaluate(text),
            _ => token.DeepClone(),
        };

    private JToken Evaluate(string text) =>
        text.StartsWith("[[", StringComparison.Ordinal) ? text[1..]
        : text.StartsWith('[') && text.EndsWith(']') ? Value(Expression.Parse(text[1..^1]))
        : text;

    private JToken Value(Expression expression) =>
        expression switch
        {
            Expression.Constant constant => constant.Value,
            Expression.Member member => MemberOf(Value(member.Of), Value(member.Name)),
            Expression.Call call => Call(call.Function, call.Arguments),
            _ => throw new NotSupportedException(expression.ToString()),
        };

    private static JToken MemberOf(JToken of, JToken name) =>
        of switch
        {
            JArray list => list[(int)name],
            JObject held => held[(string)name!] ?? throw new NotSupportedException($"There is no {name} in {held}"),
            JValue { Value: string marker } when IsMarker(marker) => $"{marker[..^1]}.{name}»",
            _ => throw new NotSupportedException($"{name} of {of}"),
        };

    private static bool IsMarker(string text) => text.StartsWith('«') && text.EndsWith('»');

    private JToken Call(string function, IReadOnlyList<Expression> arguments)
    {
        switch (function.ToUpperInvariant())
        {
            // Only the branch that is taken is evaluated, as in Azure.
            case "IF":
                return Value(arguments[(bool)Value(arguments[0]) ? 1 : 2]);
            case "AND":
                return arguments.All(argument => (bool)Value(argument));
            case "OR":
                return arguments.Any(argument => (bool)Value(argument));
            case "COALESCE":
                return arguments.Select(Value).FirstOrDefault(value => value.Type != JTokenType.Null) ?? JValue.CreateNull();
            case "MAP":
                return new JArray(((JArray)Value(arguments[0])).Select(item => Lambda((Expression.Call)arguments[1], item)));
            default:
                return Call(function, [.. arguments.Select(Value)]);
        }
    }

    private JToken Lambda(Expression.Call body, JToken item)
    {
        lambda[(string)Value(body.Arguments[0])!] = item;
        return Value(body.Arguments[1]);
    }

    private JToken Call(string function, JToken[] given) =>
        function.ToUpperInvariant() switch
        {
            "PARAMETERS" => Parameter((string)given[0]!),
            "VARIABLES" => Evaluate(template["variables"]![(string)given[0]!] ?? throw new NotSupportedException($"variable {given[0]}")),
            "LAMBDAVARIABLES" => lambda[(string)given[0]!],
            "COPYINDEX" => loops.Peek(),
            "REFERENCE" => Reference((string)given[0]!),
            "FORMAT" => string.Format(CultureInfo.InvariantCulture, (string)given[0]!, [.. given.Skip(1).Select(Text)]),
            "STRING" => Text(given[0]),
            "JSON" => JToken.Parse((string)given[0]!),
            "NULL" => JValue.CreateNull(),
            "TRUE" => true,
            "FALSE" => false,
            "NOT" => !(bool)given[0],
            "EQUALS" => JToken.DeepEquals(given[0], given[1]),
            "ADD" => (long)given[0] + (long)given[1],
            "MOD" => (long)given[0] % (long)given[1],
            "BOOL" => bool.Parse(Text(given[0])),
            "EMPTY" => given[0] is JContainer { Count: 0 } or JValue { Value: null or "" },
            "LENGTH" => given[0] is JContainer held ? held.Count : ((string)given[0]!).Length,
            "TOLOWER" => ((string)given[0]!).ToLowerInvariant(),
            "CONCAT" when given[0] is JArray => new JArray(given.SelectMany(list => list)),
            "CONCAT" => string.Concat(given.Select(Text)),
            "CREATEARRAY" => new JArray(given),
            "CREATEOBJECT" => new JObject(given.Chunk(2).Select(pair => new JProperty((string)pair[0]!, pair[1]))),
            "UNION" => given
                .Cast<JObject>()
                .Aggregate(
                    new JObject(),
                    (all, next) =>
                    {
                        all.Merge(next);
                        return all;
                    }
                ),
            "ITEMS" => new JArray(
                ((JObject)given[0])
                    .Properties()
                    .OrderBy(property => property.Name, StringComparer.Ordinal)
                    .Select(property => new JObject { ["key"] = property.Name, ["value"] = property.Value })
            ),
            "TRYGET" => given.Skip(1).Aggregate(given[0], (of, name) => of.Type == JTokenType.Null ? of : MemberOf(of, name)),
            "SUBSCRIPTION" => new JObject { ["id"] = Subscription, ["subscriptionId"] = Subscription.Split('/')[^1] },
            "RESOURCEGROUP" => new JObject { ["id"] = Scope, ["name"] = resourceGroup },
            "ENVIRONMENT" => new JObject { ["suffixes"] = new JObject { ["storage"] = "core.windows.net" } },
            "REPLACE" => ((string)given[0]!).Replace((string)given[1]!, (string)given[2]!, StringComparison.Ordinal),
            "JOIN" => string.Join((string)given[1]!, ((JArray)given[0]).Select(Text)),
            "DEPLOYMENT" => new JObject { ["location"] = "«location»", ["name"] = "«name»" },
            "SUBSCRIPTIONRESOURCEID" => Id(Subscription, given),
            "RESOURCEID" => Id(Scope, given),
            "GUID" => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', given.Select(Text)))).AsSpan(0, 16)).ToString(),
            "UNIQUESTRING" => string.Concat(
                SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', given.Select(Text)))).Take(13).Select(octet => Base32[octet % 32])
            ),
            _ => throw new NotSupportedException($"The function {function} is new to these tests: add it here."),
        };

    private JToken Parameter(string name)
    {
        if (parameters[name] is { } given)
        {
            return given;
        }

        return template["parameters"]?[name]?["defaultValue"] is { } otherwise
            ? Evaluate(otherwise)
            : throw new NotSupportedException($"The parameter {name} has no value.");
    }

    /// <summary>A module's outputs; of a resource, a marker that names it.</summary>
    private JToken Reference(string name)
    {
        // A template without loops over what exists names resources by their ids.
        if (name.StartsWith('/'))
        {
            return $"«{name}»";
        }

        var declared = Declared().Single(resource => resource.Name == name).Declared;
        if (IsModule(declared))
        {
            return new JObject
            {
                ["outputs"] = new JObject(
                    Module(declared).Outputs().Select(output => new JProperty(output.Key, new JObject { ["value"] = output.Value }))
                ),
            };
        }

        return $"«{(string)declared["type"]!} {Text(Evaluate(declared["name"]!))}»";
    }

    private static string Id(string scope, JToken[] given)
    {
        var type = ((string)given[0]!).Split('/');
        var path = type.Skip(1).Zip(given.Skip(1), (kind, name) => $"/{kind}/{Text(name)}");
        return $"{scope}/providers/{type[0]}{string.Concat(path)}";
    }

    private static string Text(JToken value) =>
        value switch
        {
            JValue { Value: bool flag } => flag ? "true" : "false",
            JValue plain => Convert.ToString(plain.Value, CultureInfo.InvariantCulture) ?? "",
            _ => value.ToString(Newtonsoft.Json.Formatting.None),
        };
}
