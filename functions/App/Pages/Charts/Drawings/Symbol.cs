namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>The shape of a mark around its place.</summary>
/// <param name="area">How large it is, in square units.</param>
internal delegate string Symbol(double area);

/// <summary>The shapes that tell things apart without colours. Those that are d3-shape's have its proportions (ISC licence, copyright Mike Bostock), so that they look equally large.</summary>
internal static class Symbols
{
    private static readonly double Root3 = Math.Sqrt(3);

    /// <summary>A circle.</summary>
    public static string Circle(double area)
    {
        var radius = Number.At(Math.Sqrt(area / Math.PI));
        // An arc cannot end where it starts: a circle is two.
        return $"M{radius},0A{radius},{radius},0,1,1,-{radius},0A{radius},{radius},0,1,1,{radius},0";
    }

    /// <summary>A square.</summary>
    public static string Square(double area)
    {
        var side = Math.Sqrt(area);
        var (half, whole) = (Number.At(side / 2), Number.At(side));
        return $"M-{half},-{half}h{whole}v{whole}h-{whole}Z";
    }

    /// <summary>A triangle that points up.</summary>
    public static string Triangle(double area) => Triangle(area, up: 1);

    /// <summary>A triangle that points down.</summary>
    public static string TurnedTriangle(double area) => Triangle(area, up: -1);

    /// <summary>A diamond, higher than wide.</summary>
    public static string Diamond(double area)
    {
        var y = Math.Sqrt(area * Root3 / 2);
        return Diamond(y / Root3, y);
    }

    /// <summary>A square that stands on a corner.</summary>
    public static string TurnedSquare(double area)
    {
        var r = Math.Sqrt(area) * 0.62625;
        return Diamond(r, r);
    }

    /// <summary>A cross.</summary>
    public static string Cross(double area)
    {
        var r = Math.Sqrt(area / 5) / 2;
        var far = 3 * r;
        return SvgPath.Closed(
            (-far, -r),
            (-r, -r),
            (-r, -far),
            (r, -far),
            (r, -r),
            (far, -r),
            (far, r),
            (r, r),
            (r, far),
            (-r, far),
            (-r, r),
            (-far, r)
        );
    }

    /// <summary>A star of five points.</summary>
    public static string Star(double area)
    {
        // The share that makes a star as large as its area, and the corners between two points.
        var outer = Math.Sqrt(area * 0.8908130915292852);
        var inner = outer * Math.Sin(Math.PI / 10) / Math.Sin(7 * Math.PI / 10);
        return SvgPath.Closed([.. Enumerable.Range(0, 10).Select(i => Turned(i % 2 == 0 ? outer : inner, i / 10.0))]);
    }

    /// <summary>A Y of three arms.</summary>
    public static string Wye(double area)
    {
        var k = 1 / Math.Sqrt(12);
        var r = Math.Sqrt(area / (((k / 2) + 1) * 3));
        (double X, double Y)[] arm = [(r / 2, r * k), (r / 2, (r * k) + r), (-r / 2, (r * k) + r)];
        return SvgPath.Closed([.. Enumerable.Range(0, 3).SelectMany(third => arm.Select(corner => Turned(corner, third / 3.0)))]);
    }

    private static string Triangle(double area, int up)
    {
        var y = up * Math.Sqrt(area / (Root3 * 3));
        return SvgPath.Closed((0, -2 * y), (Root3 * y, y), (-Root3 * y, y));
    }

    private static string Diamond(double x, double y) => SvgPath.Closed((0, -y), (x, 0), (0, y), (-x, 0));

    // What points up, turned clockwise.
    private static (double X, double Y) Turned(double radius, double turn) =>
        (radius * Math.Sin(turn * Math.Tau), -radius * Math.Cos(turn * Math.Tau));

    private static (double X, double Y) Turned((double X, double Y) place, double turn)
    {
        var (sin, cos) = Math.SinCos(turn * Math.Tau);
        return ((cos * place.X) - (sin * place.Y), (sin * place.X) + (cos * place.Y));
    }
}
