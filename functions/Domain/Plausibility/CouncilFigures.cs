using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>One return of one year by council, in codes that hold in every year: what returns are compared by.</summary>
/// <param name="Content">The return.</param>
/// <param name="Councils">Principal authorities, by <see cref="AuthorityCoverage.CodeOf"/>.</param>
/// <param name="Lines">
/// Pounds that are not 0, by line and council. Details of services are not among them: many are small, kept differently by each council and redefined by the
/// form, so that one year says little of the next. They are checked by their sums.
/// </param>
public sealed record CouncilFigures(
    RevenueReturn Content,
    IReadOnlyDictionary<string, Filing> Councils,
    IReadOnlyDictionary<Line, IReadOnlyDictionary<string, decimal>> Lines
)
{
    /// <summary>How many councils tell anything of a class or a service.</summary>
    internal const int Enough = 20;

    /// <summary>Other services have no common content: they hold whatever a council could not put elsewhere, and are negative in one council in seven.</summary>
    internal static readonly Line WithoutContent = Observations.Lines.Other;

    /// <summary>Which return and year, as a reader says it: <c>the budget of 2018-19</c>.</summary>
    public string Name => $"the {(Content.Return == Return.Budget ? "budget" : "outturn")} of {Content.Year}";

    /// <summary>Every figure of a line of a council that is not 0.</summary>
    public IReadOnlyDictionary<(Line Line, string Council), decimal> Cells { get; } =
        Lines.SelectMany(line => line.Value, (line, cell) => KeyValuePair.Create((line.Key, cell.Key), cell.Value)).ToDictionary();

    /// <summary>Sorts a return by council.</summary>
    public static CouncilFigures Of(RevenueReturn content, AuthorityCoverage coverage)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(coverage);
        var councils = new Dictionary<string, Filing>(StringComparer.Ordinal);
        foreach (var filing in content.Filings.Where(filing => filing.Class != AuthorityClass.Other))
        {
            councils.TryAdd(coverage.CodeOf(filing), filing);
        }

        return new CouncilFigures(
            content,
            councils,
            councils
                .SelectMany(
                    council =>
                        council.Value.Cells.Where(cell =>
                            Observations.Lines.IsMain(cell.Key) && cell.Value.Pounds is { } pounds && pounds != 0
                        ),
                    (council, cell) => (council.Key, Cell: cell)
                )
                .GroupBy(pair => pair.Cell.Key)
                .ToDictionary(
                    line => line.Key,
                    line =>
                        (IReadOnlyDictionary<string, decimal>)
                            line.ToDictionary(pair => pair.Key, pair => pair.Cell.Value.Pounds!.Value, StringComparer.Ordinal)
                )
        );
    }

    /// <summary>A council's figure of a line; null where there is none, or it is 0.</summary>
    public decimal? Of(Line line, string council) =>
        Lines.TryGetValue(line, out var own) && own.TryGetValue(council, out var pounds) ? pounds : null;
}
