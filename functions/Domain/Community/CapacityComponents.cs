namespace BudgetWatch.Domain.Community;

/// <summary>The components of community capacity (methodology 10) that have figures, and those that do not. The one place to add another.</summary>
/// <param name="Available">Those that can be computed.</param>
/// <param name="Missing">Those that cannot, with the reason.</param>
public sealed record CapacityComponents(IReadOnlyList<CapacityComponent> Available, IReadOnlyList<MissingComponent> Missing)
{
    /// <summary>Sorts components into available and missing.</summary>
    /// <param name="grants">Grants by area; null where there are none.</param>
    /// <param name="charities">Charities by area; null where no extract of the register is loaded.</param>
    /// <param name="volunteering">Volunteering by area; null where there is no survey.</param>
    public static CapacityComponents Of(GrantsByArea? grants, CharitiesByArea? charities, VolunteeringByArea? volunteering)
    {
        var (surveyed, unsurveyed) = volunteering?.Component() ?? (null, VolunteeringByArea.NoSurvey);
        var (counted, untold) = CharityComponents.Of(charities);
        return new CapacityComponents(
            [
                .. counted,
                .. grants is null ? Array.Empty<CapacityComponent>() : [grants.PerHead],
                .. surveyed is null ? Array.Empty<CapacityComponent>() : [surveyed],
            ],
            [
                .. untold,
                .. grants is null ? [GrantsByArea.NoGrants] : Array.Empty<MissingComponent>(),
                .. unsurveyed is null ? Array.Empty<MissingComponent>() : [unsurveyed],
            ]
        );
    }
}

/// <summary>A component of capacity without figures: it is left out, and no area is ranked on its absence.</summary>
/// <param name="Id">Its name in answers.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="Reason">Why it is missing.</param>
public sealed record MissingComponent(string Id, string Title, string Reason);
