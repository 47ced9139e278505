using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Revenue;

/// <summary>A total an edition states, of ENGLAND or of a class, beside the authorities it is the total of.</summary>
internal sealed class StatedTotal
{
    /// <summary>Exact but for the last digits of a workbook's binary numbers.</summary>
    public const decimal Exact = 1m;

    private readonly Dictionary<Line, IReadOnlyList<Cell>> parts;

    /// <summary>Sets a total beside its authorities.</summary>
    /// <param name="name">What the edition calls it.</param>
    /// <param name="cells">The total of each line.</param>
    /// <param name="members">The authorities.</param>
    public StatedTotal(string name, IReadOnlyDictionary<Line, Cell> cells, IReadOnlyList<Filing> members)
    {
        Name = name;
        Cells = cells;
        Members = members;
        NonFilers = [.. members.Where(ImputationLimits.IsNonFiler)];
        parts = cells.Keys.ToDictionary(
            line => line,
            line => (IReadOnlyList<Cell>)[.. members.Where(filing => filing.Cells.ContainsKey(line)).Select(filing => filing.Cells[line])]
        );
        Deviating = cells.Keys.Count(line => Math.Abs(Difference(line)) > Exact);
    }

    /// <summary>What the edition calls it.</summary>
    public string Name { get; }

    /// <summary>The total of each line.</summary>
    public IReadOnlyDictionary<Line, Cell> Cells { get; }

    /// <summary>The authorities it is the total of.</summary>
    public IReadOnlyList<Filing> Members { get; }

    /// <summary>Those without a figure.</summary>
    public IReadOnlyList<Filing> NonFilers { get; }

    /// <summary>On how many lines it is not the sum of its authorities.</summary>
    public int Deviating { get; }

    /// <summary>The authorities' figures of a line.</summary>
    public IReadOnlyList<Cell> Parts(Line line) => parts[line];

    /// <summary>Their sum, in pounds.</summary>
    public decimal Sum(Line line) => parts[line].Sum(cell => cell.Pounds ?? 0);

    /// <summary>By how much the total is above their sum; 0 where it has no figure.</summary>
    public decimal Difference(Line line) => Cells.GetValueOrDefault(line).Pounds is { } stated ? stated - Sum(line) : 0;
}
