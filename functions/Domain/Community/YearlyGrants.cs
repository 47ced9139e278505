using System.Collections.Immutable;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Community;

/// <summary>
/// Grants to organisations in each place by financial year and publisher, summed from a list of single grants (360Giving): columns of equal
/// length, in order of place, year and publisher, each of these three at most once together.
/// </summary>
/// <param name="Retrieved">The newest day the list says it took a publisher's file; null where it does not say.</param>
/// <param name="First">The day of the first award that is counted.</param>
/// <param name="Last">The day of the last.</param>
/// <param name="Places">English districts and counties, in the codes of the list, in order.</param>
/// <param name="Publishers">Who published the grants, by name in order; empty for a grant that does not say.</param>
/// <param name="Place">For each row its place in <paramref name="Places"/>.</param>
/// <param name="Year">For each row the year in which its financial year starts.</param>
/// <param name="Publisher">For each row its publisher in <paramref name="Publishers"/>.</param>
/// <param name="Grants">For each row how many grants.</param>
/// <param name="Pence">For each row the amounts awarded, pence of the year.</param>
/// <param name="LeftOut">What of the list is not counted, by reason.</param>
public sealed record YearlyGrants(
    DateOnly? Retrieved,
    DateOnly First,
    DateOnly Last,
    IReadOnlyList<GssCode> Places,
    IReadOnlyList<string> Publishers,
    ImmutableArray<int> Place,
    ImmutableArray<int> Year,
    ImmutableArray<int> Publisher,
    ImmutableArray<int> Grants,
    ImmutableArray<long> Pence,
    IReadOnlyList<GrantsLeftOut> LeftOut
) : EditionContent
{
    /// <inheritdoc/>
    public override string Slot => "grants";

    /// <inheritdoc/>
    public override int Precedence => (Retrieved ?? Last).DayNumber;
}

/// <summary>Grants of a list that are not counted.</summary>
/// <param name="Reason">Why: one of the words of <see cref="GrantsLeftOut"/>.</param>
/// <param name="Grants">How many.</param>
/// <param name="Pounds">Amounts awarded, pounds of their years; null where they are not in pounds.</param>
public sealed record GrantsLeftOut(string Reason, long Grants, decimal? Pounds)
{
    /// <summary>No identifier, or an amount, date or currency that cannot be read.</summary>
    public const string Unusable = "unusable";

    /// <summary>Awarded in another currency than pounds.</summary>
    public const string OtherCurrency = "other-currency";

    /// <summary>Published without a licence.</summary>
    public const string LicenceNotStated = "licence-not-stated";

    /// <summary>Published under a licence that asks for more than acknowledgement, or one that is not known.</summary>
    public const string LicenceNotOpen = "licence-not-open";

    /// <summary>To recipients in Wales, Scotland, Northern Ireland or further away.</summary>
    public const string OutsideEngland = "outside-england";

    /// <summary>Without the code of a district or county.</summary>
    public const string NoDistrict = "no-district";

    /// <summary>Listed before under the same identifier.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>In a place of England whose code leads to no area.</summary>
    public const string NoArea = "no-area";
}
