namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>The axes of a drawing: ticks with their figures, and what they measure in words. Hidden from those who do not see: the table has the figures.</summary>
internal static class Axis
{
    // Lines of one unit are sharp where they cover whole units.
    private const double Sharp = 0.5;

    /// <summary>The axis below, of figures.</summary>
    public static void Below(SvgSheet sheet, LinearScale scale, double y, string label, int ticks, Func<double, string> printed) =>
        Below(sheet, (scale.Start, scale.End), scale.Ticks(ticks).Select(tick => (scale.At(tick), printed(tick))), y, label);

    /// <summary>The axis below, of names; one that is empty has no more than its tick.</summary>
    public static void Below(SvgSheet sheet, BandScale scale, double y, IReadOnlyList<string> names) =>
        Below(sheet, (scale.Start, scale.End), names.Select((name, i) => (scale.At(i) + (scale.Width / 2), name)), y, "");

    /// <summary>The axis at the left with lines across, and above it what it measures.</summary>
    public static void Left(
        SvgSheet sheet,
        LinearScale scale,
        double x,
        double right,
        string label,
        int ticks,
        Func<double, string> printed
    )
    {
        sheet.Group("axis across").Unread().Moved(x, 0).With("fill", "none").With("text-anchor", "end");
        foreach (var tick in scale.Ticks(ticks))
        {
            sheet.Open("g").With("class", "tick").With("opacity", "1").Moved(0, scale.At(tick) + Sharp);
            sheet.Open("line").With("stroke", "currentColor").With("x2", right - x).Close();
            sheet.Open("text").With("fill", "currentColor").With("x", -6).With("dy", "0.32em").Close(printed(tick));
            sheet.Close();
        }

        sheet
            .Open("text")
            .With("class", "label")
            .With("x", 4 - x)
            .With("y", Math.Min(scale.Start, scale.End) - 12)
            .With("text-anchor", "start")
            .Close(label);
        sheet.Close();
    }

    private static void Below(
        SvgSheet sheet,
        (double Start, double End) line,
        IEnumerable<(double X, string Text)> ticks,
        double y,
        string label
    )
    {
        sheet.Group("axis").Unread().Moved(0, y).With("fill", "none").With("text-anchor", "middle");
        foreach (var (x, text) in ticks)
        {
            sheet.Open("g").With("class", "tick").With("opacity", "1").Moved(x + Sharp, 0);
            sheet.Open("line").With("stroke", "currentColor").With("y2", 6).Close();
            sheet.Open("text").With("fill", "currentColor").With("y", 12).With("dy", "0.71em").Close(text);
            sheet.Close();
        }

        sheet
            .Open("text")
            .With("class", "label")
            .With("x", (line.Start + line.End) / 2)
            .With("y", 40)
            .With("text-anchor", "middle")
            .Close(label);
        sheet.Close();
    }
}
