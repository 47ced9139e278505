namespace BudgetWatch.Domain.Cuts;

/// <summary>In what a comparison is stated (methodology 3).</summary>
public enum Measure
{
    /// <summary>Pounds of the price base, per resident. The default.</summary>
    RealPerHead,

    /// <summary>Pounds of the price base.</summary>
    Real,

    /// <summary>Pounds of the year, per resident.</summary>
    CashPerHead,

    /// <summary>Pounds of the year.</summary>
    Cash,
}

/// <summary>Names and properties of the measures.</summary>
public static class Measures
{
    /// <summary>All measures, the default first.</summary>
    public static readonly IReadOnlyList<Measure> All = [Measure.RealPerHead, Measure.Real, Measure.CashPerHead, Measure.Cash];

    /// <summary>The name in the API.</summary>
    public static string Id(this Measure measure) => measure switch
    {
        Measure.RealPerHead => "real-per-head",
        Measure.Real => "real",
        Measure.CashPerHead => "cash-per-head",
        Measure.Cash => "cash",
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "No such measure."),
    };

    /// <summary>The measure of that name, or null.</summary>
    public static Measure? Find(string id) => All.Where(measure => measure.Id() == id).Cast<Measure?>().FirstOrDefault();

    /// <summary>Whether it is in pounds of the price base.</summary>
    public static bool IsReal(this Measure measure) => measure is Measure.RealPerHead or Measure.Real;

    /// <summary>Whether it is divided by residents.</summary>
    public static bool IsPerHead(this Measure measure) => measure is Measure.RealPerHead or Measure.CashPerHead;
}
