using BudgetWatch.Pipeline.Ingest;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.Storage.Origins;

/// <summary>
/// Looks at the chosen origin when the app starts, so that a setting that cannot be followed is an error in the log at once and not with the
/// next weekly run. The app starts anyway: the release in force is served.
/// </summary>
internal sealed partial class OriginAtStart(IServiceProvider services, ILogger<OriginAtStart> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(IEditionOrigin)) is UnavailableOrigin unavailable)
            SayUnavailable(unavailable.Message);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "Nothing can be ingested. {Reason}")]
    private partial void SayUnavailable(string reason);
}
