using BudgetWatch.TestKit;

namespace BudgetWatch.EndToEnd.Tests.Contract;

/// <summary>Spectral, the public linter of OpenAPI documents, as Spectral/package-lock.json locks it. It gets itself with npm where it is not there yet.</summary>
internal static class Spectral
{
    private const string Entry = "node_modules/@stoplight/spectral-cli/dist/index.js";

    private static readonly NpmFolder Folder = new("tests/EndToEnd/Spectral");

    /// <summary>Lints a document with our ruleset; warnings count.</summary>
    /// <returns>Whether it passed, and what was said.</returns>
    public static async Task<(bool Passed, string Said)> LintAsync(string document)
    {
        await Folder.EnsureAsync(Entry);
        var (code, said) = await Folder.RunAsync("node", [Entry, "lint", document, "--ruleset", "ruleset.yaml", "--fail-severity", "hint"]);
        return (code == 0, said);
    }
}
