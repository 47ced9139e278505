using System.Net;
using System.Net.Sockets;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// Connects only to addresses of the public internet. The name is resolved here and the connection goes to the same address that was checked,
/// so that a name that resolves to another address the next moment gains nothing.
/// </summary>
internal sealed class GuardedConnection(LiveSettings settings)
{
    /// <summary>How a name is resolved. Another way only in tests.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>The addresses of a host that may be connected to.</summary>
    /// <exception cref="RefusedResponseException">There is none.</exception>
    public async Task<IPAddress[]> AllowedAsync(string host, CancellationToken cancellation)
    {
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await Resolve(host, cancellation);
        var allowed = Array.FindAll(found, address => settings.LoopbackOnly ? IPAddress.IsLoopback(address) : PublicAddress.Is(address));
        return allowed.Length > 0
            ? allowed
            : throw new RefusedResponseException(
                new Rejected(
                    settings.LoopbackOnly ? "an address of this machine" : "an address of the public internet",
                    $"{host} at {string.Join<IPAddress>(", ", found)}"
                )
            );
    }

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await AllowedAsync(context.DnsEndPoint.Host, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
