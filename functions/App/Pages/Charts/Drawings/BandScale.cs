namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>Things in a row, each with a band of the same width. How they share the line is the rule of d3-scale 4 (<c>band</c> and <c>point</c>), ISC licence, copyright Mike Bostock.</summary>
internal sealed record BandScale
{
    private readonly double _first;
    private readonly double _step;

    /// <summary>Bands along a line.</summary>
    /// <param name="count">How many things there are.</param>
    /// <param name="start">Where the line starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="between">The room between two bands, as a share of the way from one to the next.</param>
    /// <param name="outside">The room before the first and after the last, as the same share.</param>
    public BandScale(int count, double start, double end, double between, double outside)
    {
        (Count, Start, End) = (count, start, end);
        _step = (end - start) / Math.Max(1, count - between + (outside * 2));
        _first = start + ((end - start - (_step * (count - between))) * 0.5);
        Width = _step * (1 - between);
    }

    /// <summary>How many things there are.</summary>
    public int Count { get; }

    /// <summary>Where the line starts.</summary>
    public double Start { get; }

    /// <summary>Where it ends.</summary>
    public double End { get; }

    /// <summary>How wide a band is.</summary>
    public double Width { get; }

    /// <summary>Points along a line: bands without a width, the first and the last at its ends.</summary>
    public static BandScale Points(int count, double start, double end) => new(count, start, end, between: 1, outside: 0);

    /// <summary>Where the band of a thing starts.</summary>
    public double At(int index) => _first + (_step * index);
}
