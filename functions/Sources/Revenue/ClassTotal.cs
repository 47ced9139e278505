using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Revenue;

/// <summary>The total an edition states for a class of authorities.</summary>
/// <param name="Class">The class.</param>
/// <param name="Word">What the edition calls it: <c>SHIRE DISTRICTS</c>, <c>E07</c>.</param>
/// <param name="Cells">The total of each line.</param>
internal sealed record ClassTotal(AuthorityClass Class, string Word, IReadOnlyDictionary<Line, Cell> Cells)
{
    /// <summary>The classes that together are England.</summary>
    public static readonly int ClassesOfEngland = Enum.GetValues<AuthorityClass>().Length;

    /// <summary>One total for each class: other authorities have one for each of their kinds since 2023-24.</summary>
    public static IReadOnlyList<ClassTotal> OfEach(IEnumerable<ClassTotal> stated) =>
        [
            .. stated
                .GroupBy(total => total.Class)
                .Select(rows =>
                    rows.Count() == 1
                        ? rows.First()
                        : new ClassTotal(
                            rows.Key,
                            string.Join(" + ", rows.Select(row => row.Word)),
                            rows.First()
                                .Cells.Keys.ToDictionary(
                                    line => line,
                                    line => Sum([.. rows.Select(row => row.Cells.GetValueOrDefault(line))])
                                )
                        )
                ),
        ];

    /// <summary>A sum at the places of all it is the sum of; a part that is missing makes it missing.</summary>
    public static Cell Sum(IReadOnlyList<Cell> parts)
    {
        var address = string.Join('+', parts.Select(part => part.Address));
        return parts.All(part => part.Pounds is not null)
            ? Cell.Of(parts.Sum(part => part.Pounds!.Value), address, parts.Any(part => part.Status == CellStatus.Estimated))
            : Cell.Without(CellStatus.Missing, address);
    }
}
