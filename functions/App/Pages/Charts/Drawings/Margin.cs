namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>The room around a drawing, in its units.</summary>
internal readonly record struct Margin(double Top, double Right, double Bottom, double Left);
