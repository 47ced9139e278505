using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using Known = BudgetWatch.Domain.Observations.Lines;

namespace BudgetWatch.Sources.Revenue;

/// <summary>Which column of a budget's data sheet holds what.</summary>
/// <param name="Headings">The heading row.</param>
/// <param name="OnsCode">The ONS code, from 2017-18.</param>
/// <param name="Name">The authority's name.</param>
/// <param name="Class">Its class.</param>
/// <param name="Lines">Each line the edition has, in the order of the return.</param>
internal sealed record RevenueBudgetColumns(
    HeadingRow Headings, int? OnsCode, int Name, int Class, IReadOnlyList<(Line Line, int Column)> Lines)
{
    /// <summary>The heading every data sheet begins its table with.</summary>
    public const string CodeHeading = "E-code";

    /// <summary>Councils took public health over in April 2013; no return before has it, every one since must.</summary>
    private static readonly FinancialYear PublicHealthArrives = new(2013);

    /// <summary>The heading each line has stood under; several where it has changed.</summary>
    private static readonly (Line Line, string[] Headings)[] Labels =
    [
        (Known.Education, ["TOTAL EDUCATION SERVICES"]),
        (Known.HighwaysTransport, ["TOTAL HIGHWAYS AND TRANSPORT SERVICES"]),
        (Known.SocialCare, ["TOTAL SOCIAL CARE"]),
        (Known.ChildrensSocialCare, ["TOTAL CHILDRENS SOCIAL CARE"]),
        (Known.AdultSocialCare, ["TOTAL ADULT SOCIAL CARE"]),
        (Known.PublicHealth, ["TOTAL PUBLIC HEALTH"]),
        (Known.Housing, ["TOTAL HOUSING SERVICES (GFRA only)"]),
        (Known.Cultural, ["TOTAL CULTURAL AND RELATED SERVICES"]),
        (Known.Environmental, ["TOTAL ENVIRONMENTAL AND REGULATORY SERVICES"]),
        (Known.Planning, ["TOTAL PLANNING AND DEVELOPMENT SERVICES"]),
        (Known.Police, ["TOTAL POLICE SERVICES"]),
        (Known.Fire, ["TOTAL FIRE AND RESCUE SERVICES"]),
        (Known.Central, ["TOTAL CENTRAL SERVICES"]),
        (Known.Other, ["TOTAL OTHER SERVICES"]),
        (Known.Total, ["TOTAL SERVICE EXPENDITURE"]),
        (Known.TransportLevy, ["Integrated Transport Authority levy"]),
        (Known.WasteLevy, ["Waste Disposal Authority levy"]),
        (Known.CommunityDevelopment, ["Community development"]),
        (Known.Libraries, ["Library service"]),
        (Known.RecreationSport, ["Recreation and sport"]),
        (Known.OpenSpaces, ["Open spaces"]),

        // Archives are in this line in 2010-11 and a line of their own after. They are not added back: the line is followed by its name.
        (Known.CultureHeritage, ["Culture and heritage", "Culture and heritage (excluding Archives)"]),
    ];

    /// <summary>Finds the columns; what is missing is added to the outcome, all of it at once.</summary>
    public static RevenueBudgetColumns? Find(HeadingRow headings, FinancialYear year, ReadingOutcome outcome)
    {
        var name = headings.Require(outcome, "Local authority");
        var @class = headings.Require(outcome, "Class");
        var combined = headings.Find("TOTAL SOCIAL CARE") is not null;
        var split = headings.Find("TOTAL CHILDRENS SOCIAL CARE") is not null || headings.Find("TOTAL ADULT SOCIAL CARE") is not null;
        if (combined && split)
        {
            outcome.Refuse(headings.Refusal(
                headings.Find("TOTAL SOCIAL CARE"), "social care in one column or in two, not in both", "TOTAL SOCIAL CARE beside its parts"));
        }

        var lines = new List<(Line, int)>(Labels.Length);
        foreach (var (line, labels) in Labels)
        {
            var isExpected = line == Known.SocialCare ? combined
                : line == Known.ChildrensSocialCare || line == Known.AdultSocialCare ? !combined || split
                : line != Known.PublicHealth || year >= PublicHealthArrives;
            var column = isExpected ? headings.Require(outcome, labels) : headings.Find(labels);
            if (column is { } found)
            {
                lines.Add((line, found));
            }
        }

        return outcome.IsRefused || name is null || @class is null
            ? null
            : new RevenueBudgetColumns(headings, headings.Find("ONS Code"), name.Value, @class.Value, lines);
    }
}
