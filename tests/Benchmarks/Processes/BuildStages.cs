using System.Diagnostics;
using System.Globalization;
using System.Text;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Benchmarks.Processes;

/// <summary>
/// What a build of the bundled snapshot is made of, stage by stage, without storage: time of the processor, what lives in memory after it, and how
/// much there is of everything. The base numbers of docs/scale.md. Run it with DOTNET_PROCESSOR_COUNT=1 to see one core's work.
/// </summary>
internal static class BuildStages
{
    public const string Command = "build-stages";

    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        var stages = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        var living = new Dictionary<string, double>(StringComparer.Ordinal);
        var facts = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            facts.Clear();
            var empty = Living();
            var editions = Measure("reading the editions (CSV)", SnapshotEditions.All);
            var figures = Measure("harmonising", () => SnapshotEditions.Figures(editions));
            var computed = Measure("cuts and stored statistics", () => SnapshotEditions.Rows(figures));
            var chunks = SpecificationRows.Chunks(figures);
            var times = new List<double>();
            var curves = Measure(
                "specification curves",
                () =>
                {
                    var rows = new List<ReleaseRow>();
                    foreach (var chunk in chunks)
                    {
                        var since = Processor();
                        rows.Add(SpecificationRows.Compute(chunk, figures));
                        times.Add(Processor() - since);
                    }

                    return rows;
                }
            );
            List<ReleaseRow> all = [.. computed, .. curves];
            Measure("digest", () => ReleaseRows.Digest(all));
            var back = await MeasureAsync(
                "reading the release's figures from its rows",
                () =>
                    ReleaseRows.ReadAsync(
                        computed.Where(row => row.Key.StartsWith(ReleaseRows.FiguresPrefix, StringComparison.Ordinal)).ToAsyncEnumerable(),
                        default
                    )
            );

            facts.Add(
                $"{editions.Count} editions, {Size(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "snapshot"), "*.csv").Sum(path => new FileInfo(path).Length))} of CSV"
            );
            facts.Add($"{figures.Areas.Count} areas; {figures.Series.Count} series of returns and scopes; {back.Series.Count} read back");
            facts.Add(
                $"{all.Count:N0} rows, {Size(Bytes(all))} of JSON; {chunks.Count} chunks of curves, {Size(Bytes(curves))}; largest row {Size(all.Max(row => Encoding.UTF8.GetByteCount(row.Json)))}"
            );
            facts.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a chunk: median {1000 * Median(times):0} ms of processor, longest {1000 * times.Max():0} ms; {chunks.Sum(chunk => Domain.Specifications.SpecificationGrid.Questions(chunk, figures).Count()):N0} questions"
                )
            );
            foreach (
                var kind in all.GroupBy(
                        row => string.Join('|', row.Key.Split('|').Take(2).Select(part => part.Length > 24 ? part[..24] : part)),
                        StringComparer.Ordinal
                    )
                    .OrderByDescending(kind => Bytes(kind))
                    .Take(8)
            )
            {
                facts.Add($"rows `{kind.Key}`: {kind.Count():N0}, {Size(Bytes(kind))}");
            }

            GC.KeepAlive(editions);

            T Measure<T>(string stage, Func<T> work)
            {
                var since = Processor();
                var done = work();
                Note(stage, Processor() - since, empty);
                return done;
            }

            async Task<T> MeasureAsync<T>(string stage, Func<Task<T>> work)
            {
                var since = Processor();
                var done = await work();
                Note(stage, Processor() - since, empty);
                return done;
            }
        }

        Console.WriteLine($"{Environment.ProcessorCount} processors; {Rounds} rounds; medians");
        Console.WriteLine();
        Console.WriteLine("| stage | CPU, the first time | CPU, median | living after it |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (stage, seconds) in stages)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {stage} | {seconds[0]:0.00} s | {Median(seconds):0.00} s | {living[stage]:0} MB |"
                )
            );
        }

        Console.WriteLine();
        facts.ForEach(Console.WriteLine);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine($"peak {Size(self.PeakWorkingSet64)}");

        void Note(string stage, double seconds, double empty)
        {
            if (!stages.TryGetValue(stage, out var noted))
            {
                stages.Add(stage, noted = []);
            }

            noted.Add(seconds);
            living[stage] = Living() - empty;
        }
    }

    private static double Living() => GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;

    private static double Processor()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds;
    }

    private static long Bytes(IEnumerable<ReleaseRow> rows) => rows.Sum(row => (long)Encoding.UTF8.GetByteCount(row.Json));

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.00} MB");

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return (ordered[ordered.Length / 2] + ordered[(ordered.Length - 1) / 2]) / 2;
    }
}
