namespace BudgetWatch.Domain.Observations;

/// <summary>What a published cell says of its figure (methodology 1). Only the first two carry one.</summary>
public enum CellStatus
{
    /// <summary>Filed by the authority.</summary>
    Reported,

    /// <summary>Estimated by the publisher: a name ending "(e)" or a status column.</summary>
    Estimated,

    /// <summary><c>…</c>, <c>...</c>, <c>[x]</c>, <c>not submitted</c>, or blank. Never read as 0.</summary>
    Missing,

    /// <summary><c>[z]</c>, <c>-</c>, <c>n/a</c>, "Category discontinued": the line does not exist for this authority.</summary>
    NotApplicable,

    /// <summary><c>[c]</c>: withheld by the publisher.</summary>
    Suppressed,
}
