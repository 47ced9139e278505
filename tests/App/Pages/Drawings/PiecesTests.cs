using System.Xml.Linq;
using BudgetWatch.App.Pages.Charts.Drawings;

namespace BudgetWatch.App.Tests.Pages.Drawings;

/// <summary>What drawings are put together from.</summary>
public sealed class PiecesTests
{
    [Theory]
    [InlineData(0.05, "0.1")]
    [InlineData(-0.05, "0")]
    [InlineData(-0.04, "0")]
    [InlineData(-0.15, "-0.1")]
    [InlineData(2.25, "2.3")]
    [InlineData(12, "12")]
    [InlineData(-1234.56, "-1234.6")]
    [InlineData(1e20, "100000000000000000000")]
    public void A_place_is_to_a_tenth_halves_upwards_as_in_a_browser(double value, string written) => Number.At(value).ShouldBe(written);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Nothing_is_drawn_nowhere(double value) => Should.Throw<ArgumentOutOfRangeException>(() => Number.At(value));

    [Theory]
    [InlineData(-1500, "−1500", "−1,500")]
    [InlineData(0.2, "0.2", "0.2")]
    [InlineData(-0.0, "0", "0")]
    [InlineData(-1e-15, "0", "0")]
    [InlineData(0.0000002, "0.0000002", "0.0000002")]
    [InlineData(1234567.25, "1234567.25", "1,234,567.25")]
    public void A_figure_is_written_without_an_exponent_and_with_a_true_minus(double value, string plain, string grouped) =>
        (Number.Signed(value), Number.Grouped(value)).ShouldBe((plain, grouped));

    /// <summary>From the published tests of d3-scale: <c>band-test.js</c> and <c>point-test.js</c>.</summary>
    [Fact]
    public void Bands_and_points_stand_where_D3_puts_them()
    {
        Starts(new BandScale(3, 0, 960, 0, 0)).ShouldBe([0, 320, 640]);
        Starts(new BandScale(3, 0, 120, between: 0.2, outside: 0.2)).ShouldBe([7.5, 45, 82.5]);
        new BandScale(3, 0, 120, between: 0.2, outside: 0.2).Width.ShouldBe(30);
        Starts(BandScale.Points(3, 0, 960)).ShouldBe([0, 480, 960]);
        Starts(BandScale.Points(1, 0, 960)).ShouldBe([480]);
        BandScale.Points(3, 0, 960).Width.ShouldBe(0);
        new BandScale(0, 0, 100, 0.5, 0.4).Width.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_mark_four_times_as_high_is_twice_as_long()
    {
        var scale = new SqrtScale(100, 30);
        (scale.Of(0), scale.Of(25), scale.Of(100)).ShouldBe((0, 15, 30));
    }

    [Fact]
    public void A_line_is_broken_where_a_point_is_missing_and_a_band_where_either_side_is()
    {
        SvgPath.Broken([(0, 1), (2, 3.04), null, (4, 5), null, null, (6, 7), (8, 9)]).ShouldBe("M0,1L2,3M4,5ZM6,7L8,9");
        SvgPath.Broken([]).ShouldBe("");
        SvgPath.Broken([null]).ShouldBe("");
        SvgPath.Band([(0, 10, 20), (1, 11, 21), null, (3, 13, 23)]).ShouldBe("M0,20L1,21L1,11L0,10ZM3,23L3,13Z");
    }

    public static TheoryData<string, double> Shapes =>
        new()
        {
            { nameof(Symbols.Square), 1 },
            { nameof(Symbols.Triangle), 1 },
            { nameof(Symbols.TurnedTriangle), 1 },
            { nameof(Symbols.Diamond), 1 },
            { nameof(Symbols.Cross), 1 },
            { nameof(Symbols.Star), 1 },
            { nameof(Symbols.Wye), 1 },
            { nameof(Symbols.TurnedSquare), 0.784 },
        };

    /// <summary>Except the square on a corner, which D3 draws smaller: it looks larger than it is.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shape_is_as_large_as_its_area(string name, double share)
    {
        const double area = 1_000_000;
        var draw = typeof(Symbols).GetMethod(name, [typeof(double)])!.CreateDelegate<Symbol>();
        AreaOf(draw(area)).ShouldBe(share * area, area * 0.002);
    }

    [Fact]
    public void Text_and_attributes_are_escaped_and_no_character_costs_the_drawing()
    {
        const string hostile = "<b>\"&'\r\n\t]]> \u2212 \u00e9";
        var sheet = new SvgSheet(10, 20).Open("text").With("data-area", hostile).Close(hostile).Written();
        var text = XDocument.Parse(sheet).Root!.Elements().Single();
        text.Value.ShouldBe(hostile);
        text.Attribute("data-area")!.Value.ShouldBe(hostile);
        sheet.ShouldStartWith("<svg viewBox=\"0 0 10 20\" xmlns=\"http://www.w3.org/2000/svg\">");
        new SvgSheet(1, 1).Open("text").Close("\u0001").Written().ShouldContain("&#x1;");
    }

    private static IEnumerable<double> Starts(BandScale scale) => Enumerable.Range(0, scale.Count).Select(scale.At);

    // The shoelace formula.
    private static double AreaOf(string path)
    {
        if (path.Contains('h', StringComparison.Ordinal))
        {
            return Math.Pow(double.Parse(path.Split('h')[1].Split('v')[0], System.Globalization.CultureInfo.InvariantCulture), 2);
        }

        var corners = path.TrimStart('M')
            .TrimEnd('Z')
            .Split('L')
            .Select(corner =>
                corner.Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray()
            )
            .ToList();
        return Math.Abs(corners.Zip(corners.Skip(1).Append(corners[0]), (a, b) => (a[0] * b[1]) - (b[0] * a[1])).Sum()) / 2;
    }
}
