using System.Diagnostics;
using BudgetWatch.TestKit;

namespace BudgetWatch.Infra.Tests;

/// <summary>What the scripts of deploying do, with GitHub's and Azure's own programs in the place of which a test answers.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budgetwatch-scripts-");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Deployments of prod, newest first: 50 failed, 40 put a package back and has none of its own, 30 is of this run, 20 lost its package to age, 10 is good.</summary>
    [Fact]
    public async Task The_package_of_the_last_good_deployment_of_the_environment_is_put_back()
    {
        Deployments("prod", 50, 40, 30, 20, 10);
        Deployments("dev", 60);
        Statuses(60, "success", 600);
        Statuses(50, "failure", 500);
        Statuses(40, "success", 400);
        Statuses(30, "success", 300);
        Statuses(20, "success", 200);
        Statuses(10, "inactive", 100, "success");
        Artifacts(600, """{"name":"budgetwatch","expired":false}""");
        Artifacts(500, """{"name":"budgetwatch","expired":false}""");
        Artifacts(400);
        Artifacts(300, """{"name":"budgetwatch","expired":false}""");
        Artifacts(200, """{"name":"budgetwatch","expired":true}""");
        Artifacts(100, """{"name":"budgetwatch","expired":false}""");

        var (code, said, complained) = await RollBackAsync("prod");

        code.ShouldBe(0, said + complained);
        said.ShouldContain("The package of run 100 is back.");
        Calls()
            .ShouldContain(call =>
                call.StartsWith("gh run download 100 --repo example/budgetwatch --name budgetwatch", StringComparison.Ordinal)
            );
        Calls()
            .ShouldContain(call =>
                call.StartsWith("az functionapp deployment source config-zip --resource-group group --name app", StringComparison.Ordinal)
            );
        var verified = Calls().FindIndex(call => call.StartsWith("gh attestation verify", StringComparison.Ordinal));
        verified.ShouldBeInRange(0, Calls().FindIndex(call => call.StartsWith("az ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_run_that_is_named_is_taken()
    {
        var (code, said, complained) = await RollBackAsync("prod", "77");
        code.ShouldBe(0, said + complained);
        said.ShouldContain("The package of run 77 is back.");
        Calls().ShouldNotContain(call => call.StartsWith("gh api", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_good_deployment_nothing_is_put_back()
    {
        Deployments("prod", 50);
        Deployments("dev", 60);
        Statuses(50, "failure", 500);
        Statuses(60, "success", 600);
        Artifacts(600, """{"name":"budgetwatch","expired":false}""");
        var (code, _, complained) = await RollBackAsync("prod");
        code.ShouldBe(1);
        complained.ShouldContain("No deployment to prod has ended well");
        Calls().ShouldNotContain(call => call.StartsWith("az ", StringComparison.Ordinal));
    }

    /// <summary>GitHub that does not answer of one deployment is no reason to take an older.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Where_GitHub_does_not_answer_nothing_is_put_back(bool deployments, bool statuses)
    {
        if (deployments)
        {
            Deployments("prod", 20, 10);
        }

        if (statuses)
        {
            Statuses(20, "success", 200);
        }

        Statuses(10, "success", 100);
        Artifacts(100, """{"name":"budgetwatch","expired":false}""");
        var (code, _, complained) = await RollBackAsync("prod");
        code.ShouldNotBe(0);
        complained.ShouldContain("nothing planted for");
        complained.ShouldNotContain("No deployment");
        Calls().ShouldNotContain(call => call.StartsWith("az ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_not_built_by_the_workflow_is_not_put_back()
    {
        File.WriteAllText(At("unattested"), "");
        var (code, _, _) = await RollBackAsync("prod", "77");
        code.ShouldNotBe(0);
        Calls().ShouldNotContain(call => call.StartsWith("az ", StringComparison.Ordinal));
    }

    /// <summary>Rights that were just given do not hold at once.</summary>
    [Fact]
    public async Task Deploying_is_tried_again()
    {
        Stub("az", "[ $(wc -l <\"$STUBS/calls\") -ge 3 ]");
        File.WriteAllText(At("budgetwatch.zip"), "package");
        var (code, said, complained) = await RunAsync(
            "infra/scripts/deploy.sh",
            ["group", "app", At("budgetwatch.zip")],
            ("DEPLOY_PAUSE", "0")
        );
        code.ShouldBe(0, complained);
        said.ShouldContain("budgetwatch.zip is in app.");

        // Three times it was asked whether the side entrance is open, and once there was an answer.
        Calls().Count.ShouldBe(4);
    }

    /// <summary>Behind a front door Kudu is closed. The deploying script opens it for itself, and closes it again even when deploying fails.</summary>
    [Theory]
    [InlineData("", 0)]
    [InlineData("*config-zip*) exit 1 ;;", 1)]
    public async Task A_side_entrance_that_is_shut_is_opened_for_one_address_and_shut_again(string fails, int code)
    {
        Stub("az", $"""case "$*" in *"restriction show"*) echo Deny ;; {fails} esac""");
        File.WriteAllText(At("budgetwatch.zip"), "package");
        var done = await RunAsync(
            "infra/scripts/deploy.sh",
            ["group", "app", At("budgetwatch.zip")],
            ("DEPLOY_PATIENCE", "0"),
            ("DEPLOY_ADDRESS", "192.0.2.7")
        );

        done.Code.ShouldBe(code, done.Complained);
        var calls = Calls();
        calls.Count.ShouldBe(4);
        calls[1].ShouldContain("access-restriction add --resource-group group --name app --scm-site true --rule-name deploying-");
        calls[1].ShouldContain("--action Allow --ip-address 192.0.2.7/32 ");
        calls[2].ShouldContain("config-zip");
        calls[3].ShouldContain("access-restriction remove --resource-group group --name app --scm-site true --rule-name deploying-");
    }

    /// <summary>A package that another one replaces is not installed.</summary>
    [Fact]
    public async Task What_is_downloaded_is_what_was_looked_at()
    {
        Stub("curl", """while [ "$1" != --output ]; do shift; done; printf downloaded >"$2" """);
        const string OfDownloaded = "5b5e59e5e4a5fcf1c7d67b5a6a5e0ae6ce53a9ae0f0a2e1bd8dc7b5a7b9e3a6d";
        var (code, _, complained) = await RunAsync("infra/scripts/fetch.sh", ["A", "1.0.0", OfDownloaded, At("a.nupkg")]);
        code.ShouldBe(1);
        complained.ShouldContain("A 1.0.0 is not the package it was");
        File.Exists(At("a.nupkg")).ShouldBeFalse();

        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("downloaded"u8));
        (await RunAsync("infra/scripts/fetch.sh", ["A", "1.0.0", sha256, At("a.nupkg")])).Code.ShouldBe(0);
        File.ReadAllText(At("a.nupkg")).ShouldBe("downloaded");
        Calls()[^1].ShouldContain("https://api.nuget.org/v3-flatcontainer/a/1.0.0/a.1.0.0.nupkg");
    }

    [Fact]
    public async Task Deploying_is_not_tried_for_ever()
    {
        Stub("az", "exit 1");
        File.WriteAllText(At("budgetwatch.zip"), "package");
        var (code, said, complained) = await RunAsync(
            "infra/scripts/deploy.sh",
            ["group", "app", At("budgetwatch.zip")],
            ("DEPLOY_PATIENCE", "0")
        );
        code.ShouldBe(1);
        said.ShouldBeEmpty();
        complained.ShouldContain("could not be put into app");
        Calls().Count.ShouldBe(1);
    }

    private Task<(int Code, string Said, string Complained)> RollBackAsync(params string[] environmentAndRun)
    {
        Stub(
            "gh",
            """
            [ "$1" != api ] || { file="$STUBS/$(tr '/?&=' '____' <<<"$2").json"; [ -f "$file" ] || { echo "nothing planted for $2" >&2; exit 1; }; cat "$file"; }
            [ "$1 $2" != "run download" ] || echo package >"${@: -1}/budgetwatch.zip"
            [ "$1" != attestation ] || [ ! -f "$STUBS/unattested" ]
            """
        );
        Stub("az", "");
        return RunAsync("infra/scripts/roll-back.sh", ["group", "app", .. environmentAndRun]);
    }

    private void Deployments(string environment, params int[] ids) =>
        Plant(
            $"repos/example/budgetwatch/deployments?environment={environment}&per_page=100",
            $"[{string.Join(",", ids.Select(id => $$"""{"id":{{id}}}"""))}]"
        );

    /// <summary>Statuses newest first, each with the address of its job in a run.</summary>
    private void Statuses(int deployment, string state, int run, params string[] before) =>
        Plant(
            $"repos/example/budgetwatch/deployments/{deployment}/statuses?per_page=100",
            $"[{string.Join(",", before.Prepend(state).Append("in_progress").Select(each => $$"""{"state":"{{each}}","log_url":"https://github.com/example/budgetwatch/actions/runs/{{run}}/job/1"}"""))}]"
        );

    private void Artifacts(int run, params string[] artifacts) =>
        Plant(
            $"repos/example/budgetwatch/actions/runs/{run}/artifacts?name=budgetwatch",
            $$"""{"artifacts":[{{string.Join(",", artifacts)}}]}"""
        );

    private void Plant(string address, string json) =>
        File.WriteAllText(At(string.Concat(address.Select(c => c is '/' or '?' or '&' or '=' ? '_' : c)) + ".json"), json);

    /// <summary>A program of that name, first on the path, that notes each call.</summary>
    private void Stub(string program, string does)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.WriteAllText(At(program), $"#!/usr/bin/env bash\nset -euo pipefail\necho \"{program} $*\" >>\"$STUBS/calls\"\n{does}\n");
        File.SetUnixFileMode(At(program), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private List<string> Calls() => File.Exists(At("calls")) ? [.. File.ReadAllLines(At("calls"))] : [];

    private string At(string name) => Path.Combine(folder.FullName, name);

    private async Task<(int Code, string Said, string Complained)> RunAsync(
        string script,
        string[] args,
        params (string Name, string Value)[] environment
    )
    {
        Assert.SkipWhen(OtherPrograms.ReasonToSkip("bash", "jq") is not null, OtherPrograms.ReasonToSkip("bash", "jq") ?? "");
        var start = new ProcessStartInfo(Path.Combine(RepositoryFolder.Path!, script), args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["STUBS"] = folder.FullName;
        start.Environment["GITHUB_REPOSITORY"] = "example/budgetwatch";
        start.Environment["GITHUB_RUN_ID"] = "300";
        start.Environment["ROLL_BACK_FOLDER"] = folder.CreateSubdirectory("package").FullName;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Waiting.Limit);
        return (process.ExitCode, await said, await complained);
    }
}
