using System.Globalization;
using BudgetWatch.App.Http.Downloads;
using BudgetWatch.Pipeline.Query;

namespace BudgetWatch.App.Http;

/// <summary>Answers as tables: the same figures as their JSON, each row with the question it answers.</summary>
internal static class Tables
{
    private static readonly Column[] QuestionHeader =
        ["release", "return", "scope", "fromYear", "toYear", "geography", "measure", "priceBase", "imd", "london", "groups", "weights", "class", "population", "deflator"];

    // What these names say here is not what they say elsewhere.
    private static readonly Column Specified = AnswerColumns.Whole("rank", "Its place in the curve as narrowed; 1 is the lowest slope.");
    private static readonly Column Residents = AnswerColumns.Whole("population", "Residents at the mid-year in which the year starts.", "residents");
    private static readonly Column Stated = AnswerColumns.Text("of", "What of it: an end, the change, or a service.");
    private static readonly Column Changed = AnswerColumns.Text(
        "of", "cell: of a published file; area: of what is summed from them; input: an edition that was added, gone, revised or read again; printed: all printed figures of a kind.");
    private static readonly Column PoundsBefore = AnswerColumns.Number("from", "The figure before; empty where there was none.", "GBP");
    private static readonly Column PoundsNow = AnswerColumns.Number("to", "The figure now; empty where there is none.", "GBP");
    private static readonly Column PoundsMoved = AnswerColumns.Number("change", "Now less before; empty unless both are figures.", "GBP");
    private static readonly IReadOnlyList<Column> OfKinds =
    [
        AnswerColumns.Text("movedKind", "The kind of input, or of printed figure."),
        AnswerColumns.Whole("compared", "How many printed figures of the kind both releases have."),
        AnswerColumns.Whole("moved", "How many of them are printed otherwise now."),
        AnswerColumns.Whole("added", "How many only the new release has."),
        AnswerColumns.Whole("gone", "How many only the release before has."),
        AnswerColumns.Whole("movedAreas", "In how many areas a figure moved."),
        AnswerColumns.Text("largestFigure", "Which figure moved most, by the name it is served under; the row names its area, line and years."),
        AnswerColumns.Year("largestFromYear", "The base year of the comparison it is of; empty for a figure of one year."),
        AnswerColumns.Text("largestUnit", "The unit of the largest move."),
        AnswerColumns.Number("largestFrom", "That figure as printed before."),
        AnswerColumns.Number("largestTo", "That figure as printed now."),
        AnswerColumns.Number("largestChange", "Now less before, of that figure."),
    ];

    private static readonly object?[] NoKind = new object?[OfKinds.Count];
    private static readonly Column Noted = AnswerColumns.Text("kind", "A word for what a person should know of an accepted edition.");
    private static readonly Column Health = AnswerColumns.Text("status", "healthy, degraded or unhealthy.");

    public static Table Of(CutsAnswer answer) => new(
        [
            "code", "name", "region", "from", "to", "change", "changePercent", "rank", "deprivationScore", "deprivationRank",
            "deprivationFifth", "deprivationTenth", "flags", "excluded", .. QuestionHeader,
        ],
        answer.Areas
            .Select(area => (object?[])
            [
                area.Code, area.Name, area.Region, area.From, area.To, area.Change, area.ChangePercent, area.Rank, area.Deprivation.Score,
                area.Deprivation.Rank, area.Deprivation.Fifth, area.Deprivation.Tenth, string.Join(' ', area.Flags), null,
                .. Question(answer.Release, answer.Query),
            ])
            .Concat(answer.Excluded.Select(area => (object?[])
            [
                area.Code, area.Name, null, null, null, null, null, null, null, null, null, null, null, area.Reason,
                .. Question(answer.Release, answer.Query),
            ])));

    public static Table Of(GradientAnswer answer) => Of(answer.Release, answer.Query, answer.Statistics);

    public static Table Of(SummaryAnswer answer) => Of(answer.Release, answer.Query, answer.Gradient);

    public static Table Of(SpecificationsAnswer answer) => new(
        [
            Specified, "areas", "sii", "siiLow", "siiHigh", "gap", "gapLow", "gapHigh", "flags", .. QuestionHeader,
        ],
        answer.Specifications.Select(specification => (object?[])
        [
            specification.Rank, specification.Areas, specification.Sii.Value, specification.Sii.Low, specification.Sii.High, specification.Gap.Value,
            specification.Gap.Low, specification.Gap.High, string.Join(' ', specification.Flags), .. Question(answer.Release, specification.Query),
        ]));

