using System.Text;
using BenchmarkDotNet.Attributes;
using BudgetWatch.Sources;
using BudgetWatch.TestKit;
using ExcelDataReader;

namespace BudgetWatch.Benchmarks;

/// <summary>
/// From a publisher's workbook in memory to an accepted reading, against the least any program must do with ExcelDataReader: open it, go
/// to the sheet of figures, take every cell of every row. Both work on the same bytes.
/// </summary>
[MedianColumn]
public class ReadingABudget
{
    private static readonly Dictionary<string, string> Workbooks = new(StringComparer.Ordinal)
    {
        ["2012-13 .xls"] = "revenue/ra/RA_2012-13_data_by_LA_-_Nat_Stats_Release_-_Revised_31-Jul-2013.xls",
        ["2018-19 .xlsx"] = "revenue/ra/RA_2018-19_data_by_LA.xlsx",
    };

    private PublishedFile _file = new("", ReadOnlyMemory<byte>.Empty);
    private byte[] _bytes = [];
    private string _sheet = "";
    private PublishedSource? _source;

    [ParamsSource(nameof(Budgets))]
    public string Budget { get; set; } = "";

    public static IEnumerable<string> Budgets => Workbooks.Keys;

    [GlobalSetup]
    public void Open()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var path = Workbooks[Budget];
        _bytes = File.ReadAllBytes(PublishedFiles.PathOf(path));
        _file = new PublishedFile(Path.GetFileName(path), _bytes);
        _source = SourceCatalogue.All.Single(source => source.Description.Id == "revenue-budgets");
        var accepted = (Reading.Accepted)_source.Read(_file, CancellationToken.None);
        _sheet = ((Domain.Observations.RevenueReturn)accepted.Content).Sheet;
    }

    [Benchmark(Baseline = true)]
    public int Every_cell_of_the_sheet_and_no_more()
    {
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(_bytes, writable: false));
        while (reader.Name != _sheet)
        {
            reader.NextResult();
        }

        var filled = 0;
        while (reader.Read())
        {
            for (var column = 0; column < reader.FieldCount; column++)
            {
                filled += reader.GetValue(column) is null ? 0 : 1;
            }
        }

        return filled;
    }

    [Benchmark]
    public object Accepted_reading() => ((Reading.Accepted)_source!.Read(_file, CancellationToken.None)).Content;
}
