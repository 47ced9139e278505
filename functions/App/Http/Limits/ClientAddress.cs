using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.App.Http.Limits;

/// <summary>
/// Who sends a request, for limits. A header can say anything, so it is read only as far as proxies that are known wrote it. A front door says it in a header of its own, and
/// every request passes it. Each other proxy puts the address it was called from at the end of <c>X-Forwarded-For</c>, as that reached the Functions host: with two known proxies the
/// second from the end is the client; what stands before it, the client may have written itself. Without known proxies it is who called the host, which its own proxy says.
/// </summary>
internal static class ClientAddress
{
    private const string Header = "X-Forwarded-For";
    private const int NetworkBytes = 8;

    /// <summary>The address of the client; of IPv6 its network of 64 bits, which is one household's or office's.</summary>
    /// <param name="context">The request.</param>
    /// <param name="settings">Which proxies are known.</param>
    public static IPAddress Of(HttpContext context, LimitSettings settings)
    {
        if (settings.ClientHeader.Length > 0 && TryParse(context.Request.Headers[settings.ClientHeader].ToString(), out var client))
        {
            return Network(client);
        }

        var called = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var knownProxies = settings.KnownProxies;
        if (knownProxies == 0)
        {
            return Network(called);
        }

        var named = HostHeaders.Parts(context, Header);

        // Fewer entries than proxies: it did not come by way of them all, and the nearest that is known is what it came from.
        return Network(named.Count >= knownProxies && TryParse(named[^knownProxies], out var address) ? address : called);
    }

    /// <summary>An address, with or without a port: <c>192.0.2.1:443</c>, <c>[2001:db8::1]:443</c>.</summary>
    private static bool TryParse(string text, out IPAddress address)
    {
        var isParsed = IPEndPoint.TryParse(text, out var end);
        address = end?.Address ?? IPAddress.None;
        return isParsed;
    }

    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes);
    }
}
