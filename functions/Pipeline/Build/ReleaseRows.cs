using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>A release as rows of one partition, and back. What a reader is served is read from these and nothing else.</summary>
public static class ReleaseRows
{
    /// <summary>Keys of the rows that hold figures, as against computed statistics.</summary>
    public const string FiguresPrefix = "figures|";

    private const string AreaPrefix = "figures|area|";
    private const string FramePrefix = "figures|frame|";
    private const string MovePrefix = "figures|large-move|";
    private const string VanishedPrefix = "figures|line-vanished|";
    private const string TotalMovePrefix = "figures|total-move|";
    private const string SeriesPrefix = "figures|series|";
    private const string FromDistrictsPrefix = "figures|scores-from-districts|";

    /// <summary>The key of the statistics for a question.</summary>
    public static string GradientKey(ComparisonQuery query) =>
        $"gradient|{ReturnId(query.Return)}|{query.Scope.Id}|{query.From}|{query.To}|{query.Measure.Id()}|{query.Imd}|{query.Geography.Id()}"
        + $"|{(query.WithLondon ? "london" : "without-london")}|{query.Groups.Id()}|{query.Weights.Id()}";

    /// <summary>Rows of the figures.</summary>
    public static IEnumerable<ReleaseRow> Of(ReleaseFigures figures)
    {
        foreach (var area in figures.Areas)
        {
            yield return new ReleaseRow(AreaPrefix + area.Code, Json.Write(new AreaRow(
                area.Code.Value, area.Name, area.Kind, area.Region,
                [
                    .. area.Members.Select(member => new MemberRow(
                        member.Place.Value, member.Authority?.Value, member.Name, [.. member.SucceededBy.Select(code => code.Value)])),
                ],
                area.SetAside,
                new SortedDictionary<int, double>(figures.Scores
                    .Where(vintage => vintage.Value.ContainsKey(area.Code))
                    .ToDictionary(vintage => vintage.Key, vintage => vintage.Value[area.Code])))));
        }

        foreach (var frame in figures.Frames.Values)
        {
            yield return new ReleaseRow(FramePrefix + frame.Year, Json.Write(new FrameRow(
                frame.Year.ToString(), frame.RealFactor, frame.PopulationVintage,
                new SortedDictionary<string, long>(
                    frame.People.ToDictionary(pair => pair.Key.Value, pair => pair.Value), StringComparer.Ordinal))));
        }

        foreach (var move in figures.LargeMoves)
        {
            yield return new ReleaseRow(
                $"{MovePrefix}{ReturnId(move.Return)}|{move.Area}|{move.To}",
                Json.Write(new MoveRow(move.Return, move.Area.Value, move.From.ToString(), move.To.ToString(), move.ChangePercent)));
        }

        foreach (var line in figures.VanishedLines)
        {
            yield return new ReleaseRow(
                $"{VanishedPrefix}{ReturnId(line.Return)}|{line.Area}|{line.Line}|{line.To}",
                Json.Write(new VanishedRow(
                    line.Return, line.Area.Value, line.Line.Id, line.From.ToString(), line.To.ToString(), line.PoundsFrom, line.PoundsTo)));
        }

        foreach (var move in figures.TotalMoves)
        {
            yield return new ReleaseRow(
                $"{TotalMovePrefix}{ReturnId(move.Return)}|{move.Line}|{move.To}",
                Json.Write(new TotalMoveRow(move.Return, move.Line.Id, move.From.ToString(), move.To.ToString(), move.ChangePercent)));
        }

        foreach (var (vintage, weightedAt) in figures.ScoresFromDistricts)
        {
            yield return new ReleaseRow(string.Create(CultureInfo.InvariantCulture, $"{FromDistrictsPrefix}{vintage}"), Json.Write(new FromDistrictsRow(vintage, weightedAt)));
        }

        foreach (var ((@return, scope), series) in figures.Series)
        {
            foreach (var (area, own) in series)
            {
                yield return new ReleaseRow(
                    $"{SeriesPrefix}{ReturnId(@return)}|{scope.Id}|{area}",
                    Json.Write(own.Figures.Select(figure => new FigureRow(
                        figure.Year.ToString(), figure.CashPounds, figure.Status, figure.Lacking)).ToList()));
            }
        }
    }

