using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Cuts;

/// <summary>What every area's authorities filed in one return, line by line and year by year: scopes are summed from it.</summary>
/// <param name="Editions">Which lines each year's edition has, in order of year.</param>
/// <param name="Areas">Each area's years, in order; a year that an area has no part in is not among them.</param>
public sealed record HarmonisedReturn(IReadOnlyList<EditionLines> Editions, IReadOnlyDictionary<AreaCode, IReadOnlyList<AreaYear>> Areas)
{
    /// <summary>Every area's figures for a scope: a missing line makes the sum missing, a line that does not exist for the area adds nothing.</summary>
    public IReadOnlyDictionary<AreaCode, AreaSeries> Series(Scope scope)
    {
        var summed = Editions.ToDictionary(edition => edition.Year, edition => Summed(scope, edition));
        return Areas.ToDictionary(
            area => area.Key,
            area => new AreaSeries(area.Key, [.. area.Value.Select(year => Sum(year, summed[year.Year]))])
        );
    }

    /// <summary>Every area's figure for a scope in one year; an area that has no part in the year is not among them.</summary>
    public IReadOnlyDictionary<AreaCode, AreaFigure> In(FinancialYear year, Scope scope)
    {
        var figures = new Dictionary<AreaCode, AreaFigure>(Areas.Count);
        if (Editions.FirstOrDefault(edition => edition.Year == year) is { } edition)
        {
            var summed = Summed(scope, edition);
            foreach (var (area, years) in Areas)
            {
                if (years.FirstOrDefault(own => own.Year == year) is { } own)
                {
                    figures.Add(area, Sum(own, summed));
                }
            }
        }

        return figures;
    }

    /// <summary>The years in which a scope can be summed for some area, in order.</summary>
    public IReadOnlyList<FinancialYear> YearsOf(Scope scope) =>
        [
            .. from edition in Editions
            let summed = Summed(scope, edition)
            where
                summed.Positions is not null
                && Areas.Values.Any(years => years.Any(year => year.Year == edition.Year && Sum(year, summed).CashPounds is not null))
            orderby edition.Year
            select edition.Year,
        ];

    /// <summary>Where the lines of a scope stand among those of an edition; null where it lacks one, with what all areas then lack.</summary>
    private static (int[]? Positions, IReadOnlyList<string> Lacking) Summed(Scope scope, EditionLines edition)
    {
        var positions = edition.Lines.Select((line, i) => (line, i)).ToDictionary(pair => pair.line, pair => pair.i);
        return scope.LinesIn(positions.Keys.ToHashSet()) is { } lines
            ? ([.. lines.Select(line => positions[line])], [])
            : (null, [$"{scope.Id} is not a line of the {edition.Year} return"]);
    }

    private static AreaFigure Sum(AreaYear year, (int[]? Positions, IReadOnlyList<string> Lacking) summed)
    {
        if (summed.Positions is not { } lines)
        {
            return new AreaFigure(year.Year, null, CellStatus.Missing, summed.Lacking);
        }

        if (year.Lacking.Count > 0)
        {
            return new AreaFigure(year.Year, null, CellStatus.Missing, year.Lacking);
        }

        // For every area, year and scope of a release: without a list of figures for each.
        decimal pounds = 0;
        bool isAny = false,
            isEstimated = false,
            isSuppressed = false;
        List<string>? lacking = null;
        foreach (var line in lines)
        {
            var figure = year.Lines[line];
            isAny |= figure.Pounds is not null;
            isEstimated |= figure.Status == CellStatus.Estimated;
            isSuppressed |= figure.Status == CellStatus.Suppressed;
            pounds += figure.Pounds ?? 0;
            if (figure.Lacking.Count > 0)
            {
                (lacking ??= []).AddRange(figure.Lacking);
            }
        }

        if (lacking is not null)
        {
            return new AreaFigure(
                year.Year,
                null,
                isSuppressed ? CellStatus.Suppressed : CellStatus.Missing,
                [.. lacking.OrderBy(Authority, StringComparer.Ordinal)]
            );
        }

        return !isAny
            ? new AreaFigure(year.Year, null, CellStatus.NotApplicable, [])
            : new AreaFigure(year.Year, pounds, isEstimated ? CellStatus.Estimated : CellStatus.Reported, [])
            {
                Allocated = year.Allocated,
            };
    }

    private static string Authority(string lacking) => lacking.Split(' ')[0];
}

/// <summary>The lines that a year's edition of a return has.</summary>
/// <param name="Year">The financial year.</param>
/// <param name="Lines">The lines, in the order of the return.</param>
public sealed record EditionLines(FinancialYear Year, IReadOnlyList<Line> Lines);

/// <summary>What an area's authorities together filed in one year.</summary>
/// <param name="Year">The financial year.</param>
/// <param name="Lines">A figure for each line of the year's edition; empty where the whole year is lacking.</param>
/// <param name="Lacking">Who did not file at all, so that no line has a figure; empty otherwise.</param>
/// <param name="Allocated">Whether a share of what a county council filed is part of it.</param>
public sealed record AreaYear(FinancialYear Year, IReadOnlyList<LineFigure> Lines, IReadOnlyList<string> Lacking, bool Allocated)
{
    /// <summary>A figure for each line of the year's edition; empty where the whole year is lacking.</summary>
    public IReadOnlyList<LineFigure> Lines { get; init; } = LineFigures.Of(Lines);
}

/// <summary>One line of an area in one year.</summary>
/// <param name="Pounds">Pounds of the year; null unless every authority's cell is there.</param>
/// <param name="Status">Reported, estimated, or why there is no figure.</param>
/// <param name="Lacking">What is missing, as <c>E0934 cultural</c>; empty where nothing is.</param>
public readonly record struct LineFigure(decimal? Pounds, CellStatus Status, IReadOnlyList<string> Lacking);
