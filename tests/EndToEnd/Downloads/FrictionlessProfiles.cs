using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using BudgetWatch.TestKit;
using Json.Schema;

namespace BudgetWatch.EndToEnd.Tests.Downloads;

/// <summary>
/// The profiles of Data Package 1 as its authors publish them in their own library (MIT). Only the library's archive is fetched, by its SHA-512, and
/// nothing in it is run: what it depends on is not needed to read a schema.
/// </summary>
internal static class FrictionlessProfiles
{
    private const string Package = "datapackage@1.1.10";
    private const string Archive = "datapackage-1.1.10.tgz";
    private const string Sha512 = "haM59QsPeU+8X0PWsyOXHALNeOF9nlVqNs3mH1OXry50Jgo6l2sxuQ3xriZG9/L+tRFkZGDCgv5m4xYPqaPBCQ==";

    private static readonly Lazy<Task<IReadOnlyDictionary<string, JsonSchema>>> All = new(ReadAsync);

    /// <summary>Where JSON is not as a profile says.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(string profile, JsonNode json)
    {
        using var document = JsonDocument.Parse(json.ToJsonString());
        var results = (await All.Value)[profile].Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid
            ? []
            :
            [
                .. (results.Details ?? [])
                    .Where(detail => detail.Errors is { Count: > 0 })
                    .Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}")
                    .DefaultIfEmpty("not valid"),
            ];
    }

    private static async Task<IReadOnlyDictionary<string, JsonSchema>> ReadAsync()
    {
        var folder = Directory.CreateTempSubdirectory("frictionless");
        try
        {
            await FetchAsync(folder.FullName);
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, Archive));
            Convert.ToBase64String(SHA512.HashData(bytes)).ShouldBe(Sha512);
            return Profiles(bytes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, JsonSchema> Profiles(byte[] archive)
    {
        var profiles = new Dictionary<string, JsonSchema>(StringComparer.Ordinal);
        using var unpacked = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        using var entries = new TarReader(unpacked);
        while (entries.GetNextEntry() is { } entry)
        {
            if (entry.Name is "package/lib/profiles/data-package.json" or "package/lib/profiles/tabular-data-resource.json")
            {
                // Draft 4, of which these use nothing that later drafts read otherwise.
                var schema = JsonNode.Parse(entry.DataStream!)!.AsObject();
                schema["$schema"] = "http://json-schema.org/draft-06/schema#";
                profiles.Add(Path.GetFileNameWithoutExtension(entry.Name), JsonSchema.FromText(schema.ToJsonString()));
            }
        }

        return profiles;
    }

    private static async Task FetchAsync(string folder)
    {
        using var process = Process.Start(
            new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["pack", Package, "--prefer-offline", "--ignore-scripts"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        using var patience = new CancellationTokenSource(Waiting.Limit);
        var said = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(patience.Token),
            process.StandardError.ReadToEndAsync(patience.Token)
        );
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.ShouldBe(0, string.Concat(said));
    }
}
