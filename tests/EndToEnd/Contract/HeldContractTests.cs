using System.Text.Json.Nodes;

namespace BudgetWatch.EndToEnd.Tests.Contract;

/// <summary>What holds answers against the contract finds what is wrong with one.</summary>
public sealed class HeldContractTests
{
    private const string Sound = """{ "flag": "f", "text": "t", "source": null }""";

    [Fact]
    public void An_answer_as_the_contract_has_it_differs_in_nothing() => Differences("Note", Sound).ShouldBeEmpty();

    [Theory]
    [InlineData("Note", """{ "flag": "f", "text": "t" }""")]
    [InlineData("Note", """{ "flag": "f", "text": "t", "source": null, "more": 1 }""")]
    [InlineData("Note", """{ "flag": null, "text": "t", "source": null }""")]
    [InlineData("Note", """{ "flag": 1, "text": "t", "source": null }""")]
    [InlineData("Note", "[]")]
    [InlineData("ReleaseReference", """{ "id": "i", "publishedAt": "yesterday", "href": "/" }""")]
    [InlineData("ProgressState", "\"lost\"")]
    [InlineData("Units", """{ "level": "l", "change": "c", "changePercent": { } }""")]
    public void One_that_is_otherwise_is_told(string shape, string answer) => Differences(shape, answer).ShouldNotBeEmpty();

    [Fact]
    public void What_is_wrong_deep_in_an_answer_is_told_by_its_place()
    {
        var contract = HeldContract.Read();
        var cuts = contract.Operation("getCuts").Node["responses"]!["200"]!["content"]!["application/json"]!;
        var answer = cuts["examples"]!["real"]!["value"]!.DeepClone();
        contract.Differences(cuts["schema"]!, answer.ToJsonString()).ShouldBeEmpty();
        answer["areas"]![1]!["deprivation"]!["rank"] = "first";
        contract
            .Differences(cuts["schema"]!, answer.ToJsonString())
            .ShouldContain(difference => difference.StartsWith("/areas/1/deprivation/rank"));
    }

    private static IReadOnlyList<string> Differences(string shape, string answer) =>
        HeldContract.Read().Differences(new JsonObject { ["$ref"] = $"#/components/schemas/{shape}" }, answer);
}