    public static Table Of(ClaimsAnswer answer) => new(
        ["claim", "unit", "about", "supports", "value", "flags", .. QuestionHeader],
        answer.Supports.Select(reading => (Reading: reading, Supports: true))
            .Concat(answer.Contradicts.Select(reading => (Reading: reading, Supports: false)))
            .Select(row => (object?[])
            [
                answer.Query.Claim, answer.Query.Unit, answer.Query.About, row.Supports, row.Reading.Value, string.Join(' ', row.Reading.Flags),
                .. Question(answer.Release, row.Reading.Query),
            ]));

    public static Table Of(CoincidenceAnswer answer)
    {
        var query = answer.Query;
        object?[] Question() =>
            [answer.Release.Id, query.Return, query.Scope, query.From, query.To, query.Geography, query.Measure, query.PriceBase, query.Imd, query.Threshold];
        return new Table(
            [
                "code", "name", "region", "coincides", "variants", "changePercent", "changePerHead", "changeTotal", "cutRank", "cutWorst",
                "deprivationScore", "deprivationRank", "deprivationWorst", "capacityIndex", "capacityRank", "capacityRankLow", "capacityRankHigh",
                "capacityWorst", "components", "flags", "excluded", "release", "return", "scope", "fromYear", "toYear", "geography", "measure",
                "priceBase", "imd", "threshold",
            ],
            answer.Areas
                .Select(area => (object?[])
                [
                    area.Code, area.Name, area.Region, area.Coincides, area.Variants, area.Cut.ChangePercent, area.Cut.PerHead, area.Cut.Total,
                    area.Cut.Rank, area.Cut.Worst, area.Deprivation.Score, area.Deprivation.Rank, area.Deprivation.Worst, area.Capacity.Index,
                    area.Capacity.Rank, area.Capacity.RankLow, area.Capacity.RankHigh, area.Capacity.Worst,
                    string.Join("; ", area.Capacity.Components.Select(score =>
                        string.Create(CultureInfo.InvariantCulture, $"{score.Component} {score.Value}"))),
                    string.Join(' ', area.Flags), null, .. Question(),
                ])
                .Concat(answer.Excluded.Select(area => (object?[])
                [
                    area.Code, area.Name, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                    area.Reason, .. Question(),
                ])));
    }

    public static Table Of(AreasAnswer answer) => new(
        ["code", "name", "kind", "region", "ranked", "setAside", "members", "imd", "deprivationScore", "deprivationRank", "deprivationFifth", "deprivationTenth", "release", "geography"],
        answer.Areas.SelectMany(area => area.Deprivation.Cast<KeyValuePair<int, DeprivationAnswer>?>().DefaultIfEmpty(null)
            .Select(vintage => (object?[])
            [
                area.Code, area.Name, area.Kind, area.Region, area.Ranked, area.SetAside,
                string.Join(' ', area.Members.Select(member => member.Code)), vintage?.Key, vintage?.Value.Score, vintage?.Value.Rank,
                vintage?.Value.Fifth, vintage?.Value.Tenth, answer.Release.Id, answer.Geography,
            ])));

    public static Table Of(AreaDetailAnswer answer) => new(
        ["code", "name", "cutScope", "title", "from", "to", "change", "changePercent", "rank", "of", "flags", "excluded", .. QuestionHeader],
        answer.Cuts.Select(cut => (object?[])
        [
            answer.Area.Code, answer.Area.Name, cut.Scope, cut.Title, cut.From, cut.To, cut.Change, cut.ChangePercent, cut.Rank, cut.Of,
            string.Join(' ', cut.Flags), cut.Excluded, .. Question(answer.Release, answer.Query with { Scope = cut.Scope }),
        ]));

    public static Table Of(SeriesAnswer answer) => new(
        [
            "code", "name", "year", "value", "cash", Residents, "populationVintage", "status", "flags", "lacking", "release", "return",
            "scope", "geography", "measure", "priceBase",
        ],
        answer.Values.Select(value => (object?[])
        [
            answer.Area.Code, answer.Area.Name, value.Year, value.Value, value.Cash, value.Population, value.PopulationVintage,
            value.Status, string.Join(' ', value.Flags), string.Join("; ", value.Lacking), answer.Release.Id, answer.Query.Return,
            answer.Query.Scope, answer.Query.Geography, answer.Query.Measure, answer.Query.PriceBase,
        ]));

