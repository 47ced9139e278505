using System.Globalization;
using System.Text;
using BudgetWatch.Pipeline.Ingest;
using Sylvan.Data.Csv;

namespace BudgetWatch.Storage.Origins.Live.Nomis;

/// <summary>One page of an answer of Nomis.</summary>
/// <param name="Records">Its records, each as a line of the joined file.</param>
/// <param name="RecordCount">How many records the whole answer has.</param>
internal sealed record NomisPage(IReadOnlyList<string> Records, int RecordCount)
{
    /// <summary>The columns that are kept, in the order of the joined file.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["DATE_NAME", "GEOGRAPHY_CODE", "GEOGRAPHY_NAME", "OBS_VALUE"];

    private const string Count = "RECORD_COUNT";

    public static (NomisPage? Page, Rejected? Reason) Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var csv = CsvDataReader.Create(new StringReader(Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF')));
            var names = Enumerable.Range(0, csv.FieldCount).Select(csv.GetName).ToList();
            if (Columns.Append(Count).FirstOrDefault(column => names.Count(name => name == column) != 1) is { } missing)
                return (
                    null,
                    new Rejected(
                        $"a column {missing} of Nomis",
                        names.Count == 0 ? "nothing" : ShownText.Of(string.Join(", ", names)) ?? "others"
                    )
                );
            int[] kept = [.. Columns.Select(column => names.IndexOf(column))];
            var records = new List<string>();
            var count = 0;
            while (csv.Read())
            {
                var text = csv.GetString(names.IndexOf(Count));
                if (
                    !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var told)
                    || (records.Count > 0 && told != count)
                )
                    return (null, new Rejected("the same number of records in every row", ShownText.Of(text) ?? "none"));
                count = told;
                records.Add(string.Join(',', kept.Select(column => Quoted(csv.GetString(column)))));
            }

            return (new NomisPage(records, count), null);
        }
        catch (Exception failure)
            when (failure is FormatException or InvalidDataException or CsvFormatException or CsvRecordTooLargeException)
        {
            return (null, new Rejected("comma-separated text of Nomis", "what cannot be read as such"));
        }
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
