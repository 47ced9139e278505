using System.Text;

namespace BudgetWatch.Snapshot;

/// <summary>
/// Comma-separated text as RFC 4180 has it, except for line ends (LF, so that a checkout is the same bytes everywhere) and blank lines, which the publisher's files have.
/// Libraries write no blank line.
/// </summary>
internal static class Csv
{
    /// <summary>The rows as text.</summary>
    public static string Write(IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(Quote)).Append('\n');
        }

        return text.ToString();
    }

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
