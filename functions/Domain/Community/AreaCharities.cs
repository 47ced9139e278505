using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Community;

/// <summary>The general local charities of one area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Charities">How many named it on the day as where they operate.</param>
/// <param name="AtHome">How many of those that name any authority had their address there; null where it is not known.</param>
/// <param name="People">Residents; null where unknown.</param>
/// <param name="Income">What they took in in the year of income, pounds to the penny; null where none states any.</param>
/// <param name="IncomeStated">How many state an income; null where no year has.</param>
/// <param name="IncomeSilent">How many do not.</param>
/// <param name="IncomePeople">Residents in the year of income; null where unknown.</param>
/// <param name="Earlier">How many there were five years before the day.</param>
/// <param name="Survived">How many of those were there on the day.</param>
public sealed record AreaCharities(
    AreaCode Area,
    int Charities,
    int? AtHome,
    long? People,
    decimal? Income,
    int? IncomeStated,
    int? IncomeSilent,
    long? IncomePeople,
    int Earlier,
    int Survived
);
