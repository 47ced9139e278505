using System.Globalization;
using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>Whether a deflator can be what it says it is: an index whose growth is that of prices, near to what the edition in force says of the same years.</summary>
internal static class DeflatorPlausibility
{
    /// <summary>Growth in one year, per cent. From 1955-56 to 2030-31: 0.2 to 24.5 (1975-76).</summary>
    private const double LeastGrowth = -5,
        MostGrowth = 30;

    /// <summary>How far a year's growth may be revised, in percentage points. Most in loaded editions: 4.9, 2020-21, a forecast before the pandemic; outturn is revised by less.</summary>
    private const double MostRevised = 10;

    /// <summary>How far growth may be from that of the edition in force, in percentage points, on average over outturn. In loaded editions: 0.5 from 2020 to 2026.</summary>
    private const double MostApart = 1.5;

    /// <summary>Years over which prices have never fallen.</summary>
    private const int NeverFell = 5;

    /// <summary>How many years are needed to detect a shift.</summary>
    private const int EnoughToTellAShift = 8;

    /// <summary>A series that is revised keeps its base, or nearly.</summary>
    private const double NearBase = 1;

    /// <summary>The index in the base year.</summary>
    private const double Base = 100;

    /// <summary>The questions about a series.</summary>
    public static IEnumerable<Question> Of(DeflatorSeries own, OtherEditions others) =>
        [
            .. Growths(own),
            .. own.Years.Any(year => Math.Abs(year.Index - Base) < NearBase)
                ? Array.Empty<Question>()
                :
                [
                    new Question(
                        "no-base-year",
                        "In no year is the index 100, which it is in the year that the Treasury states prices in. Is a column of something else read?"
                    ),
                ],
            .. own.Years.Where(year => !year.IsForecast).Select(year => year.Year.StartYear).DefaultIfEmpty(0).Max() > others.Today.Year
            || (own.Updated is { } updated && updated > others.Today.AddDays(31))
                ? [new Question("year-to-come", "It has outturn of a year that is still to come. Are its years right?")]
                : Array.Empty<Question>(),
            .. others.Before is DeflatorSeries before ? Beside(own, before) : [],
        ];

    private static IEnumerable<Question> Growths(DeflatorSeries own)
    {
        var index = own.Years.ToDictionary(year => year.Year.StartYear, year => year.Index);
        var odd = Growth(own)
            .Where(year => year.Value is < LeastGrowth or > MostGrowth || !double.IsFinite(year.Value))
            .OrderBy(year => year.Key)
            .Select(year => string.Create(CultureInfo.InvariantCulture, $"{new FinancialYear(year.Key)} by {year.Value:N1} %"))
            .ToList();
        if (odd.Count > 0)
        {
            yield return new Question(
                "growth-of-prices",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Prices change by {LeastGrowth} to {MostGrowth} % a year; here they change in {Question.Some(odd)}. Is a figure mistyped, or is it no index of prices?"
                )
            );
        }
        else if (
            index.Keys.Where(year => index.TryGetValue(year + NeverFell, out var later) && later <= index[year]).Order().ToList() is
            { Count: > 0 } fell
        )
        {
            yield return new Question(
                "prices-fell",
                $"Prices have never fallen over {NeverFell.ToString(CultureInfo.InvariantCulture)} years; here they do from {new FinancialYear(fell[0])}. Is the index turned round?"
            );
        }
    }

    private static IEnumerable<Question> Beside(DeflatorSeries own, DeflatorSeries before)
    {
        var (mine, theirs) = (Growth(own), Growth(before));
        var revised = mine.Where(year => theirs.TryGetValue(year.Key, out var known) && Math.Abs(year.Value - known) > MostRevised)
            .OrderBy(year => year.Key)
            .Select(year =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{new FinancialYear(year.Key)} from {theirs[year.Key]:N1} % to {year.Value:N1} %"
                )
            )
            .ToList();
        if (revised.Count > 0)
        {
            yield return new Question(
                "revised-far",
                $"It revises the growth of prices by more than a revision does: {Question.Some(revised)}."
            );
        }

        // Forecasts of other days differ so much that they cannot show a shift.
        var outturn = own
            .Years.Where(year => !year.IsForecast)
            .Select(year => year.Year.StartYear)
            .Intersect(before.Years.Where(year => !year.IsForecast).Select(year => year.Year.StartYear))
            .Where(mine.ContainsKey)
            .ToList();
        double? Apart(int shift) =>
            outturn.Where(year => theirs.ContainsKey(year + shift)).Select(year => Math.Abs(mine[year] - theirs[year + shift])).ToList()
                is { Count: >= EnoughToTellAShift } apart
                ? apart.Average()
                : null;
        if (Apart(0) > MostApart)
        {
            yield return new Question(
                "unlike-the-edition-before",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Over the years that both have as outturn its growth is {Apart(0):N1} percentage points from that of the edition in force. Is it another index?"
                )
            );
        }
        else if (Apart(0) is { } asDated && asDated > 0.1 && (Apart(1) < asDated / 2 || Apart(-1) < asDated / 2))
        {
            yield return new Question(
                "years-shifted",
                "Its growth is that of other years in the edition in force. Are its figures a year out?"
            );
        }
    }

    /// <summary>Growth from the year before, per cent, by the year it grew to.</summary>
    private static Dictionary<int, double> Growth(DeflatorSeries series)
    {
        var index = series.Years.ToDictionary(year => year.Year.StartYear, year => year.Index);
        return index
            .Where(year => index.ContainsKey(year.Key - 1))
            .ToDictionary(year => year.Key, year => 100 * ((year.Value / index[year.Key - 1]) - 1));
    }
}
