namespace BudgetWatch.Domain.Prices;

/// <summary>An edition of HM Treasury's GDP deflator at market prices, financial years.</summary>
/// <param name="Edition">Which edition, for readers: <c>March 2026 QNA</c>.</param>
/// <param name="Sheet">The sheet it stands on.</param>
/// <param name="Years">The series, in order.</param>
public sealed record DeflatorSeries(string Edition, string Sheet, IReadOnlyList<DeflatorYear> Years) : EditionContent
{
    /// <summary>The last date the edition gives itself (the first of the month where it names no day), where it gives one.</summary>
    public DateOnly? Updated { get; init; }

    /// <inheritdoc/>
    public override string Slot => "gdp-deflator";

    /// <summary>By the last outturn year; of editions between two of those by the months since, where the edition says when it is of.</summary>
    public override int Precedence =>
        (100 * LastOutturn) + (Updated is { } date ? Math.Clamp((12 * (date.Year - LastOutturn)) + date.Month, 0, 99) : 0);

    private int LastOutturn => Years.Where(year => !year.IsForecast).Select(year => year.Year.StartYear).DefaultIfEmpty().Max();
}

/// <summary>One year of the deflator.</summary>
/// <param name="Year">The financial year.</param>
/// <param name="Index">The index; the base cancels out in every use.</param>
/// <param name="IsForecast">Whether the year was a forecast when the edition was published.</param>
/// <param name="Address">Its cell.</param>
public sealed record DeflatorYear(FinancialYear Year, double Index, bool IsForecast, string Address);
