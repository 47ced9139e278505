using System.Globalization;
using System.Text;
using BudgetWatch.Sources;
using Sylvan.Data.Csv;

namespace BudgetWatch.Pipeline.Tests.Gate;

/// <summary>A genuine edition of the bundled snapshot as rows of cells, to be made wrong in one way.</summary>
internal sealed class FiguresTable
{
    private FiguresTable(string name, List<string[]> rows)
    {
        Name = name;
        Rows = rows;
    }

    public string Name { get; init; }

    public List<string[]> Rows { get; }

    /// <summary>Where the headings of a return stand; 0 in a table that begins with them.</summary>
    public int Heading => Math.Max(0, Rows.FindIndex(row => row[0] == "E-code"));

    /// <summary>Rows of authorities.</summary>
    public IEnumerable<int> Authorities =>
        Enumerable.Range(Heading + 1, Rows.Count - Heading - 1).TakeWhile(row => Rows[row][0].Length > 0);

    public static FiguresTable Read(string name)
    {
        using var reader = new StreamReader(Path.Combine(AppContext.BaseDirectory, "snapshot", name));
        using var csv = CsvDataReader.Create(reader, new CsvDataReaderOptions { HasHeaders = false, BufferSize = 1 << 20 });
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add([.. Enumerable.Range(0, csv.RowFieldCount).Select(csv.GetString)]);
        }

        // Rows are as wide as the widest: a heading may stand where a title has no cell.
        var width = rows.Max(row => row.Length);
        return new FiguresTable(name, [.. rows.Select(row => row.Concat(Enumerable.Repeat("", width - row.Length)).ToArray())]);
    }

    public int Column(string heading) =>
        Array.FindIndex(Rows[Heading], cell => cell.StartsWith(heading, StringComparison.OrdinalIgnoreCase)) is var found && found >= 0
            ? found
            : throw new ArgumentException($"{Name} has no heading '{heading}'.", nameof(heading));

    public string Class(int row) => Rows[row][Column("Class")];

    /// <summary>The columns of figures of a return.</summary>
    public IEnumerable<int> Figures => Enumerable.Range(Column("Class") + 1, Rows[Heading].Length - Column("Class") - 1);

    public decimal? Figure(int row, int column) =>
        decimal.TryParse(Rows[row][column], NumberStyles.Float, CultureInfo.InvariantCulture, out var figure) ? figure : null;

    public void Set(int row, int column, decimal figure) => Rows[row][column] = figure.ToString(CultureInfo.InvariantCulture);

    public FiguresTable Change(Action<FiguresTable> change)
    {
        change(this);
        return this;
    }

    /// <summary>Changes figures of some rows.</summary>
    public FiguresTable Scale(Func<int, bool> rows, Func<decimal, decimal> change)
    {
        foreach (var row in Authorities.Where(rows))
        {
            foreach (var column in Figures)
            {
                if (Figure(row, column) is { } figure)
                {
                    Set(row, column, change(figure));
                }
            }
        }

        return this;
    }

    public FiguresTable Drop(Func<int, bool> rows)
    {
        foreach (var row in Authorities.Where(rows).OrderDescending().ToList())
        {
            Rows.RemoveAt(row);
        }

        return this;
    }

    /// <summary>Gives rows the figures of the next among them.</summary>
    public FiguresTable Rotate(Func<int, bool> among)
    {
        var rows = Authorities.Where(among).ToList();
        var first = Figures.First();
        var moved = rows.Select((_, i) => Rows[rows[(i + 1) % rows.Count]][first..]).ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            moved[i].CopyTo(Rows[rows[i]], first);
        }

        return this;
    }

    public FiguresTable SwapHeadings(string one, string other)
    {
        var (a, b) = (Column(one), Column(other));
        (Rows[Heading][a], Rows[Heading][b]) = (Rows[Heading][b], Rows[Heading][a]);
        return this;
    }

    public FiguresTable Retitle(string from, string to)
    {
        for (var row = 0; row < Heading; row++)
        {
            Rows[row][0] = Rows[row][0].Replace(from, to, StringComparison.Ordinal);
        }

        return this;
    }

    /// <summary>Makes the totals of England and of the classes those of the rows: who made the mistake made it before adding up.</summary>
    public FiguresTable Agree()
    {
        var name = Column("Local authority");
        foreach (
            var total in Enumerable
                .Range(Heading + 1, Rows.Count - Heading - 1)
                .Where(row => Rows[row][0].Length == 0 && Rows[row][name].Length > 0)
        )
        {
            var members = Authorities.Where(row => Rows[total][name] == "ENGLAND" || Class(row) == Class(total)).ToList();
            foreach (var column in Figures)
            {
                Set(total, column, members.Sum(row => Figure(row, column) ?? 0));
            }
        }

        return this;
    }

    /// <summary>Makes the services of a row add up to its totals again, after one was changed.</summary>
    public FiguresTable AddUp(string service, Func<int, bool> rows, Func<decimal, decimal> change)
    {
        var column = Column(service);
        int[] sums = [Column("TOTAL SERVICE EXPENDITURE"), Column("NET CURRENT EXPENDITURE")];
        foreach (var row in Authorities.Where(rows))
        {
            if (Figure(row, column) is { } figure)
            {
                Set(row, column, change(figure));
                foreach (var sum in sums)
                {
                    Set(row, sum, Figure(row, sum)!.Value - figure + change(figure));
                }
            }
        }

        return this;
    }

    public PublishedFile ToFile()
    {
        var text = new StringBuilder();
        foreach (var row in Rows)
        {
            text.AppendJoin(
                    ',',
                    row.Select(cell =>
                        cell.AsSpan().IndexOfAny(",\"\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                    )
                )
                .Append('\n');
        }

        return new PublishedFile(Name, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
