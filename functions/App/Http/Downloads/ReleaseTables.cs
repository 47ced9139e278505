using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Sources;
using BudgetWatch.Questions.Tables;

namespace BudgetWatch.App.Http.Downloads;

/// <summary>The tables of a release: what was filed, what turns it into real terms per head, what came of it, and what it was made from.</summary>
internal static class ReleaseTables
{
    private static readonly Dictionary<CellStatus, string> StatusWords = Enum.GetValues<CellStatus>()
        .ToDictionary(status => status, status => Table.Word(status));
    private static readonly string[] AreaKey = ["geography", "code"];
    private static readonly IReadOnlyList<TableReference> OfAnArea = [new(AreaKey, "areas", AreaKey)];

    private static readonly ReleaseTable Areas = new(
        "areas",
        "Areas",
        "An area of a geography; those set aside are reported and never ranked.",
        [
            Required("geography"),
            Required("code"),
            Required("name"),
            Required("kind"),
            Required("region"),
            Required("ranked"),
            "setAside",
            "members",
        ],
        AreaKey,
        release =>
            OfEach(
                release,
                (figures, id) =>
                    figures.Areas.Select(area =>
                        (object?[])
                            [
                                id,
                                area.Code.Value,
                                area.Name,
                                area.Kind,
                                area.Region,
                                area.SetAside is null,
                                area.SetAside,
                                string.Join(' ', area.Members.Select(member => member.Place.Value)),
                            ]
                    )
            )
    )
    {
        IsOfTheRegister = true,
    };

    private static readonly ReleaseTable Members = new(
        "members",
        "Members",
        "An authority, present or abolished, whose filings are summed into an area.",
        [
            Required("geography"),
            Required("code"),
            Of(Required("place"), "The ONS code of the member."),
            "authority",
            Of(Required("name"), "The member's name."),
            AnswerColumns.Words("succeededBy", "ONS codes of the authorities that took its place; empty for a present one."),
        ],
        [.. AreaKey, "place"],
        release =>
            OfEach(
                release,
                (figures, id) =>
                    figures.Areas.SelectMany(area =>
                        area.Members.Select(member =>
                            (object?[])
                                [
                                    id,
                                    area.Code.Value,
                                    member.Place.Value,
                                    member.Authority?.Value,
                                    member.Name,
                                    string.Join(' ', member.SucceededBy.Select(code => code.Value)),
                                ]
                        )
                    )
            )
    )
    {
        References = OfAnArea,
        IsOfTheRegister = true,
    };

    private static readonly ReleaseTable Deprivation = new(
        "deprivation",
        "Deprivation",
        "How deprived a ranked area is among the ranked areas of its geography (of its class, among authorities), by one vintage of the Indices.",
        [
            Required("geography"),
            Required("code"),
            Required("imd"),
            Required("deprivationScore"),
            Required("deprivationRank"),
            Required("deprivationFifth"),
            Required("deprivationTenth"),
        ],
        [.. AreaKey, "imd"],
        release =>
            OfEach(
                release,
                (figures, id) =>
                    AnswerAreas
                        .All(release, figures)
                        .Areas.SelectMany(area =>
                            area.Deprivation.OrderBy(vintage => vintage.Key)
                                .Select(vintage =>
                                    (object?[])
                                        [
                                            id,
                                            area.Code,
                                            vintage.Key,
                                            vintage.Value.Score,
                                            vintage.Value.Rank,
                                            vintage.Value.Fifth,
                                            vintage.Value.Tenth,
                                        ]
                                )
                        )
            )
    )
    {
        References = OfAnArea,
    };

    private static readonly ReleaseTable Frames = new(
        "frames",
        "Residents and prices",
        "What turns an area's cash of a year into real terms per head: cash x realFactor / residents.",
        [
            Required("geography"),
            Required("code"),
            Required("year"),
            Required("population"),
            AnswerColumns.Whole("residents", "Residents at the mid-year in which the year starts.", "residents") with
            {
                IsRequired = true,
            },
            "populationVintage",
            AnswerColumns.Number(
                "realFactor",
                $"Pounds of {Deflators.PriceBase} for a pound of the year; empty where the deflators lack the year."
            ),
        ],
        [.. AreaKey, "year", "population"],
        release =>
            OfEach(
                release,
                (figures, id) =>
                    FramesOf(figures.Frames, id, PopulationBasis.Newest)
                        .Concat(FramesOf(figures.FramesBeforeCensus, id, PopulationBasis.BeforeCensus))
            )
    )
    {
        References = OfAnArea,
    };

