using System.Globalization;
using System.Xml.Linq;
using BudgetWatch.App.Pages.Charts;

namespace BudgetWatch.App.Tests.Pages;

/// <summary>What is drawn is what was given, as SVG that can do nothing but be seen.</summary>
public sealed class DrawingsTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly Drawings _drawings = new();

    public static TheoryData<string, int> Every => new(
        from kind in (string[])["scatter", "bars", "curve", "hex-map", "lines", "dots"]
        from width in (int[])[Chart.Wide, Chart.Narrow]
        select (kind, width));

    public void Dispose() => _drawings.Dispose();

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_text_of_the_data_stays_a_text(string kind, int width)
    {
        const string hostile = "</title><script>alert('x')</script>\"' onload=\"y\" &amp; <b>";
        var drawn = XDocument.Parse(await _drawings.DrawAsync(kind, Sample(kind, hostile, width)));
        drawn.Descendants().Select(element => element.Name.LocalName).Distinct().Except(["svg", "g", "path", "line", "rect", "circle", "text", "title"]).ShouldBeEmpty();
        drawn.Descendants().SelectMany(element => element.Attributes()).Select(attribute => attribute.Name.LocalName)
            .Where(name => name.StartsWith("on", StringComparison.Ordinal) || name is "style" or "href" or "id").ShouldBeEmpty();
        drawn.Descendants().Where(element => element.Name.LocalName is "title" or "text").Select(element => element.Value).ShouldContain(hostile);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Nothing_is_drawn_nowhere(string kind, int width)
    {
        var drawn = await _drawings.DrawAsync(kind, Sample(kind, "a", width));
        drawn.ShouldNotContain("NaN");
        drawn.ShouldNotContain("undefined");
        drawn.ShouldNotContain("Infinity");
        drawn.ShouldStartWith(string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} "));
    }

    [Fact]
    public async Task A_bar_is_as_long_as_its_figure()
    {
        var drawn = XDocument.Parse(await _drawings.DrawAsync("bars", Bars(Chart.Wide, ("a", -10), ("b", -20), ("c", 5))));
        var widths = drawn.Descendants(Svg + "rect").Select(bar => (double)bar.Attribute("width")!).ToList();
        (widths[1] / widths[0]).ShouldBe(2, 0.01);
        (widths[2] / widths[0]).ShouldBe(0.5, 0.01);
        var starts = drawn.Descendants(Svg + "rect").Select(bar => (double)bar.Attribute("x")!).ToList();
        (starts[0] + widths[0]).ShouldBe(starts[2], 0.2, "a fall goes left of zero and a rise right of it");
    }

    [Fact]
    public async Task A_line_is_broken_where_a_year_is_missing()
    {
        object Of(double? middle) => new
        {
            lines = new[] { new { name = "a", points = new[] { Point("2010-11", 1), Point("2011-12", middle), Point("2012-13", 3), Point("2013-14", 2) } } },
            years = new[] { "2010-11", "2011-12", "2012-13", "2013-14" }, label = "Pounds", width = Chart.Wide,
        };
        Runs(await _drawings.DrawAsync("lines", Of(2))).ShouldBe(1);
        Runs(await _drawings.DrawAsync("lines", Of(null))).ShouldBe(2);
        XDocument.Parse(await _drawings.DrawAsync("lines", Of(null))).Descendants(Svg + "title").Count().ShouldBe(3);
    }

    [Fact]
    public async Task Every_area_has_a_mark_and_the_one_that_is_picked_is_on_top()
    {
        var marks = XDocument.Parse(await _drawings.DrawAsync("scatter", Sample("scatter", "a", Chart.Wide)))
            .Descendants(Svg + "path").Where(path => path.Attribute("data-area") is not null).ToList();
        marks.Count.ShouldBe(3);
        ((string)marks[^1].Attribute("data-area")!).ShouldBe("E2");
        ((string)marks[^1].Attribute("class")!).ShouldContain("picked");
        marks.Select(mark => (string)mark.Attribute("d")!).Distinct().Count().ShouldBeGreaterThan(1, "regions have shapes, not colours alone");
    }

    /// <summary>Colours repeat what a shape, a dash, a number or a printed figure says.</summary>
    [Fact]
    public async Task No_drawing_tells_anything_by_colour_alone()
    {
        var regions = Enumerable.Range(0, 9).Select(i => $"region {i}").ToList();
        var scatter = XDocument.Parse(await _drawings.DrawAsync("scatter", new
        {
            spots = regions.Select((region, i) => new { code = $"E{i}", region, x = 10.0 * i, y = -i, people = 1000, text = region, picked = false }), regions, xLabel = "x", yLabel = "y",
            line = (double[]?)null, width = Chart.Wide,
        }));
        scatter.Descendants(Svg + "path").Where(path => path.Attribute("data-area") is not null).Select(path => (string)path.Attribute("d")!).Distinct().Count().ShouldBe(9, "a shape for each region");

        var map = XDocument.Parse(await _drawings.DrawAsync("hex-map", new
        {
            hexagons = Enumerable.Range(1, 5).Select(level => new { code = $"E{level}", q = level, r = 1, level, mark = $"{6 - level}", text = "t", picked = false }),
            key = Enumerable.Range(1, 5).Select(level => new { level, mark = $"{6 - level}", text = "t" }), width = Chart.Wide,
        }));
        map.Descendants(Svg + "g").Where(group => group.Attribute("data-area") is not null).Select(group => group.Element(Svg + "text")!.Value).Distinct().Count().ShouldBe(5, "a number for each class");

        var style = await _drawings.StyleAsync();
        foreach (var line in (string[])[".line-1 .run", ".line-2 .run", ".line-3 .run"])
        {
            style.ShouldMatch($@"{System.Text.RegularExpressions.Regex.Escape(line)}[^}}]*stroke-dasharray");
        }

        var bars = XDocument.Parse(await _drawings.DrawAsync("bars", Bars(Chart.Wide, ("a", -10), ("b", 5))));
        bars.Descendants(Svg + "text").Count(text => (string?)text.Attribute("class") == "printed").ShouldBe(2, "a figure beside each bar");
    }

    [Fact]
    public async Task Many_drawings_at_once_are_the_same_as_one()
    {
        var alone = await _drawings.DrawAsync("bars", Bars(Chart.Wide, ("a", -10), ("b", -20)));
        var together = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => _drawings.DrawAsync("bars", Bars(Chart.Wide, ("a", -10), ("b", -20))))));
        together.Distinct().ShouldBe([alone]);
    }

    private static int Runs(string drawn) => XDocument.Parse(drawn).Descendants(Svg + "path").First(path => (string?)path.Attribute("class") == "run").Attribute("d")!.Value.Count(c => c == 'M');

    private static object Point(string year, double? value) => new { year, value, text = year };

    private static object Bars(int width, params (string Name, double Value)[] bars) => new
    {
        bars = bars.Select(bar => new { name = bar.Name, value = bar.Value, printed = "p", text = bar.Name, code = (string?)null, picked = false }), label = "Change, %",
        reference = new { value = -12.0, name = bars[0].Name }, width,
    };

    private static object Sample(string kind, string text, int width) => kind switch
    {
        "bars" => Bars(width, (text, -10), ("b", 5)),
        "lines" => new { lines = new[] { new { name = text, points = new[] { new { year = text, value = (double?)1, text }, new { year = "b", value = (double?)null, text } } } }, years = new[] { text, "b" }, label = text, width },
        "dots" => new
        {
            kinds = new[] { new { name = text, values = new[] { -1.0, -1.0, 2 }, gives = new[] { true, false, false }, published = (double?)-1 }, new { name = "b", values = new[] { 5.0 }, gives = new[] { false }, published = (double?)null } },
            claim = new { value = -1.0, name = text }, label = text, before = "", after = "%", width,
        },
        "curve" => new
        {
            ways = new[] { new { rank = 1, value = -2.0, low = (double?)-3, high = (double?)-1 }, new { rank = 2, value = 1.0, low = (double?)null, high = (double?)null } }, count = 2,
            published = new { rank = 1, value = -2.0, low = (double?)-3, high = (double?)-1, }, yLabel = text, xLabel = text, text, width,
        },
        "hex-map" => new
        {
            hexagons = new[] { new { code = text, q = 1, r = 2, level = (int?)1, mark = text, text, picked = true }, new { code = "b", q = 2, r = 3, level = (int?)null, mark = "", text = "b", picked = false } },
            key = new[] { new { level = (int?)1, mark = text, text } }, width,
        },
        _ => new
        {
            spots = new[] { ("E1", text, -1.0), ("E2", text, -2.0), ("E3", "other", -30.0) }.Select((own, i) => new
            {
                code = own.Item1, region = own.Item2, x = 10.0 * i, y = own.Item3, people = 1000 * (i + 1), text = own.Item2, picked = own.Item1 == "E2",
            }),
            regions = new[] { text, "other" }, xLabel = text, yLabel = text, line = new[] { -10.0, 0.1 }, width,
        },
    };
}
