using System.Reflection;
using System.Text.Json.Nodes;
using BudgetWatch.EndToEnd.Tests.Clients;
using BudgetWatch.EndToEnd.Tests.Contract;
using BudgetWatch.TestKit;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>Clients that common generators make of the contract compile, and read every answer whole.</summary>
public sealed class WhenClientsAreGenerated(PublishedSnapshot snapshot)
{
    private static readonly HeldContract Contract = HeldContract.Read();
    private static readonly NpmFolder Npm = new("tests/EndToEnd/Clients");

    private static readonly JsonSerializerSettings AsSent = new() { DateParseHandling = DateParseHandling.None };

    private string Release => snapshot.FirstRun.Outcome!.Release!;

    /// <summary>The client in C# of NSwag, which knows OpenAPI 3.0 and reads 3.1 as if it were.</summary>
    [Theory]
    [InlineData("openapi-3.0.json")]
    [InlineData("openapi.json")]
    public async Task One_in_csharp_reads_every_answer(string document)
    {
        var client = await GeneratedClient.MakeAsync(
            await TextAsync($"api/v1/{document}"),
            snapshot.App.Host.HttpClient,
            new Uri(snapshot.App.Host.Address, "api/v1/")
        );
        var operations = Contract.Operations.Where(operation => operation.Method == "GET" && !operation.TakesKey).ToList();
        operations.Count.ShouldBeGreaterThan(20);
        foreach (var operation in operations)
        {
            var arguments = Arguments(operation);
            var answer = await client.CallAsync(operation.Name, arguments);
            var media = operation.Node["responses"]!["200"]!["content"]!.AsObject().First().Key;
            if (media != "application/json" || operation.Name.StartsWith("getOpenApi", StringComparison.Ordinal))
            {
                answer.ShouldNotBeNull();
                (answer as IDisposable)?.Dispose();
                continue;
            }

            var sent = JsonConvert.DeserializeObject<JToken>(await TextAsync(Address(operation, arguments)), AsSent)!;
            var read = JsonConvert.DeserializeObject<JToken>(JsonConvert.SerializeObject(answer), AsSent)!;
            if (operation.Name is not ("getHealth" or "getSummary" or "getSources" or "getLiveRelease"))
            {
                // Those tell of the moment.
                Difference(sent, read, "").ShouldBeNull(operation.Name);
            }

            Unnamed(answer).ShouldBeEmpty($"what {operation.Name} answers is read by name");
        }

        var problem = await Should.ThrowAsync<Exception>(() =>
            client.CallAsync("getReturns", new Dictionary<string, string>(StringComparer.Ordinal) { ["area"] = "nope" })
        );
        var told = problem.GetType().GetProperty("Result")!.GetValue(problem)!;
        told.GetType().GetProperty("Title")!.GetValue(told).ShouldBe("Not found");
        told.GetType().GetProperty("Nearest")!.GetValue(told).ShouldBeNull();
    }

    /// <summary>A client in TypeScript: types by openapi-typescript, asked with openapi-fetch, compiled strictly.</summary>
    [Theory]
    [InlineData("openapi.json")]
    [InlineData("openapi-3.0.json")]
    public async Task One_in_typescript_compiles_and_answers(string document)
    {
        await Npm.EnsureAsync("node_modules/typescript/bin/tsc");
        await using var turn = await Npm.TurnAsync("generated");
        var made = Path.Combine(Npm.Path, "generated");
        Directory.CreateDirectory(made);
        await File.WriteAllTextAsync(Path.Combine(made, "contract.json"), await TextAsync($"api/v1/{document}"));
        await RunAsync("node", "node_modules/openapi-typescript/bin/cli.js", "generated/contract.json", "-o", "generated/contract.ts");
        File.Copy(Path.Combine(Npm.Path, "questions.ts"), Path.Combine(made, "questions.ts"), overwrite: true);
        await RunAsync(
            "node",
            "node_modules/typescript/bin/tsc",
            "--strict",
            "--noUncheckedIndexedAccess",
            "--target",
            "es2022",
            "--lib",
            "es2022,dom",
            "--module",
            "esnext",
            "--moduleResolution",
            "bundler",
            "--typeRoots",
            "generated",
            "generated/questions.ts"
        );
        var said = JsonNode.Parse(
            await RunAsync("node", "generated/questions.js", new Uri(snapshot.App.Host.Address, "api/v1").ToString())
        )!;

        var cuts = await snapshot.App.JsonAsync("cuts?scope=libraries");
        ((string)said["cuts"]!["name"]!).ShouldBe(cuts["areas"]![0]!["name"]!.Value<string>());
        ((double)said["cuts"]!["changePercent"]!).ShouldBe(cuts["areas"]![0]!["changePercent"]!.Value<double>());
        ((string)said["cube"]!).ShouldBe((await snapshot.App.JsonAsync("cuts?scope=libraries&format=json-stat"))["label"]!.Value<string>());
        ((string)said["csv"]!).ShouldStartWith("code,name,region,");
        ((double)said["cash"]!).ShouldBe(11_864_000);
        said["share"].ShouldBeNull();
        ((int)said["values"]!).ShouldBe((await snapshot.App.JsonAsync("areas/E08000012/series"))["values"]!.Count());
        ((string)said["problem"]!).ShouldBe("Not found");
    }

