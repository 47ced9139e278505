using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace BudgetWatch.TestKit.Publishers;

/// <summary>Budgets of the snapshot as a publisher might correct them.</summary>
public static class CorrectedBudget
{
    /// <summary>The budget with £1,000 thousand more for one unitary council's libraries, and every total that holds it: its class's and England's.</summary>
    /// <param name="year">The financial year: <c>2019-20</c>.</param>
    /// <param name="council">The council's E-code.</param>
    /// <returns>The file.</returns>
    public static byte[] WithOneMoreMillionForLibraries(string year, string council)
    {
        string[] moved = ["Library service", "TOTAL CULTURAL AND RELATED SERVICES", "TOTAL SERVICE EXPENDITURE", "NET CURRENT EXPENDITURE"];
        var text = Encoding.UTF8.GetString(PublishedSnapshotFiles.Read($"revenue-budgets-{year}.csv"));
        using var csv = CsvDataReader.Create(new StringReader(text), new CsvDataReaderOptions { HasHeaders = false });
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add([.. Enumerable.Range(0, csv.RowFieldCount).Select(csv.GetString)]);
        }

        var heading = rows.Single(row => row[0] == "E-code");
        foreach (var row in rows.Where(row => row[0] == council || row.Contains("UNITARY AUTHORITIES") || row.Contains("ENGLAND")).ToList())
        {
            foreach (var column in moved.Select(name => Array.IndexOf(heading, name)))
            {
                row[column] = (int.Parse(row[column], CultureInfo.InvariantCulture) + 1_000).ToString(CultureInfo.InvariantCulture);
            }
        }

        return Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell}\"")) + "\n")));
    }
}
