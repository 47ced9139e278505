namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>One area: where it stands, in words too.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="X">Its figure along.</param>
/// <param name="Y">Its figure up.</param>
/// <param name="People">How large its mark is.</param>
/// <param name="Text">Its name and its figures.</param>
/// <param name="IsPicked">Whether it is marked.</param>
internal sealed record Spot(string Code, string Name, string Region, double X, double Y, double People, string Text, bool IsPicked);

/// <summary>A straight line.</summary>
internal sealed record FittedLine(double Intercept, double Slope)
{
    /// <summary>Its figure up at one along.</summary>
    public double At(double x) => Intercept + (Slope * x);
}

/// <summary>Two figures of every area, one against the other, with the line fitted to them.</summary>
/// <param name="Spots">The areas.</param>
/// <param name="Regions">The regions, in the order of the key.</param>
/// <param name="XLabel">What is measured along.</param>
/// <param name="YLabel">What is measured up.</param>
/// <param name="Fitted">The line; null for none.</param>
/// <param name="Width">How wide the drawing is.</param>
internal sealed record Scatter(
    IReadOnlyList<Spot> Spots,
    IReadOnlyList<string> Regions,
    string XLabel,
    string YLabel,
    FittedLine? Fitted,
    int Width
) : Drawing(Width)
{
    private const double KeyRow = 20,
        KeyColumn = 165;

    // A region has a colour and a shape, so that it can be recognised without seeing colours.
    private static readonly Symbol[] Shapes =
    [
        Symbols.Circle,
        Symbols.Triangle,
        Symbols.Square,
        Symbols.Diamond,
        Symbols.Cross,
        Symbols.Star,
        Symbols.Wye,
        Symbols.TurnedTriangle,
        Symbols.TurnedSquare,
    ];

    /// <inheritdoc/>
    public override string Draw()
    {
        var keyColumns = Math.Max(1, (int)((Width - 20) / KeyColumn));
        var keyHeight = (int)Math.Ceiling(Regions.Count / (double)keyColumns) * KeyRow;
        var height = (IsNarrow ? 420 : 440) + keyHeight;
        var margin = new Margin(Top: 30, Right: 14, Bottom: 50 + keyHeight + 12, Left: 46);
        var (right, bottom) = (Width - margin.Right, height - margin.Bottom);
        var sheet = new SvgSheet(Width, height);
        var along = LinearScale.Over([.. Spots.Select(spot => spot.X)], margin.Left, right);
        var (x, y) = (along.Nice(), LinearScale.Over([.. Spots.Select(spot => spot.Y), 0], bottom, margin.Top).Nice());
        Axis.Left(sheet, y, margin.Left, right, YLabel, 7, Number.Signed);
        Axis.Below(sheet, x, bottom, XLabel, IsNarrow ? 5 : 8, Number.Signed);
        sheet.Open("line").With("class", "zero").With("x1", margin.Left).With("x2", right).With("y1", y.At(0)).With("y2", y.At(0)).Close();
        DrawSpots(sheet, x, y);
        if (Fitted is { } fitted)
        {
            sheet
                .Open("line")
                .With("class", "fitted")
                .With("x1", x.At(along.Low))
                .With("y1", y.At(fitted.At(along.Low)))
                .With("x2", x.At(along.High))
                .With("y2", y.At(fitted.At(along.High)))
                .Close();
        }

        foreach (var spot in Spots.Where(spot => spot.IsPicked))
        {
            var isAtRight = x.At(spot.X) > Width * 0.7;
            sheet
                .Open("text")
                .With("class", "name")
                .With("text-anchor", isAtRight ? "end" : "start")
                .With("x", x.At(spot.X) + (isAtRight ? -14 : 14))
                .With("y", y.At(spot.Y) + 4)
                .Close(spot.Name);
        }

        DrawKey(sheet, keyColumns, bottom + 62);
        return sheet.Written();
    }

    private static Symbol Shape(int region) => region >= 0 && region < Shapes.Length ? Shapes[region] : Symbols.Circle;

    private void DrawSpots(SvgSheet sheet, LinearScale x, LinearScale y)
    {
        var size = new SqrtScale(Spots.Select(spot => spot.People).Append(1).Max(), IsNarrow ? 26 : 34);
        var regions = Regions.Index().ToDictionary(own => own.Item, own => own.Index, StringComparer.Ordinal);
        sheet.Group("spots");
        // Small ones are drawn over large ones, and the one that is picked over all.
        foreach (var spot in Spots.OrderBy(spot => spot.IsPicked).ThenByDescending(spot => spot.People))
        {
            var region = regions.GetValueOrDefault(spot.Region, -1);
            var length = size.Of(spot.People);
            sheet
                .Open("path")
                .With("class", $"spot region-{Number.At(region)}{(spot.IsPicked ? " picked" : "")}")
                .With("data-area", spot.Code)
                .Moved(x.At(spot.X), y.At(spot.Y))
                .With("d", Shape(region)(Math.Max(22, length * length)))
                .Titled(spot.Text)
                .Close();
        }

        sheet.Close();
    }

    private void DrawKey(SvgSheet sheet, int columns, double top)
    {
        sheet.Group("key").Unread();
        for (var i = 0; i < Regions.Count; i++)
        {
            var (row, column) = Math.DivRem(i, columns);
            sheet.Open("g").Moved(10 + (column * KeyColumn), top + (row * KeyRow));
            sheet.Open("path").With("class", $"spot region-{Number.At(i)}").With("d", Shape(i)(80)).Close();
            sheet.Open("text").With("x", 12).With("y", 4).Close(Regions[i]);
            sheet.Close();
        }

        sheet.Close();
    }
}
