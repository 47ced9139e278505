namespace BudgetWatch.Domain.Observations;

/// <summary>Which return a figure was filed in.</summary>
public enum Return
{
    /// <summary>RA, the revenue account budget: what a council planned to spend.</summary>
    Budget,

    /// <summary>RS, RSX or RO, the revenue outturn: what it spent.</summary>
    Outturn,
}