    public static Table Of(ReleasesAnswer answer) => new(
        ["id", "publishedAt", "live", "contentSha256", "inputsHash", "methodVersion", "rows", "inputs"],
        answer.Releases.Select(release => (object?[])
        [
            release.Id, release.PublishedAt, release.Id == answer.Live, release.ContentSha256, release.InputsHash, release.MethodVersion,
            release.Rows, release.Inputs.Count,
        ]));

    public static Table Of(DownloadsAnswer answer) => new(
        ["file", "table", "title", "mediaType", "href", "release"],
        answer.Files.Select(file => (object?[])[file.File, file.Table, file.Title, file.MediaType, file.Href, answer.Release.Id]));

    public static Table Of(LiveAnswer answer) => new(
        ["id", "publishedAt", "since", "nextRun", "href"], [[answer.Id, answer.PublishedAt, answer.Since, answer.NextRun, answer.Href]]);

    public static Table Of(SourcesAnswer answer) => new(
        ["source", "title", "publisher", "licence", "lastChecked", "state", "slot", "sha256", "fileName", "sheet", "cell", "expected", "found"],
        answer.Sources.SelectMany(source => source.InForce
            .Select(edition => (object?[])
            [
                source.Id, source.Title, source.Publisher, source.Licence, source.LastChecked?.At, "in-force", edition.Slot, edition.Sha256,
                edition.FileName, null, null, null, null,
            ])
            .Concat(source.Refusals.SelectMany(refused => refused.Reasons.Select(reason => (object?[])
            [
                source.Id, source.Title, source.Publisher, source.Licence, source.LastChecked?.At, "refused", null, refused.Sha256,
                refused.FileName, reason.Sheet, reason.Cell, reason.Expected, reason.Found,
            ])))));

    public static Table Of(SourceDetailAnswer answer) => Of(answer.Decisions);

    public static Table Of(EditionDetailAnswer answer) => Of(answer.Decisions);

    public static Table Of(ProvenanceAnswer answer) => new(
        [
            "area", "year", "return", "scope", "authority", "place", "name", "line", "pounds", "status", "edition", "sheet", "cell",
            "originalCell", "release", "geography", "share", "sharePeople", "shareOf",
        ],
        answer.Cells.Select(cell => (object?[])
        [
            answer.Query.Area, answer.Query.Year, answer.Query.Return, answer.Query.Scope, cell.Authority, cell.Place, cell.Name, cell.Line,
            cell.Pounds, cell.Status, cell.Edition, cell.Sheet, cell.Cell, cell.OriginalCell, answer.Release.Id,
            answer.Query.Geography, cell.Share?.Pounds, cell.Share?.People, cell.Share?.Of,
        ]));

    public static Table Of(ReturnsAnswer answer) => new(
        [
            "code", "name", "region", "scope", "year", "planned", "spent", "difference", "differencePercent", "plannedStatus", "spentStatus",
            "deprivationScore", "deprivationRank", "deprivationFifth", "flags", "excluded", "release", "geography", "measure", "priceBase", "imd",
        ],
        answer.Rows
            .Select(row => (object?[])
            [
                row.Code, row.Name, row.Region, row.Scope, row.Year, row.Planned, row.Spent, row.Difference, row.DifferencePercent,
                row.PlannedStatus, row.SpentStatus, row.Deprivation?.Score, row.Deprivation?.Rank, row.Deprivation?.Fifth,
                string.Join(' ', row.Flags), null, answer.Release.Id, answer.Query.Geography, answer.Query.Measure, answer.Query.PriceBase,
                answer.Query.Imd,
            ])
            .Concat(answer.Excluded.Select(row => (object?[])
            [
                row.Code, row.Name, null, row.Scope, row.Year, null, null, null, null, null, null, null, null, null, null, row.Reason,
                answer.Release.Id, answer.Query.Geography, answer.Query.Measure, answer.Query.PriceBase, answer.Query.Imd,
            ])));

