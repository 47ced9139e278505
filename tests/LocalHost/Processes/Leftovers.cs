using System.Globalization;
using System.Text;

namespace BudgetWatch.LocalHost.Tests.Processes;

/// <summary>Finds, on Linux, the processes that come of one that was started with a mark in its environment: each passes it on to what it starts.</summary>
internal static class Leftovers
{
    /// <summary>The variable that carries the mark.</summary>
    public const string Variable = "BUDGETWATCH_TEST_MARK";

    /// <summary>What runs with a mark: process ids and command lines.</summary>
    public static IReadOnlyDictionary<int, string> Of(string mark)
    {
        var line = $"{Variable}={mark}";
        var found = new Dictionary<int, string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                continue;
            if (Read(folder, "environ").Contains(line))
                found.Add(id, string.Join(' ', Read(folder, "cmdline")));
        }

        return found;
    }

    /// <summary>The parts of a file of proc(5); none for a process that has ended or is another user's.</summary>
    private static string[] Read(string folder, string file)
    {
        try
        {
            return Encoding
                .UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, file)))
                .Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
