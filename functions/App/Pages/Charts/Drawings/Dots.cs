using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>One reading: its number, and whether it gives the claim.</summary>
internal readonly record struct Reading(double Value, bool GivesClaim);

/// <summary>Readings of one kind, with the published one where it is among them.</summary>
internal sealed record ReadingKind(string Name, IReadOnlyList<Reading> Readings, double? Published);

/// <summary>A number that was claimed, and what it is called.</summary>
internal sealed record ClaimedNumber(double Value, string Name);

/// <summary>Every reading on a line of numbers, stacked where they are the same, with the claim across them.</summary>
/// <param name="Kinds">The readings, by kind.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Label">What is measured.</param>
/// <param name="Before">Printed before a number; with it numbers are whole.</param>
/// <param name="After">Printed after it.</param>
/// <param name="Width">How wide the drawing is.</param>
internal sealed record Dots(IReadOnlyList<ReadingKind> Kinds, ClaimedNumber Claim, string Label, string Before, string After, int Width)
    : Drawing(Width)
{
    // The most marks in a column.
    private const int Most = 13;

    private static readonly Margin Edge = new(Top: 40, Right: 16, Bottom: 114, Left: 16);

    // How far apart marks are, and how large.
    private int Step => IsNarrow ? 9 : 10;

    private double Area => Step * Step * 0.55;

    private double Right => Width - Edge.Right;

    private double RowHeight => (Most * Step) + 56;

    private double Bottom => Edge.Top + (Kinds.Count * RowHeight);

    /// <inheritdoc/>
    public override string Draw()
    {
        var sheet = new SvgSheet(Width, Bottom + Edge.Bottom);
        var readings = LinearScale.Over([.. Kinds.SelectMany(kind => kind.Readings).Select(reading => reading.Value)], 0, 0);
        var span = readings.High == readings.Low ? 1 : readings.High - readings.Low;
        // A claim far from every reading is drawn at the edge: the readings must stay distinct.
        var held = Math.Clamp(Claim.Value, readings.Low - (span / 3), readings.High + (span / 3));
        var x = LinearScale.Over([readings.Low, readings.High, held], Edge.Left + Step, Right - Step).Nice(6);
        var columns = Kinds.Select(kind => Columns(kind, x)).ToList();
        // How many readings a mark stands for.
        var each = Math.Max(
            1,
            (int)Math.Ceiling(columns.SelectMany(own => own).Select(column => column.Readings.Count).DefaultIfEmpty().Max() / (double)Most)
        );
        Axis.Below(sheet, x, Bottom, Label, IsNarrow ? 5 : 9, Number.Grouped);
        DrawClaim(
            sheet,
            x.At(held),
            held == Claim.Value ? Claim.Name
                : held > Claim.Value ? $"\u2190 {Claim.Name}, beyond this scale"
                : $"{Claim.Name}, beyond this scale \u2192"
        );
        for (var i = 0; i < Kinds.Count; i++)
        {
            DrawKind(sheet, Kinds[i], columns[i], each, Edge.Top + ((i + 1) * RowHeight) - 8);
            if (Kinds[i].Published is { } published)
            {
                DrawPublished(sheet, x.At(published), published, x.At(held), Edge.Top + ((i + 1) * RowHeight) - 8);
            }
        }

        DrawKey(sheet, each);
        return sheet.Written();
    }

    /// <summary>The readings of a kind by the column they fall in, from the left, a step wide.</summary>
    private List<Column> Columns(ReadingKind kind, LinearScale x)
    {
        var last = (int)Math.Ceiling((Right - Edge.Left) / Step) - 1;
        int Of(double place)
        {
            var column = Math.Min(last, (int)((place - Edge.Left) / Step));
            // A quotient may be rounded up to the next column.
            return Edge.Left + (column * Step) > place ? column - 1 : column;
        }

        return
        [
            .. kind
                .Readings.GroupBy(reading => Of(x.At(reading.Value)))
                .OrderBy(column => column.Key)
                .Select(column => new Column(
                    (Edge.Left + (column.Key * Step) + Math.Min(Right, Edge.Left + ((column.Key + 1) * Step))) / 2,
                    [.. column]
                )),
        ];
    }

    private void DrawClaim(SvgSheet sheet, double x, string name)
    {
        sheet.Group("claimed");
        sheet.Open("line").With("x1", x).With("x2", x).With("y1", 24).With("y2", Bottom).Close();
        sheet
            .Open("text")
            .With("x", x)
            .With("y", 16)
            .With(
                "text-anchor",
                x > Width * 0.7 ? "end"
                    : x < Width * 0.3 ? "start"
                    : "middle"
            )
            .Close(name);
        sheet.Close();
    }

    private void DrawKind(SvgSheet sheet, ReadingKind kind, List<Column> columns, int each, double y)
    {
        sheet.Open("line").With("class", "base").With("x1", Edge.Left).With("x2", Right).With("y1", y).With("y2", y).Close();
        sheet.Open("text").With("class", "name on-dots").With("x", Edge.Left).With("y", y - (Most * Step) - 14).Close(kind.Name);
        var (circle, diamond) = (Symbols.Circle(Area), Symbols.Diamond(Area));
        foreach (var (x, readings) in columns)
        {
            var giving = readings.Count(reading => reading.GivesClaim);
            var (gives, others) = (Marks(giving, each), Marks(readings.Count - giving, each));
            sheet.Group("bar readings");
            for (var i = 0; i < gives + others; i++)
            {
                sheet
                    .Open("path")
                    .With("class", i < gives ? "gives" : "other")
                    .With("d", i < gives ? diamond : circle)
                    .Moved(x, y - (Step * (i + 0.5)) - 1)
                    .Close();
            }

            sheet.Titled(Told(readings, giving)).Close();
        }
    }

    private void DrawPublished(SvgSheet sheet, double x, double value, double claimed, double y)
    {
        // Away from the claim where there is room.
        var isAtRight = x > Width - 170 || (x < claimed && x > 170);
        sheet.Group("published");
        sheet.Open("line").With("x1", x).With("x2", x).With("y1", y).With("y2", y - (Most * Step) - 4).Close();
        sheet
            .Open("text")
            .With("class", "on-dots")
            .With("x", x + (isAtRight ? -6 : 6))
            .With("y", y - (Most * Step) + 6)
            .With("text-anchor", isAtRight ? "end" : "start")
            .Close($"published {Printed(value)}");
        sheet.Close();
    }

    private void DrawKey(SvgSheet sheet, int each)
    {
        var meaning = each == 1 ? "one reading" : $"up to {Number.At(each)} readings";
        sheet.Group("key readings").Unread();
        sheet.Open("g").Moved(Edge.Left + 8, Bottom + 66);
        sheet.Open("path").With("class", "gives").With("d", Symbols.Diamond(Area)).Close();
        sheet.Open("text").With("x", 14).With("y", 4.5).Close($"{meaning}: gives the claim").Close();
        sheet.Open("g").Moved(Edge.Left + 8, Bottom + 88);
        sheet.Open("path").With("class", "other").With("d", Symbols.Circle(Area)).Close();
        sheet.Open("text").With("x", 14).With("y", 4.5).Close($"{meaning}: gives another number").Close();
        sheet.Close();
    }

    private static int Marks(int readings, int each) => (readings + each - 1) / each;

    private string Told(IReadOnlyList<Reading> readings, int giving)
    {
        var (from, to) = (readings.Min(reading => reading.Value), readings.Max(reading => reading.Value));
        return $"{Number.Grouped(readings.Count)} {(readings.Count == 1 ? "reading" : "readings")}, {Printed(from)}{(from == to ? "" : $" to {Printed(to)}")}"
            + (giving == 0 ? "" : $"; {Number.Grouped(giving)} {(giving == 1 ? "gives" : "give")} the claim");
    }

    private string Printed(double value)
    {
        var size = Math.Abs(value);
        return $"{(value < 0 ? "\u2212" : "")}{Before}{(Before.Length > 0 ? Number.Grouped(Number.HalfUp(size)) : FigureText.Points(size))}{After}";
    }

    private readonly record struct Column(double X, IReadOnlyList<Reading> Readings);
}