    private static readonly ReleaseTable Cuts = new(
        "cuts",
        "Cuts",
        "An area's change in one scope or line, as /cuts answers by default: budgets, real terms per head, the headline's years where the scope can be summed in them;"
            + " authorities by class. Scopes whose comparison would mislead are not there.",
        [
            Required("geography"),
            "class",
            Required("scope"),
            Required("code"),
            Required("fromYear"),
            Required("toYear"),
            Required("return"),
            Required("measure"),
            Required("priceBase"),
            Required("imd"),
            InPounds("from"),
            InPounds("to"),
            InPounds("change"),
            "changePercent",
            "rank",
            "deprivationRank",
            "deprivationFifth",
            "deprivationTenth",
            "flags",
            "excluded",
        ],
        ["geography", "scope", "code"],
        CutsOf
    )
    {
        References = OfAnArea,
    };

    private static readonly ReleaseTable Gradients = new(
        "gradients",
        "Gradients",
        "How the change of one scope or line between two years lies against deprivation, as stored with the release: the main statistics, of every end year since the base year whose comparison does not mislead. /gradient answers other pairs of years.",
        [
            AnswerColumns.Text("question", "The key of the question.") with
            {
                IsRequired = true,
            },
            Required("return"),
            Required("scope"),
            Required("fromYear"),
            Required("toYear"),
            Required("geography"),
            Required("measure"),
            Required("priceBase"),
            Required("imd"),
            Required("areas"),
            England("From", "spending in the base year"),
            England("To", "spending in the end year"),
            England("Change", "the change"),
            Percent("englandChangePercent", "England, all areas pooled: the change."),
            .. Enumerable
                .Range(1, 5)
                .Select(fifth =>
                    Percent(
                        $"fifth{fifth.ToString(null, null)}ChangePercent",
                        $"Fifth {fifth.ToString(null, null)} by deprivation, 1 the most deprived, pooled: the change."
                    )
                ),
            "gap",
            "gapLow",
            "gapHigh",
            "sii",
            "siiLow",
            "siiHigh",
            AnswerColumns.Number("ratioFrom", "Spending per head of the most deprived fifth over that of the least, base year."),
            AnswerColumns.Number("ratioTo", "The same, end year."),
            AnswerColumns.Number("riiFrom", "Relative index of inequality of spending, base year."),
            AnswerColumns.Number("riiTo", "The same, end year."),
            AnswerColumns.Number(
                "concentrationFrom",
                "Concentration index of spending, base year; negative where more is spent on the more deprived."
            ),
            AnswerColumns.Number("concentrationTo", "The same, end year."),
            AnswerColumns.Number("spearman", "Rank correlation of deprivation score and change in per cent."),
            AnswerColumns.Number("spearmanP", "Its two-sided permutation p."),
            AnswerColumns.Number("kitagawaMix", "What of the gap is service mix.", "percentage points"),
            AnswerColumns.Number("kitagawaWithin", "What of the gap is cuts within services.", "percentage points"),
        ],
        ["question"],
        GradientsOfAsync
    );

    private static readonly ReleaseTable Editions = new(
        "editions",
        "Editions",
        "A published file that went into the release.",
        [
            Required("sha256"),
            Required("source"),
            Required("slot"),
            Required("readerVersion"),
            Of(Required("title"), "What the publisher calls it."),
            AnswerColumns.Text("url", "Where it was published."),
            Of(Required("href"), "Where the API describes it."),
        ],
        ["source", "slot"],
        release =>
            release.Release.Inputs.Select(input =>
                (object?[])
                    [
                        input.Sha256,
                        input.SourceId,
                        input.Slot,
                        input.ReaderVersion,
                        input.Title,
                        input.Url?.ToString(),
                        AnswerEditions.Href(input.Sha256),
                    ]
            )
    );

