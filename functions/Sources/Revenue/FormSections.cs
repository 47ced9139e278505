using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using Known = BudgetWatch.Domain.Observations.Lines;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// The parts of a return's form: the details of a service stand before its total and behind the total of the service before; housing benefits, levies and
/// adjustments between total service expenditure and net current expenditure.
/// </summary>
/// <param name="All">Each part: the total it adds up to, and between which columns it stands.</param>
internal sealed record FormSections(IReadOnlyList<(Line Whole, int From, int To)> All)
{
    /// <summary>What net current expenditure is headed.</summary>
    public const string NetCurrentExpenditure = "NET CURRENT EXPENDITURE";

    /// <summary>Columns that say who an authority is, before the first service.</summary>
    private static readonly string[] Identity =
    [
        ReturnColumns.CodeHeading,
        "ONS Code",
        "Local authority",
        "Region",
        "Class",
        "Subclass",
        "Notes",
    ];

    /// <summary>Whether a heading is of a column that says who an authority is.</summary>
    public static bool IsIdentity(string heading) => Array.Exists(Identity, own => Heading.Words(own) == Heading.Words(heading));

    /// <summary>The parts of a heading row.</summary>
    /// <param name="headings">The heading row.</param>
    /// <param name="lines">The columns of totals, among others.</param>
    public static FormSections Of(HeadingRow headings, IReadOnlyList<(Line Line, int Column)> lines)
    {
        var sections = new List<(Line Whole, int From, int To)>();
        foreach (var (whole, column) in lines.Where(line => line.Line.IsServiceTotal).OrderBy(line => line.Column))
        {
            sections.Add((whole, sections.Count > 0 ? sections[^1].To : LastOfIdentity(headings, column), column));
        }

        if (
            headings.FindByWords(NetCurrentExpenditure) is { } net
            && lines.FirstOrDefault(line => line.Line == Known.Total) is { Line: not null, Column: var total }
        )
        {
            sections.Add((Known.NetCurrentExpenditure, total, net));
        }

        return new FormSections(sections);
    }

    /// <summary>Whether a column stands where the details of a total do.</summary>
    public bool Has(Line whole, int column) => All.Any(section => section.Whole == whole && column > section.From && column < section.To);

    /// <summary>
    /// Whether most lines stand where the form has them, so that a column between them whose heading is not known is one of the details there. A file whose columns
    /// were moved about says nothing of such a column.
    /// </summary>
    public bool AreInOrder(IEnumerable<(Line Line, int Column)> lines)
    {
        var inPlace = lines
            .Select(line => (line.Column, Wholes: Concordance.WholesOf(line.Line)))
            .Where(line => line.Wholes.Count > 0)
            .Select(line => line.Wholes.Any(whole => Has(whole, line.Column)))
            .ToList();
        return inPlace.Count(own => own) * 2 > inPlace.Count;
    }

    private static int LastOfIdentity(HeadingRow headings, int before) =>
        Identity.Select(heading => headings.FindByWords(heading) ?? 0).Where(column => column < before).DefaultIfEmpty(0).Max();
}
