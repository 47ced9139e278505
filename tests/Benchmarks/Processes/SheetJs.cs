using System.Diagnostics;
using BudgetWatch.TestKit;

namespace BudgetWatch.Benchmarks.Processes;

/// <summary>SheetJS (npm <c>xlsx</c>) in its own process of Node; it is no dependency of BudgetWatch.</summary>
internal static class SheetJs
{
    private static readonly string Folder = Path.Combine(
        RepositoryFolder.Path ?? throw new InvalidOperationException("This benchmark runs from a build inside the repository."),
        "tests",
        "Benchmarks",
        "SheetJs"
    );

    /// <summary>Gets the locked version where it is not there yet.</summary>
    public static void Restore()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "xlsx")))
        {
            return;
        }

        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var process = Process.Start(new ProcessStartInfo(npm, ["ci", "--no-audit", "--no-fund"]) { WorkingDirectory = Folder });
        process!.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("npm ci failed; see above.");
        }
    }

    /// <summary>Reads every sheet of these files.</summary>
    public static MeasuredProcess Read(IEnumerable<string> paths) =>
        MeasuredProcess.Run("node", [Path.Combine(Folder, "read.js"), .. paths]);

    /// <summary>Reads of each file the sheet named beside it; every sheet where none is named.</summary>
    public static MeasuredProcess ReadOneSheetOfEach(IReadOnlyDictionary<string, string> sheets) =>
        Read(sheets.SelectMany(pair => pair.Value.Length == 0 ? [pair.Key] : (string[])[pair.Key, $"sheet={pair.Value}"]));
}
