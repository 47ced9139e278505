using System.Security.Cryptography;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Sources;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>A list too large to be held is kept and read from where it lies.</summary>
public sealed class IngestFromDiskTests : IDisposable
{
    private const string List =
        "Identifier,Currency,Amount Awarded,Award Date,Funding Org:Identifier,Publisher:Name,Recipient District Geographic Code,License (see note)\n"
        + "1,GBP,10,2010-05-01,f,A,E06000001,https://creativecommons.org/licenses/by/4.0/\n";

    private readonly string path = Path.GetTempFileName();
    private readonly Mock<IEditionArchive> archive = new(MockBehavior.Strict);
    private readonly Mock<IEditionLedger> ledger = new();
    private readonly string sha256;

    public IngestFromDiskTests()
    {
        File.WriteAllText(path, List);
        sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        ledger.Setup(own => own.InForceAsync("grants", It.IsAny<CancellationToken>())).ReturnsAsync([]);
    }

    [Fact]
    public async Task It_is_kept_under_its_digest_and_put_in_force_under_its_own_name()
    {
        archive.Setup(own => own.KeepAsync(
            It.Is<EditionManifest>(manifest => manifest.Sha256 == sha256 && manifest.Length == List.Length && manifest.FileName == "grantnav.csv"),
            It.Is<PublishedFile>(file => file.IsOnDisk && file.Name == "grantnav.csv"), It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);
        archive.Setup(own => own.KeepReadingAsync(sha256, "grants-v1", It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);

        await RunAsync();

        ledger.Verify(own => own.PutInForceAsync(
            It.Is<EditionInForce>(edition => edition.Slot == "grants" && edition.Sha256 == sha256 && edition.FileName == "grantnav.csv"),
            It.IsAny<CancellationToken>()), Times.Once);
        archive.VerifyAll();
    }

    [Fact]
    public async Task One_that_changes_while_it_is_read_is_not_decided_on()
    {
        archive.Setup(own => own.KeepAsync(It.IsAny<EditionManifest>(), It.IsAny<PublishedFile>(), It.IsAny<CancellationToken>()))
            .Callback(() => File.AppendAllText(path, List.Split('\n')[1].Replace("1,GBP", "2,GBP", StringComparison.Ordinal) + "\n"))
            .Returns(Task.CompletedTask);

        (await Should.ThrowAsync<IOException>(RunAsync)).Message.ShouldBe("grantnav.csv changed while it was read.");

        ledger.Verify(own => own.RecordAsync(It.IsAny<EditionDecision>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    public void Dispose() => File.Delete(path);

    private Task RunAsync()
    {
        var origin = new Mock<IEditionOrigin>();
        origin.Setup(own => own.Name).Returns("Folder");
        origin.Setup(own => own.OfferAsync(It.IsAny<SourceDescription>(), It.IsAny<CancellationToken>()))
            .Returns(((OfferedFile[])[new OfferedFile("grantnav.csv", ReadOnlyMemory<byte>.Empty, OnDisk: path)]).ToAsyncEnumerable());
        return new IngestSource(
            origin.Object, archive.Object, ledger.Object, new Mock<IRunLedger>().Object, new Mock<IWorkQueue>().Object, new Mock<IIncidentLog>().Object,
            new FilePeeks(), TimeProvider.System).RunAsync(new IngestMessage("r", "grants"), CancellationToken.None);
    }
}
