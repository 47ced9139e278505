using System.Globalization;
using System.Net.Sockets;
using System.Text;
using BudgetWatch.TestKit;

namespace BudgetWatch.EndToEnd.Tests.Hostile;

/// <summary>Sends bytes as they are, where a client would put right what is wrong with them. Opened again when the server closes it.</summary>
internal sealed class RawConnection(Uri app) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private TcpClient? _client;
    private int _start;
    private int _end;

    /// <summary>Sends a request and reads the answer; null where the server closed the connection without one.</summary>
    /// <param name="request">The request, to its last byte.</param>
    /// <param name="isHead">Whether headers alone are answered.</param>
    public async Task<RawAnswer?> AskAsync(byte[] request, bool isHead)
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        if (_client is null)
        {
            _client = new TcpClient { NoDelay = true };
            (_start, _end) = (0, 0);
            await _client.ConnectAsync(app.Host, app.Port, patience.Token);
        }

        try
        {
            await WriteAsync(request, patience.Token);
            var answer = await ReadAsync(isHead, patience.Token);
            if (answer is null || answer.Header("Connection") == "close")
            {
                Dispose();
            }

            return answer;
        }
        catch (Exception exception) when (exception is IOException or EndOfStreamException or InvalidOperationException)
        {
            // The last: reset while it was written to.
            Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _client = null;
    }

    /// <summary>A server that refuses may answer and close before it has read everything.</summary>
    private async Task WriteAsync(byte[] request, CancellationToken cancellation)
    {
        try
        {
            await _client!.GetStream().WriteAsync(request, cancellation);
        }
        catch (IOException)
        {
            // The answer, if there is one, is still there to be read.
        }
    }

    private async Task<RawAnswer?> ReadAsync(bool isHead, CancellationToken cancellation)
    {
        if (await LineAsync(cancellation) is not { } first)
        {
            return null;
        }

        first.ShouldStartWith("HTTP/1.1 ", Case.Sensitive, "an answer that begins where the one before it has not ended");
        var status = int.Parse(first.Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(cancellation) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());

            // Links may come one by one; anything else that comes twice could be read either way.
            (headers.TryAdd(name, value) || name == "Link").ShouldBeTrue($"The answer has {name} twice.");
        }

        if (status is 100)
        {
            return await ReadAsync(isHead, cancellation);
        }

        var hasBody = !isHead && status is not (204 or 304);
        var body =
            !hasBody ? []
            : headers.GetValueOrDefault("Transfer-Encoding") == "chunked" ? await ChunksAsync(cancellation)
            : await BytesAsync(int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture), cancellation);
        return new RawAnswer(status, headers, body);
    }

    private async Task<byte[]> ChunksAsync(CancellationToken cancellation)
    {
        using var whole = new MemoryStream();
        while (true)
        {
            var size = int.Parse((await LineAsync(cancellation))!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            whole.Write(await BytesAsync(size, cancellation));
            (await LineAsync(cancellation)).ShouldBe("");
            if (size == 0)
            {
                return whole.ToArray();
            }
        }
    }

    private async Task<string?> LineAsync(CancellationToken cancellation)
    {
        using var line = new MemoryStream();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancellation))
            {
                return line.Length == 0 ? null : throw new EndOfStreamException();
            }

            var until = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            var last = until < 0 ? _end : until;
            line.Write(_buffer, _start, last - _start);
            _start = until < 0 ? _end : until + 1;
            if (until >= 0)
            {
                return Encoding.Latin1.GetString(line.ToArray()).TrimEnd('\r');
            }
        }
    }

    private async Task<byte[]> BytesAsync(int count, CancellationToken cancellation)
    {
        var bytes = new byte[count];
        for (var done = 0; done < count; )
        {
            if (_start == _end && !await FillAsync(cancellation))
            {
                throw new EndOfStreamException();
            }

            var some = Math.Min(count - done, _end - _start);
            Array.Copy(_buffer, _start, bytes, done, some);
            (_start, done) = (_start + some, done + some);
        }

        return bytes;
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        _start = 0;
        _end = await _client!.GetStream().ReadAsync(_buffer, cancellation);
        return _end > 0;
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The body as text; not of one that is compressed.</summary>
    public string Text => Encoding.UTF8.GetString(Body);
}
