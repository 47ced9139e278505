namespace BudgetWatch.TestKit;

/// <summary>Programs that scripts for other machines need and that a newcomer's may lack: a test of such a script says that it was skipped there.</summary>
public static class OtherPrograms
{
    /// <summary>Why a test of a script is skipped here, or null where every program it needs is on the path.</summary>
    /// <param name="names">The programs.</param>
    /// <returns>The reason, or null.</returns>
    public static string? ReasonToSkip(params IReadOnlyList<string> names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var missing = names.Where(name => !folders.Any(folder => File.Exists(Path.Combine(folder, name)))).ToList();
        return missing.Count == 0
            ? null
            : $"The script needs {string.Join(" and ", missing)}, which this machine has not; the workflows' machines have.";
    }
}
