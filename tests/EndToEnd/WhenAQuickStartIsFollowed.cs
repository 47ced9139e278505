using System.ComponentModel;
using System.Diagnostics;
using BudgetWatch.EndToEnd.Tests.Documentation;
using BudgetWatch.TestKit;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>The few lines of docs/api.md in each language are run as they are printed, and print what the page says.</summary>
public sealed class WhenAQuickStartIsFollowed(PublishedSnapshot snapshot)
{
    private const string PrintedAddress = "http://localhost:7071/";

    [Theory]
    [InlineData("python", "python3", "-")]
    [InlineData("r", "Rscript", "-")]
    public async Task It_prints_what_the_page_says(string language, string program, string readsScript)
    {
        Assert.SkipUnless(await IsHereAsync(program), $"{program} is not on this machine: the lines of docs/api.md for it were not run.");
        var blocks = Page.Read("docs/api.md").Blocks;
        var script = blocks.Single(block => block.Kind == language).Text;
        script.ShouldContain(PrintedAddress);
        var printed = blocks.Single(block => block.Kind == "text").Lines;

        var (said, complained, code) = await RunAsync(
            program,
            [readsScript],
            script.Replace(PrintedAddress, snapshot.App.Host.Address.AbsoluteUri, StringComparison.Ordinal)
        );
        code.ShouldBe(0, complained);
        var lines = said.TrimEnd().Split('\n');
        lines.Length.ShouldBe(printed.Count, said);
        foreach (var (line, expected) in lines.Zip(printed))
        {
            PrintedAnswer.IsAsPrinted(expected, line).ShouldBeTrue($"{line}, printed {expected}");
        }
    }

    private static async Task<bool> IsHereAsync(string program)
    {
        try
        {
            return (await RunAsync(program, ["--version"], "")).Code == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(string Said, string Complained, int Code)> RunAsync(string program, string[] args, string input)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, args)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Waiting.Limit);
        return (await said, await complained, process.ExitCode);
    }
}
