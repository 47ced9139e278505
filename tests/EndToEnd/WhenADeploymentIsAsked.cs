using System.Diagnostics;
using BudgetWatch.TestKit;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>The script that asks a new deployment what a reader would is run against the app.</summary>
public sealed class WhenADeploymentIsAsked(PublishedSnapshot snapshot)
{
    [Fact]
    public async Task One_with_a_release_passes()
    {
        var (code, said) = await SmokeAsync(snapshot.App.Host.Address);
        code.ShouldBe(0, said);
        said.ShouldContain("304 /api/v1/summary");
        said.ShouldEndWith("PASSED\n");
    }

    [Fact]
    public async Task One_without_passes_where_that_may_be_and_nowhere_else()
    {
        await using var empty = await RunningApp.StartAsync("Snapshot");
        (await SmokeAsync(empty.Host.Address, ("SMOKE_BEFORE_FIRST_RELEASE", "true"))).ShouldSatisfyAllConditions(
            answer => answer.Said.ShouldContain("There is no release yet"),
            answer => answer.Code.ShouldBe(0)
        );
        (await SmokeAsync(empty.Host.Address)).ShouldSatisfyAllConditions(
            answer => answer.Said.ShouldContain("FAILED: /api/v1/health answered 503"),
            answer => answer.Code.ShouldBe(1)
        );
    }

    [Fact]
    public async Task Nothing_there_fails()
    {
        var (code, said) = await SmokeAsync(new Uri("http://127.0.0.1:9/"), ("SMOKE_PATIENCE", "1"));
        code.ShouldBe(1);
        said.ShouldContain("FAILED: no answer within 1 seconds");
    }

    private static async Task<(int Code, string Said)> SmokeAsync(Uri address, params (string Name, string Value)[] environment)
    {
        Assert.SkipWhen(
            OtherPrograms.ReasonToSkip("bash", "curl", "jq") is not null,
            OtherPrograms.ReasonToSkip("bash", "curl", "jq") ?? ""
        );
        var start = new ProcessStartInfo(
            "bash",
            [Path.Combine(RepositoryFolder.Path!, "infra", "scripts", "smoke.sh"), address.AbsoluteUri]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Waiting.Limit);
        return (process.ExitCode, await complained + await said);
    }
}
