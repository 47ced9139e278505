using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Storage.Blobs;
using BudgetWatch.Storage.Calls;
using BudgetWatch.Storage.Origins;
using BudgetWatch.Storage.Origins.Live;
using BudgetWatch.Storage.Queues;
using BudgetWatch.Storage.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage;

/// <summary>Registers the pipeline's ports on Azure Storage.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Adds every port of the pipeline. Configuration is read on first use, so what is put into it after this call counts too.
    /// </summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="configuration">
    /// <c>AzureWebJobsStorage</c> or <c>AzureWebJobsStorage__accountName</c>, <c>Storage:Prefix</c>, <c>Storage:ReaderDeadline</c>, <c>Ingestion:Origin</c>,
    /// <c>Ingestion:Folder</c>, <c>Ingestion:Live:*</c>.
    /// </param>
    public static IServiceCollection AddBudgetWatchStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => ReaderDeadlineSetting.From(configuration));
        services.AddSingleton(new StorageConnection(configuration));
        services.AddSingleton<BlobEditionArchive>();
        services.AddSingleton<IEditionArchive>(provider => provider.GetRequiredService<BlobEditionArchive>());
        services.AddSingleton<RawOrigin>();
        services.AddSingleton<IEditionLedger, TableEditionLedger>();
        services.AddSingleton<IReleaseStore, TableReleaseStore>();
        services.AddSingleton<IRunLedger, TableRunLedger>();
        services.AddSingleton<IIncidentLog, TableIncidentLog>();
        services.AddSingleton<IWorkQueue, StorageWorkQueue>();
        services.AddLiveOrigin(configuration);
        services.AddSingleton(provider => OriginChoice.From(configuration, provider));
        services.AddHostedService<OriginAtStart>();
        return services;
    }
}
