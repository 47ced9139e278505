using BudgetWatch.Domain;

namespace BudgetWatch.Sources.Revenue;

/// <summary>What stands above the table of a return's sheet.</summary>
/// <param name="Year">The financial year a title names.</param>
/// <param name="HasMeasure">Whether the sheet says it is of net current expenditure.</param>
/// <param name="HasTable">Whether the heading row of a table was reached; the cursor then stands on it.</param>
/// <param name="Updated">The date the sheet gives itself.</param>
/// <param name="AssetCodes">The column under each code of the publisher's database, where a row above the headings has them.</param>
/// <param name="Problem">Why it is no table that can be read, for the sheet that comes nearest to one.</param>
internal sealed record ReturnPreamble(
    FinancialYear? Year,
    bool HasMeasure,
    bool HasTable,
    DateOnly? Updated,
    IReadOnlyDictionary<string, int> AssetCodes,
    Refusal? Problem
)
{
    /// <summary>The title that names the year; empty where none does.</summary>
    public string Title { get; init; } = "";

    /// <summary>The rows above the heading row, each with its texts by column: services stand above their measures in outturn details.</summary>
    public IReadOnlyList<IReadOnlyList<(int Column, string Text)>> Above { get; init; } = [];
}
