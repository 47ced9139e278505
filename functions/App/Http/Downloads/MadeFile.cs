using System.IO.Compression;
using System.Security.Cryptography;

namespace BudgetWatch.App.Http.Downloads;

/// <summary>The bytes of a file of a release, kept as small as they come: whole tables are some tens of megabytes, and a tenth of that compressed.</summary>
public sealed class MadeFile
{
    private readonly byte[] _kept;
    private readonly bool _isPacked;
    private readonly Lazy<byte[]> _brotli;

    private MadeFile(byte[] kept, bool isPacked, long length, string sha256)
    {
        _kept = kept;
        _isPacked = isPacked;
        Length = length;
        Sha256 = sha256;
        _brotli = new Lazy<byte[]>(Repacked);
    }

    /// <summary>How many bytes the file has.</summary>
    public long Length { get; }

    /// <summary>SHA-256 of the file.</summary>
    public string Sha256 { get; }

    /// <summary>How many bytes are held, at most.</summary>
    public long Held => 2L * _kept.Length;

    /// <summary>Makes a file.</summary>
    /// <param name="isPacked">Whether it is compressed in itself.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="cancellation">Stops the work once no caller waits for it.</param>
    internal static async Task<MadeFile> MakeAsync(bool isPacked, Func<Stream, Task> write, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        await using var measured = new MeasuredStream(
            isPacked ? kept : new GZipStream(kept, CompressionLevel.Optimal, leaveOpen: true),
            cancellation
        );
        await write(measured);
        var sha256 = await measured.EndAsync();
        return new MadeFile(kept.ToArray(), isPacked, measured.Length, sha256);
    }

    /// <summary>The bytes in an encoding, how many they are, and the encoding they are in: a file that is compressed in itself is sent as it is.</summary>
    /// <param name="encoding">br, gzip or null.</param>
    internal (Stream Content, long Length, string? Encoding) In(string? encoding) =>
        encoding switch
        {
            _ when _isPacked => (new MemoryStream(_kept, writable: false), Length, null),
            "br" => (new MemoryStream(_brotli.Value, writable: false), _brotli.Value.Length, encoding),
            "gzip" => (new MemoryStream(_kept, writable: false), _kept.Length, encoding),
            _ => (new UnpackedStream(Unpacked(), Length), Length, null),
        };

    private GZipStream Unpacked() => new(new MemoryStream(_kept, writable: false), CompressionMode.Decompress);

    private byte[] Repacked()
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        using (var plain = Unpacked())
        {
            plain.CopyTo(brotli);
        }

        return packed.ToArray();
    }

    /// <summary>What is unpacked as it is read. It can seek onward, by passing over what lies between, so that the end of a file needs no room for all of it.</summary>
    private sealed class UnpackedStream(Stream unpacked, long length) : Stream
    {
        private const int PassedOverAtOnce = 81_920;

        private long _position;
        private long _wanted;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _wanted;
            set => Seek(value, SeekOrigin.Begin);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var passedOver = new byte[Math.Min(PassedOverAtOnce, _wanted - _position)];
            while (_position < _wanted)
            {
                var read = unpacked.Read(passedOver, 0, (int)Math.Min(passedOver.Length, _wanted - _position));
                if (read == 0)
                {
                    return 0;
                }

                _position += read;
            }

            var given = unpacked.Read(buffer);
            _position += given;
            _wanted = _position;
            return given;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer.AsSpan(offset, count)));

        // It comes from memory: nothing waits for anything.
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override long Seek(long offset, SeekOrigin origin)
        {
            var to =
                offset
                + origin switch
                {
                    SeekOrigin.Begin => 0,
                    SeekOrigin.Current => _wanted,
                    _ => length,
                };
            return to >= _position ? _wanted = to : throw new NotSupportedException("What was read is not kept.");
        }

        public override void Flush() { }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                unpacked.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    /// <summary>Passes on what is written to it, and tells how much it was and its SHA-256.</summary>
    private sealed class MeasuredStream(Stream inner, CancellationToken cancellation) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        /// <summary>That nothing more will be written.</summary>
        public async Task<string> EndAsync()
        {
            await inner.DisposeAsync();
            return Convert.ToHexStringLower(_hash.GetHashAndReset());
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            cancellation.ThrowIfCancellationRequested();
            _hash.AppendData(buffer);
            _length += buffer.Length;
            inner.Write(buffer);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Write(buffer, offset, count);
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _hash.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
