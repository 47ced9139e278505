using System.Security.Cryptography;
using System.Text.Json;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests;

/// <summary>The bundled snapshot is read back to the very content of the originals, and every figure leads back to its cell there.</summary>
public class SnapshotTests
{
    public static TheoryData<string> Names() => [.. Files().Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_snapshot_is_recognised_and_accepted(string name)
    {
        var provenance = Provenance(name);

        var (source, reading) = Read(Snapshot(name));

        source.Description.Id.ShouldBe(provenance.GetProperty("source").GetString());
        reading.ShouldBeOfType<Reading.Accepted>().Content.Slot.ShouldBe(provenance.GetProperty("slot").GetString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_snapshot_holds_what_its_original_holds(string name)
    {
        var original = Original(name);
        var expected = Read(original).Reading.ShouldBeOfType<Reading.Accepted>();
        var actual = Read(Snapshot(name)).Reading.ShouldBeOfType<Reading.Accepted>();

        Editions.Describe(actual.Content).ShouldBe(Editions.Describe(Carried(expected.Content)));
        actual.Flags.Select(Said).ShouldBe(expected.Flags.Where(flag => IsCarried(flag, expected.Content)).Select(Said));
    }

    /// <summary>What a flag says, whatever row the one that is repeated has.</summary>
    private static (string Kind, string Detail) Said(EditionFlag flag) => (flag.Kind, flag.Kind == "repeated-row" ? "" : flag.Detail);

    /// <summary>
    /// Deflators are carried from 2001-02 on, and of the copy in thousands of the outturn time series the years to 2021-22, since later ones
    /// have newer editions of their own, whose layout has no room for a date. Everything else is carried whole.
    /// </summary>
    private static EditionContent Carried(EditionContent content) =>
        content switch
        {
            DeflatorSeries series => series with { Years = [.. series.Years.Where(year => year.Year.StartYear >= 2001)] },
            RevenueTimeSeries series => series with { Years = [.. series.Years.Where(year => year.Year.StartYear <= 2021)] },
            RevenueReturn { Sheet: "councils" } year => year with { Updated = null },
            _ => content,
        };

    /// <summary>Years that are not carried have no flags.</summary>
    private static bool IsCarried(EditionFlag flag, EditionContent content) =>
        !(
            content is RevenueTimeSeries
            && (
                flag.Detail.StartsWith("2022-23: ", StringComparison.Ordinal)
                || flag.Detail.StartsWith("2023-24: ", StringComparison.Ordinal)
            )
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_cell_of_a_snapshot_is_the_cell_of_the_original_its_provenance_names(string name)
    {
        var provenance = Provenance(name);
        var here = Cells(Snapshot(name), "");
        var there = Cells(Original(name), provenance.GetProperty("original").GetProperty("sheet").GetString()!);

        // A figure in pounds is carried in thousands, and one that the original leaves out because it is 0 as 0.
        var unit = provenance.GetProperty("original").TryGetProperty("unit", out var pound) && pound.GetString() == "pound" ? 1000 : 1;

        var compared = 0;
        foreach (var run in provenance.GetProperty("cells").GetProperty("rows").EnumerateArray())
        {
            for (var row = 0; row < run.GetProperty("count").GetInt32(); row++)
            {
                foreach (var column in provenance.GetProperty("cells").GetProperty("columns").EnumerateArray())
                {
                    var at = $"{column.GetProperty("here").GetString()}{run.GetProperty("here").GetInt32() + row}";
                    var from = $"{column.GetProperty("original").GetString()}{run.GetProperty("original").GetInt32() + row}";
                    var (written, published) = (here.GetValueOrDefault(at, ""), there.GetValueOrDefault(from, ""));
                    if (column.GetProperty("here").GetString() != "A" && !here.ContainsKey($"B{run.GetProperty("here").GetInt32() + row}"))
                    {
                        continue; // of a title's row only the first cell is carried
                    }

                    if (written != published)
                    {
                        (double.Parse(written) * unit).ShouldBe(
                            unit > 1 && published.Length == 0 ? 0 : double.Parse(published),
                            1e-6,
                            $"{at} from {from}"
                        );
                    }

                    compared++;
                }
            }
        }

        compared.ShouldBeGreaterThan(90);
    }

    [Fact]
    public void The_snapshot_is_small_and_says_where_it_is_from()
    {
        Files().Sum(path => new FileInfo(path).Length).ShouldBeLessThan(10_000_000);
        foreach (var path in Files())
        {
            var provenance = Provenance(Path.GetFileName(path));
            provenance.GetProperty("attribution").GetString().ShouldNotBeNullOrWhiteSpace();
            provenance.GetProperty("licence").GetString().ShouldNotBeNullOrWhiteSpace();
            provenance.GetProperty("url").GetString()!.ShouldStartWith("https://");
            File.ReadAllBytes(path).ShouldNotContain((byte)'\r');
        }
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder(), "*.csv").Order(StringComparer.Ordinal);

    private static PublishedFile Snapshot(string name) => new(name, File.ReadAllBytes(Path.Combine(Folder(), name)));

    private static JsonElement Provenance(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), name + ".provenance.json"))).RootElement;

    private static PublishedFile Original(string name)
    {
        var original = Provenance(name).GetProperty("original");
        var path = PublishedFiles.All().Single(path => Path.GetFileName(path) == original.GetProperty("file").GetString());
        var bytes = File.ReadAllBytes(path);
        Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe(original.GetProperty("sha256").GetString());
        bytes.Length.ShouldBe(original.GetProperty("length").GetInt32());
        return new PublishedFile(Path.GetFileName(path), bytes);
    }

    private static (PublishedSource Source, Reading Reading) Read(PublishedFile file)
    {
        var source = SourceCatalogue.Recognise(FilePreview.At(file, default).ShouldBeOfType<FilePreview.Seen>().File)!;
        return (source, source.Read(file, default));
    }

    private static Dictionary<string, string> Cells(PublishedFile file, string sheet)
    {
        using var rows = ((Opening.Opened)Opening.Of(file, default)).Rows;
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        while (rows.NextSheet())
        {
            while (rows.Sheet == sheet && rows.NextRow())
            {
                for (var column = 0; column < rows.Width; column++)
                {
                    if (rows.Text(column) is { Length: > 0 } text)
                    {
                        cells.Add(rows.Address(column), text);
                    }
                }
            }
        }

        return cells;
    }

    internal static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BudgetWatch.sln")))
            {
                return Path.Combine(folder.FullName, "functions", "Snapshot", "data");
            }
        }

        throw new InvalidOperationException("the repository was not found");
    }
}
