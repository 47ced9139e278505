using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace BudgetWatch.LocalHost.Http;

/// <summary>Kestrel on the loopback addresses of this machine and on nothing else.</summary>
/// <param name="port">The port asked for; 0 for any that is free.</param>
internal sealed class LoopbackKestrel(int port)
{
    private const long MaxRequestBodySize = 4 * 1024 * 1024;

    public void AddTo(ConfigureWebHostBuilder web) => web.UseKestrel().ConfigureKestrel(Configure);

    /// <summary>Says that the port is taken before anything slow is started. Kestrel's own failure is still the one that counts.</summary>
    public void ThrowIfTaken()
    {
        if (port == 0)
            return;
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            // As Kestrel binds: without this, connections of a run just ended would look like a port taken.
            if (!OperatingSystem.IsWindows())
                probe.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            probe.Start();
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw PortTaken(exception);
        }
    }

    /// <summary>Where the app listens, once started.</summary>
    public string AddressOf(WebApplication app)
    {
        var bound = new Uri(app.Urls.First());
        return port == 0
            ? bound.GetLeftPart(UriPartial.Authority)
            : string.Create(CultureInfo.InvariantCulture, $"http://localhost:{bound.Port}");
    }

    public static bool IsPortTaken(IOException exception) => exception.InnerException is AddressInUseException;

    public HostStartException PortTaken(Exception exception) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Port {port} is in use. Stop what is using it, or choose another port with --port N."
            ),
            exception
        );

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxRequestBodySize;

        // Kestrel cannot choose one free port on both loopback addresses.
        if (port == 0)
            kestrel.Listen(IPAddress.Loopback, 0);
        else
            kestrel.ListenLocalhost(port);
    }
}
