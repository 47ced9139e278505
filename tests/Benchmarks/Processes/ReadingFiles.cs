using System.Diagnostics;
using System.Text.Json;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Benchmarks.Processes;

/// <summary>A process that reads published files one after another, as ingestion does: recognised by their first cells, then read whole.</summary>
internal static class ReadingFiles
{
    /// <summary>Each file is taken into memory first, as ingestion takes it.</summary>
    public const string FromMemory = "read-from-memory";

    /// <summary>Each file is read where it lies.</summary>
    public const string FromDisk = "read-from-disk";

    public static void Run(string command, IEnumerable<string> paths)
    {
        var (read, observations) = (0, 0);
        var sheets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var file =
                command == FromDisk ? PublishedFile.OnDisk(path) : new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path));
            if (
                FilePreview.At(file, CancellationToken.None) is not FilePreview.Seen seen
                || SourceCatalogue.Recognise(seen.File) is not { } source
            )
            {
                continue;
            }

            read++;
            sheets[path] = "";
            if (source.Read(file, CancellationToken.None) is Reading.Accepted { Content: RevenueReturn content })
            {
                sheets[path] = content.Sheet;
                observations += content.England.Count + content.Filings.Sum(filing => filing.Cells.Count);
            }
        }

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
