namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>A figure of a year; null where there is none: a line is broken there, never drawn across.</summary>
internal sealed record YearFigure(double? Value, string Text);

/// <summary>One thing by year.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Figures">Its figures, one for each year of the drawing.</param>
internal sealed record YearLine(string Name, IReadOnlyList<YearFigure> Figures);

/// <summary>Several things by year.</summary>
/// <param name="All">The lines.</param>
/// <param name="Years">The years, from the first.</param>
/// <param name="Label">What is measured.</param>
/// <param name="Width">How wide the drawing is.</param>
internal sealed record YearLines(IReadOnlyList<YearLine> All, IReadOnlyList<string> Years, string Label, int Width) : Drawing(Width)
{
    private const double KeyRow = 22;

    // A line has a colour, a dash and a shape, so that it can be recognised without seeing colours.
    private static readonly Symbol[] Shapes = [Symbols.Circle, Symbols.Square, Symbols.Triangle, Symbols.Diamond];

    /// <inheritdoc/>
    public override string Draw()
    {
        var height = 330 + (All.Count * KeyRow);
        var margin = new Margin(Top: 30, Right: 16, Bottom: 38 + (All.Count * KeyRow), Left: 58);
        var (right, bottom) = (Width - margin.Right, height - margin.Bottom);
        var sheet = new SvgSheet(Width, height);
        var x = BandScale.Points(Years.Count, margin.Left + 8, right - 8);
        var y = LinearScale
            .Over([.. All.SelectMany(line => line.Figures).Select(figure => figure.Value ?? 0), 0], bottom, margin.Top)
            .Nice();
        Axis.Left(sheet, y, margin.Left, right, Label, 6, Number.Grouped);
        var every = (int)Math.Ceiling(Years.Count / (IsNarrow ? 4.0 : 9));
        Axis.Below(sheet, x, bottom, [.. Years.Select((year, i) => i % every == 0 ? year : "")]);
        for (var i = 0; i < All.Count; i++)
        {
            var (line, shape) = (All[i], Shapes[i % Shapes.Length](IsNarrow ? 30 : 40));
            var points = line
                .Figures.Select((figure, year) => figure.Value is { } value ? (X: x.At(year), Y: y.At(value)) : ((double X, double Y)?)null)
                .ToList();
            sheet.Group($"line line-{Number.At(i)}");
            sheet.Open("path").With("class", "run").With("d", SvgPath.Broken(points)).Close();
            foreach (var (point, figure) in points.Zip(line.Figures))
            {
                if (point is { } at)
                {
                    sheet.Open("path").With("d", shape).Moved(at.X, at.Y).Titled(figure.Text).Close();
                }
            }

            sheet.Close();
            sheet.Group($"key line line-{Number.At(i)}").Unread().Moved(margin.Left, bottom + 42 + (i * KeyRow));
            sheet.Open("path").With("class", "run").With("d", "M-14,0L14,0").Close();
            sheet.Open("path").With("d", shape).Close();
            sheet.Open("text").With("x", 22).With("y", 4.5).Close(line.Name);
            sheet.Close();
        }

        return sheet.Written();
    }
}
