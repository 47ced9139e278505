using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using BudgetWatch.TestKit;
using Microsoft.Playwright;

namespace BudgetWatch.Pages.Tests.Browsing;

/// <summary>
/// The browser: the one that BUDGETWATCH_CHROMIUM names, else that of the npm package that Chromium/package-lock.json locks. The package carries the
/// browser, the few libraries it needs besides glibc, and a font, so that it starts on a machine that has none of them.
/// </summary>
internal static class Chromium
{
    private const string Variable = "BUDGETWATCH_CHROMIUM";
    private const string HowToGetOne =
        $"No browser: set {Variable} to the path of a Chromium (Debian: apt-get install chromium, then /usr/bin/chromium)";

    private static readonly NpmFolder Folder = new("tests/Pages/Chromium");

    private static string Package => Path.Combine(Folder.Path, "node_modules", "@sparticuz", "chromium");

    /// <summary>Starts it, without a window.</summary>
    public static async Task<IBrowser> StartAsync(IPlaywright playwright)
    {
        var (path, environment) = await FoundAsync();
        try
        {
            return await playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions
                {
                    ExecutablePath = path,
                    Headless = true,
                    Env = environment,
                    ChromiumSandbox = Environment.UserName != "root",
                    Args =
                    [
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        .. Environment.UserName == "root" ? ["--no-sandbox"] : Array.Empty<string>(),
                    ],
                }
            );
        }
        catch (PlaywrightException failed)
        {
            throw new InvalidOperationException($"{HowToGetOne}; {path} did not start: {failed.Message.Split('\n')[0]}", failed);
        }
    }

    private static async Task<(string Path, Dictionary<string, string>? Environment)> FoundAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } told)
        {
            return File.Exists(told)
                ? (told, null)
                : throw new InvalidOperationException($"{HowToGetOne}; it names {told}, which is not there.");
        }

        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
        {
            throw new InvalidOperationException($"{HowToGetOne}; the one from npm is for Linux on x64.");
        }

        try
        {
            await Folder.EnsureAsync("node_modules/@sparticuz/chromium/bin/chromium.br");
        }
        catch (Exception failed)
            when (failed is InvalidOperationException or System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            throw new InvalidOperationException(
                $"{HowToGetOne}; the one from npm could not be had: {string.Join(' ', failed.Message.Split('\n', StringSplitOptions.TrimEntries))}",
                failed
            );
        }

        var unpacked = await UnpackedAsync();
        return (
            Path.Combine(unpacked, "chromium"),
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
                ["HOME"] = unpacked,
                ["LD_LIBRARY_PATH"] = Path.Combine(unpacked, "lib"),
                ["FONTCONFIG_FILE"] = Path.Combine(unpacked, "fonts.conf"),
            }
        );
    }

    /// <summary>The folder of this version, whole or not there: it is made beside its place and moved into it.</summary>
    private static async Task<string> UnpackedAsync()
    {
        using var package = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Package, "package.json")));
        var place = Path.Combine(RepositoryFolder.Path!, "artifacts", "chromium", package.RootElement.GetProperty("version").GetString()!);
        if (Directory.Exists(place))
        {
            return place;
        }

        await using var turn = await Folder.TurnAsync("unpack");
        if (Directory.Exists(place))
        {
            return place;
        }

        var making = place + ".making";
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }

        Directory.CreateDirectory(making);
        await Task.WhenAll(
            UntarAsync("al2023.tar.br", making),
            UntarAsync("fonts.tar.br", making),
            InflateAsync("chromium.br", Path.Combine(making, "chromium"))
        );

        // The package's own looks for fonts where its usual hosts have them.
        await File.WriteAllTextAsync(
            Path.Combine(making, "fonts.conf"),
            $"""
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig><dir>{place}/fonts</dir><cachedir>{place}/fonts-cache</cachedir></fontconfig>
            """
        );
        Directory.Move(making, place);
        return place;
    }

    private static async Task UntarAsync(string archive, string folder)
    {
        await using var inflated = Inflated(archive);
        await TarFile.ExtractToDirectoryAsync(inflated, folder, overwriteFiles: true);
    }

    private static async Task InflateAsync(string archive, string file)
    {
        await using (var inflated = Inflated(archive))
        await using (var written = File.Create(file))
        {
            await inflated.CopyToAsync(written);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static BrotliStream Inflated(string archive) =>
        new(File.OpenRead(Path.Combine(Package, "bin", archive)), CompressionMode.Decompress);
}
