using BudgetWatch.LocalWorker.Discovery;
using BudgetWatch.LocalWorker.Hosting;
using BudgetWatch.LocalWorker.Invocation;
using BudgetWatch.LocalWorker.Queues;
using BudgetWatch.LocalWorker.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalWorker.Timers;

/// <summary>The app's timer functions: each at its times from the moment the app has started, and now when asked to.</summary>
public sealed class TimerTriggers : IHostedLifecycleService, IDisposable
{
    private readonly Dictionary<string, TimerListener> _listeners = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TimerListener> _enabled = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _listening = Task.CompletedTask;

    internal TimerTriggers(IServiceProvider services, FunctionCatalogue functions, IConfiguration configuration)
    {
        foreach (var function in functions.TriggeredBy<TimerTriggerAttribute>())
        {
            var listener = Listener(function, services, configuration);
            _listeners.Add(function.Name, listener);
            if (!functions.IsDisabled(function)) _enabled.Add(listener);
        }
    }

    /// <summary>Runs a timer function now and waits for it. What it throws comes out.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="cancellationToken">Ends the wait, and the run if it heeds its token.</param>
    /// <returns>A task that ends when the function has.</returns>
    public Task FireAsync(string function, CancellationToken cancellationToken = default) => Of(function).FireAsync(cancellationToken);

    /// <summary>
    /// Waits until the function's schedule is waited for by this instance: it has the lease, and whatever was missed has been made up for. From then
    /// on, moving a test's clock past the time returned runs the function.
    /// </summary>
    /// <param name="function">The function's name.</param>
    /// <returns>The time it will run at.</returns>
    public Task<DateTimeOffset> WaitingForAsync(string function) => Of(function).WaitingFor;

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Starts keeping the schedules, now that everything else has started.</summary>
    /// <param name="cancellationToken">Not used.</param>
    /// <returns>A task that has ended.</returns>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _listening = Task.WhenAll(_enabled.Select(listener => Task.Run(() => listener.ListenAsync(_stopping.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    /// <summary>Waits for running functions to end, as long as the host allows.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when they have.</returns>
    public Task StopAsync(CancellationToken cancellationToken) => Grace.WaitAsync(_listening, cancellationToken);

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
        _stopping.Dispose();
        foreach (var listener in _listeners.Values) listener.Dispose();
    }

    private static TimerListener Listener(FunctionDescriptor function, IServiceProvider services, IConfiguration configuration)
    {
        if (function.TriggerParameter.ParameterType != typeof(TimerInfo)
            || function.Method.GetParameters().Any(parameter => parameter != function.TriggerParameter
                && parameter.ParameterType != typeof(FunctionContext) && parameter.ParameterType != typeof(CancellationToken)))
        {
            throw new LocalWorkerStartException(
                $"Function '{function.Name}' may take a TimerInfo, a FunctionContext and a CancellationToken; services come through the constructor.");
        }

        var text = services.GetRequiredService<SettingReferences>().Resolve(((TimerTriggerAttribute)function.Trigger).Schedule, function.Name);
        return new TimerListener(
            function,
            TimerSchedule.Parse(text, configuration["WEBSITE_TIME_ZONE"], function.Name),
            services.GetRequiredService<QueueOutput>().SenderFor(function),
            services.GetRequiredService<TimerStore>(),
            services.GetRequiredService<TimerSettings>(),
            services.GetRequiredService<FunctionInvoker>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Host.Triggers.Timer"));
    }

    private TimerListener Of(string function) => _listeners.TryGetValue(function, out var listener)
        ? listener
        : throw new ArgumentException($"There is no timer function '{function}'.", nameof(function));
}
