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

    [Fact]
    public async Task A_fault_would_be_found()
    {
        var faulty = JsonNode.Parse(RepositoryFolder.Read("docs/openapi.json"))!;
        faulty["paths"]!["/cuts"]!["get"]!["operationId"] = "getGradient";
        faulty["paths"]!["/cuts"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["examples"]!["real"]!["value"]!["areas"]![0]!["rank"] = "first";
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
