namespace BudgetWatch.Domain.Prices;

/// <summary>An edition of HM Treasury's GDP deflator at market prices, financial years.</summary>
/// <param name="Edition">Which edition, for readers: <c>March 2026 QNA</c>.</param>
/// <param name="Sheet">The sheet it stands on.</param>
/// <param name="Years">The series, in order.</param>
public sealed record DeflatorSeries(string Edition, string Sheet, IReadOnlyList<DeflatorYear> Years)
    : EditionContent
{
    /// <inheritdoc/>
    public override string Slot => "gdp-deflator";

    /// <summary>The last outturn year: a later edition always knows one more.</summary>
    public override int Precedence => Years.Where(year => !year.IsForecast).Select(year => year.Year.StartYear).DefaultIfEmpty().Max();
}

/// <summary>One year of the deflator.</summary>
/// <param name="Year">The financial year.</param>
/// <param name="Index">The index; the base cancels out in every use.</param>
/// <param name="IsForecast">Whether the year was a forecast when the edition was published.</param>
/// <param name="Address">The cell it stands in.</param>
public sealed record DeflatorYear(FinancialYear Year, double Index, bool IsForecast, string Address);