    public static Table Of(ChangesAnswer answer) => new(
        [
            "release", "previous", Changed, "return", "year", "code", "name", "line", PoundsBefore, "fromStatus", "fromEdition", "fromCell", PoundsNow,
            "toStatus", "toEdition", "toCell", PoundsMoved, .. OfKinds,
        ],
        answer.Cells.Select(cell => (object?[])
        [
            answer.Release.Id, answer.Previous?.Id, "cell", cell.Return, cell.Year, cell.Authority, cell.Name, cell.Line, cell.From?.Pounds,
            cell.From?.Status, cell.From?.Edition, cell.From?.Cell, cell.To?.Pounds, cell.To?.Status, cell.To?.Edition,
            cell.To?.Cell, cell.Change, .. NoKind,
        ])
        .Concat(answer.Figures.Select(figure => (object?[])
        [
            answer.Release.Id, answer.Previous?.Id, "area", figure.Return, figure.Year, figure.Code, figure.Name, figure.Line, figure.From,
            null, null, null, figure.To, null, null, null, figure.Change, .. NoKind,
        ]))
        .Concat(answer.Inputs.Select(input => (object?[])
        [
            answer.Release.Id, answer.Previous?.Id, "input", null, null, input.Slot, input.To?.Title ?? input.From?.Title, null, null, input.Change,
            input.From?.Sha256, null, null, null, input.To?.Sha256, null, null, input.Kind, .. NoKind.Skip(1),
        ]))
        .Concat((answer.Printed?.Kinds ?? []).Select(kind => (object?[])
        [
            answer.Release.Id, answer.Previous?.Id, "printed", kind.Largest?.Return, kind.Largest?.ToYear, kind.Largest?.Code, kind.Largest?.Name, kind.Largest?.Scope,
            null, null, null, null, null, null, null, null, null, kind.Kind, kind.Compared, kind.Moved, kind.Added, kind.Gone, kind.Areas, kind.Largest?.Figure,
            kind.Largest?.FromYear, kind.Unit, kind.Largest?.From, kind.Largest?.To, kind.Largest?.Change,
        ])));

    private static Table Of(IReadOnlyList<DecisionAnswer> decisions) => new(
        ["source", "readerVersion", "sha256", "fileName", "state", "slot", Noted, "detail", "sheet", "cell", "expected", "found", "firstSeen", "lastSeen"],
        decisions.SelectMany(decision =>
        {
            object?[] Row(string? kind, string? detail, string? sheet, string? cell, string? expected, string? found) =>
            [
                decision.Source, decision.ReaderVersion, decision.Sha256, decision.FileName, decision.State, decision.Slot, kind, detail, sheet,
                cell, expected, found, decision.FirstSeen, decision.LastSeen,
            ];
            return decision.Flags.Select(flag => Row(flag.Kind, flag.Detail, null, flag.Address, null, null))
                .Concat(decision.Refusals.Select(refusal => Row(null, null, refusal.Sheet, refusal.Cell, refusal.Expected, refusal.Found)))
                .DefaultIfEmpty(Row(null, null, null, null, null, null));
        }));

    public static Table Of(HealthAnswer answer) => new(
        [Health, "release", "reason"],
        answer.Reasons.DefaultIfEmpty("").Select(reason => (object?[])[answer.Status, answer.Release, reason]));

    private static Table Of(ReleaseReference release, QueryAnswer query, GradientStatistics statistics) => new(
        ["statistic", Stated, "group", "areas", "value", "low", "high", "standardError", "p", "undefined", .. QuestionHeader],
        Rows(statistics).Select(row => (object?[])[.. row, .. Question(release, query)]));

