using System.Text.Json.Nodes;
using BudgetWatch.EndToEnd.Tests.Contract;
using BudgetWatch.EndToEnd.Tests.Downloads;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>Every CSV leads to what its columns are, and is what is said there.</summary>
public sealed class WhenCsvIsDescribed(PublishedSnapshot snapshot)
{
    private static readonly HeldContract Contract = HeldContract.Read();

    public static TheoryData<string> Tables =>
        [
            .. Contract
                .Operations.Where(operation =>
                    operation.Method == "GET" && operation.Node["responses"]!["200"]!["content"]!["text/csv"] is not null
                )
                .Select(operation => operation.Name),
        ];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Its_metadata_keeps_the_rules_and_its_cells_keep_to_the_metadata(string name)
    {
        var operation = Contract.Operation(name);
        var client = new ContractClient(
            Contract,
            snapshot.App,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["/releases/{id}"] = snapshot.FirstRun.Outcome!.Release! }
        );
        var csv = await client.AskAsync(operation, ("format", "csv"));
        var link = csv.Headers["Link"]
            .Split(", ")
            .Single(link => link.EndsWith("; rel=\"describedby\"; type=\"application/csvm+json\"", StringComparison.Ordinal));

        using var response = await snapshot.App.Host.HttpClient.GetAsync(new Uri(link.Split('>')[0].TrimStart('<'), UriKind.Relative));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/csvm+json");
        var metadata = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        CsvwRules.Faults(metadata).ShouldBeEmpty();
        CsvwRules.Faults(metadata, csv.Body).ShouldBeEmpty();
        var described = await snapshot.App.Host.HttpClient.GetStringAsync(new Uri((string)metadata["url"]!, UriKind.Relative));
        described.Split("\r\n")[0].ShouldBe(csv.Body.Split("\r\n")[0]);
    }

    [Fact]
    public async Task Units_and_words_are_said()
    {
        var metadata = JsonNode.Parse(
            await snapshot.App.Host.HttpClient.GetStringAsync(new Uri("api/v1/cuts?format=csvw&scope=libraries", UriKind.Relative))
        )!;
        JsonNode Column(string name) => metadata["tableSchema"]!["columns"]!.AsArray().Single(column => (string)column!["name"]! == name)!;

        ((string)metadata["url"]!).ShouldBe("/api/v1/cuts?format=csv&scope=libraries");
        ((string)Column("changePercent")["schema:unitText"]!).ShouldBe("per cent");
        ((string)Column("flags")["separator"]!).ShouldBe(" ");
        ((string)Column("rank")["datatype"]!).ShouldBe("integer");
    }

    [Fact]
    public async Task Json_and_problems_lead_to_no_such_thing()
    {
        foreach (var path in (string[])["api/v1/cuts", "api/v1/cuts?format=csv&scope=nothing"])
        {
            using var response = await snapshot.App.Host.HttpClient.GetAsync(new Uri(path, UriKind.Relative));
            response.Headers.Contains("Link").ShouldBeFalse(path);
        }
    }
}
