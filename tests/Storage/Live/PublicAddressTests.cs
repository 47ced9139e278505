using System.Net;
using BudgetWatch.Storage.Origins.Live;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.Storage.Tests.Live;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("151.101.0.144")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("2a04:4e42::144")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    public void The_public_internet_is(string address) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.255")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:a00:1::")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void This_machine_and_its_network_are_not(string address) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBeFalse();

    [Fact]
    public async Task Of_a_name_only_public_addresses_are_connected_to()
    {
        var connection = Resolving("10.0.0.1", "8.8.8.8", "fe80::1");
        (await connection.AllowedAsync("www.gov.uk", CancellationToken.None)).ShouldBe([IPAddress.Parse("8.8.8.8")]);
    }

    [Fact]
    public async Task A_name_that_is_suddenly_private_is_refused()
    {
        var refused = await Should.ThrowAsync<RefusedResponseException>(() =>
            Resolving("127.0.0.1", "169.254.169.254").AllowedAsync("www.gov.uk", CancellationToken.None)
        );
        refused.Reason.Found.ShouldBe("www.gov.uk at 127.0.0.1, 169.254.169.254");
    }

    private static GuardedConnection Resolving(params string[] addresses) =>
        new(LiveSettings.From(new ConfigurationBuilder().Build()))
        {
            Resolve = (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse)),
        };
}
