using System.Collections.Frozen;

namespace BudgetWatch.Domain.Observations;

/// <summary>
/// Every line of methodology 1: those named here, and the details of services, which the concordance names. A line that is not here is not read.
/// </summary>
public static class Lines
{
    /// <summary>Education services.</summary>
    public static readonly Line Education = Service("education", "Education services");

    /// <summary>Highways and transport services.</summary>
    public static readonly Line HighwaysTransport = Service("highways-transport", "Highways and transport services");

    /// <summary>Social care of children and adults in one figure: budgets to 2011-12, outturn to 2010-11.</summary>
    public static readonly Line SocialCare = Service("social-care", "Social care (combined)");

    /// <summary>Children's social care, from the split on.</summary>
    public static readonly Line ChildrensSocialCare = Service("childrens-social-care", "Children's social care");

    /// <summary>Adult social care, from the split on.</summary>
    public static readonly Line AdultSocialCare = Service("adult-social-care", "Adult social care");

    /// <summary>Public health, a council duty from 2013-14.</summary>
    public static readonly Line PublicHealth = Service("public-health", "Public health");

    /// <summary>Housing services in the General Fund Revenue Account.</summary>
    public static readonly Line Housing = Service("housing", "Housing services (GFRA only)");

    /// <summary>Cultural and related services.</summary>
    public static readonly Line Cultural = Service("cultural", "Cultural and related services");

    /// <summary>Environmental and regulatory services.</summary>
    public static readonly Line Environmental = Service("environmental", "Environmental and regulatory services");

    /// <summary>Planning and development services.</summary>
    public static readonly Line Planning = Service("planning", "Planning and development services");

    /// <summary>Police services.</summary>
    public static readonly Line Police = Service("police", "Police services");

    /// <summary>Fire and rescue services.</summary>
    public static readonly Line Fire = Service("fire", "Fire and rescue services");

    /// <summary>Central services.</summary>
    public static readonly Line Central = Service("central", "Central services");

    /// <summary>Other services.</summary>
    public static readonly Line Other = Service("other", "Other services");

    /// <summary>Total service expenditure: the sum of the service totals above.</summary>
    public static readonly Line Total = new("total", "Total service expenditure", IsServiceTotal: false);

    /// <summary>Net current expenditure: total service expenditure with housing benefits, precepts, levies, trading accounts and adjustments.</summary>
    public static readonly Line NetCurrentExpenditure = new("net-current-expenditure", "Net current expenditure", IsServiceTotal: false);

    /// <summary>Integrated Transport Authority levy.</summary>
    public static readonly Line TransportLevy = Detail("transport-levy", "Integrated Transport Authority levy", NetCurrentExpenditure);

    /// <summary>Waste Disposal Authority levy.</summary>
    public static readonly Line WasteLevy = Detail("waste-levy", "Waste Disposal Authority levy", NetCurrentExpenditure);

    /// <summary>Community development, within planning.</summary>
    public static readonly Line CommunityDevelopment = Detail("community-development", "Community development", Planning);

    /// <summary>Library service, within cultural.</summary>
    public static readonly Line Libraries = Detail("libraries", "Library service", Cultural);

    /// <summary>Recreation and sport, within cultural.</summary>
    public static readonly Line RecreationSport = Detail("recreation-sport", "Recreation and sport", Cultural);

    /// <summary>Open spaces, within cultural.</summary>
    public static readonly Line OpenSpaces = Detail("open-spaces", "Open spaces", Cultural);

    /// <summary>Culture and heritage, within cultural; archives are in it to 2010-11 and a line of their own after.</summary>
    public static readonly Line CultureHeritage = Detail("culture-heritage", "Culture and heritage", Cultural);

    /// <summary>
    /// Totals, levies and the five lines of community support: what releases store statistics of, and what every edition must have. In the order of the return.
    /// </summary>
    public static readonly IReadOnlyList<Line> Main =
    [
        Education,
        HighwaysTransport,
        SocialCare,
        ChildrensSocialCare,
        AdultSocialCare,
        PublicHealth,
        Housing,
        Cultural,
        Environmental,
        Planning,
        Police,
        Fire,
        Central,
        Other,
        Total,
        TransportLevy,
        WasteLevy,
        CommunityDevelopment,
        Libraries,
        RecreationSport,
        OpenSpaces,
        CultureHeritage,
    ];

    /// <summary>
    /// Every other line of the budget form, in its order, those that only a form of outturn has, and net current expenditure, which the lines after the services add up
    /// to.
    /// </summary>
    public static readonly IReadOnlyList<Line> Details =
    [
        .. ConcordanceTable
            .Read("lines")
            .Concat(ConcordanceTable.Read("outturn").Where(row => row["title"].Length > 0))
            .GroupBy(row => row["line"], StringComparer.Ordinal)
            .Where(rows => !Main.Any(line => line.Id == rows.Key))
            .Select(rows =>
                Detail(
                    rows.Key,
                    rows.First()["title"],
                    Main.Append(NetCurrentExpenditure).FirstOrDefault(line => line.Id == rows.Last()["service"])
                )
            ),
        NetCurrentExpenditure,
    ];

    /// <summary>
    /// Services outside social care in one figure, where an edition has no services of shire districts but their total: districts spend next to nothing on
    /// education, care and public health (0.08 % in 2024-25). No scope of its own: <see cref="Scopes.OutsideSocialCare"/> is summed from it.
    /// </summary>
    public static readonly Line OutsideSocialCareInOneFigure = new(
        "outside-social-care-in-one-figure",
        "Services outside social care, in one figure",
        IsServiceTotal: false
    );

    /// <summary>All lines.</summary>
    public static readonly IReadOnlyList<Line> All = [.. Main, .. Details, OutsideSocialCareInOneFigure];

    private static readonly FrozenSet<Line> InMain = Main.ToFrozenSet();

    private static readonly FrozenDictionary<string, Line> ById = All.ToFrozenDictionary(line => line.Id, StringComparer.Ordinal);

    /// <summary>The line of that id, or null.</summary>
    public static Line? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>Whether a line is one of <see cref="Main"/>.</summary>
    public static bool IsMain(Line line) => InMain.Contains(line);

    private static Line Service(string id, string title) => new(id, title, IsServiceTotal: true);

    private static Line Detail(string id, string title, Line? partOf) => new(id, title, IsServiceTotal: false) { PartOf = partOf };
}
