using System.Diagnostics;
using System.Text.RegularExpressions;
using BudgetWatch.TestKit;
using YamlDotNet.RepresentationModel;

namespace BudgetWatch.Infra.Tests;

/// <summary>The workflows parse, may do what they must and no more, and their steps are shell that bash reads.</summary>
public sealed partial class WorkflowTests
{
    /// <summary>What each job may do with the token of its run. Nothing writes to the repository.</summary>
    private static readonly Dictionary<string, string> Permissions = new(StringComparer.Ordinal)
    {
        ["ci.yml/test"] = "contents: read",
        ["audit.yml/dependencies"] = "contents: read",
        ["deploy.yml/test"] = "contents: read",
        ["deploy.yml/plan"] = "contents: read, id-token: write",
        ["deploy.yml/package"] = "contents: read, id-token: write, attestations: write",
        ["deploy.yml/deploy"] = "contents: read, id-token: write, actions: read, attestations: read, deployments: read",
        ["deploy.yml/roll-back"] = "contents: read, id-token: write, actions: read, attestations: read, deployments: read",
    };

    /// <summary>The tests, as a workflow of this commit that another calls.</summary>
    private const string Tests = "./.github/workflows/ci.yml";

    public static TheoryData<string> Workflows =>
        [.. Directory.EnumerateFiles(At(".github/workflows")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public static TheoryData<string> Scripts =>
        [
            .. ((string[])[".github/scripts", "infra/scripts", ".ci"])
                .SelectMany(folder => Directory.EnumerateFiles(At(folder)))
                .Select(file => Path.GetRelativePath(RepositoryFolder.Path!, file))
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void There_are_three() => Workflows.Select(row => row.Data).ShouldBe(["audit.yml", "ci.yml", "deploy.yml"]);

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_are_pinned_by_commit_with_their_version_beside(string workflow)
    {
        var lines = Text(workflow)
            .Split('\n')
            .Where(line => line.Contains("uses:", StringComparison.Ordinal) && !line.Contains(Tests, StringComparison.Ordinal))
            .ToList();
        lines.ShouldNotBeEmpty();
        lines.Where(line => !Pinned().IsMatch(line)).ShouldBeEmpty();
    }

    /// <summary>One action in one version everywhere: a pin that is renewed in one file alone would be forgotten in the others.</summary>
    [Fact]
    public void An_action_has_one_pin() =>
        Workflows
            .SelectMany(row => Pinned().Matches(Text(row.Data)))
            .Select(match => (Action: match.Groups["action"].Value, Pin: match.Groups["pin"].Value))
            .Distinct()
            .GroupBy(pin => pin.Action, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Each_job_may_do_what_it_must(string workflow)
    {
        var root = Parse(workflow);
        var all = Map(root, "permissions").ShouldNotBeNull($"{workflow} leaves permissions to the repository's settings");
        foreach (var (name, job) in Jobs(root))
        {
            var permissions = Map(job, "permissions") ?? all;
            string.Join(", ", permissions.Children.Select(pair => $"{pair.Key}: {pair.Value}"))
                .ShouldBe(Permissions.GetValueOrDefault($"{workflow}/{name}"), $"{workflow}/{name}");

            // One that calls a workflow ends with that workflow's jobs, and may not say so itself.
            if (Value(job, "uses") != Tests)
            {
                job.Children.Keys.ShouldContain(new YamlScalarNode("timeout-minutes"), $"{name} may run for ever");
            }
        }

        root.Children.Keys.ShouldContain(new YamlScalarNode("concurrency"));
    }

    /// <summary>What is deployed was tested in the same run: deploying needs the package, and the package needs the tests.</summary>
    [Fact]
    public void Nothing_is_deployed_untested()
    {
        var jobs = Jobs(Parse("deploy.yml")).ToDictionary(job => job.Name, job => job.Job, StringComparer.Ordinal);
        Value(jobs["test"], "uses").ShouldBe(Tests);
        Value(jobs["package"], "needs").ShouldBe("test");
        Value(jobs["deploy"], "needs").ShouldBe("package");
        Value(jobs["test"], "if").ShouldBe(Value(jobs["package"], "if"));
        Map(Parse("ci.yml"), "on")!.Children.Keys.ShouldContain(new YamlScalarNode("workflow_call"));

        // A call is in the concurrency of what it calls: of a ref, one deployment's tests would end another's.
        Value(Map(Parse("ci.yml"), "concurrency")!, "group")!.ShouldContain("|| github.run_id");
    }

    /// <summary>Node 24 has long-term support to April 2028; 20, which ended in April 2026, gets no more fixes.</summary>
    [Theory]
    [MemberData(nameof(Workflows))]
    public void Node_is_one_that_is_supported(string workflow) =>
        Steps(workflow)
            .Where(step => Value(step, "uses")?.StartsWith("actions/setup-node@", StringComparison.Ordinal) == true)
            .ShouldAllBe(step => Value(Map(step, "with")!, "node-version") == "24");

    /// <summary>What scripts and steps take from the network by themselves has a checksum beside it; what package managers take, a lock file.</summary>
    [Fact]
    public void What_is_downloaded_has_a_checksum()
    {
        var texts = Scripts
            .Select(row => (Where: row.Data, Text: RepositoryFolder.Read(row.Data)))
            .Concat(
                Workflows.Select(row =>
                    (Where: row.Data, Text: string.Join('\n', Steps(row.Data).Select(step => Value(step, "run")).OfType<string>()))
                )
            )
            .ToList();
        foreach (var (where, text) in texts)
        {
            if (where != "infra/scripts/fetch.sh")
            {
                // Of answers alone: of the app, and the address a deployment comes from.
                (where is "infra/scripts/smoke.sh" or "infra/scripts/deploy.sh" || !Download().IsMatch(text)).ShouldBeTrue(where);
            }

            Fetch().Matches(text).Select(match => match.Groups["sha"].Value).ShouldAllBe(sha => Sha256().IsMatch(sha), where);
            text.Contains("dotnet tool install", StringComparison.Ordinal).ShouldBe(where == "infra/scripts/sbom.sh", where);
            text.Contains("az bicep install", StringComparison.Ordinal).ShouldBe(where == "infra/scripts/bicep.sh", where);
        }

        texts.Sum(text => Fetch().Count(text.Text)).ShouldBe(2);

        // The compiler that deploys is the one that these tests compile with.
        var version = BicepVersion().Match(RepositoryFolder.Read("infra/scripts/bicep.sh")).Groups["version"].Value;
        RepositoryFolder
            .Read("Directory.Packages.props")
            .ShouldContain($"Include=\"Azure.Bicep.CommandLine.linux-x64\" Version=\"{version}\"");
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void There_is_no_secret(string workflow)
    {
        var text = Text(workflow);
        text.ShouldNotContain("secrets.");
        text.ShouldNotContain("pull_request_target");
        text.ShouldNotContain("client-secret");

        // What a checkout leaves in the folder, a later step could send elsewhere.
        Steps(workflow)
            .Where(step => Value(step, "uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true)
            .ShouldAllBe(step => Value(Map(step, "with")!, "persist-credentials") == "false");
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task Steps_are_shell_that_bash_reads(string workflow)
    {
        Value(Map(Map(Parse(workflow), "defaults")!, "run")!, "shell").ShouldBe("bash");
        var steps = Steps(workflow).Select(step => Value(step, "run")).OfType<string>().ToList();
        steps.ShouldNotBeEmpty();
        foreach (var step in steps)
        {
            // A title of a pull request in an expression would be run: values come by the environment.
            step.ShouldNotContain("${{");
            (await RunAsync("bash", ["-n"], step)).ShouldBe((0, "", ""), step);
            foreach (Match script in Script().Matches(step))
            {
                Scripts.Select(row => row.Data).ShouldContain(script.Value);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_is_read_by_bash_may_be_run_and_stops_at_the_first_failure(string script)
    {
        (await RunAsync("bash", ["-n", At(script)])).ShouldBe((0, "", ""));
        (OperatingSystem.IsWindows() || File.GetUnixFileMode(At(script)).HasFlag(UnixFileMode.UserExecute)).ShouldBeTrue();
        var text = RepositoryFolder.Read(script);
        text.ShouldStartWith("#!/usr/bin/env bash\n# ");

        // .ci/run reads the exit code of what it runs itself.
        text.ShouldContain(script == ".ci/run" ? "set -uo pipefail" : "set -euo pipefail");
    }

    [Fact]
    public async Task A_step_that_is_no_shell_is_noticed() => (await RunAsync("bash", ["-n"], "if true; then")).Code.ShouldNotBe(0);

    [Theory]
    [InlineData(
        """{"projects":[{"path":"a.csproj","frameworks":[{"framework":"net10.0","topLevelPackages":[{"id":"A","resolvedVersion":"1.0.0"}]}]},{"path":"b.csproj"}]}""",
        0,
        "No package"
    )]
    [InlineData(
        """{"projects":[{"path":"a.csproj","frameworks":[{"framework":"net10.0","transitivePackages":[{"id":"Holed","resolvedVersion":"1.2.3","vulnerabilities":[{"severity":"High","advisoryurl":"https://example.org/1"}]}]}]}]}""",
        1,
        "Holed 1.2.3: High https://example.org/1"
    )]
    [InlineData("no report", 5, "")]
    public async Task A_vulnerable_package_stops_the_audit(string report, int code, string says)
    {
        Assert.SkipWhen(OtherPrograms.ReasonToSkip("bash", "jq") is not null, OtherPrograms.ReasonToSkip("bash", "jq") ?? "");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, report);
            var (found, said, _) = await RunAsync(At(".github/scripts/audit-packages.sh"), [file]);
            (found != 0).ShouldBe(code != 0);
            said.ShouldContain(says);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Of the packages these tests were restored with.</summary>
    [Fact]
    public async Task Every_package_has_a_permissive_licence()
    {
        Assert.SkipWhen(OtherPrograms.ReasonToSkip("bash", "jq", "git") is not null, OtherPrograms.ReasonToSkip("bash", "jq", "git") ?? "");
        var (code, said, complained) = await RunAsync(At(".github/scripts/audit-licences.sh"), []);
        code.ShouldBe(0, said + complained);
        said.ShouldMatch("^[1-9][0-9]{2} packages, each with a permissive licence");
    }

    /// <summary>What azd is told leads to what is there.</summary>
    [Fact]
    public void What_azd_is_told_is_there()
    {
        var root = Parse(At("azure.yaml"), isPath: true);
        var infra = Map(root, "infra")!;
        File.Exists(At($"{Value(infra, "path")}/{Value(infra, "module")}.bicepparam")).ShouldBeTrue();
        var service = Map(Map(root, "services")!, "app")!;
        Directory.Exists(At(Value(service, "project")!)).ShouldBeTrue();
        Value(service, "host").ShouldBe("function");
        var hook = Value(Map(Map(root, "hooks")!, "predeploy")!, "run")!;
        Scripts.Select(row => row.Data).ShouldContain(hook["./".Length..]);
        RepositoryFolder.Read("azure.yaml").ShouldContain("deploy app --from-package artifacts/azure/budgetwatch.zip");

        // azd finds the app by its tag.
        RepositoryFolder.Read("infra/modules/app.bicep").ShouldContain("'azd-service-name': 'app'");
    }

    private static IEnumerable<YamlMappingNode> Steps(string workflow) =>
        Jobs(Parse(workflow))
            .Where(job => Value(job.Job, "uses") != Tests)
            .SelectMany(job => ((YamlSequenceNode)job.Job.Children["steps"]).Children.Cast<YamlMappingNode>());

    private static IEnumerable<(string Name, YamlMappingNode Job)> Jobs(YamlMappingNode root) =>
        Map(root, "jobs")!.Children.Select(pair => (((YamlScalarNode)pair.Key).Value!, (YamlMappingNode)pair.Value));

    private static YamlMappingNode? Map(YamlMappingNode of, string name) =>
        of.Children.TryGetValue(new YamlScalarNode(name), out var found) ? (YamlMappingNode)found : null;

    private static string? Value(YamlMappingNode of, string name) =>
        of.Children.TryGetValue(new YamlScalarNode(name), out var found) ? ((YamlScalarNode)found).Value : null;

    private static YamlMappingNode Parse(string workflow, bool isPath = false)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(isPath ? File.ReadAllText(workflow) : Text(workflow)));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static string Text(string workflow) => RepositoryFolder.Read($".github/workflows/{workflow}");

    private static string At(string path) => Path.Combine(RepositoryFolder.Path!, path);

    private static async Task<(int Code, string Said, string Complained)> RunAsync(string program, string[] args, string input = "")
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
        return (process.ExitCode, await said, await complained);
    }

    [GeneratedRegex(@"\b(curl|wget)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Download();

    [GeneratedRegex(
        @"scripts/fetch\.sh ""?[\w.-]+""? \S+ (?<sha>\S+)|/fetch\.sh"" [\w.-]+ \S+ (?<sha>\S+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Fetch();

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Sha256();

    [GeneratedRegex(
        @"^version=(?<version>[0-9.]+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex BicepVersion();

    [GeneratedRegex(
        @"uses: (?<action>[\w.-]+/[\w./-]+)@(?<pin>[0-9a-f]{40}) # v\d+\.\d+\.\d+\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex Pinned();

    [GeneratedRegex(@"(infra|\.github)/scripts/[\w.-]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Script();
}
