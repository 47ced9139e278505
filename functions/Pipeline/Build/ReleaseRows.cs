using System.Security.Cryptography;
using System.Text;
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
    private const string GrantsPrefix = "figures|grants|";
    private const string CharitiesKey = "figures|charities";

    /// <summary>The key of the statistics for a question.</summary>
    public static string GradientKey(ComparisonQuery query) =>
        $"{GradientPrefix}{ReturnId(query.Return)}|{query.Scope.Id}|{query.From}|{query.To}|{query.Measure.Id()}|{query.Imd}|{query.Geography.Id()}{(query.Class is { } @class ? $"-{@class.Id()}" : "")}"
        + $"|{(query.WithLondon ? "london" : "without-london")}|{query.Groups.Id()}|{query.Weights.Id()}|{query.Population.Id()}|{query.Deflator.Id()}";

    /// <summary>Rows of the figures of every geography.</summary>
    public static IEnumerable<ReleaseRow> Of(ReleaseFigures figures)
    {
        foreach (var move in figures.TotalMoves)
        {
            yield return new ReleaseRow(
                $"{TotalMovePrefix}{ReturnId(move.Return)}|{move.Line}|{move.To}",
                Json.Write(new TotalMoveRow(move.Return, move.Line.Id, move.From.ToString(), move.To.ToString(), move.ChangePercent)));
        }

        if (figures.Grants is { ByYear: { } byYear })
        {
            foreach (var row in GrantsByYearRows.Of(byYear, ComparisonQuery.Headline.From))
            {
                yield return row;
            }
        }
        else if (figures.Grants is { } grants)
        {
            yield return new ReleaseRow($"{GrantsPrefix}{grants.Period}", Json.Write(GrantsRow.Of(grants)));
        }

        if (figures.Charities is { } charities)
        {
            yield return new ReleaseRow(CharitiesKey, Json.Write(CharitiesRow.Of(charities)));
        }

        foreach (var row in figures.Geographies.SelectMany(geography => GeographyRows.Of(figures.Of(geography))))
        {
            yield return row;
        }
    }

    /// <summary>The figures those rows hold; the rows of one release, whole.</summary>
    public static async Task<ReleaseFigures> ReadAsync(IAsyncEnumerable<ReleaseRow> rows, CancellationToken cancellation)
    {
        var totalMoves = new List<TotalMove>();
        GrantsByArea? grants = null;
        var grantsByYear = new GrantsByYearRows();
        CharitiesByArea? charities = null;
        var geographies = Geographies.All.ToDictionary(geography => geography, geography => new GeographyRows(geography));
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (row.Key.StartsWith(TotalMovePrefix, StringComparison.Ordinal))
            {
                var move = Json.Read<TotalMoveRow>(row.Json)!;
                totalMoves.Add(new TotalMove(
                    move.Return, Lines.Find(move.Line)!, FinancialYear.Parse(move.From), FinancialYear.Parse(move.To), move.ChangePercent));
            }
            else if (row.Key.StartsWith(GrantsPrefix, StringComparison.Ordinal))
            {
                grants = Json.Read<GrantsRow>(row.Json)!.ToGrants();
            }
            else if (row.Key == CharitiesKey)
            {
                charities = Json.Read<CharitiesRow>(row.Json)!.ToCharities();
            }
            else if (!grantsByYear.Add(row) && GeographyRows.GeographyOf(row) is { } geography)
            {
                geographies[geography].Add(row);
            }
        }

        var headline = geographies[GeographyKind.UpperTier].Read();
        return new ReleaseFigures(headline.Areas, headline.Frames, headline.Series, headline.Scores, headline.LargeMoves)
        {
            Returns = headline.Returns,
            Counties = headline.Counties,
            ScoresFromDistricts = headline.ScoresFromDistricts,
            VanishedLines = headline.VanishedLines,
            FramesBeforeCensus = headline.FramesBeforeCensus,
            TotalMoves = totalMoves,
            Grants = grants ?? grantsByYear.Read(),
            Charities = charities,
            Others = [.. geographies.Values.Where(rows => rows.Any && rows.Geography != GeographyKind.UpperTier).Select(rows => rows.Read())],
        };
    }

    /// <summary>SHA-256 over every row in order of key: the same figures give the same digest, whatever editions they came from.</summary>
    public static string Digest(IEnumerable<ReleaseRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{row.Key}\t{row.Json}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The name of a return in keys and in the API.</summary>
    public static string ReturnId(Return @return) => @return == Return.Budget ? "budget" : "outturn";

    /// <summary>The return of that name, or null.</summary>
    public static Return? FindReturn(string id) => id switch
    {
        "budget" => Return.Budget,
        "outturn" => Return.Outturn,
        _ => null,
    };

    private sealed record TotalMoveRow(Return Return, string Line, string From, string To, double ChangePercent);

    private sealed record GrantsRow(string Period, int MidYear, int? PopulationVintage, IReadOnlyList<AreaGrantsRow> Areas)
    {
        public static GrantsRow Of(GrantsByArea grants) => new(
            grants.Period, grants.MidYear, grants.PopulationVintage,
            [
                .. grants.Areas.Select(area => new AreaGrantsRow(
                    area.Area.Value, area.Pounds, area.Grants, area.People, area.Without.Count > 0 ? [.. area.Without.Select(place => place.Value)] : null)),
            ]);

        public GrantsByArea ToGrants() => new(
            Period, MidYear, PopulationVintage,
            [
                .. Areas.Select(area => new AreaGrants(
                    new AreaCode(area.Area), area.Pounds, area.Grants, area.People, [.. (area.Without ?? []).Select(place => new GssCode(place))])),
            ]);
    }

    private sealed record CharitiesRow(
        DateOnly On, int MidYear, int Registered, int WithArea, int? Counted, int? WithPostcode, IReadOnlyList<string>? UnknownDistricts, string? IncomeYear, int? IncomeMidYear, int Removed, int RemovedWithArea,
        IReadOnlyList<AreaCharitiesRow> Areas)
    {
        public static CharitiesRow Of(CharitiesByArea charities) => new(
            charities.On, charities.MidYear, charities.Coverage.Charities, charities.Coverage.WithArea, charities.AtHome?.Charities, charities.AtHome?.WithArea,
            charities.UnknownDistricts.Count > 0 ? [.. charities.UnknownDistricts.Select(place => place.Value)] : null, charities.IncomeYear?.ToString(),
            charities.IncomeMidYear, charities.Removed.Charities, charities.Removed.WithArea,
            [
                .. charities.Areas.Select(area => new AreaCharitiesRow(
                    area.Area.Value, area.Charities, area.AtHome, area.People, area.Income, area.IncomeStated, area.IncomeSilent, area.IncomePeople, area.Earlier,
                    area.Survived)),
            ]);

        public CharitiesByArea ToCharities() => new(
            On, MidYear, new RegisterCoverage(Registered, WithArea),
            Counted is { } counted && WithPostcode is { } known ? new RegisterCoverage(counted, known) : null,
            [.. (UnknownDistricts ?? []).Select(place => new GssCode(place))], IncomeYear is null ? null : FinancialYear.Parse(IncomeYear), IncomeMidYear,
            new RegisterCoverage(Removed, RemovedWithArea),
            [
                .. Areas.Select(area => new AreaCharities(
                    new AreaCode(area.Area), area.Charities, area.AtHome, area.People, area.Income, area.IncomeStated, area.IncomeSilent, area.IncomePeople,
                    area.Earlier, area.Survived)),
            ]);
    }

    private sealed record AreaCharitiesRow(
        string Area, int Charities, int? AtHome, long? People, decimal? Income, int? IncomeStated, int? IncomeSilent, long? IncomePeople, int Earlier, int Survived);

    private sealed record AreaGrantsRow(string Area, decimal? Pounds, int? Grants, long? People, IReadOnlyList<string>? Without);
}
