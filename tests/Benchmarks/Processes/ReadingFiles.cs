using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Benchmarks.Processes;

/// <summary>
/// A process that reads published files as ingestion does: recognised by their first cells, then read whole; as many at once as there are processors, as messages
/// of several sources are.
/// </summary>
internal static class ReadingFiles
{
    /// <summary>Each file is taken into memory first, as ingestion takes it.</summary>
    public const string FromMemory = "read-from-memory";

    /// <summary>Each file is read where it lies.</summary>
    public const string FromDisk = "read-from-disk";

    public static void Run(string command, IEnumerable<string> paths)
    {
        var (read, observations) = (0, 0);
        var sheets = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        Parallel.ForEach(
            Partitioner.Create(paths, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            path =>
            {
                var file =
                    command == FromDisk ? PublishedFile.OnDisk(path) : new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path));
                if (
                    FilePreview.At(file, CancellationToken.None) is not FilePreview.Seen seen
                    || SourceCatalogue.Recognise(seen.File) is not { } source
                )
                {
                    return;
                }

                Interlocked.Increment(ref read);
                sheets[path] = "";
                if (source.Read(file, CancellationToken.None) is Reading.Accepted { Content: RevenueReturn content })
                {
                    sheets[path] = content.Sheet;
                    Interlocked.Add(ref observations, content.England.Count + content.Filings.Sum(filing => filing.Cells.Count));
                }
            }
        );

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    peakBytes = self.PeakWorkingSet64,
                    processorMilliseconds = self.TotalProcessorTime.TotalMilliseconds,
                    read,
                    observations,
                    sheets,
                }
            )
        );
    }
}
