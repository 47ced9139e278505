using BudgetWatch.Domain.Community;

namespace BudgetWatch.Sources.Charities;

/// <summary>Pounds as the columns hold them.</summary>
internal static class Amounts
{
    /// <summary>Whole pounds; what is not stated as <see cref="CharityRecords.NotKnown"/>, and so, flagged, what is beyond two thousand million.</summary>
    public static int Whole(decimal? pounds, ExtractRows rows, int field, Tally tally)
    {
        if (pounds is null)
        {
            return CharityRecords.NotKnown;
        }

        if (Math.Abs(pounds.Value) < int.MaxValue)
        {
            return (int)pounds.Value;
        }

        tally.Add("income-beyond-range", "incomes are beyond £2,147 million; they are taken as not stated", rows.Address(field));
        return CharityRecords.NotKnown;
    }
}
