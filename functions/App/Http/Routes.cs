namespace BudgetWatch.App.Http;

/// <summary>Every address the app answers at.</summary>
internal static class Routes
{
    public const string Base = "api/v1";
    public const string Summary = Base + "/summary";
    public const string Areas = Base + "/areas";
    public const string Area = Base + "/areas/{code}";
    public const string Series = Base + "/areas/{code}/series";
    public const string Cuts = Base + "/cuts";
    public const string Gradient = Base + "/gradient";
    public const string GradientSeries = Base + "/gradient/series";
    public const string Specifications = Base + "/specifications";
    public const string Coincidence = Base + "/coincidence";
    public const string Claims = Base + "/claims";
    public const string Provenance = Base + "/provenance";
    public const string CompareReturns = Base + "/compare/returns";
    public const string Edition = Base + "/editions/{sha256}";
    public const string EditionContent = Base + "/editions/{sha256}/content";
    public const string Releases = Base + "/releases";
    public const string LiveRelease = Base + "/releases/live";
    public const string Release = Base + "/releases/{id}";
    public const string Changes = Base + "/releases/{id}/changes";
    public const string Downloads = Base + "/downloads";
    public const string Download = Base + "/downloads/{id}/{file}";
    public const string Sources = Base + "/sources";
    public const string Source = Base + "/sources/{id}";
    public const string Feed = Base + "/feed.atom";
    public const string Health = Base + "/health";
    public const string OpenApi = Base + "/openapi.json";
    public const string OpenApi30 = Base + "/openapi-3.0.json";
    public const string Docs = Base + "/docs";
    public const string Ingestions = Base + "/admin/ingestions";
    public const string Publish = Base + "/admin/releases/{id}/publish";
    public const string Run = Base + "/admin/runs/{id}";
    public const string Incidents = Base + "/admin/incidents";
    public const string AcceptEdition = Base + "/admin/editions/{sha256}/accept";
    public const string WithdrawEdition = Base + "/admin/editions/{sha256}/withdraw";
    public const string RetryIncident = Base + "/admin/incidents/{id}/retry";

    /// <summary>Whatever no other address is.</summary>
    public const string AnywhereElse = "{*path}";

    /// <summary>What a reader may ask for.</summary>
    public static readonly IReadOnlyList<string> Readable =
    [
        Summary,
        Areas,
        Area,
        Series,
        Cuts,
        Gradient,
        GradientSeries,
        Specifications,
        Claims,
        Coincidence,
        Provenance,
        CompareReturns,
        Edition,
        EditionContent,
        Releases,
        LiveRelease,
        Release,
        Changes,
        Feed,
        Downloads,
        Download,
        Sources,
        Source,
        Health,
        OpenApi,
        OpenApi30,
        Docs,
    ];
}
