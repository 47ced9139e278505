using System.Text;
using BudgetWatch.TestKit;

namespace BudgetWatch.Benchmarks.Processes;

/// <summary>
/// A published CSV, and the same with the rows of its table standing 10 and 100 times below one another. The further rows are without E-codes, as
/// class totals are, so that what is read of each file is the same and only the passing over them differs.
/// </summary>
internal static class GrowingCsv
{
    public const string Command = "growing-csv";

    private const int Rounds = 5;
    private const string Original = "revenue/ra/RA_2021-22_data_by_LA.csv";

    private static readonly int[] Sizes = [1, 10, 100];

    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory("budgetwatch-growing-csv");
        try
        {
            var text = File.ReadAllText(PublishedFiles.PathOf(Original));
            var files = Sizes.Select(times => Write(folder, text, times)).ToList();
            var fromDisk = files.ConvertAll(_ => new List<MeasuredProcess>());
            var fromMemory = files.ConvertAll(_ => new List<MeasuredProcess>());
            for (var round = 0; round < Rounds; round++)
            {
                for (var size = 0; size < files.Count; size++)
                {
                    fromDisk[size].Add(MeasuredProcess.RunOurs(ReadingFiles.FromDisk, files[size]));
                    fromMemory[size].Add(MeasuredProcess.RunOurs(ReadingFiles.FromMemory, files[size]));
                }
            }

            Console.WriteLine($"{Original}, {Rounds} rounds each, in turn; medians");
            Console.WriteLine();
            Console.WriteLine("| size | file | observations | from disk: time | peak memory | from memory: time | peak memory |");
            Console.WriteLine("|---|---|---|---|---|---|---|");
            for (var size = 0; size < files.Count; size++)
            {
                var (disk, memory) = (Medians.Of(fromDisk[size]), Medians.Of(fromMemory[size]));
                Console.WriteLine(
                    $"| {Sizes[size]} | {new FileInfo(files[size]).Length / 1048576.0:F1} MB | {fromDisk[size][0].Said.GetProperty("observations")} "
                        + $"| {disk.Milliseconds:F0} ms | {disk.Megabytes:F0} MB | {memory.Milliseconds:F0} ms | {memory.Megabytes:F0} MB |"
                );
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Write(DirectoryInfo folder, string text, int times)
    {
        var lines = text.Split('\n');
        var withoutCodes = string.Join(
            '\n',
            lines.Where(IsOfAnAuthority).Select(line => line[line.IndexOf(',', StringComparison.Ordinal)..])
        );
        var path = Path.Combine(folder.FullName, $"{times}.csv");
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        file.Write(text);
        for (var left = ((times - 1) * (long)text.Length) / withoutCodes.Length; left > 0; left--)
        {
            file.Write(withoutCodes);
            file.Write('\n');
        }

        return path;
    }

    private static bool IsOfAnAuthority(string line) => line is ['E', >= '0' and <= '9', >= '0' and <= '9', ..];
}
