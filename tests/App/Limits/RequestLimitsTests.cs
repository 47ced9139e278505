using System.Net;
using BudgetWatch.App.Http;
using BudgetWatch.App.Http.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Newtonsoft.Json;

namespace BudgetWatch.App.Tests.Limits;

/// <summary>Who a request is from, and when it is refused.</summary>
public sealed class RequestLimitsTests
{
    [Theory]
    [InlineData(0, "198.51.100.7", "203.0.113.1", "198.51.100.7")]
    [InlineData(1, "10.0.0.1", "203.0.113.1", "203.0.113.1")]
    [InlineData(1, "10.0.0.1", "1.1.1.1, 203.0.113.1:51234", "203.0.113.1")]
    [InlineData(2, "10.0.0.1", "1.1.1.1, 203.0.113.1, 192.0.2.9", "203.0.113.1")]
    [InlineData(2, "10.0.0.1", "192.0.2.9", "10.0.0.1")]
    [InlineData(1, "10.0.0.1", "nobody", "10.0.0.1")]
    [InlineData(1, "10.0.0.1", "", "10.0.0.1")]
    [InlineData(1, "10.0.0.1", "[2001:db8:1:2:3:4:5:6]:443", "2001:db8:1:2::")]
    [InlineData(0, "2001:db8:1:2:ffff::1", "", "2001:db8:1:2::")]
    [InlineData(0, "::ffff:198.51.100.7", "", "198.51.100.7")]
    public void A_client_is_who_called_or_who_a_known_proxy_says_called(int proxies, string called, string forwarded, string client) =>
        ClientAddress.Of(From(called, forwarded).HttpContext, new LimitSettings(1, 1, proxies)).ShouldBe(IPAddress.Parse(client));

    /// <summary>A front door rewrites its own header. Where it did not, what Azure's front end says holds, and not one limit for all.</summary>
    [Theory]
    [InlineData("203.0.113.5", "203.0.113.5")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("", "192.0.2.9")]
    [InlineData("203.0.113.5, 203.0.113.6", "192.0.2.9")]
    public void Behind_a_front_door_a_client_is_who_the_door_says(string header, string client)
    {
        var request = From("10.0.0.1", "1.1.1.1, 192.0.2.9");
        request.Headers["X-Azure-ClientIP"] = header;
        ClientAddress.Of(request.HttpContext, new LimitSettings(1, 1, 1, "X-Azure-ClientIP")).ShouldBe(IPAddress.Parse(client));
    }

    [Fact]
    public void A_client_is_refused_after_its_burst_and_another_is_not()
    {
        using var limits = new RequestLimits(new LimitSettings(1, 3, 1));

        // What the client writes before the proxy's entry changes nothing.
        Enumerable
            .Range(0, 5)
            .Select(n => limits.Refuse(From("10.0.0.1", $"1.1.1.{n}, 203.0.113.1"))?.Status)
            .ShouldBe([null, null, null, 429, 429]);
        limits.Refuse(From("10.0.0.1", "203.0.113.2")).ShouldBeNull();
    }

    [Fact]
    public void Without_known_proxies_the_header_is_not_looked_at()
    {
        using var limits = new RequestLimits(new LimitSettings(1, 2, 0));

        Enumerable.Range(0, 3).Select(n => limits.Refuse(From("198.51.100.7", $"203.0.113.{n}"))?.Status).ShouldBe([null, null, 429]);
    }

    [Fact]
    public void Zero_sets_no_limit()
    {
        using var limits = new RequestLimits(new LimitSettings(0, 1, 0));

        Enumerable.Range(0, 50).Select(_ => limits.Refuse(From("198.51.100.7", ""))).ShouldAllBe(refused => refused == null);
    }

    [Theory]
    [InlineData(2_048, null)]
    [InlineData(2_049, 414)]
    public void An_address_is_read_to_a_length(int length, int? status)
    {
        using var limits = new RequestLimits(new LimitSettings(0, 1, 0));
        var request = From("198.51.100.7", "");
        request.Path = "/api/v1/cuts";
        request.QueryString = new QueryString("?scope=" + new string('a', length - "/api/v1/cuts?scope=".Length));

        (limits.Refuse(request)?.Status).ShouldBe(status);
    }

    [Theory]
    [InlineData("Limits:RequestsPerSecond", "-1")]
    [InlineData("Limits:Burst", "0")]
    [InlineData("Limits:KnownProxies", "many")]
    public void A_setting_that_makes_no_sense_stops_the_app_with_its_name(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();

        Should.Throw<InvalidOperationException>(() => LimitSettings.Of(configuration)).Message.ShouldContain($"{name} is '{value}'");
    }

    private static HttpRequest From(string called, string forwarded)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(called);

        // As it reached the host; to the app it comes as the host's own proxy writes it.
        HostHeaders.Keep(
            context,
            new Dictionary<string, object?>
            {
                ["Headers"] = JsonConvert.SerializeObject(new Dictionary<string, string> { ["x-forwarded-for"] = forwarded }),
            }
        );
        context.Request.Headers["X-Forwarded-For"] = "9.9.9.9";
        return context.Request;
    }
}
