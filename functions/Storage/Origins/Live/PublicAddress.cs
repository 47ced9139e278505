using System.Net;
using System.Net.Sockets;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// Tells addresses of the public internet from those of this machine, its network and its cloud (169.254.169.254 gives out the app's
/// own tokens), by the registries of special addresses (RFC 6890 and its successors).
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] special =
    [
        .. (
            (string[])
                [
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    // Azure's own services, from within a virtual machine.
                    "168.63.129.16/32",
                ]
        ).Select(IPNetwork.Parse),
    ];

    // All that is public in IPv6 is in 2000::/3, but for these: Teredo and other protocol assignments, documentation, 6to4.
    private static readonly IPNetwork global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] notGlobal =
    [
        .. ((string[])["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(IPNetwork.Parse),
    ];

    // IPv4 by way of a translator: the address within it counts.
    private static readonly IPNetwork translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !Array.Exists(special, network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        return translated.Contains(address)
            ? Is(new IPAddress(address.GetAddressBytes().AsSpan(12)))
            : global.Contains(address) && !Array.Exists(notGlobal, network => network.Contains(address));
    }
}