    /// <summary>A reader of Parquet asks over HTTP for the parts that it needs.</summary>
    [Fact]
    public async Task A_reader_of_parquet_asks_for_parts()
    {
        await Npm.EnsureAsync("node_modules/hyparquet/package.json");
        var said = JsonNode.Parse(
            await RunAsync(
                "node",
                "parquet.mjs",
                new Uri(snapshot.App.Host.Address, $"api/v1/downloads/{Release}/areas.parquet").ToString()
            )
        )!;

        var csv = (await TextAsync($"api/v1/downloads/{Release}/areas.csv"))
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .ToList();
        said["codes"]!.AsArray().Select(code => (string)code!).ShouldBe(csv.Select(row => row.Split(',')[1]));
        said["parts"]!.AsArray().ShouldNotBeEmpty();
        said["parts"]!.AsArray().ShouldAllBe(part => (int)part!["status"]! == 206 && ((string)part["range"]!).StartsWith("bytes "));
    }

    private Dictionary<string, string> Arguments(HeldOperation operation) =>
        new ContractClient(Contract, snapshot.App)
            .ExampleQuery(operation)
            .Concat(
                operation
                    .Parameters.Where(parameter => parameter.IsInPath)
                    .Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Example!))
            )
            .Select(argument =>
                argument.Key == "id" && !operation.Path.StartsWith("/sources", StringComparison.Ordinal)
                    ? KeyValuePair.Create(argument.Key, Release)
                    : argument
            )
            .ToDictionary(argument => argument.Key, argument => argument.Value, StringComparer.Ordinal);

    private static string Address(HeldOperation operation, Dictionary<string, string> arguments)
    {
        var inPath = operation.Parameters.Where(parameter => parameter.IsInPath).Select(parameter => parameter.Name).ToList();
        return $"api/v1{inPath.Aggregate(operation.Path, (path, name) => path.Replace($"{{{name}}}", arguments[name], StringComparison.Ordinal))}?"
            + string.Join(
                '&',
                arguments
                    .Where(argument => !inPath.Contains(argument.Key))
                    .Select(argument => $"{argument.Key}={Uri.EscapeDataString(argument.Value)}")
            );
    }

    private async Task<string> TextAsync(string path)
    {
        using var response = await snapshot.App.Host.HttpClient.GetAsync(new Uri(path, UriKind.Relative));
        response.IsSuccessStatusCode.ShouldBeTrue(path);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, said) = await Npm.RunAsync(program, arguments);
        code.ShouldBe(0, said);
        return said;
    }

    /// <summary>Where what was read is not what was sent; null where it is. Moments may be written with another offset.</summary>
    private static string? Difference(JToken sent, JToken read, string at) =>
        (sent, read) switch
        {
            (JObject one, JObject other) => one.Properties()
                .Select(property => property.Name)
                .Union(other.Properties().Select(property => property.Name))
                .Select(name => one[name] is { } own && other[name] is { } same ? Difference(own, same, $"{at}/{name}") : $"{at}/{name}")
                .FirstOrDefault(found => found is not null),
            (JArray one, JArray other) => one.Count != other.Count
                ? at
                : one.Zip(other)
                    .Select((pair, i) => Difference(pair.First, pair.Second, $"{at}/{i}"))
                    .FirstOrDefault(found => found is not null),
            (JValue { Type: JTokenType.Integer or JTokenType.Float } one, JValue { Type: JTokenType.Integer or JTokenType.Float } other) =>
                one.Value<double>().Equals(other.Value<double>()) ? null : at,
            (JValue { Type: JTokenType.String } one, JValue { Type: JTokenType.String } other)
                when one.Value<string>() != other.Value<string>() => DateTimeOffset.TryParse(
                one.Value<string>(),
                System.Globalization.CultureInfo.InvariantCulture,
                out var moment
            )
            && DateTimeOffset.TryParse(other.Value<string>(), System.Globalization.CultureInfo.InvariantCulture, out var same)
            && moment == same
                ? null
                : at,
            _ => JToken.DeepEquals(sent, read) ? null : at,
        };

    /// <summary>Fields that a client read and has no name for.</summary>
    private static IEnumerable<string> Unnamed(object? read)
    {
        if (read is null or string || read.GetType().IsValueType)
        {
            return [];
        }

        if (read is System.Collections.IDictionary map)
        {
            return map.Values.Cast<object?>().SelectMany(Unnamed);
        }

        if (read is System.Collections.IEnumerable list)
        {
            return list.Cast<object?>().SelectMany(Unnamed);
        }

        var type = read.GetType();
        return type.Namespace != "Generated"
            ? []
            : type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .SelectMany(property =>
                    property.Name == "AdditionalProperties"
                        ? ((IDictionary<string, object>?)property.GetValue(read) ?? new Dictionary<string, object>()).Keys.Select(key =>
                            $"{type.Name}.{key}"
                        )
                        : Unnamed(property.GetValue(read))
                );
    }
}
