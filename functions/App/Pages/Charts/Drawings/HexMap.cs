namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>One hexagon.</summary>
/// <param name="Code">The area it is.</param>
/// <param name="Q">Its place in its row.</param>
/// <param name="R">Its row, from below; odd rows are shifted half a hexagon to the right.</param>
/// <param name="Level">Its class; null for none.</param>
/// <param name="Mark">Its class as a number in it.</param>
/// <param name="Text">The same in words.</param>
/// <param name="IsPicked">Whether it is marked.</param>
internal sealed record Hexagon(string Code, int Q, int R, int? Level, string Mark, string Text, bool IsPicked);

/// <summary>What a class stands for.</summary>
internal sealed record HexKey(int? Level, string Mark, string Text);

/// <summary>England with one hexagon for each upper-tier authority, and what a class stands for.</summary>
/// <param name="Hexagons">The hexagons.</param>
/// <param name="Key">The classes.</param>
/// <param name="Width">How wide the drawing is.</param>
internal sealed record HexMap(IReadOnlyList<Hexagon> Hexagons, IReadOnlyList<HexKey> Key, int Width) : Drawing(Width)
{
    private static readonly double Root3 = Math.Sqrt(3);

    private double KeyWidth => IsNarrow ? 0 : 250;

    /// <inheritdoc/>
    public override string Draw()
    {
        var (left, right, low, high) =
            Hexagons.Count == 0
                ? (0, 0, 0, 0)
                : (Hexagons.Min(own => own.Q), Hexagons.Max(own => own.Q), Hexagons.Min(own => own.R), Hexagons.Max(own => own.R));
        var radius = (Width - KeyWidth - 12) / (Root3 * (right - left + 1.5));
        var height = (radius * ((1.5 * (high - low)) + 2)) + 8;
        var sheet = new SvgSheet(Width, Math.Ceiling(height + (IsNarrow ? (Key.Count * 24) + 16 : 0)));
        var outline = Outline(radius * 0.97);
        sheet.Group("hexagons");
        // The one that is picked is drawn last: its border is not covered.
        foreach (var hexagon in Hexagons.OrderBy(own => own.IsPicked))
        {
            sheet
                .Group(Class(hexagon.Level) + (hexagon.IsPicked ? " picked" : ""))
                .With("data-area", hexagon.Code)
                .Moved(
                    6 + (radius * Root3 * (hexagon.Q - left + 0.5 + ((hexagon.R & 1) / 2.0))),
                    4 + (radius * (1 + (1.5 * (high - hexagon.R))))
                );
            sheet.Open("path").With("d", outline).Titled(hexagon.Text).Close();
            sheet
                .Open("text")
                .Unread()
                .With("text-anchor", "middle")
                .With("y", radius * 0.32)
                .With("font-size", radius * 0.9)
                .Close(hexagon.Mark);
            sheet.Close();
        }

        sheet.Close();
        DrawKey(sheet, height);
        return sheet.Written();
    }

    private static string Class(int? level) => $"hexagon level-{(level is { } known ? Number.At(known) : "none")}";

    private static string Outline(double radius) =>
        SvgPath.Closed([
            .. Enumerable.Range(0, 6).Select(corner => (radius * Math.Sin(corner * Math.PI / 3), -radius * Math.Cos(corner * Math.PI / 3))),
        ]);

    private void DrawKey(SvgSheet sheet, double mapHeight)
    {
        sheet.Group("key").Unread();
        for (var i = 0; i < Key.Count; i++)
        {
            var entry = Key[i];
            sheet.Group(Class(entry.Level));
            _ = IsNarrow ? sheet.Moved(18, mapHeight + 20 + (i * 24)) : sheet.Moved(Width - KeyWidth + 16, 40 + (i * 28));
            sheet.Open("path").With("d", Outline(11)).Close();
            sheet.Open("text").With("text-anchor", "middle").With("y", 4).With("font-size", 11).Close(entry.Mark);
            sheet.Open("text").With("class", "meaning").With("x", 20).With("y", 4.5).Close(entry.Text);
            sheet.Close();
        }

        sheet.Close();
    }
}