    private static IEnumerable<object?[]> Rows(GradientStatistics statistics)
    {
        object?[] Row(
            string statistic, string of, string? group, int? areas, double? value, double? low = null, double? high = null, double? error = null,
            double? p = null, string? undefined = null) =>
            [statistic, of, group, areas, value, low, high, error, p, undefined];

        var england = statistics.England;
        yield return Row("england", "from", null, statistics.Areas, england.From);
        yield return Row("england", "to", null, statistics.Areas, england.To);
        yield return Row("england", "change", null, statistics.Areas, england.Change);
        yield return Row("england", "changePercent", null, statistics.Areas, england.ChangePercent);
        var fifths = statistics.Fifths.Select(fifth => (
            Of: "fifth", Number: fifth.Fifth, fifth.Areas, fifth.From, fifth.To, fifth.Change, fifth.ChangePercent, fifth.UnweightedChangePercent));
        var tenths = statistics.Tenths.Select(tenth => (
            Of: "tenth", Number: tenth.Tenth, tenth.Areas, tenth.From, tenth.To, tenth.Change, tenth.ChangePercent, tenth.UnweightedChangePercent));
        foreach (var part in fifths.Concat(tenths))
        {
            var group = string.Create(CultureInfo.InvariantCulture, $"{part.Of}-{part.Number}");
            yield return Row(part.Of, "from", group, part.Areas, part.From);
            yield return Row(part.Of, "to", group, part.Areas, part.To);
            yield return Row(part.Of, "change", group, part.Areas, part.Change);
            yield return Row(part.Of, "changePercent", group, part.Areas, part.ChangePercent);
            yield return Row(part.Of, "unweightedChangePercent", group, part.Areas, part.UnweightedChangePercent);
        }

        yield return Row("gap", "changePercent", null, null, statistics.Gap?.Value, statistics.Gap?.Low, statistics.Gap?.High);
        yield return Row("kitagawa", "mix", null, null, statistics.Kitagawa.Mix, undefined: statistics.Kitagawa.Undefined);
        yield return Row("kitagawa", "within", null, null, statistics.Kitagawa.Within, undefined: statistics.Kitagawa.Undefined);
        foreach (var service in statistics.Kitagawa.Services)
        {
            yield return Row("kitagawa-mix", service.Service, null, null, service.Mix);
            yield return Row("kitagawa-within", service.Service, null, null, service.Within);
            yield return Row("kitagawa-share", service.Service, "fifth-1", null, service.Share.MostDeprived);
            yield return Row("kitagawa-share", service.Service, "fifth-5", null, service.Share.LeastDeprived);
            yield return Row("kitagawa-changePercent", service.Service, "fifth-1", null, service.ChangePercent.MostDeprived);
            yield return Row("kitagawa-changePercent", service.Service, "fifth-5", null, service.ChangePercent.LeastDeprived);
        }

        yield return Row("ratio", "from", null, null, statistics.Ratio.From);
        yield return Row("ratio", "to", null, null, statistics.Ratio.To);
        foreach (var (of, slope) in new[]
        {
            ("changePercent", statistics.Sii.ChangePercent), ("change", statistics.Sii.Change), ("from", statistics.Sii.From), ("to", statistics.Sii.To),
        })
        {
            yield return Row("sii", of, null, null, slope?.Value, slope?.Low, slope?.High);
            yield return Row("sii-intercept", of, null, null, slope?.Intercept);
        }

        yield return Row("rii", "from", null, null, statistics.Rii.From);
        yield return Row("rii", "to", null, null, statistics.Rii.To);
        var concentration = statistics.Concentration;
        foreach (var (of, index, absolute, undefined) in new[]
        {
            ("from", concentration.From, concentration.Absolute.From, concentration.Undefined.From),
            ("to", concentration.To, concentration.Absolute.To, concentration.Undefined.To),
        })
        {
            yield return Row("concentration", of, null, null, index?.Value, error: index?.StandardError, undefined: undefined);
            yield return Row("concentration-kakwani", of, null, null, index?.Value, error: index?.KakwaniStandardError, undefined: undefined);
            yield return Row("absolute-concentration", of, null, null, absolute?.Value, error: absolute?.StandardError, undefined: undefined);
        }

        yield return Row("spearman", "changePercent", null, null, statistics.Spearman?.Value, p: statistics.Spearman?.P);
        yield return Row("log-slope", "change", null, null, statistics.LogSlope?.Value, error: statistics.LogSlope?.StandardError);
        foreach (var (of, theil) in new[] { ("from", statistics.Theil.From), ("to", statistics.Theil.To) })
        {
            yield return Row("theil", of, "all", null, theil?.Value);
            yield return Row("theil", of, "between-fifths", null, theil?.Between);
            yield return Row("theil", of, "within-fifths", null, theil?.Within);
        }
    }

    private static object?[] Question(ReleaseReference release, QueryAnswer query) =>
    [
        release.Id, query.Return, query.Scope, query.From, query.To, query.Geography, query.Measure, query.PriceBase, query.Imd,
        query.London, query.Groups, query.Weights, query.Class, query.Population,
        query.Deflator,
    ];
}
