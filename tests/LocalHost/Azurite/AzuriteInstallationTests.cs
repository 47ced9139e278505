using BudgetWatch.LocalHost.Azurite;

namespace BudgetWatch.LocalHost.Tests.Azurite;

/// <summary>With an npm that takes note of each call: the real one is exercised by anyone who starts the tests on a fresh checkout.</summary>
public sealed class AzuriteInstallationTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();
    private readonly StringWriter _output = new();

    public AzuriteInstallationTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The npm of these tests is a shell script");
        File.WriteAllText(Path.Combine(_root.FullName, "package.json"), """{ "dependencies": { "azurite": "3.37.0" } }""");
    }

    public void Dispose()
    {
        _output.Dispose();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task Installs_once_and_says_so_in_one_line()
    {
        var npm = Npm("3.37.0");

        var entry = await EnsureAsync(npm);
        await EnsureAsync(npm);

        File.Exists(entry).ShouldBeTrue();
        Calls.ShouldBe(["ci --no-audit --no-fund --omit=dev"]);
        _output
            .ToString()
            .Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
            .ShouldHaveSingleItem()
            .ShouldContain("azurite 3.37.0");
    }

    [Fact]
    public async Task Installs_again_when_another_version_is_pinned()
    {
        await EnsureAsync(Npm("3.37.0"));
        File.WriteAllText(Path.Combine(_root.FullName, "package.json"), """{ "dependencies": { "azurite": "^3.38.0" } }""");

        await EnsureAsync(Npm("3.38.0"));

        Calls.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Installs_once_when_two_apps_start_together()
    {
        var npm = Npm("3.37.0");

        await Task.WhenAll(Task.Run(() => EnsureAsync(npm)), Task.Run(() => EnsureAsync(npm)));

        Calls.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Passes_on_what_npm_says_when_it_fails()
    {
        var npm = Script("echo 'network unreachable' >&2; exit 7");

        var failure = await Should.ThrowAsync<HostStartException>(() => EnsureAsync(npm));

        failure.Message.ShouldContain("ended with code 7");
        failure.Message.ShouldContain("network unreachable");
    }

    [Fact]
    public async Task Says_when_npm_brings_another_version_than_pinned() =>
        (await Should.ThrowAsync<HostStartException>(() => EnsureAsync(Npm("3.0.0")))).Message.ShouldContain(
            "package-lock.json does not agree"
        );

    [Fact]
    public async Task Does_not_wait_for_ever_for_a_file_somebody_holds()
    {
        var path = Path.Combine(_root.FullName, "held.lock");
        await using var held = await ExclusiveFile.HoldAsync(path, TimeSpan.Zero, CancellationToken.None);

        (await ExclusiveFile.HoldAsync(path, TimeSpan.FromMilliseconds(300), CancellationToken.None)).ShouldBeNull();
    }

    private string[] Calls => File.ReadAllLines(Path.Combine(_root.FullName, "calls"));

    private Task<string> EnsureAsync(string npm) => AzuriteInstallation.EnsureAsync(_root.FullName, _output, CancellationToken.None, npm);

    private string Npm(string version) =>
        Script(
            $$"""
            echo "$@" >> calls
            sleep 0.3
            mkdir -p node_modules/azurite/dist/src
            touch node_modules/azurite/dist/src/azurite.js
            echo '{ "version": "{{version}}" }' > node_modules/azurite/package.json
            """
        );

    private string Script(string text)
    {
        var path = Path.Combine(_root.FullName, "npm-" + text.Length + "-" + Directory.GetFiles(_root.FullName).Length);
        File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
