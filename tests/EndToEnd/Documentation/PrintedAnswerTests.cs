namespace BudgetWatch.EndToEnd.Tests.Documentation;

/// <summary>A printed answer that is not the real one is found out.</summary>
public sealed class PrintedAnswerTests
{
    [Theory]
    [InlineData("""{"a": 1}""", """{"a":1,"b":2}""")]
    [InlineData("""{"a": -26.4}""", """{"a":-26.39949437798598}""")]
    [InlineData("""{"a": -366}""", """{"a":-366.1997}""")]
    [InlineData("""{"a": 0.0005}""", """{"a":5E-04}""")]
    [InlineData("""{"a": "2026-…"}""", """{"a":"2026-11-24T14:50:07Z"}""")]
    [InlineData("""{"a": "…"}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a": null}""", """{"a":null}""")]
    [InlineData("""[1, 2]""", "[1,2]")]
    [InlineData("""[1, "…"]""", "[1,2,3]")]
    [InlineData("""["…", 3]""", "[1,2,3]")]
    [InlineData("""["…", {"a": 2}, "…"]""", """[{"a":1},{"a":2},{"a":3}]""")]
    public void What_is_printed_of_an_answer_is_found_in_it(string printed, string answer) =>
        PrintedAnswer.Differences(printed, answer).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"a": 1}""", """{"a":2}""")]
    [InlineData("""{"a": 1}""", """{"b":1}""")]
    [InlineData("""{"a": -26.3}""", """{"a":-26.39949437798598}""")]
    [InlineData("""{"a": 1}""", """{"a":"1"}""")]
    [InlineData("""{"a": 0}""", """{"a":null}""")]
    [InlineData("""{"a": null}""", "{}")]
    [InlineData("""{"a": "…"}""", "{}")]
    [InlineData("""{"a": "2025-…"}""", """{"a":"2026-11-24T14:50:07Z"}""")]
    [InlineData("""[1, 2]""", "[1,2,3]")]
    [InlineData("""[1, 2]""", "[0,1,2]")]
    [InlineData("""["…", 2]""", "[1,2,3]")]
    [InlineData("""["…", 3, 2, "…"]""", "[1,2,3]")]
    public void What_is_not_in_an_answer_is_told(string printed, string answer) =>
        PrintedAnswer.Differences(printed, answer).ShouldNotBeEmpty();

    [Fact]
    public void Lines_are_looked_for_in_order()
    {
        PrintedAnswer.LinesLacking(["a,…", "…", "c,3"], ["a,1", "b,2", "c,3"]).ShouldBeEmpty();
        PrintedAnswer.LinesLacking(["c,3", "a,1"], ["a,1", "b,2", "c,3"]).ShouldBe(["a,1"]);
        PrintedAnswer.LinesLacking(["a,2"], ["a,1"]).ShouldBe(["a,2"]);
    }

    [Fact]
    public void An_answer_without_a_request_is_a_mistake_in_the_page() =>
        Should
            .Throw<FormatException>(() => Page.Parse("page.md", "text\n```json\n{}\n```\n").Examples().ToList())
            .Message.ShouldStartWith("page.md:2");

    [Fact]
    public void An_option_or_a_character_that_would_not_reach_the_app_is_a_mistake_in_the_page()
    {
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        Should.Throw<ShouldAssertException>(() => CurlLine.Read("curl -k http://localhost:7071/api", none));
        Should.Throw<FormatException>(() => CurlLine.Read("curl http://localhost:7071/api?a=b", none));
        Should.Throw<FormatException>(() => CurlLine.Read("curl -s", none));
        CurlLine
            .Read(
                "curl -X POST \"http://localhost:7071/api?a=$B&c=d\"",
                new Dictionary<string, string>(StringComparer.Ordinal) { ["B"] = "b" }
            )
            .RequestUri!.OriginalString.ShouldBe("api?a=b&c=d");
    }
}
