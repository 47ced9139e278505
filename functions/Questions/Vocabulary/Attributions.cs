using BudgetWatch.Domain.Community;
using BudgetWatch.Sources;

namespace BudgetWatch.Questions.Vocabulary;

/// <summary>Who is acknowledged for the figures of an answer.</summary>
public static class Attributions
{
    /// <summary>The acknowledgements every answer carries.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "Contains public sector information licensed under the Open Government Licence v3.0: Ministry of Housing, Communities and Local"
            + " Government (revenue accounts, Indices of Deprivation), Office for National Statistics (population, codes), HM Treasury (deflators).",
        "Authority register: mySociety, CC BY 4.0.",
        "Computed by BudgetWatch; not official statistics.",
    ];

    private const string TotalsAttribution =
        "Grants: data that funders publish in the 360Giving Data Standard, each under an open licence of its own; totals by recipient district compiled"
        + " by yanoak (360giving-deprivation).";

    private const string ListAttribution =
        "Grants: data that funders publish in the 360Giving Data Standard under open licences, gathered by 360Giving (GrantNav); the publishers are";

    /// <summary>The acknowledgements of an answer with community capacity in it: of its own components.</summary>
    /// <param name="capacity">The index.</param>
    /// <param name="grants">The grants; null where there are none.</param>
    /// <param name="naming">Whether every publisher of grants is named, some hundreds, and not where they are.</param>
    public static IReadOnlyList<string> With(CapacityIndex capacity, GrantsByArea? grants, bool naming) =>
        [
            All[0],
            All[1],
            .. capacity.Components.Any(own => own.Component.Id == GrantsByArea.Id) ? [OfGrants(grants, naming)] : Array.Empty<string>(),
            .. capacity.Components.Any(own => CharityComponents.Ids.Contains(own.Component.Id))
                ? [OfSource("charity-register")]
                : Array.Empty<string>(),
            .. capacity.Components.Any(own => own.Component.Id == CharityComponents.AtHomeId)
                ? [OfSource("postcode-districts")]
                : Array.Empty<string>(),
            .. capacity.Components.Any(own => own.Component.Id == VolunteeringByArea.NoSurvey.Id)
                ? [OfSource(VolunteeringByArea.SourceId)]
                : Array.Empty<string>(),
            All[2],
        ];

    private static string OfSource(string source) => SourceCatalogue.Find(source)!.Description.Attribution;

    private static string OfGrants(GrantsByArea? grants, bool naming) =>
        grants?.ByYear is not { } byYear ? TotalsAttribution
        : naming ? $"{ListAttribution} {string.Join(", ", byYear.Publishers.Where(name => name.Length > 0))}."
        : $"{ListAttribution} named in the answer of /api/v1/coincidence.";
}
