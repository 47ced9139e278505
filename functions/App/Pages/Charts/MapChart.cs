using System.Globalization;
using BudgetWatch.App.Pages.Charts.Drawings;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Statistics;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>The map of hexagons: cut, deprivation, community capacity, or where the three meet.</summary>
internal static class MapChart
{
    /// <summary>Each area's cut, in fifths from the deepest.</summary>
    public static Chart Cut(LoadedRelease release, ComparisonQuery query, AreasShown shown)
    {
        var cuts = release.Compare(query).Areas.Where(cut => cut.Rank is not null).OrderBy(cut => cut.Rank).ToList();
        return Of(
            release,
            FirstFifth(cuts).All(cut => cut.ChangePercent <= 0) ? "Where cuts were deepest" : "Where spending fell most or rose least",
            $"The fifth with the lowest changes is in {Regions(FirstFifth(cuts).Select(cut => cut.Area.Region))}.",
            InFifths(
                cuts.Select(cut =>
                    (
                        cut.Area.Code,
                        $"{cut.Area.Name}: {FigureText.Percent(cut.ChangePercent)}, cut rank {FindingCharts.Whole(cut.Rank)} of {cuts.Count}"
                    )
                )
            ),
            Key("fifth with the lowest changes", "fifth with the highest"),
            shown,
            ("Change, %", cuts.Select(cut => (cut.Area, FigureText.Percent(cut.ChangePercent), FindingCharts.Whole(cut.Rank)))),
            Hrefs.Cuts(QueryAnswer.Of(query), release.Release.Id) + "&format=csv"
        ) with
        {
            Question = QuestionText.Describe(query),
        };
    }