    private static readonly ReleaseTable Returns = new(
        "returns",
        "Returns",
        "The edition that a year of a return is taken from.",
        [
            Required("return"),
            Required("year"),
            Required("sha256"),
            AnswerColumns.Text(
                "details",
                "Editions that lines below its services are joined from, by SHA-256, separated by spaces; empty where none are."
            ),
        ],
        ["return", "year"],
        release =>
            release.Release.Returns.Select(source =>
                (object?[])[source.Return, source.Year, source.Sha256, source.Details.Count == 0 ? null : string.Join(' ', source.Details)]
            )
    )
    {
        References = [new(["sha256"], "editions", ["sha256"])],
    };

    private static readonly ReleaseTable Checks = new(
        "checks",
        "Checks",
        "What was checked before the release was published.",
        [
            AnswerColumns.Text("check", "What was checked.") with
            {
                IsRequired = true,
            },
            AnswerColumns.Truth("passed", "Whether it holds; empty where it did not apply."),
            Of(Required("detail"), "Expected and found."),
        ],
        ["check"],
        release => release.Release.Checks.Select(check => (object?[])[check.Name, check.Passed, check.Detail])
    );

    private static readonly ReleaseTable Flags = new(
        "flags",
        "Flags",
        "What a word under flags means.",
        [
            AnswerColumns.Text("flag", "The word.") with
            {
                IsRequired = true,
            },
            AnswerColumns.Text("meaning", "What it means.") with
            {
                IsRequired = true,
            },
        ],
        ["flag"],
        _ => Flag.OfRows.Select(flag => (object?[])[flag.Word, flag.Meaning])
    );

    private static readonly IReadOnlyList<ReleaseTable> All =
    [
        Areas,
        Members,
        Deprivation,
        Frames,
        .. Geographies.All.Select(Figures),
        Cuts,
        Gradients,
        Editions,
        Returns,
        Checks,
        Flags,
    ];

    /// <summary>The tables that a release has.</summary>
    public static IReadOnlyList<ReleaseTable> In(LoadedRelease release) =>
        [.. All.Where(table => table.Geography is not { } geography || release.Figures.Geographies.Contains(geography))];

    private static ReleaseTable Figures(GeographyKind geography) =>
        new(
            $"figures-{geography.Id()}",
            $"Figures, {geography.Id()}",
            "What an area's authorities together filed for one scope or line in one year, in every year in which the scope can be summed for some area.",
            [
                Required("geography"),
                Required("code"),
                Required("return"),
                Required("year"),
                Required("scope"),
                "cash",
                Required("status"),
                Of("flags", "What a reader should know of the figure, as words of the table flags."),
                "lacking",
            ],
            [.. AreaKey, "return", "year", "scope"],
            release => FiguresOf(release.Figures.Of(geography))
        )
        {
            References = OfAnArea,
            Geography = geography,
        };

    private static IEnumerable<object?[]> FiguresOf(GeographyFigures figures)
    {
        foreach (var @return in figures.Series.Keys.Select(key => key.Return).Distinct().Order())
        {
            foreach (var scope in Scopes.Main)
            {
                var years = figures.YearsOf(@return, scope).ToDictionary(year => year, year => year.ToString());
                var series = figures.Series[(@return, scope)];
                foreach (var area in figures.Areas.Where(area => series.ContainsKey(area.Code)))
                {
                    foreach (var figure in series[area.Code].Figures)
                    {
                        if (years.TryGetValue(figure.Year, out var year))
                        {
                            yield return Figure(figures.Geography, area, @return, year, scope, figure);
                        }
                    }
                }
            }
        }
    }

    private static object?[] Figure(GeographyKind geography, Area area, Return @return, string year, Scope scope, AreaFigure figure) =>
        [
            geography.Id(),
            area.Code.Value,
            @return.Id(),
            year,
            scope.Id,
            figure.CashPounds,
            StatusWords[figure.Status],
            (figure.Status == CellStatus.Estimated, figure.Allocated) switch
            {
                (true, true) => $"{Flag.Estimated} {Flag.Allocated}",
                (true, false) => Flag.Estimated,
                (false, true) => Flag.Allocated,
                _ => null,
            },
            string.Join("; ", figure.Missing),
        ];

