using System.Text.Json.Nodes;
using BudgetWatch.EndToEnd.Tests.Contract;
using BudgetWatch.TestKit;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>The contract is OpenAPI by the word of a public linter, examples included.</summary>
public sealed class WhenTheContractIsLinted
{
    [Fact]
    public async Task Nothing_is_found()
    {
        var (passed, said) = await Spectral.LintAsync(Path.Combine(RepositoryFolder.Path!, "docs", "openapi.json"));
        passed.ShouldBeTrue(said);
    }

    /// <summary>The form for programs that read 3.0: by the linter, and by the library that many of them read it with, nothing of it is of a newer OpenAPI.</summary>
    [Fact]
    public async Task Nothing_is_found_in_the_form_for_openapi_3_0()
    {
        var json = System.Text.Encoding.UTF8.GetString(new App.Http.Contract.ServedContract().Json30());
        var file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.json");
        await File.WriteAllTextAsync(file, json);
        try
        {
            var (passed, said) = await Spectral.LintAsync(file);
            passed.ShouldBeTrue(said);
        }
        finally
        {
            File.Delete(file);
        }

        var read = Microsoft.OpenApi.OpenApiDocument.Parse(json, "json");
        read.Diagnostic!.Errors.ShouldBeEmpty();
        read.Diagnostic.SpecificationVersion.ShouldBe(Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_0);

        // The same addresses, answers and shapes as the other form, with null said in the words of 3.0.
        var (old, now) = (JsonNode.Parse(json)!, JsonNode.Parse(RepositoryFolder.Read("docs/openapi.json"))!);
        Names(old["paths"]!).ShouldBe(Names(now["paths"]!));
        Names(old["components"]!["schemas"]!).ShouldBe(Names(now["components"]!["schemas"]!));
        foreach (var word in (string[])["const", "anyOf", "oneOf", "$defs", "examples", "prefixItems"])
        {
            Keys(old).ShouldNotContain(word);
        }

        Nullable(old["components"]!["schemas"]!, schema => schema["nullable"] is not null)
            .ShouldBe(Nullable(now["components"]!["schemas"]!, schema => schema["type"] is JsonArray || schema["oneOf"] is not null));
        json.ShouldNotContain("\"type\": [");
        json.ShouldNotContain("\"null\"");
    }

    /// <summary>A path of which only one kind of answer comes as one media type is one type to anyone who generates code.</summary>
    [Fact]
    public void Each_answer_is_one_type_for_each_media_type()
    {
        var document = JsonNode.Parse(RepositoryFolder.Read("docs/openapi.json"))!;
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (
                var content in item!
                    .AsObject()
                    .Where(operation => operation.Key != "parameters")
                    .SelectMany(operation => operation.Value!["responses"]!.AsObject())
                    .Select(response => response.Value!["content"])
                    .OfType<JsonObject>()
                    .SelectMany(content => content)
            )
            {
                (content.Value!["schema"] as JsonObject ?? [])
                    .Select(member => member.Key)
                    .Intersect(["anyOf", "oneOf", "allOf"])
                    .ShouldBeEmpty($"{path} as {content.Key}");
            }
        }
    }

    private static IEnumerable<string> Names(JsonNode map) => map.AsObject().Select(member => member.Key);

    private static IEnumerable<string> Keys(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.SelectMany(member => Keys(member.Value).Prepend(member.Key)),
            JsonArray list => list.SelectMany(Keys),
            _ => [],
        };

    /// <summary>The fields that may be null, by shape.</summary>
    private static IReadOnlyList<string> Nullable(JsonNode shapes, Func<JsonNode, bool> isNullable) =>
        [
            .. from shape in shapes.AsObject()
            from field in shape.Value!["properties"]?.AsObject() ?? []
            where isNullable(field.Value!)
            select $"{shape.Key}.{field.Key}",
        ];

    [Fact]
    public async Task A_fault_would_be_found()
    {
        var faulty = JsonNode.Parse(RepositoryFolder.Read("docs/openapi.json"))!;
        faulty["paths"]!["/cuts"]!["get"]!["operationId"] = "getGradient";
        faulty["paths"]!["/cuts"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["examples"]!["real"]!["value"]!["areas"]![
            0
        ]!["rank"] = "first";
        var file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.json");
        await File.WriteAllTextAsync(file, faulty.ToJsonString());
        try
        {
            var (passed, said) = await Spectral.LintAsync(file);
            passed.ShouldBeFalse();
            said.ShouldContain("operation-operationId-unique");
            said.ShouldContain("oas3-valid-media-example");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
