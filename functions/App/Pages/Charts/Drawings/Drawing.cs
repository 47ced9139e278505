namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>What is drawn: the data of one kind of drawing, which knows how to draw itself.</summary>
/// <param name="Width">How wide the drawing is, in its units.</param>
internal abstract record Drawing(int Width)
{
    /// <summary>Whether it is for a phone: there is no room beside what is drawn.</summary>
    protected bool IsNarrow => Width < 500;

    /// <summary>The drawing as SVG, from <c>&lt;svg</c> on.</summary>
    public abstract string Draw();
}