    private static IEnumerable<object?[]> FramesOf(
        IReadOnlyDictionary<Domain.FinancialYear, YearFactors> frames,
        string geography,
        PopulationBasis basis
    ) =>
        from frame in frames.OrderBy(pair => pair.Key).Select(pair => pair.Value)
        from people in frame.People.OrderBy(pair => pair.Key)
        select (object?[])
            [geography, people.Key.Value, frame.Year.ToString(), basis.Id(), people.Value, frame.PopulationVintage, frame.RealFactor];

    private static IEnumerable<object?[]> CutsOf(LoadedRelease release) =>
        ComparisonQueries.Defaults(release).SelectMany(query => RowsOf(AnswerCuts.Run(release, query)));

    private static IEnumerable<object?[]> RowsOf(CutsAnswer answer)
    {
        var query = answer.Query;
        object?[] Row(AreaCode code, object?[] figures) =>
            [
                query.Geography,
                query.Class?.Id(),
                query.Scope,
                code,
                query.From,
                query.To,
                query.Return,
                query.Measure,
                query.PriceBase,
                query.Imd,
                .. figures,
            ];
        return answer
            .Areas.Select(area =>
                Row(
                    area.Code,
                    [
                        area.From,
                        area.To,
                        area.Change,
                        area.ChangePercent,
                        area.Rank,
                        area.Deprivation.Rank,
                        area.Deprivation.Fifth,
                        area.Deprivation.Tenth,
                        string.Join(' ', area.Flags),
                        null,
                    ]
                )
            )
            .Concat(answer.Excluded.Select(area => Row(area.Code, [null, null, null, null, null, null, null, null, null, area.Reason])));
    }

    private static async ValueTask<IEnumerable<object?[]>> GradientsOfAsync(
        LoadedRelease release,
        ReleaseReader releases,
        CancellationToken cancellation
    )
    {
        var rows = new List<object?[]>();
        await foreach (var (key, query, statistics) in releases.StoredAsync(release, cancellation))
        {
            var (gap, sii, england, concentration) = (
                statistics.Gap,
                statistics.Sii.ChangePercent,
                statistics.England,
                statistics.Concentration
            );
            rows.Add([
                key,
                query.Return,
                query.Scope,
                query.From,
                query.To,
                query.Geography,
                query.Measure,
                query.PriceBase,
                query.Imd,
                statistics.Areas,
                england.From,
                england.To,
                england.Change,
                england.ChangePercent,
                .. Enumerable
                    .Range(1, 5)
                    .Select(number => (object?)statistics.Fifths.FirstOrDefault(fifth => fifth.Fifth == number)?.ChangePercent),
                gap?.Value,
                gap?.Low,
                gap?.High,
                sii?.Value,
                sii?.Low,
                sii?.High,
                statistics.Ratio.From,
                statistics.Ratio.To,
                statistics.Rii.From,
                statistics.Rii.To,
                concentration.From?.Value,
                concentration.To?.Value,
                statistics.Spearman?.Value,
                statistics.Spearman?.P,
                statistics.Kitagawa.Mix,
                statistics.Kitagawa.Within,
            ]);
        }

        return rows;
    }

    private static IEnumerable<object?[]> OfEach(LoadedRelease release, Func<GeographyFigures, string, IEnumerable<object?[]>> rows) =>
        release.Figures.Geographies.SelectMany(geography => rows(release.Figures.Of(geography), geography.Id()));

    private static Column Required(Column column) => column with { IsRequired = true };

    private static Column Of(Column column, string meaning) => column with { Meaning = meaning };

    private static Column InPounds(Column column) => column with { Unit = $"GBP at {Deflators.PriceBase} prices per resident" };

    private static Column England(string of, string meaning) =>
        AnswerColumns.Number($"england{of}", $"England, all areas pooled: {meaning}.", $"GBP at {Deflators.PriceBase} prices per resident");

    private static Column Percent(string name, string meaning) =>
        AnswerColumns.Number(name, $"{meaning} Empty where the base is not positive.", "per cent");
}
