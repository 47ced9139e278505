using BudgetWatch.Storage.Origins;

namespace BudgetWatch.Storage.Tests;

/// <summary>Temporary files of this process and of any other.</summary>
internal static class TemporaryFiles
{
    /// <summary>Those that bear a name: none ever does for longer than it takes to open it.</summary>
    public static IReadOnlyList<string> Named() => Directory.GetFiles(Path.GetTempPath(), "*" + TemporaryFile.Extension);

    /// <summary>How many this process holds open, with a name or without. Linux tells; elsewhere the test is passed over.</summary>
    public static int Held()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells which files are open.");
        return Directory.GetFiles("/proc/self/fd").Select(Target).Count(target => target.Contains(TemporaryFile.Extension, StringComparison.Ordinal));
    }

    private static string Target(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name ?? "";
        }
        catch (IOException)
        {
            return "";   // Closed since it was listed.
        }
    }
}
