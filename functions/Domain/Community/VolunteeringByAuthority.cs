namespace BudgetWatch.Domain.Community;

/// <summary>
/// Formal volunteering at least once in the last twelve months, people of 16 and over, by local authority (Community Life Survey). Authorities are
/// named, without codes.
/// </summary>
/// <param name="Sheet">The sheet the figures stand on.</param>
/// <param name="Year">The survey's year as its heading states it: <c>2023/24</c>.</param>
/// <param name="Title">The table's title.</param>
/// <param name="Authorities">One for each row with a figure.</param>
/// <param name="Withheld">The authorities whose figure the publisher withholds.</param>
public sealed record VolunteeringByAuthority(
    string Sheet,
    string Year,
    string Title,
    IReadOnlyList<AuthorityVolunteering> Authorities,
    IReadOnlyList<string> Withheld
) : EditionContent
{
    /// <summary>The calendar year in which the survey's year starts.</summary>
    public int StartYear => int.Parse(Year.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string Slot => "volunteering";

    /// <inheritdoc/>
    public override int Precedence => StartYear;
}

/// <summary>Volunteering in one authority.</summary>
/// <param name="Name">The authority, as published.</param>
/// <param name="Percent">Per cent of people of 16 and over who volunteered formally in the last twelve months.</param>
/// <param name="Low">The lower end of the publisher's 95 % interval; null where the table has none.</param>
/// <param name="High">The higher end.</param>
/// <param name="Address">The cell of the per cent.</param>
public sealed record AuthorityVolunteering(string Name, double Percent, double? Low, double? High, string Address);
