namespace BudgetWatch.LocalHost.Azurite;

/// <summary>A file only one process can hold open. The system lets go of it when the process ends, however it ends.</summary>
internal static class ExclusiveFile
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(100);

    /// <summary>Locks the file, waiting while another process holds it; null when it is still held after the time given.</summary>
    public static async Task<FileStream?> HoldAsync(string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(started) < limit)
            {
                await Task.Delay(Retry, TimeProvider.System, cancellationToken);
            }
            catch (IOException)
            {
                return null;
            }
        }
    }
}
