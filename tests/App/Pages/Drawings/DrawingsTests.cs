using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BudgetWatch.App.Pages;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.App.Pages.Charts.Drawings;
using CsCheck;

namespace BudgetWatch.App.Tests.Pages.Drawings;

/// <summary>What is drawn is what was given, as SVG that can do nothing but be seen.</summary>
public sealed class DrawingsTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string, int> Every =>
        new(
            from kind in (string[])["scatter", "bars", "curve", "hex-map", "lines", "dots"]
            from width in (int[])[Chart.Wide, Chart.Narrow]
            select (kind, width)
        );

    [Theory]
    [MemberData(nameof(Every))]
    public void A_text_of_the_data_stays_a_text(string kind, int width)
    {
        const string hostile = "</title><script>alert('x')</script>\"' onload=\"y\" &amp; <b>";
        var drawn = XDocument.Parse(Sample(kind, hostile, width).Draw());
        drawn
            .Descendants()
            .Select(element => element.Name.LocalName)
            .Distinct()
            .Except(["svg", "g", "path", "line", "rect", "circle", "text", "title"])
            .ShouldBeEmpty();
        drawn
            .Descendants()
            .SelectMany(element => element.Attributes())
            .Select(attribute => attribute.Name.LocalName)
            .Where(name => name.StartsWith("on", StringComparison.Ordinal) || name is "style" or "href" or "id")
            .ShouldBeEmpty();
        drawn
            .Descendants()
            .Where(element => element.Name.LocalName is "title" or "text")
            .Select(element => element.Value)
            .ShouldContain(hostile);
    }

    /// <summary>Figures of any size, all the same, and none at all.</summary>
    [Theory]
    [MemberData(nameof(Every))]
    public void Every_mark_is_inside_the_drawing(string kind, int width) =>
        Gen.Select(Gen.Double[-1, 1].Array[1, 40], Gen.Int[-6, 9], Gen.Bool)
            .Sample(
                (shares, power, isSame) =>
                {
                    var figures = shares.Select(share => Math.Pow(10, power) * (isSame ? shares[0] : share)).ToList();
                    HoldsEveryMark(Of(kind, figures, width).Draw());
                }
            );

    [Theory]
    [MemberData(nameof(Every))]
    public void Nothing_to_draw_is_an_empty_drawing(string kind, int width)
    {
        HoldsEveryMark(Of(kind, [], width).Draw());
        Of(kind, [], width).Draw().ShouldStartWith(string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} "));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Every_datum_has_its_mark(string kind, int width)
    {
        var drawn = XDocument.Parse(Of(kind, [1, -2, 3, 4, -5], width).Draw());
        var marks = kind switch
        {
            "bars" => drawn.Descendants(Svg + "rect").Count(),
            "curve" => drawn.Descendants(Svg + "path").Single(path => Is(path, "curve")).Attribute("d")!.Value.Split('L').Length,
            "dots" => drawn
                .Descendants(Svg + "g")
                .Where(group => Is(group, "bar readings"))
                .SelectMany(group => group.Elements(Svg + "path"))
                .Count(),
            "hex-map" => drawn.Descendants(Svg + "g").Count(group => group.Attribute("data-area") is not null),
            "lines" => drawn.Descendants(Svg + "path").Count(path => path.Element(Svg + "title") is not null),
            _ => drawn.Descendants(Svg + "path").Count(path => path.Attribute("data-area") is not null),
        };
        marks.ShouldBe(5);
    }

    [Fact]
    public void A_bar_is_as_long_as_its_figure()
    {
        var drawn = XDocument.Parse(Bars(Chart.Wide, ("a", -10), ("b", -20), ("c", 5)).Draw());
        var widths = drawn.Descendants(Svg + "rect").Select(bar => (double)bar.Attribute("width")!).ToList();
        (widths[1] / widths[0]).ShouldBe(2, 0.01);
        (widths[2] / widths[0]).ShouldBe(0.5, 0.01);
        var starts = drawn.Descendants(Svg + "rect").Select(bar => (double)bar.Attribute("x")!).ToList();
        (starts[0] + widths[0]).ShouldBe(starts[2], 0.2, "a fall goes left of zero and a rise right of it");
    }

    [Fact]
    public void A_line_is_broken_where_a_year_is_missing()
    {
        static string Of(double? middle) =>
            new YearLines(
                [new YearLine("a", [.. new[] { 1, middle, 3, 2 }.Select(value => new YearFigure(value, "t"))])],
                ["2010-11", "2011-12", "2012-13", "2013-14"],
                "Pounds",
                Chart.Wide
            ).Draw();
        Runs(Of(2)).ShouldBe(1);
        Runs(Of(null)).ShouldBe(2);
        XDocument.Parse(Of(null)).Descendants(Svg + "title").Count().ShouldBe(3);
    }

    [Fact]
    public void Every_area_has_a_mark_and_the_one_that_is_picked_is_on_top()
    {
        var marks = XDocument
            .Parse(Sample("scatter", "a", Chart.Wide).Draw())
            .Descendants(Svg + "path")
            .Where(path => path.Attribute("data-area") is not null)
            .ToList();
        marks.Count.ShouldBe(3);
        ((string)marks[^1].Attribute("data-area")!).ShouldBe("E2");
        ((string)marks[^1].Attribute("class")!).ShouldContain("picked");
        marks
            .Select(mark => (string)mark.Attribute("d")!)
            .Distinct()
            .Count()
            .ShouldBeGreaterThan(1, "regions have shapes, not colours alone");
    }

    /// <summary>A mark stands for as many readings as the highest column needs, and says so; the count stays in words.</summary>
    [Fact]
    public void Readings_too_many_for_a_column_share_marks()
    {
        var drawn = new Dots(
            [new ReadingKind("k", [.. Enumerable.Range(0, 30).Select(i => new Reading(1, i < 4))], null)],
            new ClaimedNumber(1, "c"),
            "l",
            "",
            "%",
            Chart.Wide
        ).Draw();
        drawn.ShouldContain("30 readings, 1.0%; 4 give the claim");
        drawn.ShouldContain("up to 3 readings: gives the claim");
        // Beside the one of each in the key.
        drawn.Split("class=\"gives\"").Length.ShouldBe(2 + 2);
        drawn.Split("class=\"other\"").Length.ShouldBe(9 + 2);
    }

    /// <summary>Colours repeat what a shape, a dash, a number or a printed figure says.</summary>
    [Fact]
    public void No_drawing_tells_anything_by_colour_alone()
    {
        var regions = Enumerable.Range(0, 9).Select(i => $"region {i}").ToList();
        var scatter = XDocument.Parse(
            new Scatter(
                [.. regions.Select((region, i) => new Spot($"E{i}", region, region, 10.0 * i, -i, 1000, region, false))],
                regions,
                "x",
                "y",
                null,
                Chart.Wide
            ).Draw()
        );
        scatter
            .Descendants(Svg + "path")
            .Where(path => path.Attribute("data-area") is not null)
            .Select(path => (string)path.Attribute("d")!)
            .Distinct()
            .Count()
            .ShouldBe(9, "a shape for each region");

        var levels = Enumerable.Range(1, 5).ToList();
        var map = XDocument.Parse(
            new HexMap(
                [.. levels.Select(level => new Hexagon($"E{level}", level, 1, level, $"{6 - level}", "t", false))],
                [.. levels.Select(level => new HexKey(level, $"{6 - level}", "t"))],
                Chart.Wide
            ).Draw()
        );
        map.Descendants(Svg + "g")
            .Where(group => group.Attribute("data-area") is not null)
            .Select(group => group.Element(Svg + "text")!.Value)
            .Distinct()
            .Count()
            .ShouldBe(5, "a number for each class");

        var style = Encoding.UTF8.GetString(SiteAssets.Read("drawings.css"));
        foreach (var line in (string[])[".line-1 .run", ".line-2 .run", ".line-3 .run"])
        {
            style.ShouldMatch($@"{Regex.Escape(line)}[^}}]*stroke-dasharray");
        }

        var bars = XDocument.Parse(Bars(Chart.Wide, ("a", -10), ("b", 5)).Draw());
        bars.Descendants(Svg + "text").Count(text => Is(text, "printed")).ShouldBe(2, "a figure beside each bar");
    }

    private static void HoldsEveryMark(string drawn)
    {
        drawn.ShouldNotContain("NaN");
        drawn.ShouldNotContain("\u221e");
        var svg = XDocument.Parse(drawn).Root!;
        var box = svg.Attribute("viewBox")!.Value.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToList();
        foreach (var place in svg.Descendants().Where(element => element.Name.LocalName is not "text").SelectMany(Places))
        {
            place.X.ShouldBeInRange(-0.1, box[2] + 0.1);
            place.Y.ShouldBeInRange(-0.1, box[3] + 0.1);
        }
    }

    /// <summary>Where a mark is: by the groups it is in, and by its own places where it has some.</summary>
    private static IEnumerable<(double X, double Y)> Places(XElement element)
    {
        double x = 0,
            y = 0;
        foreach (var moved in element.AncestorsAndSelf().Select(own => (string?)own.Attribute("transform")).OfType<string>())
        {
            var by = moved["translate(".Length..^1]
                .Split(',')
                .Select(number => double.Parse(number, CultureInfo.InvariantCulture))
                .ToList();
            (x, y) = (x + by[0], y + by[1]);
        }

        double? At(string name) => (double?)element.Attribute(name);
        (double X, double Y)[] own = element.Name.LocalName switch
        {
            "line" => [(At("x1") ?? 0, At("y1") ?? 0), (At("x2") ?? 0, At("y2") ?? 0)],
            "rect" => [(At("x")!.Value, At("y")!.Value), (At("x")!.Value + At("width")!.Value, At("y")!.Value + At("height")!.Value)],
            "circle" => [(At("cx")!.Value, At("cy")!.Value)],
            "path"
                when Is(element, "curve")
                    || Is(element, "interval")
                    || (Is(element, "run") && element.Parent!.Attribute("transform") is null) =>
            [
                .. element
                    .Attribute("d")!
                    .Value.Split('M', 'L', 'Z')
                    .Where(text => text.Length > 0)
                    .Select(text => text.Split(','))
                    .Select(at => (double.Parse(at[0], CultureInfo.InvariantCulture), double.Parse(at[1], CultureInfo.InvariantCulture))),
            ],
            _ => [(0, 0)],
        };
        return own.Select(place => (x + place.X, y + place.Y));
    }

    private static bool Is(XElement element, string @class) => (string?)element.Attribute("class") == @class;

    private static int Runs(string drawn) =>
        XDocument.Parse(drawn).Descendants(Svg + "path").First(path => Is(path, "run")).Attribute("d")!.Value.Count(c => c == 'M');

    private static Bars Bars(int width, params (string Name, double Value)[] bars) =>
        new([.. bars.Select(bar => new Bar(bar.Name, bar.Value, "p", bar.Name))], "Change, %", new Reference(-12, bars[0].Name), width);

    /// <summary>A drawing of some figures.</summary>
    private static Drawing Of(string kind, List<double> figures, int width) =>
        kind switch
        {
            "bars" => new Bars([.. figures.Select(figure => new Bar("a", figure, "p", "t"))], "l", null, width),
            "lines" => new YearLines(
                [new YearLine("a", [.. figures.Select(figure => new YearFigure(figure, "t"))])],
                [.. figures.Select((_, i) => $"{2000 + i}")],
                "l",
                width
            ),
            "dots" => new Dots(
                [
                    new ReadingKind(
                        "k",
                        [.. figures.Select(figure => new Reading(figure, figure > 0))],
                        figures.Count == 0 ? null : figures[0]
                    ),
                ],
                new ClaimedNumber(figures.FirstOrDefault() * 3, "c"),
                "l",
                "",
                "%",
                width
            ),
            "curve" => new Curve(
                [
                    .. figures
                        .Order()
                        .Select((figure, i) => new Way(i + 1, figure, i % 3 == 0 ? null : figure - Math.Abs(figure), figure + 1)),
                ],
                figures.Count,
                figures.Count == 0 ? null : new Way(1, figures.Min(), null, null),
                "x",
                "y",
                width
            ),
            "hex-map" => new HexMap(
                [.. figures.Select((_, i) => new Hexagon($"E{i}", i % 7, i / 7, (i % 5) + 1, "1", "t", i == 2))],
                [new HexKey(1, "1", "t")],
                width
            ),
            _ => new Scatter(
                [.. figures.Select((figure, i) => new Spot($"E{i}", "n", "r", figure, -figure, i, "t", i == 1))],
                ["r"],
                "x",
                "y",
                null,
                width
            ),
        };

    private static Drawing Sample(string kind, string text, int width) =>
        kind switch
        {
            "bars" => Bars(width, (text, -10), ("b", 5)),
            "lines" => new YearLines([new YearLine(text, [new YearFigure(1, text), new YearFigure(null, text)])], [text, "b"], text, width),
            "dots" => new Dots(
                [
                    new ReadingKind(text, [new Reading(-1, true), new Reading(-1, false), new Reading(2, false)], -1),
                    new ReadingKind("b", [new Reading(5, false)], null),
                ],
                new ClaimedNumber(-1, text),
                text,
                "",
                "%",
                width
            ),
            "curve" => new Curve([new Way(1, -2, -3, -1), new Way(2, 1, null, null)], 2, new Way(1, -2, -3, -1), text, text, width),
            "hex-map" => new HexMap(
                [new Hexagon(text, 1, 2, 1, text, text, true), new Hexagon("b", 2, 3, null, "", "b", false)],
                [new HexKey(1, text, text)],
                width
            ),
            _ => new Scatter(
                [
                    .. new[] { ("E1", text, -1.0), ("E2", text, -2.0), ("E3", "other", -30.0) }.Select(
                        (own, i) =>
                            new Spot(own.Item1, own.Item2, own.Item2, 10.0 * i, own.Item3, 1000 * (i + 1), own.Item2, own.Item1 == "E2")
                    ),
                ],
                [text, "other"],
                text,
                text,
                new FittedLine(-10, 0.1),
                width
            ),
        };
}
