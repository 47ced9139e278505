using BudgetWatch.Storage.Origins;

namespace BudgetWatch.Storage.Tests;

/// <summary>Temporary files of this process and of any other.</summary>
internal static class TemporaryFiles
{
    /// <summary>Waits until none bears a name but those that did before. Another process may have one under its name for as long as it takes to open it.</summary>
    /// <param name="before">What a process killed at the wrong moment had left behind before the test began.</param>
    public static Task NoneIsNamedAsync(IEnumerable<string> before) =>
        Waiting.UntilAsync(() => !Named().Except(before, StringComparer.Ordinal).Any(), () => string.Join(", ", Named()));

    /// <summary>Those that bear a name: none does for longer than it takes to open it.</summary>
    public static string[] Named() => Directory.GetFiles(Path.GetTempPath(), "*" + TemporaryFile.Extension);

    /// <summary>How many this process holds open, with a name or without. Linux tells; elsewhere the test is passed over.</summary>
    public static int Held()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells which files are open.");
        return Directory
            .GetFiles("/proc/self/fd")
            .Select(Target)
            .Count(target => target.Contains(TemporaryFile.Extension, StringComparison.Ordinal));
    }

    private static string Target(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name ?? "";
        }
        catch (IOException)
        {
            return ""; // Closed since it was listed.
        }
    }
}
