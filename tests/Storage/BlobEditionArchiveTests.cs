using System.Security.Cryptography;
using System.Text;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Ingest;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Tests;

public sealed class BlobEditionArchiveTests(AzuriteServer azurite) : StorageTest(azurite)
{
    private static readonly byte[] bytes = Encoding.UTF8.GetBytes("Authority,Budget\nLeeds,1\n");
    private static readonly EditionManifest manifest = ManifestOf(bytes);

    private IEditionArchive Archive => Port<IEditionArchive>();

    [Fact]
    public async Task Keeps_bytes_and_manifest_as_they_are()
    {
        await Archive.KeepAsync(manifest, new MemoryStream(bytes), default);
        (await Archive.FindAsync(manifest.Sha256, default)).ShouldBe(manifest);
        (await BytesAsync(manifest.Sha256)).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_second_time_changes_nothing()
    {
        await Archive.KeepAsync(manifest, new MemoryStream(bytes), default);
        await Archive.KeepAsync(manifest with { Title = "Another", RetrievedAt = Noon.AddDays(1) }, new MemoryStream(bytes), default);
        (await Archive.FindAsync(manifest.Sha256, default)).ShouldBe(manifest);
    }

    [Fact]
    public async Task Bytes_that_are_not_those_of_their_name_are_not_given_out()
    {
        await Archive.KeepAsync(manifest, new MemoryStream(bytes), default);
        await OverwriteAsync("raw", $"{manifest.Sha256[..2]}/{manifest.Sha256}", BinaryData.FromString("Authority,Budget\nLeeds,2\n"));
        (await Should.ThrowAsync<DamagedDataException>(() => Archive.OpenAsync(manifest.Sha256, default))).Message.ShouldContain(
            manifest.Sha256
        );
    }

    [Theory]
    [InlineData("\"Budget\"", "\"Outturn\"")]
    [InlineData("\n", "")]
    [InlineData("}\n", "}")]
    public async Task A_manifest_that_was_changed_is_not_believed(string from, string to)
    {
        await Archive.KeepAsync(manifest with { Title = "Budget" }, new MemoryStream(bytes), default);
        var name = $"{manifest.Sha256[..2]}/{manifest.Sha256}.manifest.json";
        var written = (
            await Blobs.GetBlobContainerClient(Prefix.ToLowerInvariant() + "raw").GetBlobClient(name).DownloadContentAsync()
        ).Value.Content.ToString();
        await OverwriteAsync("raw", name, BinaryData.FromString(written.Replace(from, to, StringComparison.Ordinal)));
        await Should.ThrowAsync<DamagedDataException>(() =>
            NewInstance().GetRequiredService<IEditionArchive>().FindAsync(manifest.Sha256, default)
        );
    }

    [Fact]
    public async Task A_manifest_without_a_seal_is_damaged()
    {
        await Archive.KeepAsync(manifest, new MemoryStream(bytes), default);
        var name = $"{manifest.Sha256[..2]}/{manifest.Sha256}.manifest.json";
        var written = (
            await Blobs.GetBlobContainerClient(Prefix.ToLowerInvariant() + "raw").GetBlobClient(name).DownloadContentAsync()
        ).Value.Content.ToString();
        await OverwriteAsync("raw", name, BinaryData.FromString(written.Split('\n')[0]));
        await Should.ThrowAsync<DamagedDataException>(() => Archive.FindAsync(manifest.Sha256, default));
    }

    [Fact]
    public async Task A_reading_that_is_damaged_and_cannot_be_made_again_is_not_believed()
    {
        await Archive.KeepAsync(manifest, new MemoryStream(bytes), default);
        await Archive.KeepReadingAsync(manifest.Sha256, "no-such-reader-v1", "{}", default);
        await Archive.KeepReadingAsync(manifest.Sha256, "no-such-reader-v2", "{\"a\":1}", default);
        var read = Blobs.GetBlobContainerClient(Prefix.ToLowerInvariant() + "read");
        var other = (await read.GetBlobClient($"{manifest.Sha256}/no-such-reader-v2.json.gz").DownloadContentAsync()).Value.Content;
        await OverwriteAsync("read", $"{manifest.Sha256}/no-such-reader-v1.json.gz", other);
        await Should.ThrowAsync<DamagedDataException>(() => Archive.FindReadingAsync(manifest.Sha256, "no-such-reader-v1", default));
        foreach (var length in Enumerable.Range(0, other.ToArray().Length))
        {
            // A packed text that ends early may end where JSON may end; without its last bytes it is whole.
            await OverwriteAsync("read", $"{manifest.Sha256}/no-such-reader-v2.json.gz", BinaryData.FromBytes(other.ToArray()[..length]));
            var problem = await Record.ExceptionAsync(async () =>
                (await Archive.FindReadingAsync(manifest.Sha256, "no-such-reader-v2", default)).ShouldBe("{\"a\":1}")
            );
            (problem is null or DamagedDataException).ShouldBeTrue($"{length} bytes of it: {problem}");
        }
    }

    private async Task OverwriteAsync(string container, string name, BinaryData content) =>
        await Blobs.GetBlobContainerClient(Prefix.ToLowerInvariant() + container).GetBlobClient(name).UploadAsync(content, overwrite: true);

    [Fact]
    public async Task What_was_interrupted_between_bytes_and_manifest_is_completed()
    {
        await Archive.KeepAsync(manifest, new MemoryStream(bytes), default);
        var raw = Blobs.GetBlobContainerClient(Prefix.ToLowerInvariant() + "raw");
        var name = $"{manifest.Sha256[..2]}/{manifest.Sha256}";
        (await raw.DeleteBlobIfExistsAsync(name + ".manifest.json")).Value.ShouldBeTrue();
        (await Archive.FindAsync(manifest.Sha256, default)).ShouldBeNull();
        await Archive.KeepAsync(manifest, new MemoryStream(bytes), default);
        (await Archive.FindAsync(manifest.Sha256, default)).ShouldBe(manifest);
        (await raw.GetBlobClient(name).ExistsAsync()).Value.ShouldBeTrue();
    }

    [Fact]
    public async Task Ten_instances_at_once_keep_one_edition()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(i =>
                    NewInstance()
                        .GetRequiredService<IEditionArchive>()
                        .KeepAsync(manifest with { FileName = $"{i}.csv" }, new MemoryStream(bytes), default)
                )
        );
        (await BytesAsync(manifest.Sha256)).ShouldBe(bytes);
        var kept = (await Archive.FindAsync(manifest.Sha256, default)).ShouldNotBeNull();
        kept.ShouldBe(manifest with { FileName = kept.FileName });
    }

    [Fact]
    public async Task Ten_instances_at_once_keep_one_edition_that_goes_to_storage_in_pieces()
    {
        var large = new byte[13_000_001];
        new Random(11).NextBytes(large);
        var of = ManifestOf(large);
        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ => NewInstance().GetRequiredService<IEditionArchive>().KeepAsync(of, new MemoryStream(large), default))
        );
        (await BytesAsync(of.Sha256)).AsSpan().SequenceEqual(large).ShouldBeTrue();
        (await Archive.FindAsync(of.Sha256, default)).ShouldBe(of);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_no_edition_and_the_next_completes_it()
    {
        var large = new byte[13_000_001];
        new Random(12).NextBytes(large);
        var of = ManifestOf(large);
        await Should.ThrowAsync<IOException>(() => Archive.KeepAsync(of, new BreaksOff(large, 9_000_000), default));
        (await Archive.OpenAsync(of.Sha256, default)).ShouldBeNull();
        (await Archive.FindAsync(of.Sha256, default)).ShouldBeNull();

        await Archive.KeepAsync(of, new MemoryStream(large), default);
        (await BytesAsync(of.Sha256)).AsSpan().SequenceEqual(large).ShouldBeTrue();
    }

    [Fact]
    public async Task A_manifest_of_other_bytes_is_a_bug_and_leaves_nothing()
    {
        await Should.ThrowAsync<ArgumentException>(() =>
            Archive.KeepAsync(manifest, new MemoryStream(Encoding.UTF8.GetBytes("else")), default)
        );
        await Should.ThrowAsync<ArgumentException>(() => Archive.KeepAsync(manifest with { Length = 1 }, new MemoryStream(bytes), default));
        (await Archive.FindAsync(manifest.Sha256, default)).ShouldBeNull();
        (await Archive.OpenAsync(manifest.Sha256, default)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../read/x")]
    [InlineData("ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD")]
    public async Task What_is_no_digest_names_no_edition(string sha256)
    {
        (await Archive.FindAsync(sha256, default)).ShouldBeNull();
        (await Archive.OpenAsync(sha256, default)).ShouldBeNull();
        (await Archive.FindReadingAsync(sha256, "revenue-budgets-v1", default)).ShouldBeNull();
        await Should.ThrowAsync<ArgumentException>(() => Archive.KeepReadingAsync(sha256, "revenue-budgets-v1", "{}", default));
    }

    [Fact]
    public async Task What_a_reader_made_is_kept_once_for_each_reader()
    {
        const string first = """{"name":"Ynys Môn 😀"}""";
        await Archive.KeepReadingAsync(manifest.Sha256, "revenue-budgets-v1", first, default);
        await Archive.KeepReadingAsync(manifest.Sha256, "revenue-budgets-v1", "{}", default);
        await Archive.KeepReadingAsync(manifest.Sha256, "revenue-budgets-v2", "[]", default);
        (await Archive.FindReadingAsync(manifest.Sha256, "revenue-budgets-v1", default)).ShouldBe(first);
        (await Archive.FindReadingAsync(manifest.Sha256, "revenue-budgets-v2", default)).ShouldBe("[]");
        (await Archive.FindReadingAsync(manifest.Sha256, "revenue-budgets-v3", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_reader_is_a_plain_name() =>
        await Should.ThrowAsync<ArgumentException>(() => Archive.KeepReadingAsync(manifest.Sha256, "a/../b", "{}", default));

    [Fact]
    public async Task Large_editions_and_empty_ones_come_back()
    {
        var large = new byte[9_000_001];
        for (var i = 0; i < large.Length; i++)
            large[i] = (byte)(i * 31 / 7);
        foreach (var content in (byte[][])[large, []])
        {
            await Archive.KeepAsync(ManifestOf(content), new MemoryStream(content), default);
            (await BytesAsync(ManifestOf(content).Sha256)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        }
    }

    private static EditionManifest ManifestOf(byte[] content) =>
        new(
            Convert.ToHexStringLower(SHA256.HashData(content)),
            content.Length,
            "RA_2025-26.csv",
            "Revenue account “2025-26”",
            "MHCLG",
            new Uri("https://www.gov.uk/a?b=c%20d"),
            "\"abc\"",
            Noon.AddHours(-3),
            Noon.AddTicks(1),
            null,
            "text/csv",
            "OGL-3.0",
            "Crown",
            "Folder",
            null
        );

    /// <summary>Whole when it is hashed; then it ends in a failure.</summary>
    private sealed class BreaksOff(byte[] bytes, int after) : MemoryStream(bytes)
    {
        private bool isHashed;

        // Every other way of reading leads here where this is overridden.
        public override int Read(byte[] buffer, int offset, int count)
        {
            if (isHashed && Position > after)
                throw new IOException("The disk is gone.");
            var read = base.Read(buffer, offset, count);
            isHashed |= read == 0;
            return read;
        }
    }

    private async Task<byte[]> BytesAsync(string sha256)
    {
        await using var stream = (await Archive.OpenAsync(sha256, default)).ShouldNotBeNull();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
