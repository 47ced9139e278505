using System.Runtime.InteropServices;
using BudgetWatch.LocalHost;
using BudgetWatch.LocalHost.Settings;
using BudgetWatch.LocalHost.Worker;

// Ctrl-C and SIGTERM stop the app gracefully. A second one changes nothing.
using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var switches = HostSwitches.Parse(args);
if (switches is not { App: { } app, Entry: { } entry })
{
    Console.Error.WriteLine(
        "No app given. Usage: dotnet BudgetWatch.LocalHost.dll --app FOLDER --entry APP.dll; dotnet run --project functions/App sets both."
    );
    return 1;
}

try
{
    await using var host = await FunctionsHost.StartAsync(
        new FunctionsHostOptions
        {
            Args = args,
            AppFolder = app,
            LocalSettingsFolders = [app, Environment.CurrentDirectory],
            Output = Console.Out,
            LogsToConsole = true,
            StartWorker = (worker, _) => Task.FromResult(WorkerProcess.Start(worker, entry)),
        },
        stop.Token
    );
    await Task.WhenAny(host.WorkerEnded, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token));
    if (stop.IsCancellationRequested)
        return 0;
    Console.Error.WriteLine("The app stopped unexpectedly; see its output above. Its work resumes at the next start.");
    return 1;
}
catch (HostStartException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
