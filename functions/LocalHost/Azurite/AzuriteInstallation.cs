using System.Diagnostics;
using System.Text.Json;

namespace BudgetWatch.LocalHost.Azurite;

/// <summary>The emulator as package.json pins it, installed by npm in the repository's node_modules.</summary>
internal static class AzuriteInstallation
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(10);

    /// <summary>Installs what is not there yet, or not in the version pinned, and says where the emulator's entry is.</summary>
    public static async Task<string> EnsureAsync(
        string repositoryRoot,
        TextWriter output,
        CancellationToken cancellationToken,
        string? npm = null
    )
    {
        var pinned = Pinned(repositoryRoot);
        var entry = Path.Combine(PackageFolder(repositoryRoot), "dist", "src", "azurite.js");
        if (IsInstalled(repositoryRoot, pinned, entry))
            return entry;

        // npm ci empties node_modules first, so two at once would undo each other. The lock lies where npm does not clear up.
        var lockFile = Path.Combine(repositoryRoot, ".budgetwatch", "npm-ci.lock");
        await using var held =
            await ExclusiveFile.HoldAsync(lockFile, InstallLimit, cancellationToken)
            ?? throw new HostStartException(
                $"Another process has been installing the storage emulator for {InstallLimit.TotalMinutes:0} minutes ({lockFile})."
            );
        if (IsInstalled(repositoryRoot, pinned, entry))
            return entry;

        npm ??= NodeProgram.Npm;
        await output.WriteLineAsync(
            $"Installing the storage emulator (azurite {pinned}) with npm; this happens once and takes about a minute."
        );
        await InstallAsync(npm, repositoryRoot, cancellationToken);
        return IsInstalled(repositoryRoot, pinned, entry)
            ? entry
            : throw new HostStartException(
                $"npm ci in {repositoryRoot} did not bring azurite {pinned}: package-lock.json does not agree with package.json."
            );
    }

    private static bool IsInstalled(string repositoryRoot, string pinned, string entry) =>
        File.Exists(entry) && VersionIn(Path.Combine(PackageFolder(repositoryRoot), "package.json"), "version") == pinned;

    private static string Pinned(string repositoryRoot) =>
        VersionIn(Path.Combine(repositoryRoot, "package.json"), "dependencies", "azurite")
        ?? throw new HostStartException($"package.json in {repositoryRoot} does not name azurite among its dependencies.");

    private static string PackageFolder(string repositoryRoot) => Path.Combine(repositoryRoot, "node_modules", "azurite");

    private static string? VersionIn(string file, params ReadOnlySpan<string> path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var element = document.RootElement;
            foreach (var name in path)
            {
                if (!element.TryGetProperty(name, out element))
                    return null;
            }

            return element.GetString()?.TrimStart('^', '~');
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    private static async Task InstallAsync(string npmProgram, string repositoryRoot, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(npmProgram, ["ci", "--no-audit", "--no-fund", "--omit=dev"])
        {
            WorkingDirectory = repositoryRoot,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var npm = Process.Start(start)!;
        try
        {
            var said = await Task.WhenAll(
                npm.StandardOutput.ReadToEndAsync(cancellationToken),
                npm.StandardError.ReadToEndAsync(cancellationToken)
            );
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode == 0)
                return;
            throw new HostStartException(
                $"The storage emulator could not be installed: npm ci in {repositoryRoot} ended with code {npm.ExitCode}.{Environment.NewLine}{string.Concat(said).Trim()}"
            );
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }
    }
}
