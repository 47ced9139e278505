namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>One way to ask: its place from the lowest answer, the answer, and its interval where it has one.</summary>
internal sealed record Way(int Rank, double Value, double? Low, double? High);

/// <summary>Every defensible answer to one question, from the lowest.</summary>
/// <param name="Ways">The ways that are drawn.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Published">The published one; null where it is not among them.</param>
/// <param name="XLabel">The label below.</param>
/// <param name="YLabel">What is measured.</param>
/// <param name="Width">How wide the drawing is.</param>
internal sealed record Curve(IReadOnlyList<Way> Ways, int Count, Way? Published, string XLabel, string YLabel, int Width) : Drawing(Width)
{
    private const double Height = 320;

    /// <inheritdoc/>
    public override string Draw()
    {
        var margin = new Margin(Top: 30, Right: 14, Bottom: 50, Left: 46);
        var (right, bottom) = (Width - margin.Right, Height - margin.Bottom);
        var sheet = new SvgSheet(Width, Height);
        var x = new LinearScale(1, Math.Max(Count, 2), margin.Left, right);
        var y = LinearScale
            .Over([.. Ways.SelectMany(way => new[] { way.Value, way.Low ?? way.Value, way.High ?? way.Value }), 0], bottom, margin.Top)
            .Nice();
        Axis.Left(sheet, y, margin.Left, right, YLabel, 6, Number.Signed);
        Axis.Below(sheet, x, bottom, XLabel, IsNarrow ? 4 : 8, Number.Grouped);
        sheet
            .Open("path")
            .With("class", "interval")
            .With(
                "d",
                SvgPath.Band(
                    Ways.Select(way =>
                        way is { Low: { } low, High: { } high } ? (x.At(way.Rank), y.At(low), y.At(high)) : ((double, double, double)?)null
                    )
                )
            )
            .Close();
        sheet.Open("line").With("class", "zero").With("x1", margin.Left).With("x2", right).With("y1", y.At(0)).With("y2", y.At(0)).Close();
        sheet
            .Open("path")
            .With("class", "curve")
            .With("d", SvgPath.Broken(Ways.Select(way => ((double, double)?)(x.At(way.Rank), y.At(way.Value)))))
            .Close();
        if (Published is { } published)
        {
            var (at, height) = (x.At(published.Rank), y.At(published.Value));
            var isAtRight = at > Width * 0.6;
            sheet.Group("published");
            sheet
                .Open("line")
                .With("x1", at)
                .With("x2", at)
                .With("y1", y.At(published.Low ?? published.Value))
                .With("y2", y.At(published.High ?? published.Value))
                .Close();
            sheet.Open("circle").With("cx", at).With("cy", height).With("r", 6).Close();
            sheet
                .Open("text")
                .With("x", at + (isAtRight ? -12 : 12))
                .With("y", height + 18)
                .With("text-anchor", isAtRight ? "end" : "start")
                .Close("the published answer");
            sheet.Close();
        }

        return sheet.Written();
    }
}
