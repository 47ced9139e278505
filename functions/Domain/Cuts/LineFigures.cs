using System.Collections;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Cuts;

/// <summary>
/// The figures of an area's lines in a year, in little room: a form has some 150 lines, most are whole pounds or pence, many are 0, and few are anything but
/// reported. An instance holds a million of them.
/// </summary>
internal sealed class LineFigures : IReadOnlyList<LineFigure>
{
    private const short Zero = -1;
    private const int FirstException = -2;

    private readonly short[] places;
    private readonly long[] pence;
    private readonly decimal[] fractions;
    private readonly LineFigure[] exceptions;

    private LineFigures(IReadOnlyList<LineFigure> figures)
    {
        places = new short[figures.Count];
        var exact = new List<decimal>();
        var apart = new List<LineFigure>();
        for (var i = 0; i < figures.Count; i++)
        {
            if (figures[i] is not { Pounds: { } pounds, Status: CellStatus.Reported, Lacking.Count: 0 })
            {
                places[i] = (short)(FirstException - apart.Count);
                apart.Add(figures[i]);
            }
            else if (pounds == 0)
            {
                places[i] = Zero;
            }
            else
            {
                places[i] = (short)exact.Count;
                exact.Add(pounds);
            }
        }

        var isPence = exact.TrueForAll(pounds => Math.Abs(pounds) < long.MaxValue / 100 && decimal.IsInteger(pounds * 100));
        pence = isPence ? [.. exact.Select(pounds => (long)(pounds * 100))] : [];
        fractions = isPence ? [] : [.. exact];
        exceptions = [.. apart];
    }

    /// <inheritdoc/>
    public int Count => places.Length;

    /// <inheritdoc/>
    public LineFigure this[int index] =>
        places[index] switch
        {
            Zero => new LineFigure(0, CellStatus.Reported, []),
            <= FirstException and var place => exceptions[FirstException - place],
            var place => new LineFigure(fractions.Length > 0 ? fractions[place] : Pounds(pence[place]), CellStatus.Reported, []),
        };

    /// <summary>The same figures in little room.</summary>
    public static IReadOnlyList<LineFigure> Of(IReadOnlyList<LineFigure> figures) =>
        figures.Count == 0 ? []
        : figures is LineFigures already ? already
        : new LineFigures(figures);

    /// <inheritdoc/>
    public IEnumerator<LineFigure> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Whole pounds without decimals, as they are written.
    private static decimal Pounds(long pence) => pence % 100 == 0 ? pence / 100 : pence / 100m;
}
