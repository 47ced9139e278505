namespace BudgetWatch.Domain.Prices;

/// <summary>Turns cash of one year into pounds of another: real = cash x D(base) / D(year) (methodology 3).</summary>
public sealed class Deflators
{
    /// <summary>The price base of every real figure.</summary>
    public static readonly FinancialYear PriceBase = new(2024);

    private readonly Dictionary<FinancialYear, double> _index;
    private readonly HashSet<FinancialYear> _forecasts;

    /// <summary>Deflators of one published series.</summary>
    public Deflators(DeflatorSeries series)
    {
        _index = series.Years.ToDictionary(year => year.Year, year => year.Index);
        _forecasts = [.. series.Years.Where(year => year.IsForecast).Select(year => year.Year)];
    }

    /// <summary>Whether the index of a year was a forecast when the series was published.</summary>
    public bool IsForecast(FinancialYear year) => _forecasts.Contains(year);

    /// <summary>What a pound of <paramref name="year"/> is worth in the price base, or null where the series lacks either year.</summary>
    public double? Factor(FinancialYear year) =>
        _index.TryGetValue(year, out var index) && _index.TryGetValue(PriceBase, out var at) ? at / index : null;
}
