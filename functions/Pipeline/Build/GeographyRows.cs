using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// The figures of one geography as rows, and back. What was filed is one row for each return and area with every line of every year, in the order
/// of the lines that the return's own row names for the year; scopes are summed from it when a release is read.
/// </summary>
internal sealed class GeographyRows(GeographyKind geography)
{
    private const string Area = "area";
    private const string Frame = "frame";
    private const string Edition = "lines";
    private const string Filed = "filed";
    private const string CountyOf = "county";
    private const string FrameBeforeCensus = "frame-before-census";
    private const string Move = "large-move";
    private const string Vanished = "line-vanished";
    private const string FromDistricts = "scores-from-districts";

    private readonly List<Area> _areas = [];
    private readonly Dictionary<FinancialYear, YearFactors> _frames = [];
    private readonly Dictionary<FinancialYear, YearFactors> _framesBeforeCensus = [];
    private readonly Dictionary<int, Dictionary<AreaCode, double>> _scores = [];
    private readonly Dictionary<Return, IReadOnlyList<EditionLines>> _editions = [];
    private readonly Dictionary<Return, Dictionary<AreaCode, IReadOnlyList<AreaYear>>> _filed = [];
    private readonly List<County> _counties = [];
    private readonly List<LargeMove> _moves = [];
    private readonly List<VanishedLine> _vanished = [];
    private readonly Dictionary<int, int> _fromDistricts = [];

    /// <summary>Which geography.</summary>
    public GeographyKind Geography => geography;

    /// <summary>Whether any row was added.</summary>
    public bool Any => _areas.Count > 0;

    /// <summary>The geography a row is of, or null for a row of none: <c>figures|lower-tier|area|E06000001</c>.</summary>
    public static GeographyKind? GeographyOf(ReleaseRow row) => Geographies.Find(row.Key.Split('|')[1]);

    /// <summary>Rows of the figures.</summary>
    public static IEnumerable<ReleaseRow> Of(GeographyFigures figures)
    {
        ReleaseRow Row(string kind, string rest, object content) =>
            new($"{ReleaseRows.FiguresPrefix}{figures.Geography.Id()}|{kind}|{rest}", Json.Write(content));

        foreach (var area in figures.Areas)
        {
            yield return Row(
                Area,
                area.Code.Value,
                new AreaRow(
                    area.Code.Value,
                    area.Name,
                    area.Kind,
                    area.Region,
                    [
                        .. area.Members.Select(member => new MemberRow(
                            member.Place.Value,
                            member.Authority?.Value,
                            member.Name,
                            [.. member.SucceededBy.Select(code => code.Value)]
                        )),
                    ],
                    area.SetAside,
                    new SortedDictionary<int, double>(
                        figures
                            .Scores.Where(vintage => vintage.Value.ContainsKey(area.Code))
                            .ToDictionary(vintage => vintage.Key, vintage => vintage.Value[area.Code])
                    )
                )
            );
        }

        foreach (var frame in figures.Frames.Values)
        {
            yield return Row(Frame, frame.Year.ToString(), FrameRow.Of(frame));
        }

        foreach (var frame in figures.FramesBeforeCensus.Values)
        {
            yield return Row(FrameBeforeCensus, frame.Year.ToString(), FrameRow.Of(frame));
        }

        foreach (var move in figures.LargeMoves)
        {
            yield return Row(
                Move,
                $"{move.Return.Id()}|{move.Area}|{move.To}",
                new MoveRow(move.Return, move.Area.Value, move.From.ToString(), move.To.ToString(), move.ChangePercent)
            );
        }

        foreach (var line in figures.VanishedLines)
        {
            yield return Row(
                Vanished,
                $"{line.Return.Id()}|{line.Area}|{line.Line}|{line.To}",
                new VanishedRow(
                    line.Return,
                    line.Area.Value,
                    line.Line.Id,
                    line.From.ToString(),
                    line.To.ToString(),
                    line.PoundsFrom,
                    line.PoundsTo
                )
            );
        }

        foreach (var (vintage, weightedAt) in figures.ScoresFromDistricts)
        {
            yield return Row(FromDistricts, vintage.ToString(CultureInfo.InvariantCulture), new FromDistrictsRow(vintage, weightedAt));
        }

        foreach (var county in figures.Counties)
        {
            yield return Row(
                CountyOf,
                county.Place.Value,
                new CountyRow(
                    county.Place.Value,
                    county.Authority?.Value,
                    county.Name,
                    [.. county.Parts.Select(part => new PartRow(part.Area.Value, [.. part.Districts.Select(district => district.Value)]))],
                    [
                        .. county
                            .Sharings.OrderBy(pair => pair.Key)
                            .Select(pair => new SharingRow(
                                pair.Key.ToString(),
                                pair.Value.MidYear,
                                pair.Value.Vintage,
                                [.. pair.Value.People.Select(share => share.People)]
                            )),
                    ]
                )
            );
        }

        foreach (var (@return, filed) in figures.Returns)
        {
            yield return Row(
                Edition,
                @return.Id(),
                filed
                    .Editions.Select(edition => new EditionRow(
                        edition.Year.ToString(),
                        edition.IsRehosted,
                        [.. edition.Lines.Select(line => line.Id)]
                    ))
                    .ToList()
            );
            foreach (var (area, years) in filed.Areas)
            {
                yield return Row(Filed, $"{@return.Id()}|{area}", years.Select(FiledRow.Of).ToList());
            }
        }
    }

