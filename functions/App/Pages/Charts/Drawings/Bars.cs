namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>One bar: its name, what it says and how it is printed.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Value">How long it is.</param>
/// <param name="Printed">The figure at its end.</param>
/// <param name="Text">What it says, in words.</param>
/// <param name="IsPicked">Whether it is the one that is spoken of.</param>
internal sealed record Bar(string Name, double Value, string Printed, string Text, bool IsPicked = false);

/// <summary>A figure that bars are compared with.</summary>
internal sealed record Reference(double Value, string Name);

/// <summary>Figures of the same kind side by side.</summary>
/// <param name="All">The bars, from the top.</param>
/// <param name="Label">What they measure.</param>
/// <param name="Reference">What they are compared with; null for nothing.</param>
/// <param name="Width">How wide the drawing is.</param>
internal sealed record Bars(IReadOnlyList<Bar> All, string Label, Reference? Reference, int Width) : Drawing(Width)
{
    /// <inheritdoc/>
    public override string Draw()
    {
        // Names stand beside the bars, in room for the longest: text cannot be measured here, only counted.
        var beside = Math.Clamp(16 + (7.5 * All.Select(bar => bar.Name.Length).DefaultIfEmpty().Max()), 220, 300);
        var margin = new Margin(Top: 26, Right: 14, Bottom: 50, Left: IsNarrow ? 8 : beside);
        var height = margin.Top + (All.Count * (IsNarrow ? 46 : 34)) + margin.Bottom;
        var (right, bottom) = (Width - margin.Right, height - margin.Bottom);
        var sheet = new SvgSheet(Width, height);
        var x = Scale(margin.Left, right);
        var y = new BandScale(All.Count, margin.Top, bottom, between: IsNarrow ? 0.5 : 0.25, outside: IsNarrow ? 0.4 : 0.1);
        Axis.Below(sheet, x, bottom, Label, IsNarrow ? 4 : 7, Number.Signed);
        sheet.Open("g");
        for (var i = 0; i < All.Count; i++)
        {
            var (bar, zero, end, middle) = (All[i], x.At(0), x.At(All[i].Value), y.At(i) + (y.Width / 2) + 4.5);
            sheet.Group(bar.IsPicked ? "bar picked" : "bar");
            sheet
                .Open("rect")
                .With("x", Math.Min(zero, end))
                .With("width", Math.Abs(end - zero))
                .With("y", y.At(i))
                .With("height", y.Width)
                .Titled(bar.Text)
                .Close();
            sheet
                .Open("text")
                .With("class", "printed")
                .With("x", end + (bar.Value < 0 ? -6 : 6))
                .With("text-anchor", bar.Value < 0 ? "end" : "start")
                .With("y", middle)
                .Close(bar.Printed);
            sheet
                .Open("text")
                .With("class", "name")
                .With("x", IsNarrow ? margin.Left : margin.Left - 10)
                .With("text-anchor", IsNarrow ? "start" : "end")
                .With("y", IsNarrow ? y.At(i) - 5 : middle)
                .Close(bar.Name);
            sheet.Close();
        }

        sheet.Close();
        sheet
            .Open("line")
            .With("class", "zero")
            .With("x1", x.At(0))
            .With("x2", x.At(0))
            .With("y1", margin.Top - 4)
            .With("y2", bottom)
            .Close();
        if (Reference is { } reference)
        {
            var at = x.At(reference.Value);
            sheet.Group("reference");
            sheet.Open("line").With("x1", at).With("x2", at).With("y1", margin.Top - 8).With("y2", bottom).Close();
            sheet
                .Open("text")
                .With("x", at)
                .With("y", margin.Top - 12)
                .With(
                    "text-anchor",
                    at > Width * 0.75 ? "end"
                        : at < Width * 0.25 ? "start"
                        : "middle"
                )
                .Close(reference.Name);
            sheet.Close();
        }

        return sheet.Written();
    }

    private LinearScale Scale(double start, double end)
    {
        List<double> values =
        [
            .. All.Select(bar => bar.Value),
            .. Reference is { } reference ? [reference.Value] : Array.Empty<double>(),
            0,
        ];
        var (low, high) = (values.Min(), values.Max());
        // Room for what is printed beyond the end of the longest bar.
        var room = (high == low ? 1 : high - low) * (IsNarrow ? 0.24 : 0.13);
        return new LinearScale(low < 0 ? low - room : 0, high > 0 ? high + room : 0, start, end);
    }
}
