using BudgetWatch.Domain.Observations;
using Known = BudgetWatch.Domain.Observations.Lines;

namespace BudgetWatch.Sources.Revenue;

/// <summary>A service as outturn since 2017-18 has it.</summary>
/// <param name="Line">The line.</param>
/// <param name="Code">The publisher's code of it: <c>edu</c> in <c>RS_edu_net_exp</c> and <c>RSX-edu-net-cur-exp</c>.</param>
/// <param name="Heading">What it is called in RSX.</param>
internal sealed record ServiceLine(Line Line, string Code, string Heading);

/// <summary>The services of outturn since 2017-18, and their total.</summary>
internal static class ServiceLines
{
    /// <summary>All of them, in the order of the return.</summary>
    public static readonly IReadOnlyList<ServiceLine> All =
    [
        new(Known.Education, "edu", "Education services"),
        new(Known.HighwaysTransport, "trans", "Highways and transport services"),
        new(Known.ChildrensSocialCare, "csc", "Children Social Care"),
        new(Known.AdultSocialCare, "asc", "Adult Social Care"),
        new(Known.PublicHealth, "phs", "Public Health"),
        new(Known.Housing, "hous", "Housing services (GFRA only)"),
        new(Known.Cultural, "cul", "Cultural and related services"),
        new(Known.Environmental, "env", "Environmental and regulatory services"),
        new(Known.Planning, "plan", "Planning and development services"),
        new(Known.Police, "pol", "Police services"),
        new(Known.Fire, "frs", "Fire and rescue services"),
        new(Known.Central, "cen", "Central services"),
        new(Known.Other, "oth", "Other services"),
        new(Known.Total, "totsx", "Total Service Expenditure"),
    ];

    private static readonly Dictionary<Line, ServiceLine> ByLine = All.ToDictionary(service => service.Line);

    /// <summary>The service of a line, or null.</summary>
    public static ServiceLine? Of(Line line) => ByLine.GetValueOrDefault(line);
}