    /// <summary>Takes in a row of this geography.</summary>
    public void Add(ReleaseRow row)
    {
        var parts = row.Key.Split('|')[2..];
        switch (parts[0])
        {
            case Area:
                AddArea(Json.Read<AreaRow>(row.Json)!);
                break;
            case Frame:
                var frame = Json.Read<FrameRow>(row.Json)!.ToFrame();
                _frames[frame.Year] = frame;
                break;
            case FrameBeforeCensus:
                var before = Json.Read<FrameRow>(row.Json)!.ToFrame();
                _framesBeforeCensus[before.Year] = before;
                break;
            case Vanished:
                var line = Json.Read<VanishedRow>(row.Json)!;
                _vanished.Add(
                    new VanishedLine(
                        line.Return,
                        new AreaCode(line.Area),
                        Lines.Find(line.Line)!,
                        FinancialYear.Parse(line.From),
                        FinancialYear.Parse(line.To),
                        line.PoundsFrom,
                        line.PoundsTo
                    )
                );
                break;
            case Move:
                var move = Json.Read<MoveRow>(row.Json)!;
                _moves.Add(
                    new LargeMove(
                        move.Return,
                        new AreaCode(move.Area),
                        FinancialYear.Parse(move.From),
                        FinancialYear.Parse(move.To),
                        move.ChangePercent
                    )
                );
                break;
            case FromDistricts:
                var vintage = Json.Read<FromDistrictsRow>(row.Json)!;
                _fromDistricts[vintage.Vintage] = vintage.WeightedAt;
                break;
            case CountyOf:
                _counties.Add(Json.Read<CountyRow>(row.Json)!.ToCounty());
                break;
            case Edition:
                _editions[ReturnNames.Words.Find(parts[1])!.Value] =
                [
                    .. Json.Read<IReadOnlyList<EditionRow>>(row.Json)!
                        .Select(edition => new EditionLines(
                            FinancialYear.Parse(edition.Year),
                            [.. edition.Lines.Select(line => Lines.Find(line)!)]
                        )
                        {
                            IsRehosted = edition.IsRehosted,
                        }),
                ];
                break;
            case Filed:
                var @return = ReturnNames.Words.Find(parts[1])!.Value;
                _filed.TryAdd(@return, []);
                _filed[@return][new AreaCode(parts[2])] =
                [
                    .. Json.Read<IReadOnlyList<FiledRow>>(row.Json)!.Select(filed => filed.ToYear()),
                ];
                break;
            default:
                break;
        }
    }

    /// <summary>The figures the rows hold, once all are added.</summary>
    public GeographyFigures Read()
    {
        var returns = _editions.ToDictionary(
            pair => pair.Key,
            pair => new HarmonisedReturn(pair.Value, _filed.GetValueOrDefault(pair.Key, []))
        );
        return new GeographyFigures(
            geography,
            _areas,
            _frames,
            new SeriesDictionary(returns),
            _scores.ToDictionary(pair => pair.Key, pair => (IReadOnlyDictionary<AreaCode, double>)pair.Value),
            _moves
        )
        {
            Returns = returns,
            Counties = _counties,
            ScoresFromDistricts = _fromDistricts,
            VanishedLines = _vanished,
            FramesBeforeCensus = _framesBeforeCensus,
        };
    }

    private void AddArea(AreaRow row)
    {
        var code = new AreaCode(row.Code);
        _areas.Add(
            new Area(
                code,
                row.Name,
                row.Kind,
                row.Region,
                [
                    .. row.Members.Select(member => new AreaMember(
                        new GssCode(member.Place),
                        member.Authority is null ? null : new AuthorityCode(member.Authority),
                        member.Name,
                        [.. member.SucceededBy.Select(successor => new GssCode(successor))]
                    )),
                ],
                row.SetAside
            )
        );
        foreach (var (vintage, score) in row.Scores)
        {
            _scores.TryAdd(vintage, []);
            _scores[vintage][code] = score;
        }
    }

