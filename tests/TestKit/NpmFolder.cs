using System.Diagnostics;

namespace BudgetWatch.TestKit;

/// <summary>A folder of the repository with npm packages that a test needs, as its package-lock.json locks them. It gets them itself where they are not there yet.</summary>
/// <param name="relativePath">The folder's path from the root of the repository, with forward slashes.</param>
public sealed class NpmFolder(string relativePath)
{
    /// <summary>Where it is.</summary>
    public string Path { get; } =
        System.IO.Path.Combine(
            RepositoryFolder.Path ?? throw new InvalidOperationException("These tests run from a build inside the repository."),
            relativePath
        );

    /// <summary>Installs the packages unless they are there. Of several test processes one installs and the others wait.</summary>
    /// <param name="entry">A file that is there once they are, from the folder.</param>
    /// <returns>A task that ends when they are there.</returns>
    public async Task EnsureAsync(string entry)
    {
        if (IsInstalled(entry))
        {
            return;
        }

        await using var turn = await TurnAsync("npm");
        if (IsInstalled(entry))
        {
            return;
        }

        // Packages want to run scripts when they are installed; none is needed.
        var (code, said) = await RunAsync(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
            ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]
        );
        if (code != 0)
        {
            throw new InvalidOperationException($"npm ci in {Path} ended with code {code}.\n{said}");
        }
    }

    /// <summary>Runs a program in the folder.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code, and what it said.</returns>
    public async Task<(int Code, string Said)> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Path,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        using var patience = new CancellationTokenSource(Waiting.Limit);
        try
        {
            var said = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(patience.Token),
                process.StandardError.ReadToEndAsync(patience.Token)
            );
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, string.Concat(said));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Waits until no other process does the same thing with this folder; the others wait until what comes back is disposed of.</summary>
    /// <param name="what">What is done: a word.</param>
    /// <returns>The turn. It ends with the process at the latest.</returns>
    public async Task<IAsyncDisposable> TurnAsync(string what)
    {
        var folder = System.IO.Path.Combine(RepositoryFolder.Path!, "artifacts", "turns");
        Directory.CreateDirectory(folder);
        var file = System.IO.Path.Combine(folder, $"{relativePath.Replace('/', '-')}-{what}");
        FileStream? turn = null;
        await Waiting.UntilAsync(
            () =>
            {
                try
                {
                    turn = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                    return true;
                }
                catch (IOException)
                {
                    return false;
                }
            },
            () => $"Another process has {file} open."
        );
        return turn!;
    }

    // npm writes the first when it is through: one that was killed half-way has not.
    private bool IsInstalled(string entry)
    {
        var through = System.IO.Path.Combine(Path, "node_modules", ".package-lock.json");
        return File.Exists(through)
            && File.Exists(System.IO.Path.Combine(Path, entry))
            && File.GetLastWriteTimeUtc(through) >= File.GetLastWriteTimeUtc(System.IO.Path.Combine(Path, "package-lock.json"));
    }
}
