namespace BudgetWatch.Domain.Community;

/// <summary>What the register's own fields say of a charity that keeps it from being a general one (methodology, community capacity).</summary>
[Flags]
public enum CharityMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Named as a school or college, with an income no parents' association has: a general charity unless it is classified under education.</summary>
    School = 1,

    /// <summary>A charity of the National Health Service.</summary>
    HealthService = 2,

    /// <summary>A council or another public body.</summary>
    PublicBody = 4,

    /// <summary>Neither income nor spending in its latest accounts.</summary>
    Dormant = 8,

    /// <summary>A common investment or deposit fund: charities' money, not an active charity.</summary>
    PooledFund = 16,
}