    private sealed record AreaRow(
        string Code,
        string Name,
        AreaKind Kind,
        string Region,
        IReadOnlyList<MemberRow> Members,
        string? SetAside,
        SortedDictionary<int, double> Scores
    );

    private sealed record MemberRow(string Place, string? Authority, string Name, IReadOnlyList<string> SucceededBy);

    private sealed record FrameRow(
        string Year,
        double? RealFactor,
        int? PopulationVintage,
        int? CarriedForwardFrom,
        bool IsForecast,
        SortedDictionary<string, long> People
    )
    {
        public static FrameRow Of(YearFactors frame) =>
            new(
                frame.Year.ToString(),
                frame.RealFactor,
                frame.PopulationVintage,
                frame.CarriedForwardFrom,
                frame.IsForecast,
                new SortedDictionary<string, long>(
                    frame.People.ToDictionary(pair => pair.Key.Value, pair => pair.Value),
                    StringComparer.Ordinal
                )
            );

        public YearFactors ToFrame() =>
            new(
                FinancialYear.Parse(Year),
                RealFactor,
                PopulationVintage,
                People.ToDictionary(pair => new AreaCode(pair.Key), pair => pair.Value)
            )
            {
                CarriedForwardFrom = CarriedForwardFrom,
                IsForecast = IsForecast,
            };
    }

    private sealed record VanishedRow(
        Return Return,
        string Area,
        string Line,
        string From,
        string To,
        decimal PoundsFrom,
        decimal PoundsTo
    );

    private sealed record MoveRow(Return Return, string Area, string From, string To, double ChangePercent);

    private sealed record FromDistrictsRow(int Vintage, int WeightedAt);

    private sealed record EditionRow(string Year, bool IsRehosted, IReadOnlyList<string> Lines);

    private sealed record PartRow(string Area, IReadOnlyList<string> Districts);

    private sealed record SharingRow(string Year, int MidYear, int Vintage, IReadOnlyList<long> People);

    private sealed record CountyRow(
        string Place,
        string? Authority,
        string Name,
        IReadOnlyList<PartRow> Parts,
        IReadOnlyList<SharingRow> Sharings
    )
    {
        public County ToCounty() =>
            new(
                new GssCode(Place),
                Authority is null ? null : new AuthorityCode(Authority),
                Name,
                [
                    .. Parts.Select(part => new CountyPart(
                        new AreaCode(part.Area),
                        [.. part.Districts.Select(district => new GssCode(district))]
                    )),
                ]
            )
            {
                Sharings = Sharings.ToDictionary(
                    sharing => FinancialYear.Parse(sharing.Year),
                    sharing => new Sharing(
                        sharing.MidYear,
                        sharing.Vintage,
                        [.. Parts.Zip(sharing.People, (part, people) => new PlaceShare(new AreaCode(part.Area), people))]
                    )
                ),
            };
    }

    /// <summary>One year of an area. Pounds are in the order of the edition's lines, null where there are none. What is not plainly reported is listed separately.</summary>
    private sealed record FiledRow(
        string Year,
        bool Allocated,
        IReadOnlyList<decimal?> Pounds,
        SortedDictionary<int, ExceptionRow>? Exceptions,
        IReadOnlyList<string>? Lacking
    )
    {
        public static FiledRow Of(AreaYear year)
        {
            var exceptions = year
                .Lines.Select((line, position) => (line, position))
                .Where(pair => pair.line.Status != CellStatus.Reported)
                .ToDictionary(
                    pair => pair.position,
                    pair => new ExceptionRow(pair.line.Status, pair.line.Missing.Count > 0 ? pair.line.Missing : null)
                );
            return new FiledRow(
                year.Year.ToString(),
                year.Allocated,
                [.. year.Lines.Select(line => line.Pounds)],
                exceptions.Count > 0 ? new SortedDictionary<int, ExceptionRow>(exceptions) : null,
                year.Missing.Count > 0 ? year.Missing : null
            );
        }

        public AreaYear ToYear() =>
            new(
                FinancialYear.Parse(Year),
                [
                    .. Pounds.Select(
                        (pounds, position) =>
                            Exceptions?.GetValueOrDefault(position) is { } told
                                ? new LineFigure(pounds, told.Status, told.Lacking ?? [])
                                : new LineFigure(pounds, CellStatus.Reported, [])
                    ),
                ],
                Lacking ?? [],
                Allocated
            );
    }

    private sealed record ExceptionRow(CellStatus Status, IReadOnlyList<string>? Lacking);
}
