using System.Collections.Frozen;

namespace BudgetWatch.Domain.Observations;

/// <summary>Every line of methodology 1. A line that is not here is not read.</summary>
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

    /// <summary>Integrated Transport Authority levy.</summary>
    public static readonly Line TransportLevy = Detail("transport-levy", "Integrated Transport Authority levy");

    /// <summary>Waste Disposal Authority levy.</summary>
    public static readonly Line WasteLevy = Detail("waste-levy", "Waste Disposal Authority levy");

    /// <summary>Community development, within planning.</summary>
    public static readonly Line CommunityDevelopment = Detail("community-development", "Community development");

    /// <summary>Library service, within cultural.</summary>
    public static readonly Line Libraries = Detail("libraries", "Library service");

    /// <summary>Recreation and sport, within cultural.</summary>
    public static readonly Line RecreationSport = Detail("recreation-sport", "Recreation and sport");

    /// <summary>Open spaces, within cultural.</summary>
    public static readonly Line OpenSpaces = Detail("open-spaces", "Open spaces");

    /// <summary>Culture and heritage, within cultural; archives are in it to 2010-11 and a line of their own after.</summary>
    public static readonly Line CultureHeritage = Detail("culture-heritage", "Culture and heritage");

    /// <summary>All lines, in the order of the return.</summary>
    public static readonly IReadOnlyList<Line> All =
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

    private static readonly FrozenDictionary<string, Line> ById = All.ToFrozenDictionary(line => line.Id, StringComparer.Ordinal);

    /// <summary>The line of that id, or null.</summary>
    public static Line? Find(string id) => ById.GetValueOrDefault(id);

    private static Line Service(string id, string title) => new(id, title, IsServiceTotal: true);

    private static Line Detail(string id, string title) => new(id, title, IsServiceTotal: false);
}
