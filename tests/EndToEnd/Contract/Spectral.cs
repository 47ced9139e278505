using System.Diagnostics;
using BudgetWatch.TestKit;

namespace BudgetWatch.EndToEnd.Tests.Contract;

/// <summary>Spectral, the public linter of OpenAPI documents, as Spectral/package-lock.json locks it. It gets itself with npm where it is not there yet.</summary>
internal static class Spectral
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string Folder = Path.Combine(
        RepositoryFolder.Path ?? throw new InvalidOperationException("These tests run from a build inside the repository."), "tests", "EndToEnd", "Spectral");

    private static readonly string Entry = Path.Combine(Folder, "node_modules", "@stoplight", "spectral-cli", "dist", "index.js");

    // npm writes it when it is through: one that was killed half-way has not.
    private static readonly string Installed = Path.Combine(Folder, "node_modules", ".package-lock.json");

    /// <summary>Lints a document with our ruleset; warnings count.</summary>
    /// <returns>Whether it passed, and what was said.</returns>
    public static async Task<(bool Passed, string Said)> LintAsync(string document)
    {
        await EnsureAsync();
        var (code, said) = await RunAsync("node", [Entry, "lint", document, "--ruleset", Path.Combine(Folder, "ruleset.yaml"), "--fail-severity", "hint"]);
        return (code == 0, said);
    }

    private static async Task EnsureAsync()
    {
        if (File.Exists(Installed) && File.Exists(Entry) && File.GetLastWriteTimeUtc(Installed) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
        {
            return;
        }

        // Its packages want to run scripts when they are installed; none is needed.
        var (code, said) = await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]);
        if (code != 0)
        {
            throw new InvalidOperationException($"npm ci in {Folder} ended with code {code}.\n{said}");
        }
    }

    private static async Task<(int Code, string Said)> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        using var patience = new CancellationTokenSource(Limit);
        try
        {
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, string.Concat(said));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
