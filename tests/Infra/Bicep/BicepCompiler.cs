using System.Diagnostics;
using System.Reflection;
using BudgetWatch.TestKit;

namespace BudgetWatch.Infra.Tests.Bicep;

/// <summary>
/// The compiler as in a deployment, except for three things: it has no network, no folder of anyone's, and only the environment it
/// is given.
/// </summary>
internal static class BicepCompiler
{
    /// <summary>What a person sets before deploying.</summary>
    public static readonly IReadOnlyDictionary<string, string> Given = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["BUDGETWATCH_OPERATOR_EMAIL"] = "operator@example.org",
        ["BUDGETWATCH_DEPUTY_EMAIL"] = "deputy@example.org",
        ["BUDGETWATCH_PUBLISHER_CONTACT"] = "https://example.org/contact",
        ["BUDGETWATCH_REPOSITORY"] = "example/budgetwatch",
        ["BUDGETWATCH_BUDGET_START"] = "2026-12-01",
    };

    private static readonly string Program = typeof(BicepCompiler)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Bicep")
        .Value!;

    /// <summary>Whether it runs here: the package holds the program for Linux on x64.</summary>
    public static bool IsHere =>
        OperatingSystem.IsLinux()
        && System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64;

    public const string SkipReason = "Bicep's compiler is packaged here for Linux on x64 alone: infra/ was not compiled.";

    /// <summary>Runs it in infra/.</summary>
    public static async Task<(int Code, string Said, string Complained)> RunAsync(params string[] args)
    {
        var scratch = Directory.CreateTempSubdirectory("budgetwatch-bicep-");
        try
        {
            var start = new ProcessStartInfo(Program, args)
            {
                WorkingDirectory = Path.Combine(RepositoryFolder.Path!, "infra"),
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            start.Environment.Clear();
            start.Environment["HOME"] = scratch.FullName;
            start.Environment["TMPDIR"] = scratch.FullName;
            start.Environment["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = scratch.FullName;

            // Port 9 discards: calls to the network through it fail at once.
            start.Environment["HTTPS_PROXY"] = start.Environment["HTTP_PROXY"] = "http://127.0.0.1:9";
            foreach (var (name, value) in Given)
            {
                start.Environment[name] = value;
            }

            using var process = Process.Start(start)!;
            var said = process.StandardOutput.ReadToEndAsync();
            var complained = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Waiting.Limit);
            return (process.ExitCode, await said, await complained);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
