using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Returns;

/// <summary>Answer of <c>/compare/returns</c>: what was planned, and what was spent.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The question.</param>
/// <param name="Years">England and the fifths in each year; empty where one area was asked for.</param>
/// <param name="Rows">One for each area, scope or line and year that both returns have.</param>
/// <param name="Excluded">What was asked for and one of the returns lacks.</param>
/// <param name="Units">Units: level of planned and spent, change of difference, changePercent of differencePercent.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record ReturnsAnswer(
    ReleaseReference Release,
    ReturnsQueryAnswer Query,
    IReadOnlyList<ReturnsYearAnswer> Years,
    IReadOnlyList<ReturnsRowAnswer> Rows,
    IReadOnlyList<ReturnsExcludedAnswer> Excluded,
    UnitsAnswer Units,
    IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution
);

/// <summary>The question as it was understood.</summary>
/// <param name="Area">The area; null for all.</param>
/// <param name="Scope">The scope or line; null for all.</param>
/// <param name="Years">The years.</param>
/// <param name="Geography">upper-tier.</param>
/// <param name="Measure">In what it is stated.</param>
/// <param name="Imd">Vintage of the Indices of Deprivation; null where one area was asked for.</param>
/// <param name="PriceBase">The year whose pounds real figures are in.</param>
public sealed record ReturnsQueryAnswer(
    AreaCode? Area,
    Scope? Scope,
    IReadOnlyList<FinancialYear> Years,
    GeographyKind Geography,
    Measure Measure,
    int? Imd,
    FinancialYear PriceBase
);

/// <summary>Planned and spent.</summary>
/// <param name="Planned">What the budget says, in the measure.</param>
/// <param name="Spent">What the outturn says.</param>
/// <param name="Difference">Spent - planned: positive where more was spent than planned.</param>
/// <param name="DifferencePercent">In per cent of planned; null where planned is not positive.</param>
public sealed record PlannedAndSpent(double Planned, double Spent, double Difference, double? DifferencePercent)
{
    internal static PlannedAndSpent Of(PooledChange pooled) => new(pooled.From, pooled.To, pooled.Change, pooled.ChangePercent);
}

/// <summary>One area's scope or line in one year.</summary>
/// <param name="Code">The area.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="Scope">The scope or line.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="Year">The financial year.</param>
/// <param name="Planned">What the budget says, in the measure.</param>
/// <param name="Spent">What the outturn says.</param>
/// <param name="Difference">Spent - planned.</param>
/// <param name="DifferencePercent">In per cent of planned; null where planned is not positive.</param>
/// <param name="PlannedStatus">Reported or estimated.</param>
/// <param name="SpentStatus">Reported or estimated.</param>
/// <param name="Deprivation">How deprived it is; null where one area was asked for.</param>
/// <param name="Flags">Words the notes spell out.</param>
/// <param name="Display">The figures as printed.</param>
public sealed record ReturnsRowAnswer(
    AreaCode Code,
    string Name,
    string Region,
    Scope Scope,
    string Title,
    FinancialYear Year,
    double Planned,
    double Spent,
    double Difference,
    double? DifferencePercent,
    CellStatus PlannedStatus,
    CellStatus SpentStatus,
    DeprivationAnswer? Deprivation,
    IReadOnlyList<string> Flags,
    ReturnsDisplay Display
);

/// <summary>Figures as they are printed.</summary>
/// <param name="Planned">Pounds to the whole.</param>
/// <param name="Spent">Pounds to the whole.</param>
/// <param name="Difference">Pounds to the whole.</param>
/// <param name="DifferencePercent">Per cent to one decimal.</param>
public sealed record ReturnsDisplay(string Planned, string Spent, string Difference, string DifferencePercent);

/// <summary>What cannot be compared.</summary>
/// <param name="Code">The area.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scope">The scope or line.</param>
/// <param name="Year">The financial year.</param>
/// <param name="Reason">Why: which return lacks what.</param>
public sealed record ReturnsExcludedAnswer(AreaCode Code, string Name, Scope Scope, FinancialYear Year, ExclusionReason Reason);

/// <summary>All areas together in one year.</summary>
/// <param name="Year">The financial year.</param>
/// <param name="Areas">How many areas.</param>
/// <param name="Sentence">Who spent more than planned, in words, with the interval.</param>
/// <param name="England">All of them pooled.</param>
/// <param name="Fifths">The five fifths by deprivation, the most deprived first.</param>
/// <param name="Sii">Slope index of differencePercent against deprivation: positive where the least deprived overspent more.</param>
public sealed record ReturnsYearAnswer(
    FinancialYear Year,
    int Areas,
    string Sentence,
    PlannedAndSpent England,
    IReadOnlyList<ReturnsFifthAnswer> Fifths,
    SlopeAnswer? Sii
);

/// <summary>A fifth of the areas, pooled.</summary>
/// <param name="Fifth">1 is the most deprived.</param>
/// <param name="Areas">How many areas.</param>
/// <param name="Planned">What their budgets say together, in the measure.</param>
/// <param name="Spent">What their outturn says.</param>
/// <param name="Difference">Spent - planned.</param>
/// <param name="DifferencePercent">In per cent of planned.</param>
public sealed record ReturnsFifthAnswer(int Fifth, int Areas, double Planned, double Spent, double Difference, double? DifferencePercent);
