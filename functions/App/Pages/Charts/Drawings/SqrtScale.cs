namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>Lengths whose squares are as figures are: of marks, so that their areas are.</summary>
/// <param name="High">The highest figure.</param>
/// <param name="Longest">Its length.</param>
internal sealed record SqrtScale(double High, double Longest)
{
    /// <summary>The length of a figure.</summary>
    public double Of(double figure) => Longest * (Math.Sqrt(figure) / Math.Sqrt(High));
}
