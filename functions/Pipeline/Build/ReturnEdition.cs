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
/// <param name="Content">The year's filings, with the lines that are joined to them.</param>
public sealed record ReturnEdition(ReleaseInput Input, RevenueReturn Content)
{
    /// <summary>The year's filings as the edition itself has them.</summary>
    public RevenueReturn Filed { get; init; } = Content;

    /// <summary>The editions whose lines below a service are joined to it, or could not be.</summary>
    public IReadOnlyList<JoinedEdition> Details { get; init; } = [];

    /// <summary>What a release states of it.</summary>
    public ReturnSource Source =>
        new(Content.Return, Content.Year, Input.Sha256)
        {
            Details = [.. Details.Where(own => own.Lines.Count > 0).Select(own => own.Input.Sha256)],
        };

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
    /// a table of the year alone. One edition of each slot is in force, so that nothing is left for a digest to decide. Lines below a service, which no table of a whole
    /// outturn has, are joined to it from the details of its year.
    /// </summary>
    public static IReadOnlyList<ReturnEdition> Chosen(IReadOnlyCollection<ReadEdition> editions) =>
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
                        .With(editions)
                ),
        ];

    /// <summary>The same with the lines of the details of its year among some editions, in order of form.</summary>
    public ReturnEdition With(IEnumerable<ReadEdition> editions)
    {
        var with = this;
        foreach (
            var (input, details) in editions
                .Select(edition => (edition.Input, Content: edition.Content as ServiceDetails))
                .Where(own => own.Content is { } found && (found.Return, found.Year) == (Content.Return, Content.Year))
                .OrderBy(own => own.Input.Slot, StringComparer.Ordinal)
        )
        {
            var joined = details!.JoinTo(with.Content);
            with = with with { Content = joined.Return, Details = [.. with.Details, new JoinedEdition(input, details, joined.Services)] };
        }

        return with;
    }

    /// <summary>The edition and sheet that the cells of a line are from.</summary>
    public (ReleaseInput Input, string Sheet) OriginOf(Line line) =>
        Details.FirstOrDefault(own => own.Lines.Contains(line)) is { } details
            ? (details.Input, details.Content.Sheet)
            : (Input, Content.Sheet);

    private static bool HasTotal(Filing filing) =>
        filing.Class != AuthorityClass.Other && filing.Cells.TryGetValue(Lines.Total, out var total) && total.Pounds is not null;
}

/// <summary>An edition of details of services, and what came of joining it to the edition of its year.</summary>
/// <param name="Input">The edition.</param>
/// <param name="Content">What it yields.</param>
/// <param name="Services">What came of it, service by service.</param>
public sealed record JoinedEdition(ReleaseInput Input, ServiceDetails Content, IReadOnlyList<JoinedService> Services)
{
    /// <summary>The lines that were joined.</summary>
    public IReadOnlyList<Line> Lines => [.. Services.Where(service => service.IsJoined).SelectMany(service => service.Lines)];
}