    /// <summary>The figures those rows hold; the rows of one release, whole.</summary>
    public static async Task<ReleaseFigures> ReadAsync(IAsyncEnumerable<ReleaseRow> rows, CancellationToken cancellation)
    {
        var areas = new List<Area>();
        var frames = new Dictionary<FinancialYear, YearFrame>();
        var moves = new List<LargeMove>();
        var vanished = new List<VanishedLine>();
        var totalMoves = new List<TotalMove>();
        var series = new Dictionary<(Return, Scope), Dictionary<AreaCode, AreaSeries>>();
        var scores = new Dictionary<int, Dictionary<AreaCode, double>>();
        var fromDistricts = new Dictionary<int, int>();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (row.Key.StartsWith(AreaPrefix, StringComparison.Ordinal))
            {
                var area = Json.Read<AreaRow>(row.Json)!;
                var code = new AreaCode(area.Code);
                areas.Add(new Area(
                    code, area.Name, area.Kind, area.Region,
                    [
                        .. area.Members.Select(member => new AreaMember(
                            new GssCode(member.Place), member.Authority is null ? null : new AuthorityCode(member.Authority), member.Name,
                            [.. member.SucceededBy.Select(successor => new GssCode(successor))])),
                    ],
                    area.SetAside));
                foreach (var (vintage, score) in area.Scores)
                {
                    scores.TryAdd(vintage, []);
                    scores[vintage][code] = score;
                }
            }
            else if (row.Key.StartsWith(FramePrefix, StringComparison.Ordinal))
            {
                var frame = Json.Read<FrameRow>(row.Json)!;
                var year = FinancialYear.Parse(frame.Year);
                frames[year] = new YearFrame(
                    year, frame.RealFactor, frame.PopulationVintage,
                    frame.People.ToDictionary(pair => new AreaCode(pair.Key), pair => pair.Value));
            }
            else if (row.Key.StartsWith(MovePrefix, StringComparison.Ordinal))
            {
                var move = Json.Read<MoveRow>(row.Json)!;
                moves.Add(new LargeMove(
                    move.Return, new AreaCode(move.Area), FinancialYear.Parse(move.From), FinancialYear.Parse(move.To), move.ChangePercent));
            }
            else if (row.Key.StartsWith(VanishedPrefix, StringComparison.Ordinal))
            {
                var line = Json.Read<VanishedRow>(row.Json)!;
                vanished.Add(new VanishedLine(
                    line.Return, new AreaCode(line.Area), Lines.Find(line.Line)!, FinancialYear.Parse(line.From), FinancialYear.Parse(line.To),
                    line.PoundsFrom, line.PoundsTo));
            }
            else if (row.Key.StartsWith(TotalMovePrefix, StringComparison.Ordinal))
            {
                var move = Json.Read<TotalMoveRow>(row.Json)!;
                totalMoves.Add(new TotalMove(
                    move.Return, Lines.Find(move.Line)!, FinancialYear.Parse(move.From), FinancialYear.Parse(move.To), move.ChangePercent));
            }
            else if (row.Key.StartsWith(FromDistrictsPrefix, StringComparison.Ordinal))
            {
                var vintage = Json.Read<FromDistrictsRow>(row.Json)!;
                fromDistricts[vintage.Vintage] = vintage.WeightedAt;
            }
            else if (row.Key.StartsWith(SeriesPrefix, StringComparison.Ordinal))
            {
                var parts = row.Key.Split('|');
                var key = (FindReturn(parts[2])!.Value, Scopes.Find(parts[3])!);
                var area = new AreaCode(parts[4]);
                series.TryAdd(key, []);
                series[key][area] = new AreaSeries(area,
                [
                    .. Json.Read<IReadOnlyList<FigureRow>>(row.Json)!.Select(figure => new AreaFigure(
                        FinancialYear.Parse(figure.Year), figure.Cash, figure.Status, figure.Lacking)),
                ]);
            }
        }

        return new ReleaseFigures(
            areas, frames,
            series.ToDictionary(pair => pair.Key, pair => (IReadOnlyDictionary<AreaCode, AreaSeries>)pair.Value),
            scores.ToDictionary(pair => pair.Key, pair => (IReadOnlyDictionary<AreaCode, double>)pair.Value),
            moves)
        {
            VanishedLines = vanished,
            TotalMoves = totalMoves,
            ScoresFromDistricts = fromDistricts,
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

    private sealed record AreaRow(
        string Code, string Name, AreaKind Kind, string Region, IReadOnlyList<MemberRow> Members, string? SetAside,
        SortedDictionary<int, double> Scores);

    private sealed record MemberRow(string Place, string? Authority, string Name, IReadOnlyList<string> SucceededBy);

    private sealed record FrameRow(string Year, double? RealFactor, int? PopulationVintage, SortedDictionary<string, long> People);

    private sealed record MoveRow(Return Return, string Area, string From, string To, double ChangePercent);

    private sealed record VanishedRow(Return Return, string Area, string Line, string From, string To, decimal PoundsFrom, decimal PoundsTo);

    private sealed record TotalMoveRow(Return Return, string Line, string From, string To, double ChangePercent);

    private sealed record FromDistrictsRow(int Vintage, int WeightedAt);

    private sealed record FigureRow(string Year, decimal? Cash, CellStatus Status, IReadOnlyList<string> Lacking);
}
