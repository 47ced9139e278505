using System.Collections.Immutable;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Community;

namespace BudgetWatch.Sources.Charities;

/// <summary>
/// publicextract.charity_annual_return_history: a row for each charity and year of accounts. Rows without an income, as of accounts not received
/// or suppressed, are left out. Of two rows for one charity and year the larger income counts, and there is a flag.
/// </summary>
internal sealed class ReturnHistoryTable : ExtractTable
{
    private const int Taken = 0;
    private const int Number = 1;
    private const int End = 2;
    private const int Income = 3;

    /// <inheritdoc/>
    public override IReadOnlyList<ExtractField> Fields { get; } =
    [Extracted, new("organisation_number"), new("fin_period_end_date"), new("total_gross_income")];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Signature { get; } = ["date_annual_return_received", "reporting_due_date"];

    /// <inheritdoc/>
    public override EditionContent? Read(ExtractRows rows, ReadingOutcome outcome)
    {
        DateOnly? extracted = null;
        var years = new List<Year>();
        var tally = new Tally();
        while (!outcome.IsRefused && rows.NextRow())
        {
            TakeExtracted(rows, Taken, ref extracted, outcome);
            if (
                Required(rows, Number, outcome) is { } number
                && rows.Day(End, outcome) is { } end
                && Amounts.Whole(rows.Pounds(Income, outcome), rows, Income, tally) is not CharityRecords.NotKnown and var pounds
            )
            {
                years.Add(new Year(number, end, pounds));
            }
        }

        if (rows.Fault is not null || outcome.IsRefused)
        {
            return null;
        }

        years.Sort();
        var kept = Once(years, tally);
        tally.Flag(outcome);
        return new CharityIncomes(
            extracted,
            Column(kept, year => year.Number),
            Column(kept, year => year.End),
            Column(kept, year => year.Pounds)
        );
    }

    /// <summary>The last of each charity and year, in place.</summary>
    private static List<Year> Once(List<Year> years, Tally tally)
    {
        var kept = 0;
        for (var next = 0; next < years.Count; next++)
        {
            if (kept > 0 && years[next].Number == years[kept - 1].Number && years[next].End == years[kept - 1].End)
            {
                tally.Add(
                    "repeated-accounts",
                    "rows repeat a charity's accounts of one year; the larger income counts",
                    $"organisation_number {years[next].Number}"
                );
                kept--;
            }

            years[kept++] = years[next];
        }

        years.RemoveRange(kept, years.Count - kept);
        return years;
    }

    private static ImmutableArray<int> Column(List<Year> years, Func<Year, int> value)
    {
        var column = ImmutableArray.CreateBuilder<int>(years.Count);
        foreach (var year in years)
        {
            column.Add(value(year));
        }

        return column.MoveToImmutable();
    }

    private readonly record struct Year(int Number, int End, int Pounds) : IComparable<Year>
    {
        public int CompareTo(Year other) => (Number, End, Pounds).CompareTo((other.Number, other.End, other.Pounds));
    }
}
