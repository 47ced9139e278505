namespace BudgetWatch.Domain.Observations;

/// <summary>How the publisher words a line, and in which years.</summary>
/// <param name="Line">The line.</param>
/// <param name="PartOf">The total it adds up to in those years; null for a memorandum, which is in none.</param>
/// <param name="From">The first year.</param>
/// <param name="To">The last year; null where it is so worded in the latest form that was seen.</param>
/// <param name="Heading">The heading. Commas, dashes, apostrophes and capitals come and go.</param>
public sealed record LineLabel(Line Line, Line? PartOf, FinancialYear From, FinancialYear? To, string Heading)
{
    /// <summary>The form that words it so: <c>RA</c>, or one of outturn that states details of services, as <c>RO3</c>.</summary>
    public string Form { get; init; } = "RA";

    /// <summary>Whether the line is so worded in a year.</summary>
    public bool IsIn(FinancialYear year) => year >= From && !(year > To);
}

/// <summary>What happened to a line between two years, and why.</summary>
/// <param name="Line">The line.</param>
/// <param name="Year">The first year after; null where it holds in every year.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Instead">The id of a scope that can be followed across it; null where there is none.</param>
/// <param name="Reason">Why, for readers.</param>
public sealed record LineChange(Line Line, FinancialYear? Year, LineChangeKind Kind, string? Instead, string Reason)
{
    /// <summary>The return whose form it is a change of: budget and outturn split a line in different years.</summary>
    public required Return Return { get; init; }
}

/// <summary>What can happen to a line.</summary>
public enum LineChangeKind
{
    /// <summary>The line begins in that year, because another was split, moved or redefined.</summary>
    Began,

    /// <summary>The line is not there any more in that year, because it was split, moved or redefined.</summary>
    Ended,

    /// <summary>The line goes on under its name and may hold more or less: comparisons across it carry a note.</summary>
    Noted,

    /// <summary>The line is there every year and still says nothing of cuts.</summary>
    Never,
}
