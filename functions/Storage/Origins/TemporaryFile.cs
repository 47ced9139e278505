using Microsoft.Win32.SafeHandles;

namespace BudgetWatch.Storage.Origins;

/// <summary>
/// Bytes on disk under no name: the file's name goes as soon as it is open (on Windows with its last handle), so that nothing of it stays when it
/// is closed, when something throws, or when the process is killed.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    /// <summary>What the names end in while there are any.</summary>
    public const string Extension = ".budgetwatch-edition";

    private const int Buffer = 0x10000;

    private readonly SafeFileHandle handle;

    private TemporaryFile(SafeFileHandle handle) => this.handle = handle;

    /// <summary>How many bytes were written.</summary>
    public long Length { get; private set; }

    /// <summary>Makes an empty one in the system's folder for such files.</summary>
    public static TemporaryFile Create()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + Extension);
        var file = new TemporaryFile(
            File.OpenHandle(
                path,
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.Delete,
                FileOptions.Asynchronous | (OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None)
            )
        );
        try
        {
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes behind what is there.</summary>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await RandomAccess.WriteAsync(handle, bytes, Length, cancellation);
        Length += bytes.Length;
    }

    /// <summary>All of it, from the beginning; any number at once.</summary>
    public Stream OpenRead() => new BufferedStream(new HandleStream(handle, Length), Buffer);

    public void Dispose() => handle.Dispose();
}
