using BudgetWatch.App.Console;
using BudgetWatch.App.Http;
using BudgetWatch.App.Http.Answers;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.App.Http.Downloads;
using BudgetWatch.App.Http.Limits;
using BudgetWatch.App.Pages;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.App.Telemetry;
using BudgetWatch.Pipeline;
using BudgetWatch.Questions;
using BudgetWatch.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.App;

/// <summary>Everything the functions need.</summary>
public static class BudgetWatchServices
{
    /// <summary>Makes an app of the worker: how it meets requests, and everything its functions need.</summary>
    public static FunctionsApplicationBuilder ConfigureBudgetWatch(this FunctionsApplicationBuilder builder)
    {
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<HostTrace>();
        builder.UseMiddleware<RequestGuard>();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);

        // Each line goes to the host, which passes on those of host.json's levels: what it would drop is not sent.
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddBudgetWatch();
        return builder;
    }

    /// <summary>Adds the use cases, the storage behind them, and what HTTP answers with.</summary>
    public static void AddBudgetWatch(this IHostApplicationBuilder builder)
    {
        builder
            .Services.AddBudgetWatchPipeline()
            .AddBudgetWatchQuestions()
            .AddBudgetWatchStorage(builder.Configuration)
            .AddSingleton(RetryPausesReading.Of(builder.Configuration))
            .AddSingleton(LimitSettings.Of(builder.Configuration))
            .AddSingleton(SiteAddress.Of(builder.Configuration))
            .AddSingleton<RequestLimits>()
            .AddSingleton<RequestDurations>()
            .AddSingleton(_ => new MakingLimit())
            .AddSingleton<AnswerCache>()
            .AddSingleton<ReleaseFiles>()
            .AddSingleton<Schedule>()
            .AddSingleton<Responder>()
            .AddSingleton<ServedContract>()
            .AddSingleton<PageCache>()
            .AddSingleton<SiteResponder>()
            .AddSingleton<ChartCatalogue>()
            .AddSingleton<HomePage>()
            .AddSingleton<SourcesPage>();
        TelemetryExport.AddTo(builder);
        if (builder.Configuration["FirstRun:Enabled"] == "true")
        {
            builder.Services.AddHostedService<FirstRun>();
        }
    }
}
