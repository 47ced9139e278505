using System.Net.Http.Json;
using System.Text.Json;
using BudgetWatch.LocalHost.SampleApp;

namespace BudgetWatch.LocalHost.Tests.Http;

/// <summary>What an app sees of a request through this host, which forwards it by YARP's default transforms as the Functions host does.</summary>
public sealed class ForwardingTests(SampleFixture sample) : IClassFixture<SampleFixture>
{
    [Fact]
    public async Task Nothing_of_what_a_caller_says_about_forwarding_reaches_the_app_as_true()
    {
        var seen = await AskAsync(
            "/api/sees",
            ("X-Forwarded-For", "203.0.113.9"),
            ("X-Forwarded-Host", "elsewhere.example"),
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Prefix", "/x")
        );

        seen.Remote.ShouldBe("127.0.0.1");
        seen.ForwardedFor.ShouldNotContain("203.0.113.9");
        new Uri(seen.Url).ShouldBe(new Uri(sample.App.Address, "/api/sees"));
    }

    [Fact]
    public async Task What_the_caller_sent_is_left_in_what_the_host_says_of_the_request()
    {
        var seen = await AskAsync("/api/sees?a=1&a=2", ("X-Forwarded-For", "203.0.113.9, 198.51.100.7"));

        JsonSerializer.Deserialize<Dictionary<string, string>>(seen.HostHeaders)!["X-Forwarded-For"].ShouldBe("203.0.113.9, 198.51.100.7");
        JsonSerializer.Deserialize<Dictionary<string, string>>(seen.HostQuery)!["a"].ShouldBe("1,2");
    }

    [Fact]
    public async Task The_host_that_was_asked_and_other_headers_survive()
    {
        var seen = await AskAsync("/api/sees", ("Host", "budget.example:8443"), ("X-Mine", "mine"));

        seen.Url.ShouldBe("http://budget.example:8443/api/sees");
        seen.Mine.ShouldBe("mine");
    }

    [Theory]
    [InlineData("/api/sees/a%20b/c?d=e%26f&g=%C3%BC")]
    [InlineData("/api/sees/%C3%BC%25")]
    public async Task The_address_survives_as_it_was_sent(string path) =>
        (await AskAsync(path)).Url.ShouldBe(new Uri(sample.App.Address, path).AbsoluteUri);

    private async Task<HttpFunctions.Seen> AskAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await sample.App.HttpClient.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<HttpFunctions.Seen>())!;
    }
}
