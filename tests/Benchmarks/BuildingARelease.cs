using BenchmarkDotNet.Attributes;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Benchmarks;

/// <summary>From the parsed editions of the bundled snapshot to every row of a release, in memory.</summary>
[MedianColumn]
public class BuildingARelease
{
    private List<ReadEdition> _everything = [];
    private List<ReadEdition> _budgets = [];

    [GlobalSetup]
    public void Read()
    {
        _everything =
        [
            .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "snapshot"), "*.csv").Order(StringComparer.Ordinal)
                .Select(path => Read(new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path)))),
        ];
        _budgets = [.. _everything.Where(edition => !edition.Input.SourceId.StartsWith("revenue-outturn", StringComparison.Ordinal))];
    }

    [Benchmark]
    public int From_every_budget_to_rows() => Build(_budgets);

    [Benchmark]
    public int From_every_budget_and_outturn_to_rows() => Build(_everything);

    private static int Build(List<ReadEdition> editions) =>
        ReleaseComputation.Compute(ReleaseInputs.From(editions).Inputs!.Harmonise().Figures!, CancellationToken.None).Count;

    private static ReadEdition Read(PublishedFile file)
    {
        var source = SourceCatalogue.Recognise(((Peeking.Seen)Peeking.At(file, CancellationToken.None)).File)!;
        var content = ((Reading.Accepted)source.Read(file, CancellationToken.None)).Content;
        return new ReadEdition(new ReleaseInput(source.Description.Id, content.Slot, file.Name, 1, file.Name, null), content);
    }
}
