using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using Known = BudgetWatch.Domain.Observations.Lines;

namespace BudgetWatch.Sources.Revenue;

/// <summary>Which column of a return's data sheet holds what.</summary>
/// <param name="Headings">The heading row.</param>
/// <param name="OnsCode">The ONS code: budgets from 2017-18, outturn from 2014-15.</param>
/// <param name="Name">The authority's name.</param>
/// <param name="Class">Its class.</param>
/// <param name="Lines">Each line the edition has, in the order of the return.</param>
internal sealed record ReturnColumns(HeadingRow Headings, int? OnsCode, int Name, int Class, IReadOnlyList<(Line Line, int Column)> Lines)
{
    /// <summary>Whether lines that do not add up to their service refuse the edition however many rows it is of: where nothing else in it shows a wrong one.</summary>
    public bool MustAddUp { get; init; }

    /// <summary>The heading every data sheet begins its table with.</summary>
    public const string CodeHeading = "E-code";

    /// <summary>Councils took public health over in April 2013; no return before has it, every one since must.</summary>
    private static readonly FinancialYear PublicHealthArrives = new(2013);

    /// <summary>Finds the columns; what is missing is added to the outcome, all of it at once.</summary>
    /// <param name="headings">The heading row.</param>
    /// <param name="year">The year of the return.</param>
    /// <param name="lines">The lines of this return.</param>
    /// <param name="find">The column of a line, if it has one.</param>
    /// <param name="lacking">Adds the reason for a line that has no column and must have one.</param>
    /// <param name="outcome">Where reasons go.</param>
    public static ReturnColumns? Find(
        HeadingRow headings,
        FinancialYear year,
        IEnumerable<Line> lines,
        Func<Line, int?> find,
        Action<Line> lacking,
        ReadingOutcome outcome
    )
    {
        var name = headings.FindByWords("Local authority") ?? headings.Require(outcome, "Local authority");
        var @class = headings.FindByWords("Class") ?? headings.Require(outcome, "Class");
        var combined = find(Known.SocialCare);
        var isSplit = find(Known.ChildrensSocialCare) is not null || find(Known.AdultSocialCare) is not null;
        if (combined is { } column && isSplit)
        {
            outcome.Refuse(
                headings.Refusal(
                    column,
                    "social care in one column or in two, not in both",
                    $"'{headings.TextAt(column)}' beside its parts"
                )
            );
        }

        var found = new List<(Line, int)>();
        foreach (var line in lines)
        {
            if (find(line) is { } place)
            {
                found.Add((line, place));
            }
            else if (IsExpected(line, year, combined is not null))
            {
                lacking(line);
            }
        }

        return outcome.IsRefused || name is null || @class is null
            ? null
            : new ReturnColumns(headings, headings.FindByWords("ONS Code"), name.Value, @class.Value, found);
    }

    private static bool IsExpected(Line line, FinancialYear year, bool isCombined) =>
        line == Known.SocialCare ? isCombined
        : line == Known.ChildrensSocialCare || line == Known.AdultSocialCare ? !isCombined
        : Known.IsMain(line) && (line != Known.PublicHealth || year >= PublicHealthArrives);
}
