using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>
/// A made-up England of twelve councils with both returns. Which lines a year has is as in the published files: social care splits in the
/// budget of 2012-13 and in the outturn of 2011-12, public health begins in 2013-14, levies leave outturn after 2017-18. Council n of area
/// E06…n budgets 1,000 x (100 + n) pounds for everything and spends n per cent more.
/// </summary>
internal static class MadeRelease
{
    public static readonly AreaCode First = new("E06000001");

    private static readonly FinancialYear[] BudgetYears =
    [
        new(2010),
        new(2011),
        new(2012),
        new(2014),
        new(2017),
        new(2019),
        new(2021),
        new(2024),
    ];
    private static readonly FinancialYear[] OutturnYears =
    [
        new(2007),
        new(2008),
        new(2010),
        new(2011),
        new(2013),
        new(2014),
        new(2017),
        new(2019),
        new(2024),
    ];

    public static ReleaseFigures Figures { get; } = Made();

    public static LoadedRelease Release { get; } =
        new(new PublishedRelease("2026-11-23-0123456789ab", default, "", "", ReleaseIdentity.MethodVersion, 0, [], [], []), Figures);

    public static Parameters Parameters(string query, IReadOnlyList<Parameter> known) =>
        Questions
            .Requests.Parameters.Of(
                query
                    .Split('&', StringSplitOptions.RemoveEmptyEntries)
                    .Select(pair => pair.Split('='))
                    .Select(pair => KeyValuePair.Create(pair[0], pair[1])),
                known
            )
            .Answer!;

    private static bool Has(Return @return, Line line, FinancialYear year) =>
        line.Id switch
        {
            "social-care" => year.StartYear < (@return == Return.Budget ? 2012 : 2011),
            "childrens-social-care" or "adult-social-care" => year.StartYear >= (@return == Return.Budget ? 2012 : 2011),
            "public-health" => year.StartYear >= 2013,
            "transport-levy" or "waste-levy" => @return == Return.Budget || year.StartYear <= 2017,
            _ when !Lines.IsMain(line) => @return == Return.Budget
                && (line == Lines.NetCurrentExpenditure || Concordance.Of(line).Any(label => label.IsIn(year))),
            _ => @return == Return.Budget || line.IsServiceTotal || line == Lines.Total,
        };

    private static ReleaseFigures Made()
    {
        var areas = Enumerable
            .Range(1, 12)
            .Select(n => new Area(
                new AreaCode($"E06{n:000000}"),
                $"Council {n}",
                AreaKind.UnitaryAuthority,
                "North",
                [],
                n == 12 ? "made up" : null
            ))
            .ToList();
        var series = (
            from @return in (Return[])[Return.Budget, Return.Outturn]
            from scope in Scopes.All
            select (
                Key: (@return, scope),
                Series: (IReadOnlyDictionary<AreaCode, AreaSeries>)
                    areas
                        .Select(
                            (area, i) =>
                                new AreaSeries(
                                    area.Code,
                                    [
                                        .. (@return == Return.Budget ? BudgetYears : OutturnYears).Select(year =>
                                            Figure(@return, scope, year, i + 1)
                                        ),
                                    ]
                                )
                        )
                        .ToDictionary(own => own.Area)
            )
        ).ToDictionary(pair => pair.Key, pair => pair.Series);
        return new ReleaseFigures(
            areas,
            BudgetYears
                .Union(OutturnYears)
                .ToDictionary(
                    year => year,
                    year => new YearFactors(year, 1.5, 2019, areas.ToDictionary(area => area.Code, area => 10_000L))
                ),
            series,
            new Dictionary<int, IReadOnlyDictionary<AreaCode, double>>
            {
                [2019] = areas.Select((area, i) => (area.Code, Score: 40.0 - i)).ToDictionary(pair => pair.Code, pair => pair.Score),
            },
            [new LargeMove(Return.Budget, First, new FinancialYear(2012), new FinancialYear(2014), 41)]
        )
        {
            VanishedLines =
            [
                new VanishedLine(Return.Budget, First, Lines.Housing, new FinancialYear(2014), new FinancialYear(2017), 30_000, 1_000),
            ],
        };
    }

    private static AreaFigure Figure(Return @return, Scope scope, FinancialYear year, int n)
    {
        var lines = Lines.All.Where(line => Has(@return, line, year)).ToHashSet();
        var budget = 1_000m * (100 + n);
        return scope.LinesIn(lines) is null
            ? new AreaFigure(year, null, CellStatus.Missing, [$"{scope} is not a line of the {year} return"])
            : new AreaFigure(year, @return == Return.Budget ? budget : budget * (100 + n) / 100, CellStatus.Reported, []);
    }
}
