using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Storage.Blobs;
using BudgetWatch.Storage.Origins.Live.GovUk;
using BudgetWatch.Storage.Origins.Live.Nomis;
using BudgetWatch.Storage.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>Registers what the live origin needs; nothing of it is made, and no setting read, before the live origin is chosen.</summary>
internal static class LiveRegistration
{
    public static void AddLiveOrigin(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => LiveSettings.From(configuration));
        services.AddPublisherHttp();
        services.AddSingleton<TableFetchLedger>();
        services.AddSingleton<BlobPages>();
        services.AddSingleton<ApiPages>();
        services.AddSingleton<EditionDownloads>();
        services.AddSingleton<GovUkEditions>();
        services.AddSingleton<NomisEditions>();
        services.AddSingleton<FixedEditions>();
    }

    /// <summary>The live origin; where its settings cannot be followed, one that says so.</summary>
    public static IEditionOrigin LiveOrigin(this IServiceProvider services, IEditionOrigin bundled)
    {
        try
        {
            return ActivatorUtilities.CreateInstance<LiveOrigin>(services, bundled);
        }
        catch (OriginUnavailableException problem)
        {
            return new UnavailableOrigin(Live.LiveOrigin.OriginName, problem.Message);
        }
    }
}
