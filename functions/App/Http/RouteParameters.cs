using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Http;

/// <summary>The parameters in braces in routes. <c>$RELEASE</c>, <c>$EDITION</c> and <c>$RUN</c> stand for those of the examples.</summary>
internal static class RouteParameters
{
    public static readonly Parameter Area = new(
        "code",
        "The code of an area of the chosen geography, or of any authority, present or abolished, that is part of one."
    )
    {
        IsName = true,
        Example = "E08000012",
    };

    public static readonly Parameter Edition = new("sha256", "The SHA-256 of the edition's bytes, as in /sources and /releases.")
    {
        IsName = true,
        Example = "$EDITION",
    };

    public static readonly Parameter Release = new("id", "The id of a published release, as in /releases.")
    {
        IsName = true,
        Example = "$RELEASE",
    };

    public static readonly Parameter Reason = new("reason", "Why, in a sentence. It is kept with the decision and shown with the edition.")
    {
        Example = "Figures are in pounds",
    };

    public static readonly Parameter File = new("file", "The name of a file of the release, as in /downloads.")
    {
        IsName = true,
        Example = "areas.csv",
    };

    public static readonly Parameter Source = new("id", "The id of a source, as in /sources.") { IsName = true, Example = "gdp-deflators" };

    public static readonly Parameter Run = new("id", "The id of a run, as POST /admin/ingestions answers it.")
    {
        IsName = true,
        Example = "$RUN",
    };

    public static readonly Parameter Incident = new("id", "The id of an open incident, as in /admin/incidents.")
    {
        IsName = true,
        Example = "20261123T093000Z-gdp-deflators",
    };
}