    /// <summary>Each area's deprivation, in fifths from the most deprived.</summary>
    public static Chart Deprivation(LoadedRelease release, ComparisonQuery query, AreasShown shown)
    {
        var areas = release.Compare(query).Areas.OrderBy(cut => cut.Deprivation.Rank).ToList();
        return Of(
            release,
            string.Create(CultureInfo.InvariantCulture, $"Where deprivation is highest, by the Indices of {query.Imd}"),
            $"The most deprived fifth of areas is in {Regions(areas.Where(cut => cut.Deprivation.Fifth == 1).Select(cut => cut.Area.Region))}.",
            areas.ToDictionary(
                cut => cut.Area.Code,
                cut => new Shade(
                    6 - cut.Deprivation.Fifth,
                    FindingCharts.Whole(cut.Deprivation.Fifth),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{cut.Area.Name}: score {cut.Deprivation.Score:0.0}, rank {cut.Deprivation.Rank} of {areas.Count}"
                    )
                )
            ),
            Key("most deprived fifth", "least deprived fifth"),
            shown,
            (
                "Score",
                areas.Select(cut =>
                    (
                        cut.Area,
                        cut.Deprivation.Score.ToString("0.0", CultureInfo.InvariantCulture),
                        FindingCharts.Whole(cut.Deprivation.Rank)
                    )
                )
            ),
            Hrefs.Cuts(QueryAnswer.Of(query), release.Release.Id) + "&format=csv"
        ) with
        {
            Question = QuestionText.Describe(query),
        };
    }

    /// <summary>Each area's community capacity, in fifths from the least.</summary>
    public static Chart Capacity(LoadedRelease release, CoincidenceAnswer answer, AreasShown shown)
    {
        var areas = answer.Areas.OrderBy(area => area.Capacity.Rank).ToList();
        return Of(
            release,
            "Where community capacity is lowest",
            $"The fifth with the least capacity is in {Regions(FirstFifth(areas).Select(area => area.Region))}. {answer.Capacity.Text}",
            InFifths(
                areas.Select(area =>
                    (
                        area.Code,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{area.Name}: index {area.Capacity.Index:0.00}, rank {area.Capacity.Rank} of {areas.Count}"
                        )
                    )
                )
            ),
            Key("fifth with the least capacity", "fifth with the most"),
            shown,
            (
                "Index",
                areas.Select(area =>
                    (
                        Found(release, area.Code),
                        area.Capacity.Index.ToString("0.00", CultureInfo.InvariantCulture),
                        FindingCharts.Whole(area.Capacity.Rank)
                    )
                )
            ),
            answer.Query.Href(release.Release.Id) + "&format=csv"
        );
    }

    /// <summary>In how many of the three worst parts each area is.</summary>
    public static Chart Coincidence(LoadedRelease release, CoincidenceAnswer answer, AreasShown shown)
    {
        var areas = answer.Areas.OrderByDescending(Times).ThenBy(area => area.Cut.Rank).ToList();
        return Of(
            release,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{CoincidencePage.What(answer)}; by chance alone we would expect {answer.Coincidence.Expected:0.0}"
            ),
            answer.Sentence,
            areas.ToDictionary(
                area => area.Code,
                area => new Shade(
                    Times(area) switch
                    {
                        3 => 5,
                        var times => times + 1,
                    },
                    FindingCharts.Whole(Times(area)),
                    $"{area.Name}: {(Times(area) == 0 ? "none of the three" : string.Join(", ", new[] { (area.Cut.Worst, CoincidencePage.WorstWereCut(answer) ? "deep cut" : "change among the lowest"), (area.Deprivation.Worst, "high deprivation"), (area.Capacity.Worst, "little capacity") }.Where(part => part.Item1).Select(part => part.Item2)))}"
                )
            ),
            [(5, "3", "all three meet"), (3, "2", "two of them"), (2, "1", "one of them"), (1, "0", "none")],
            shown,
            (
                "Of the three",
                areas.Select(area => (Found(release, area.Code), FindingCharts.Whole(Times(area)), FindingCharts.Whole(area.Cut.Rank)))
            ),
            answer.Query.Href(release.Release.Id) + "&format=csv"
        );
    }

    /// <summary>The same as a chart of its own, which its own question can be asked with.</summary>
    public static Chart Overlap(LoadedRelease release, CoincidenceAnswer answer, AreasShown shown)
    {
        var meeting = answer.Areas.Where(area => area.Coincides).Select(area => area.Name).ToList();
        int In(int times) => answer.Areas.Count(area => Times(area) == times);
        return Coincidence(release, answer, shown) with
        {
            Id = "coincidence",
            Page = "/coincidence",
            Question = Asked(answer),
            Alternative = string.Create(
                CultureInfo.InvariantCulture,
                $"In the worst {answer.Query.Threshold.Id()} by all three: {(meeting.Count == 0 ? "no area" : string.Join(", ", meeting))}. By two of them: {In(2)} areas; by one: {In(1)}; by none: {In(0)}."
            ),
        };
    }

    /// <summary>A question of coincidence in words.</summary>
    public static string Asked(CoincidenceAnswer answer) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(answer.Query.Return == Return.Budget ? "Budgets" : "Outturn")} of {answer.Query.Scope.Title.ToLowerInvariant()}, {answer.Query.From} to {answer.Query.To}, {answer.Units.Level}; Indices of Deprivation {answer.Query.Imd}; the worst {answer.Query.Threshold.Id()} of each."
        );

    /// <summary>In how many of the three worst parts an area is.</summary>
    private static int Times(AreaCoincidenceAnswer area) =>
        (area.Cut.Worst ? 1 : 0) + (area.Deprivation.Worst ? 1 : 0) + (area.Capacity.Worst ? 1 : 0);

    private static Chart Of(
        LoadedRelease release,
        string title,
        string alternative,
        IReadOnlyDictionary<AreaCode, Shade> shades,
        IReadOnlyList<(int Level, string Mark, string Text)> key,
        AreasShown shown,
        (string Head, IEnumerable<(Area Area, string Figure, string Rank)> Rows) table,
        string csv
    )
    {
        var hexagons = Hexagons
            .All.Select(place =>
            {
                var area = release.Figures.Find(place.Code);
                var shade = area is null ? null : shades.GetValueOrDefault(area.Code);
                return new Hexagon(
                    area?.Code.Value ?? place.Code,
                    place.Q,
                    place.R,
                    shade?.Level,
                    shade?.Mark ?? "",
                    shade?.Text ?? $"{area?.Name ?? place.Code}: left out",
                    IsPicked: shown.Marked is { } marked && area?.Code == marked
                );
            })
            .ToList();
        return new Chart(
            "map",
            title,
            alternative,
            width => new HexMap(
                hexagons,
                [.. key.Select(entry => new HexKey(entry.Level, entry.Mark, entry.Text)), new HexKey(null, "", "left out")],
                width
            ),
            new PageTable(
                title,
                [("Area", false), ("Region", false), (table.Head, true), ("Rank", true)],
                [
                    .. table.Rows.Select(row =>
                        (IReadOnlyList<Cell>)[new Cell(row.Area.Name, shown.PageOf(row.Area.Code)), row.Area.Region, row.Figure, row.Rank]
                    ),
                ]
            ),
            csv
        )
        {
            Hint =
                "Each hexagon stands for one upper-tier authority, all the same size and near their true place. The number in it gives its class, so that the map can be read without colour. Authorities that are one area here share a figure.",
        };
    }

    /// <summary>Those that the map shades as the first fifth.</summary>
    private static IEnumerable<T> FirstFifth<T>(IReadOnlyList<T> ordered) =>
        QuantileGroups.Of(ordered, QuantileGroups.Fifths).Where(own => own.Group == 1).Select(own => own.Item);

    private static Area Found(LoadedRelease release, AreaCode code) => release.Figures.Find(code.Value)!;

    private static Dictionary<AreaCode, Shade> InFifths(IEnumerable<(AreaCode Code, string Text)> ordered) =>
        QuantileGroups
            .Of([.. ordered], QuantileGroups.Fifths)
            .ToDictionary(own => own.Item.Code, own => new Shade(6 - own.Group, FindingCharts.Whole(own.Group), own.Item.Text));

    private static (int Level, string Mark, string Text)[] Key(string first, string last) =>
        [(5, "1", first), (4, "2", "second"), (3, "3", "middle"), (2, "4", "fourth"), (1, "5", last)];

    private static string Regions(IEnumerable<string> regions) =>
        string.Join(
            ", ",
            regions
                .CountBy(region => region)
                .OrderByDescending(own => own.Value)
                .ThenBy(own => own.Key, StringComparer.Ordinal)
                .Select(own => string.Create(CultureInfo.InvariantCulture, $"{own.Key} ({own.Value})"))
        );

    private sealed record Shade(int Level, string Mark, string Text);
}
