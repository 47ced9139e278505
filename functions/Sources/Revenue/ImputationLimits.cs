using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// What a publisher usually puts into a total for authorities whose return was not received. Nothing states it. What others of their kind filed
/// says what is usual: nothing where none of them has anything, and else so many times the largest and the one with most income. More is
/// possible and worth a look, so these limits only ever decide which flag a difference gets.
/// </summary>
internal sealed class ImputationLimits
{
    /// <summary>The largest of a kind can be several times the next.</summary>
    private const decimal TimesTheLargest = 4;

    /// <summary>On lines where all of a kind have next to nothing.</summary>
    private const decimal NextToNothing = 1_000_000m;

    private readonly List<Filing> filers;
    private readonly ILookup<string, Filing> byKind;
    private readonly ILookup<AuthorityClass, Filing> byClass;

    public ImputationLimits(IReadOnlyList<Filing> filings)
    {
        filers = [.. filings.Where(filing => !IsNonFiler(filing))];
        byKind = filers.ToLookup(KindOf);
        byClass = filers.ToLookup(filing => filing.Class);
    }

    /// <summary>Whether an authority's row has no figure at all. A row with some figures was filed, and nothing is imputed for it.</summary>
    public static bool IsNonFiler(Filing filing) => filing.Cells.Values.All(cell => cell.Status == CellStatus.Missing);

    /// <summary>The least and the most that is usually imputed on a line for the non-filers among some authorities.</summary>
    public (decimal Least, decimal Most) Of(Line line, IEnumerable<Filing> authorities)
    {
        var (least, most) = (0m, 0m);
        foreach (var filing in authorities.Where(IsNonFiler))
        {
            var figures = Like(filing).Select(other => other.Cells.GetValueOrDefault(line).Pounds ?? 0).Append(0).ToList();
            if (figures.Exists(pounds => pounds != 0))
            {
                least += (TimesTheLargest * figures.Min()) - NextToNothing;
                most += (TimesTheLargest * figures.Max()) + NextToNothing;
            }
        }

        return (least, most);
    }

    private IEnumerable<Filing> Like(Filing filing) =>
        byKind[KindOf(filing)] is var ofKind && ofKind.Any() ? ofKind
        : byClass[filing.Class] is var ofClass && ofClass.Any() ? ofClass
        : filers;

    /// <summary>Its class; other authorities are of kinds (police, fire, waste) by the first three characters of either code.</summary>
    private static string KindOf(Filing filing) =>
        filing.Class == AuthorityClass.Other ? filing.Code[..Math.Min(3, filing.Code.Length)] : filing.Class.ToString();
}
