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
    public static byte[] WithOneMoreMillionForLibraries(string year, string council) =>
        With(
            year,
            council,
            new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["Library service"] = 1_000,
                ["TOTAL CULTURAL AND RELATED SERVICES"] = 1_000,
                ["TOTAL SERVICE EXPENDITURE"] = 1_000,
                ["NET CURRENT EXPENDITURE"] = 1_000,
            }
        );

    /// <summary>The budget with thousands of pounds of one unitary council, its class and England moved from schools to the upkeep of roads.</summary>
    /// <param name="year">The financial year.</param>
    /// <param name="council">The council's E-code.</param>
    /// <param name="thousands">How many.</param>
    public static byte[] FromSchoolsToRoads(string year, string council, int thousands) =>
        With(
            year,
            council,
            new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["Primary schools"] = -thousands,
                ["TOTAL EDUCATION SERVICES"] = -thousands,
                ["Structural maintenance"] = thousands,
                ["TOTAL HIGHWAYS AND TRANSPORT SERVICES"] = thousands,
            }
        );

    private static byte[] With(string year, string council, IReadOnlyDictionary<string, int> changes)
    {
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
            foreach (var (name, thousands) in changes)
            {
                var column = Array.IndexOf(heading, name);
                row[column] = (int.Parse(row[column], CultureInfo.InvariantCulture) + thousands).ToString(CultureInfo.InvariantCulture);
            }
        }

        return Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell}\"")) + "\n")));
    }
}
