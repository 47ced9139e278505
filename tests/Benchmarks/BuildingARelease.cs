using BenchmarkDotNet.Attributes;
using BudgetWatch.Domain;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Benchmarks;

/// <summary>From the parsed editions of the bundled snapshot to every row of a release, in memory.</summary>
public class BuildingARelease
{
    private List<EditionContent> _contents = [];

    [GlobalSetup]
    public void Read() => _contents =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "snapshot"), "*.csv").Order(StringComparer.Ordinal)
            .Select(path => new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path)))
            .Select(file => ((Reading.Accepted)Source(file).Read(file, CancellationToken.None)).Content),
    ];

    [Benchmark]
    public int From_parsed_editions_to_rows()
    {
        var inputs = ReleaseInputs.From(_contents).Inputs!;
        var figures = inputs.Harmonise().Figures!;
        return ReleaseComputation.Compute(figures, CancellationToken.None).Count;
    }

    private static PublishedSource Source(PublishedFile file) =>
        SourceCatalogue.Recognise(((Peeking.Seen)Peeking.At(file, CancellationToken.None)).File)!;
}
