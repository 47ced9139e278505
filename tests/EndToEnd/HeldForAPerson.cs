using System.Security.Cryptography;
using BudgetWatch.Domain.Plausibility;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>An edition of the bundled snapshot that an app holds for a person, though nothing is wrong with it: for what operators say of editions.</summary>
internal static class HeldForAPerson
{
    /// <summary>Nothing that is asked for is done: what it would change is another test's.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Idle = new Dictionary<string, string?>
    {
        ["AzureWebJobs.IngestSource.Disabled"] = "true",
        ["AzureWebJobs.BuildRelease.Disabled"] = "true",
    };

    public static async Task HoldAsync(RunningApp app, string sha256)
    {
        var (name, bytes) = Directory
            .EnumerateFiles(PublishedSnapshotFiles.Folder, "*.csv")
            .Select(path => (Path.GetFileName(path), Bytes: File.ReadAllBytes(path)))
            .First(file => Convert.ToHexStringLower(SHA256.HashData(file.Bytes)) == sha256);
        var source = SourceCatalogue
            .Recognise(((Sources.Tabular.FilePreview.Seen)Sources.Tabular.FilePreview.At(new PublishedFile(name, bytes), default)).File)!
            .Description;
        var now = DateTimeOffset.UnixEpoch;
        var archive = app.Host.Services.GetRequiredService<IEditionArchive>();
        await archive.KeepAsync(
            new EditionManifest(
                sha256,
                bytes.Length,
                name,
                name,
                source.Publisher,
                source.Home,
                null,
                null,
                now,
                null,
                "text/csv",
                source.Licence,
                source.Attribution,
                IEditionOrigin.Bundled,
                null
            ),
            new MemoryStream(bytes),
            default
        );
        var ledger = app.Host.Services.GetRequiredService<IEditionLedger>();
        await ledger.RecordAsync(
            new EditionDecision(source.Id, sha256, source.ReaderVersion, name, true, "of this test", 0, [], [], now, now),
            default
        );
        await ledger.HoldAsync(
            new HeldEdition(
                source.Id,
                "of this test",
                sha256,
                source.ReaderVersion,
                name,
                [new Question("of-this-test", "Is it right?")],
                now
            ),
            default
        );
    }
}
