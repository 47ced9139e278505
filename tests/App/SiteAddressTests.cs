using BudgetWatch.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Newtonsoft.Json;

namespace BudgetWatch.App.Tests;

/// <summary>Where readers reach the site, by the setting, or by what can be believed of a request.</summary>
public sealed class SiteAddressTests
{
    [Theory]
    [InlineData("localhost:7071", null, 0, "http://localhost:7071")]
    [InlineData("Budgets.Example", null, 1, "http://budgets.example")]
    [InlineData("budgets.example", "https", 1, "https://budgets.example")]
    [InlineData("budgets.example", "http, https", 2, "https://budgets.example")]
    [InlineData("budgets.example", "https", 0, "http://budgets.example")]
    [InlineData("budgets.example", "javascript", 1, "http://budgets.example")]
    [InlineData("[2001:db8::1]:8080", null, 0, "http://[2001:db8::1]:8080")]
    [InlineData("", null, 0, "")]
    [InlineData("a.example/evil", null, 0, "")]
    [InlineData("a.example\"><script>", null, 0, "")]
    [InlineData("user@a.example", null, 0, "")]
    public void Without_a_setting_the_request_says_it(string host, string? scheme, int proxies, string address)
    {
        var request = new DefaultHttpContext().Request;
        request.Scheme = "http";
        request.Host = new HostString(host);
        request.Headers["X-Forwarded-Host"] = "evil.example";
        if (scheme is not null)
        {
            HostHeaders.Keep(
                request.HttpContext,
                new Dictionary<string, object?>
                {
                    ["Headers"] = JsonConvert.SerializeObject(new Dictionary<string, string> { ["X-Forwarded-Proto"] = scheme }),
                }
            );
        }

        Of(("Limits:KnownProxies", proxies.ToString(System.Globalization.CultureInfo.InvariantCulture))).Of(request).ShouldBe(address);
    }

    [Theory]
    [InlineData("https://budgets.example")]
    [InlineData("https://budgets.example/")]
    public void The_setting_wins(string setting)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString("evil.example");
        Of(("Site:Address", setting)).Of(request).ShouldBe("https://budgets.example");
    }

    [Theory]
    [InlineData("budgets.example")]
    [InlineData("ftp://budgets.example")]
    [InlineData("https://budgets.example/path")]
    [InlineData("https://user@budgets.example")]
    [InlineData("https://budgets.example/#a")]
    public void A_setting_that_is_no_address_is_refused_at_the_start(string setting) =>
        Should.Throw<InvalidOperationException>(() => Of(("Site:Address", setting))).Message.ShouldContain($"Site:Address is '{setting}'");

    private static SiteAddress Of(params (string Name, string Value)[] settings) =>
        SiteAddress.Of(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
                .Build()
        );
}
