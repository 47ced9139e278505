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
    /// <summary>Their words in the API.</summary>
    public static readonly EnumNames<Measure> Words = new(
        (Measure.RealPerHead, "real-per-head"),
        (Measure.Real, "real"),
        (Measure.CashPerHead, "cash-per-head"),
        (Measure.Cash, "cash")
    );

    /// <summary>All measures, the default first.</summary>
    public static IReadOnlyList<Measure> All => Words.All;

    /// <summary>The name in the API.</summary>
    public static string Id(this Measure measure) => Words.Id(measure);

    /// <summary>The measure of that name, or null.</summary>
    public static Measure? Find(string id) => Words.Find(id);

    /// <summary>Whether it is in pounds of the price base.</summary>
    public static bool IsReal(this Measure measure) => measure is Measure.RealPerHead or Measure.Real;

    /// <summary>Whether it is divided by residents.</summary>
    public static bool IsPerHead(this Measure measure) => measure is Measure.RealPerHead or Measure.CashPerHead;
}
