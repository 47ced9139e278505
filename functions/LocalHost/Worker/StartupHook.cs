using System.Diagnostics;
using System.Runtime.InteropServices;

#pragma warning disable MA0047 // the runtime looks for it outside any namespace

/// <summary>
/// Runs in the worker before its own <c>Main</c> (the .NET runtime's startup hook, which must be called so and be in no namespace): ends the process when its input
/// closes, which it does when the host ends, however that ends. A worker whose host was killed would otherwise go on for ever.
/// </summary>
internal static class StartupHook
{
    /// <summary>Set for the worker alone: processes that it starts itself inherit the hook and must not heed it.</summary>
    internal const string Switch = "BUDGETWATCH_ENDS_WITH_HOST";

    private const int Interrupt = 2;
    private const nint Ignore = 1;

    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Switch) != "1")
            return;
        Environment.SetEnvironmentVariable(Switch, null);

        // Ctrl-C in a terminal reaches every process of its group. The worker ignores it: the host stops it once what runs has ended.
        if (!OperatingSystem.IsWindows())
            _ = Signal(Interrupt, Ignore);
        var input = Console.OpenStandardInput();
        new Thread(() =>
        {
            while (input.ReadByte() >= 0)
            {
                // Nothing is written; only the end counts.
            }

            using var self = Process.GetCurrentProcess();
            self.Kill();
        })
        {
            IsBackground = true,
            Name = "ends with its host",
        }.Start();
    }

    [DllImport("libc", EntryPoint = "signal"), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Signal(int signal, nint handler);
}
