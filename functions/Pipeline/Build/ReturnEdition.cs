using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Build;

/// <summary>An edition in force, with what was read from it.</summary>
/// <param name="Input">The edition.</param>
/// <param name="Content">What it yields.</param>
public sealed record ReadEdition(ReleaseInput Input, EditionContent Content);

/// <summary>One year of a return, and the edition it is taken from.</summary>
/// <param name="Input">The edition.</param>
/// <param name="Content">The year's filings.</param>
public sealed record ReturnEdition(ReleaseInput Input, RevenueReturn Content)
{
    private static readonly List<string> Sources = [.. SourceCatalogue.All.Select(source => source.Description.Id)];

    /// <summary>The returns an edition holds.</summary>
    public static IEnumerable<ReturnEdition> In(ReadEdition edition) =>
        edition.Content switch
        {
            RevenueReturn one => [new(edition.Input, one)],
            RevenueTimeSeries several => several.Years.Select(year => new ReturnEdition(edition.Input, year)),
            _ => [],
        };

    /// <summary>
    /// Of every year of a return the one edition its figures are taken from, in order of return and year. Several tables publish one year's
    /// outturn: the one with the most lines counts, since figures of two tables are never mixed within a year; of these the one in which most
    /// principal authorities have a total; of these the one of the source listed last in the catalogue; of these the latest (ADR 0005); of these
    /// a table of the year alone. One edition of each slot is in force, so that nothing is left for a digest to decide.
    /// </summary>
    public static IReadOnlyList<ReturnEdition> Chosen(IEnumerable<ReadEdition> editions) =>
        [
            .. editions
                .SelectMany(In)
                .GroupBy(edition => (edition.Content.Return, edition.Content.Year))
                .OrderBy(group => group.Key.Return)
                .ThenBy(group => group.Key.Year)
                .Select(group =>
                    group
                        .OrderByDescending(edition => edition.Content.Filings.SelectMany(filing => filing.Cells.Keys).Distinct().Count())
                        .ThenByDescending(edition => edition.Content.Filings.Count(HasTotal))
                        .ThenByDescending(edition => Sources.FindIndex(id => id == edition.Input.SourceId))
                        .ThenByDescending(edition => edition.Content.Updated)
                        .ThenBy(edition => edition.Input.Slot, StringComparer.Ordinal)
                        .First()
                ),
        ];

    private static bool HasTotal(Filing filing) =>
        filing.Class != AuthorityClass.Other && filing.Cells.TryGetValue(Lines.Total, out var total) && total.Pounds is not null;
}
