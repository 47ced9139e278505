using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BudgetWatch.TestKit;

/// <summary>What becomes of requests on a line to storage.</summary>
public enum LineFault
{
    /// <summary>They are answered.</summary>
    None,

    /// <summary>Connections are refused, as by a service that was killed.</summary>
    Refused,

    /// <summary>Every request is answered with 500.</summary>
    Answers500,

    /// <summary>Every request is answered with 503.</summary>
    Answers503,

    /// <summary>Every answer is cut off before its end, and the connection closed.</summary>
    CutShort,
}

/// <summary>
/// A line to an emulator that can be broken: an app that was started with its connection string reaches the emulator through it, on ports that stay the same
/// whatever happens.
/// </summary>
public sealed class StorageLine : IAsyncDisposable
{
    private readonly List<Relay> _relays = [];

    /// <summary>Opens a line to an emulator.</summary>
    /// <param name="azurite">The emulator.</param>
    public StorageLine(AzuriteServer azurite)
    {
        var parts = azurite.ConnectionString.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToList();
        foreach (var part in parts.Where(part => part[0].EndsWith("Endpoint", StringComparison.Ordinal)))
        {
            var address = new UriBuilder(part[1]);
            var relay = new Relay(new IPEndPoint(IPAddress.Parse(address.Host), address.Port));
            _relays.Add(relay);
            address.Port = relay.Port;
            part[1] = address.Uri.AbsoluteUri;
        }

        ConnectionString = string.Concat(parts.Select(part => $"{part[0]}={part[1]};"));
    }

    /// <summary>How to reach the emulator through the line.</summary>
    public string ConnectionString { get; }

    /// <summary>Breaks or mends the line. Connections that are open are closed.</summary>
    /// <param name="fault">What becomes of requests from now on.</param>
    public void Set(LineFault fault) => _relays.ForEach(relay => relay.Set(fault));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var relay in _relays)
            await relay.DisposeAsync();
    }

    /// <summary>The line to one service.</summary>
    private sealed class Relay : IAsyncDisposable
    {
        private readonly IPEndPoint _service;
        private readonly ConcurrentDictionary<Socket, byte> _open = new();
        private Socket _listener;
        private LineFault _fault;
        private Task _accepting = Task.CompletedTask;

        public Relay(IPEndPoint service)
        {
            _service = service;
            _listener = Bound(0);
            Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
            Listen();
        }

        public int Port { get; }

        public void Set(LineFault fault)
        {
            var before = _fault;
            _fault = fault;
            if (fault == LineFault.Refused)
            {
                // A socket that is bound and does not listen keeps the port for us and refuses.
                _listener.Dispose();
                _listener = Bound(Port);
            }
            else if (before == LineFault.Refused)
            {
                Listen();
            }

            foreach (var socket in _open.Keys)
                socket.Dispose();
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Dispose();
            foreach (var socket in _open.Keys)
                socket.Dispose();
            await _accepting;
        }

        private static Socket Bound(int port)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }

        private void Listen()
        {
            _listener.Listen();
            _accepting = Task.WhenAll(_accepting, AcceptAsync(_listener));
        }

        private async Task AcceptAsync(Socket listener)
        {
            await Task.Yield();
            try
            {
                while (true)
                {
                    var client = await listener.AcceptAsync();
                    _ = CarryAsync(client, _fault);
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                // The line was broken or has ended.
            }
        }

        private async Task CarryAsync(Socket client, LineFault fault)
        {
            client.NoDelay = true;
            using var service = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            service.NoDelay = true;
            _open.TryAdd(client, 0);
            _open.TryAdd(service, 0);
            try
            {
                if (fault is LineFault.Answers500 or LineFault.Answers503)
                {
                    await AnswerAsync(client, fault == LineFault.Answers500 ? "500 Internal Server Error" : "503 Server Busy");
                    return;
                }

                await service.ConnectAsync(_service);
                await Task.WhenAny(PumpAsync(client, service, cuts: false), PumpAsync(service, client, cuts: fault == LineFault.CutShort));
            }
            catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
            {
                // The client sees it as any broken connection.
            }
            finally
            {
                _open.TryRemove(client, out _);
                _open.TryRemove(service, out _);
                client.Dispose();
            }
        }

        private static async Task PumpAsync(Socket from, Socket to, bool cuts)
        {
            try
            {
                var buffer = new byte[64 * 1024];
                while (await from.ReceiveAsync(buffer) is > 0 and var length)
                {
                    // The last bytes of the first piece never come.
                    await to.SendAsync(buffer.AsMemory(0, cuts ? length - 5 : length));
                    if (cuts)
                        return;
                }
            }
            catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
            {
                // The other direction ends with this one.
            }
        }

        private static async Task AnswerAsync(Socket client, string status)
        {
            var buffer = new byte[64 * 1024];
            var head = new StringBuilder();
            while (
                !head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await client.ReceiveAsync(buffer) is > 0 and var length
            )
                head.Append(Encoding.Latin1.GetString(buffer, 0, length));
            await client.SendAsync(
                Encoding.Latin1.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                )
            );
            client.Shutdown(SocketShutdown.Send);

            // Closing with bytes unread would break the connection before the answer is read.
            while (await client.ReceiveAsync(buffer) > 0) { }
        }
    }
}
