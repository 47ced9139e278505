using System.Text.Json.Nodes;

namespace BudgetWatch.EndToEnd.Tests.Downloads;

/// <summary>What holds metadata against the rules finds what is wrong with it.</summary>
public sealed class CsvwRulesTests
{
    private const string Sound = """
        { "@context": "http://www.w3.org/ns/csvw", "url": "a.csv", "dialect": { "header": true },
          "tableSchema": { "columns": [ { "name": "code", "titles": "code", "dc:description": "The code.", "datatype": "string", "null": "" },
                                        { "name": "rank", "titles": "rank", "dc:description": "The rank.", "datatype": "integer", "null": "", "required": true } ],
                           "primaryKey": [ "code" ] } }
        """;

    [Fact]
    public void What_is_sound_has_no_fault()
    {
        CsvwRules.Faults(JsonNode.Parse(Sound)!).ShouldBeEmpty();
        CsvwRules.Faults(JsonNode.Parse(Sound)!, "code,rank\r\na,1\r\n").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://www.w3.org/ns/csvw", "http://www.w3.org/ns/other")]
    [InlineData("\"url\"", "\"address\"")]
    [InlineData("\"header\": true", "\"heading\": true")]
    [InlineData("\"name\": \"rank\"", "\"name\": \"code\"")]
    [InlineData("\"name\": \"rank\"", "\"name\": \"_rank\"")]
    [InlineData("\"integer\"", "\"number of\"")]
    [InlineData("The rank.", "")]
    [InlineData("\"required\": true", "\"required\": \"yes\"")]
    [InlineData("\"required\": true", "\"unit\": \"GBP\"")]
    [InlineData("[ \"code\" ]", "[ \"nothing\" ]")]
    public void A_fault_is_found(string sound, string faulty) =>
        CsvwRules.Faults(JsonNode.Parse(Sound.Replace(sound, faulty, StringComparison.Ordinal))!).ShouldNotBeEmpty();

    [Theory]
    [InlineData("rank,code\r\n1,a\r\n")]
    [InlineData("code,rank\r\na,first\r\n")]
    [InlineData("code,rank\r\na,1.5\r\n")]
    [InlineData("code,rank\r\na,\r\n")]
    public void A_table_that_is_otherwise_is_told(string csv) => CsvwRules.Faults(JsonNode.Parse(Sound)!, csv).ShouldNotBeEmpty();
}
