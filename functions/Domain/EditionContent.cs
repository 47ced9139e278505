namespace BudgetWatch.Domain;

/// <summary>What one published edition yields once it has been read and accepted.</summary>
public abstract record EditionContent
{
    /// <summary>
    /// What an edition stands for within its source; a newer edition of the same slot supersedes the older one. Budgets: the
    /// financial year. Indices: vintage and tier. Estimates: the vintage. One-series sources: one fixed word.
    /// </summary>
    public abstract string Slot { get; }

    /// <summary>Which of two editions of a slot is the newer, by what is in them; 0 where only their dates can tell.</summary>
    public virtual int Precedence => 0;
}
