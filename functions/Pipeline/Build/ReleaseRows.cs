using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>A release as rows of one partition, and back. What a reader is served is read from these and nothing else.</summary>
public static class ReleaseRows
{
    /// <summary>Keys of the rows that hold figures, as against computed statistics.</summary>
    public const string FiguresPrefix = "figures|";

    /// <summary>Keys of the rows that hold statistics of a question.</summary>
    public const string GradientPrefix = "gradient|";

    private const string TotalMovePrefix = "figures|total-move|";

    /// <summary>The key of the statistics for a question.</summary>
    public static string GradientKey(ComparisonQuery query) =>
        $"{GradientPrefix}{query.Return.Id()}|{query.Scope.Id}|{query.From}|{query.To}|{query.Measure.Id()}|{query.Imd}|{query.Geography.Id()}{(query.Class is { } @class ? $"-{@class.Id()}" : "")}"
        + $"|{(query.WithLondon ? "london" : "without-london")}|{query.Groups.Id()}|{query.Weights.Id()}|{query.Population.Id()}|{query.Deflator.Id()}";

    /// <summary>The question a row of statistics answers; null for a key in a form or with names that this version does not know.</summary>
    internal static ComparisonQuery? FindQuestion(string key) =>
        key.Split('|')
            is [
                _,
                var @return,
                var scope,
                var from,
                var to,
                var measure,
                var imd,
                var geography,
                var london,
                var groups,
                var weights,
                var population,
                var deflator,
            ]
        && ReturnNames.Words.Find(@return) is { } ofReturn
        && Scopes.Find(scope) is { } ofScope
        && FinancialYear.TryParse(from, out var fromYear)
        && FinancialYear.TryParse(to, out var toYear)
        && Measures.Find(measure) is { } inMeasure
        && int.TryParse(imd, NumberStyles.None, CultureInfo.InvariantCulture, out var vintage)
        && Geographies.Find(geography) is { } onGeography
        && Groupings.Find(groups) is { } inGroups
        && Weightings.Find(weights) is { } withWeights
        && PopulationBases.Find(population) is { } ofPopulation
        && DeflatorBases.Find(deflator) is { } withDeflator
            ? new ComparisonQuery(ofReturn, ofScope, fromYear, toYear, inMeasure, vintage)
            {
                Geography = onGeography,
                WithLondon = london == "london",
                Groups = inGroups,
                Weights = withWeights,
                Population = ofPopulation,
                Deflator = withDeflator,
            }
            : null;

    /// <summary>Rows of the figures of every geography.</summary>
    public static IEnumerable<ReleaseRow> Of(ReleaseFigures figures)
    {
        foreach (var move in figures.TotalMoves)
        {
            yield return new ReleaseRow(
                $"{TotalMovePrefix}{move.Return.Id()}|{move.Line}|{move.To}",
                Json.Write(new TotalMoveRow(move.Return, move.Line.Id, move.From.ToString(), move.To.ToString(), move.ChangePercent))
            );
        }

        foreach (var row in CommunityRows.Of(figures))
        {
            yield return row;
        }

        foreach (var row in figures.StoredGeographies.SelectMany(geography => GeographyRows.Of(figures.Of(geography))))
        {
            yield return row;
        }
    }

    /// <summary>The figures those rows hold; the rows of one release, whole.</summary>
    public static async Task<ReleaseFigures> ReadAsync(IAsyncEnumerable<ReleaseRow> rows, CancellationToken cancellation)
    {
        var totalMoves = new List<TotalMove>();
        var community = new CommunityRows();
        var geographies = Geographies.All.ToDictionary(geography => geography, geography => new GeographyRows(geography));
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (row.Key.StartsWith(TotalMovePrefix, StringComparison.Ordinal))
            {
                var move = Json.Read<TotalMoveRow>(row.Json)!;
                totalMoves.Add(
                    new TotalMove(
                        move.Return,
                        Lines.Find(move.Line)!,
                        FinancialYear.Parse(move.From),
                        FinancialYear.Parse(move.To),
                        move.ChangePercent
                    )
                );
            }
            else if (!community.Add(row) && GeographyRows.GeographyOf(row) is { } geography)
            {
                geographies[geography].Add(row);
            }
        }

        var headline = geographies[GeographyKind.UpperTier].Read();
        return community.Read(
            new ReleaseFigures(headline.Areas, headline.Frames, headline.Series, headline.Scores, headline.LargeMoves)
            {
                Returns = headline.Returns,
                Counties = headline.Counties,
                ScoresFromDistricts = headline.ScoresFromDistricts,
                VanishedLines = headline.VanishedLines,
                FramesBeforeCensus = headline.FramesBeforeCensus,
                TotalMoves = totalMoves,
                Others =
                [
                    .. geographies.Values.Where(rows => rows.Any && rows.Geography != GeographyKind.UpperTier).Select(rows => rows.Read()),
                ],
            }
        );
    }

    /// <summary>SHA-256 over every row in order of key: the same figures give the same digest, whatever editions they came from.</summary>
    public static string Digest(IEnumerable<ReleaseRow> rows)
    {
        using var digest = new RowsDigest();
        foreach (var row in rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            digest.Add(row);
        }

        return digest.End();
    }

    private sealed record TotalMoveRow(Return Return, string Line, string From, string To, double ChangePercent);
}
