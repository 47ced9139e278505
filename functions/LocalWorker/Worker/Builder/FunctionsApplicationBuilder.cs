using BudgetWatch.LocalWorker.Discovery;
using BudgetWatch.LocalWorker.Hosting;
using BudgetWatch.LocalWorker.Http;
using BudgetWatch.LocalWorker.Invocation;
using BudgetWatch.LocalWorker.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>
/// Builds a function app. What <see cref="Build"/> returns runs the functions itself: HTTP on Kestrel, timers, and storage queues,
/// against the storage account configured as <c>AzureWebJobsStorage</c> or an emulator it starts.
/// </summary>
/// <remarks>
/// The emulator's connection string enters <see cref="Configuration"/> when the app starts, so services must read the connection when they
/// are made, not when they are registered.
/// </remarks>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly LocalWorkerOptions _options;
    private readonly WebApplicationBuilder _web;
    private readonly FunctionPipeline _pipeline = new();
    private readonly PublishedSettings _published = new();
    private bool _built;

    internal FunctionsApplicationBuilder(LocalWorkerOptions options)
    {
        _options = options;
        _web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = options.ContentRoot,
            EnvironmentName = System.Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Development,
        });

        HostJson.AddTo(Configuration, options.ContentRoot);
        Configuration.AddJsonFile(Path.Combine(options.ContentRoot, "appsettings.json"), optional: true, reloadOnChange: false);
        LocalSettingsFile.AddTo(Configuration, options.LocalSettingsFolders);
        Configuration.AddEnvironmentVariables();
        Configuration.AddCommandLine([.. options.Args]);
        Configuration.AddInMemoryCollection(options.Settings);
        ((IConfigurationBuilder)Configuration).Add(_published);

        Logging.SetMinimumLevel(LogLevel.Warning);
        Logging.AddConfiguration(new HostJson(Configuration).Logging);
        if (options.LogsToConsole) Logging.AddSimpleConsole(console => console.SingleLine = true);

        _web.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, true));
        Services.AddLocalWorker(_pipeline, _published);
    }

    /// <inheritdoc />
    public IServiceCollection Services => _web.Services;

    /// <inheritdoc cref="IHostApplicationBuilder.Configuration" />
    public ConfigurationManager Configuration => _web.Configuration;

    /// <inheritdoc />
    public ILoggingBuilder Logging => _web.Logging;

    /// <inheritdoc />
    public IHostEnvironment Environment => _web.Environment;

    /// <inheritdoc />
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <inheritdoc />
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    /// <inheritdoc />
    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    internal FunctionSources Sources { get; } = new();

    /// <inheritdoc />
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory,
        Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <inheritdoc />
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        _pipeline.Add(middleware);
        return this;
    }

    /// <summary>Builds the app. Once.</summary>
    /// <returns>The app, not yet started.</returns>
    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        Services.AddSingleton(Sources);
        Services.AddTriggers();
        var switches = WorkerSwitches.Parse(_options.Args);
        var kestrel = new LoopbackKestrel(switches.Port);
        kestrel.AddTo(_web.WebHost);
        return new LocalFunctionsHost(_web.Build(), _options, switches, kestrel, _published);
    }

    private void ThrowIfBuilt()
    {
        if (_built) throw new InvalidOperationException("The app has been built already.");
    }
}
