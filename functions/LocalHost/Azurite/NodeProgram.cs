namespace BudgetWatch.LocalHost.Azurite;

/// <summary>Node.js and npm on this machine.</summary>
internal static class NodeProgram
{
    public const string WhatToDo =
        "Install Node.js 22 or later from nodejs.org or the package manager, then run again, or set AzureWebJobsStorage to a storage connection string.";

    public static string Node => Find("node");

    public static string Npm => Find("npm");

    private static string Find(string name)
    {
        // npm is a script on Windows, and only the shell would find it without its extension.
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        var candidates =
            from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
                Path.PathSeparator,
                StringSplitOptions.RemoveEmptyEntries
            )
            from ending in endings
            select Path.Combine(folder.Trim('"'), name + ending);
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new HostStartException(
                $"{(name == "node" ? "Node.js" : name)}, which the storage emulator needs, is not installed. {WhatToDo}"
            );
    }
}
