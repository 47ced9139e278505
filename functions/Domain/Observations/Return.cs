namespace BudgetWatch.Domain.Observations;

/// <summary>Which return a figure was filed in.</summary>
public enum Return
{
    /// <summary>RA, the revenue account budget: what a council planned to spend.</summary>
    Budget,

    /// <summary>RS, RSX or RO, the revenue outturn: what it spent.</summary>
    Outturn,
}

/// <summary>Names of the returns.</summary>
public static class ReturnNames
{
    /// <summary>Their words in the API.</summary>
    public static readonly EnumNames<Return> Words = new((Return.Budget, "budget"), (Return.Outturn, "outturn"));

    /// <summary>The name in the API.</summary>
    public static string Id(this Return @return) => Words.Id(@return);
}
