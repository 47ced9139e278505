using System.Diagnostics;
using System.Text;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;
using BudgetWatch.Storage.Origins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Tests;

public sealed class FolderOriginTests : IDisposable
{
    private static readonly SourceDescription source = new(
        "revenue-budgets",
        new InputKind("budgets"),
        "T",
        "P",
        "L",
        "A",
        "C",
        new Uri("https://www.gov.uk"),
        1
    );

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budgetwatch-");

    private readonly List<ServiceProvider> provided = [];

    private bool isBeyondNet;

    public void Dispose()
    {
        provided.ForEach(services => services.Dispose());
        if (!isBeyondNet)
        {
            folder.Delete(recursive: true);
            return;
        }

        using var shell = Process.Start("rm", ["-rf", "--", folder.FullName]);
        shell.WaitForExit();
    }

    [Fact]
    public async Task Offers_all_files_of_all_folders_in_ordinal_order_of_path()
    {
        foreach (var path in (string[])["b.csv", "a/z.csv", "a.csv", "B.csv", "a/b/c.csv", "a-1.csv"])
            Write(path, path);
        var offered = await OfferAsync(Folder());
        offered.Select(file => file.Name).ShouldBe(["B.csv", "a-1.csv", "a.csv", "a/b/c.csv", "a/z.csv", "b.csv"]);
        offered.ShouldAllBe(file => Text(file) == file.Name && file.Rejected == null && file.Title == null);
    }

    [Fact]
    public async Task Passes_over_what_is_no_data()
    {
        foreach (
            var path in (string[])
                [
                    ".hidden",
                    ".git/config",
                    "README",
                    "README.txt",
                    "readme.TXT",
                    "CATALOGUE.md",
                    "SHA256SUMS",
                    "a.csv.provenance.json",
                    "sub/notes.MD",
                ]
        )
            Write(path, "x");
        Write("a.csv", "x");
        (await OfferAsync(Folder())).ShouldHaveSingleItem().Name.ShouldBe("a.csv");
    }

    [Fact]
    public async Task An_empty_folder_offers_nothing() => (await OfferAsync(Folder())).ShouldBeEmpty();

    [Fact]
    public async Task An_empty_file_is_offered_as_not_taken()
    {
        Write("a.csv", "");
        var file = (await OfferAsync(Folder())).ShouldHaveSingleItem();
        file.Content.ShouldBeNull();
        file.Rejected.ShouldBe(new Rejected("a plain file with something in it", "nothing"));
    }

    [Fact]
    public async Task A_pipe_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        using (var make = Process.Start("mkfifo", [At("a.csv")]))
            await make.WaitForExitAsync();
        (await OfferAsync(Folder())).ShouldHaveSingleItem().Rejected.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_offered_as_not_taken_and_the_rest_are_offered()
    {
        Write("a.csv", "x");
        Write("b.csv", "x");
        await using var held = new FileStream(At("a.csv"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var offered = await OfferAsync(Folder());
        offered[0].Rejected.ShouldBe(new Rejected("a file that can be read", "a file that could not be read"));
        offered[1].Rejected.ShouldBeNull();
    }

    [Fact]
    public async Task Links_are_named_and_never_followed()
    {
        var outside = Directory.CreateTempSubdirectory("budgetwatch-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(outside.FullName, "secret.csv"), "secret");
            Write("real.csv", "real");
            File.CreateSymbolicLink(At("file.csv"), Path.Combine(outside.FullName, "secret.csv"));
            File.CreateSymbolicLink(At("broken.csv"), Path.Combine(outside.FullName, "nowhere"));
            File.CreateSymbolicLink(At("inner.csv"), At("real.csv"));
            Directory.CreateSymbolicLink(At("linked"), outside.FullName);
            Directory.CreateSymbolicLink(At("loop"), folder.FullName);
            var offered = await OfferAsync(Folder());
            offered.Select(file => file.Name).ShouldBe(["broken.csv", "file.csv", "inner.csv", "linked", "loop", "real.csv"]);
            offered
                .Where(file => file.Name != "real.csv")
                .ShouldAllBe(file => file.Content == null && file.Rejected == new Rejected("a plain file", "a symbolic link"));
            Text(offered[^1]).ShouldBe("real");
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_named_by_a_link_is_searched()
    {
        Write("in/a.csv", "x");
        Directory.CreateSymbolicLink(At("link"), At("in"));
        (await OfferAsync(Folder(At("link")))).ShouldHaveSingleItem().Name.ShouldBe("a.csv");
    }

    [Fact]
    public async Task A_file_over_the_largest_limit_of_any_source_is_not_taken_and_a_large_one_within_it_is()
    {
        using (var large = File.Create(At("large.csv")))
            large.SetLength(4L * 1024 * 1024 * 1024 + 1);
        using (var largest = File.Create(At("largest.csv")))
            largest.SetLength(512L * 1024 * 1024);
        var offered = await OfferAsync(Folder());
        offered[0].Rejected.ShouldBe(new Rejected("at most 4,294,967,296 bytes", "4,294,967,297 bytes"));
        offered[0].Content.ShouldBeNull();
        offered[1].Rejected.ShouldBeNull();
        offered[1].Content.ShouldNotBeNull().Length.ShouldBe(512L * 1024 * 1024);
    }

    [Fact]
    public async Task What_is_written_to_a_large_file_after_it_was_offered_is_not_taken_for_it()
    {
        const int length = 9_000_000;
        Write("a.csv", new string('a', length));
        Write("b.csv", new string('b', length));
        Write("c.csv", new string('c', length));
        Write("d.csv", new string('d', length));
        var offered = await OfferAsync(Folder());
        (await offered[0].Content!.HoldAsync(default)).ShouldBeTrue();
        foreach (var file in (string[])["a.csv", "b.csv"])
            Write(file, new string('x', length));
        Write("c.csv", new string('c', length + 1));
        File.Delete(At("d.csv"));

        foreach (var (file, isHeld) in offered.Zip((bool[])[true, false, false, false]))
            using (file.Content)
                (await file.Content!.HoldAsync(default)).ShouldBe(isHeld, file.Name);
    }

    [Fact]
    public async Task A_small_file_is_read_as_it_was_offered()
    {
        Write("a.csv", "a");
        var file = (await OfferAsync(Folder())).ShouldHaveSingleItem();
        Write("a.csv", "b");
        Text(file).ShouldBe("a");
    }

    [Fact]
    public async Task A_run_hashes_a_file_once_and_again_only_if_it_changed()
    {
        Write("a.csv", "a");
        Write("b.csv", new string('b', 5_000_000));
        var (origin, opened) = Counted();

        var first = await OfferAsync(origin);
        (await OfferAsync(origin)).Select(Sha256).ShouldBe(first.Select(Sha256));
        opened.ShouldBe(["a.csv", "b.csv"]);

        Write("a.csv", "longer");
        (await OfferAsync(origin)).Select(Sha256).ShouldNotBe(first.Select(Sha256));
        opened.ShouldBe(["a.csv", "b.csv", "a.csv"]);
    }

    [Fact]
    public async Task The_next_run_sees_another_file_of_the_same_length_and_time()
    {
        Write("a.csv", "a");
        var time = File.GetLastWriteTimeUtc(At("a.csv"));
        var (origin, _) = Counted();
        var first = await OfferAsync(origin);
        Write("a.csv", "b");
        File.SetLastWriteTimeUtc(At("a.csv"), time);

        (await OfferAsync(origin, "next")).Select(Sha256).ShouldNotBe(first.Select(Sha256));
    }

    [Fact]
    public async Task Another_source_of_the_run_does_not_take_what_was_hashed_for_what_is_there_now()
    {
        Write("a.csv", "a");
        var time = File.GetLastWriteTimeUtc(At("a.csv"));
        var (origin, _) = Counted();
        await OfferAsync(origin);
        Write("a.csv", "b");
        File.SetLastWriteTimeUtc(At("a.csv"), time);

        using var content = (await OfferAsync(origin)).ShouldHaveSingleItem().Content!;
        (await content.HoldAsync(default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_sidecar_says_where_a_file_is_from()
    {
        Write("a.csv", "x");
        Write(
            "a.csv.provenance.json",
            """
            {"title":"Revenue “2025-26” – 2026-01-01T00:00:00Z","publisher":"MHCLG","licence":"OGL-3.0","attribution":"Crown",
             "url":"https://www.gov.uk/x.ods","publishedAt":"2025-06-19","unknown":null,
             "original":{"file":"x.ods","sha256":"ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789","length":12,"sheet":"RA"},
             "cells":{"columns":[{"here":"A","original":"AB"},{"here":"a","original":"B"},7],
                      "rows":[{"here":4,"original":10,"count":443},{"here":0,"original":1,"count":1},{"here":1,"original":1,"count":9999999}]}}
            """
        );
        var file = (await OfferAsync(Folder())).ShouldHaveSingleItem();
        file.ShouldBe(
            new OfferedFile(
                "a.csv",
                file.Content,
                null,
                "Revenue “2025-26” – 2026-01-01T00:00:00Z",
                "MHCLG",
                new Uri("https://www.gov.uk/x.ods"),
                null,
                null,
                new DateTimeOffset(2025, 6, 19, 0, 0, 0, TimeSpan.Zero),
                "OGL-3.0",
                "Crown",
                file.CarriedFrom
            )
            {
                IsInOrder = true,
            }
        );
        var original = file.CarriedFrom.ShouldNotBeNull();
        (original.File, original.Sheet).ShouldBe(("x.ods", "RA"));
        original.Sha256.ShouldBe("abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789");
        original.Columns.ShouldBe([new OriginalColumn("A", "AB")]);
        original.Rows.ShouldBe([new OriginalRows(4, 10, 443)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"title\":")]
    [InlineData("{\"title\":1,\"publisher\":{},\"url\":[],\"original\":{\"file\":\"x\",\"sha256\":true}}")]
    [InlineData(
        "{\"title\":\"  \",\"publisher\":\"a\\u0000b\",\"url\":\"javascript:alert(1)\",\"original\":{\"file\":\"x\",\"sha256\":\"12\"},\"publishedAt\":\"soon\"}"
    )]
    [InlineData("{\"title\":\"\\ud800\",\"publishedAt\":\"9999-99-99\"}")]
    [InlineData("{\"url\":\"/etc/passwd\"}")]
    [InlineData("{\"url\":\"file:///etc/passwd\"}")]
    public async Task A_sidecar_that_is_not_as_it_should_be_is_left_out(string sidecar)
    {
        Write("a.csv", "x");
        Write("a.csv.provenance.json", sidecar);
        var file = (await OfferAsync(Folder())).ShouldHaveSingleItem();
        file.ShouldBe(new OfferedFile("a.csv", file.Content) { IsInOrder = true });
        Text(file).ShouldBe("x");
    }

    [Fact]
    public async Task A_sidecar_that_is_deep_or_large_or_a_link_or_a_folder_is_left_out()
    {
        foreach (var path in (string[])["deep", "large", "long", "link", "folder"])
            Write(path, "x");
        Write("deep.provenance.json", "{\"title\":\"T\",\"cells\":" + new string('[', 5_000));
        Write("large.provenance.json", "{\"title\":\"T\",\"cells\":\"" + new string('x', 1024 * 1024) + "\"}");
        Write("long.provenance.json", "{\"title\":\"" + new string('x', 5_000) + "\"}");
        Write("elsewhere/target.md", "{\"title\":\"T\"}");
        File.CreateSymbolicLink(At("link.provenance.json"), At("elsewhere/target.md"));
        folder.CreateSubdirectory("folder.provenance.json");
        var offered = await OfferAsync(Folder());
        offered.Count.ShouldBe(5);
        offered.ShouldAllBe(file => file.Title == null && file.Rejected == null);
    }

    [Fact]
    public async Task A_sidecar_with_a_byte_order_mark_is_read()
    {
        Write("a.csv", "x");
        await File.WriteAllTextAsync(
            At("a.csv.provenance.json"),
            "{\"title\":\"T\"}",
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)
        );
        (await OfferAsync(Folder())).ShouldHaveSingleItem().Title.ShouldBe("T");
    }

    [Fact]
    public async Task The_snapshot_is_a_folder_under_its_own_name()
    {
        Write("a.csv", "x");
        var origin = OriginChoice.SnapshotOrigin(folder.FullName);
        origin.Name.ShouldBe("Snapshot");
        (await OfferAsync(origin)).ShouldHaveSingleItem().IsInOrder.ShouldBeFalse();
    }

    [Fact]
    public async Task A_name_that_is_not_UTF_8_is_refused_and_the_rest_is_offered()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere every name is Unicode.");
        Write("a.csv", "x");
        await ShellAsync(
            """
            mkdir "$(printf 'in\243')" sub && printf x > "$(printf 'in\243/hidden.csv')" && printf x > "$(printf 'RS 2016-17 (\243000s).xlsx')"
            printf x > "$(printf 'sub/\243.csv')" && printf x > "$(printf 'sub/\244.csv')" && printf x > "$(printf '.\243')"
            """
        );
        var offered = await OfferAsync(Folder());
        offered
            .Select(file => (file.Name, file.Rejected?.Found))
            .ShouldBe([
                ("RS 2016-17 (\uFFFD000s).xlsx", "a name that is not UTF-8"),
                ("a.csv", null),
                ("in\uFFFD", "a name that is not UTF-8"),
                ("sub/\uFFFD.csv", "2 names that are not UTF-8 and read the same"),
            ]);
        offered
            .Where(file => file.Rejected is not null)
            .ShouldAllBe(file => file.Rejected!.Expected == "a file whose name can be read" && file.Content == null);
    }

    [Fact]
    public async Task A_name_that_reads_like_one_that_is_not_UTF_8_is_read_and_the_other_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere every name is Unicode.");
        Write("\uFFFD.csv", "the replacement character itself");
        await ShellAsync("""printf x > "$(printf '\243.csv')" """);
        var offered = await OfferAsync(Folder());
        offered.Count.ShouldBe(2);
        offered.Select(file => file.Rejected?.Found).Order().ShouldBe([null, "a name that is not UTF-8"]);
        Text(offered.Single(file => file.Content is not null)).ShouldBe("the replacement character itself");
    }

    [Fact]
    public async Task A_path_that_is_too_long_is_refused_and_the_rest_is_offered()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Made by what Linux allows.");
        Write("a.csv", "x");
        await ShellAsync(
            "n=$(printf 'd%.0s' $(seq 250)); for i in $(seq 20); do mkdir $n && cd -P $n || exit 1; done; printf x > deep.csv"
        );
        var offered = await OfferAsync(Folder());
        offered.Count.ShouldBe(2);
        offered[0].Name.ShouldBe("a.csv");
        offered[0].Rejected.ShouldBeNull();
        offered[1].Rejected.ShouldBe(new Rejected("a path that leads to a file", "a path that is too long, or a file that went"));
    }

    [Fact]
    public async Task Thousands_of_files_are_offered_in_order()
    {
        for (var i = 0; i < 3_000; i++)
            Write($"{i:0000}.csv", "x");
        var offered = await OfferAsync(Folder());
        offered.Select(file => file.Name).ShouldBe(Enumerable.Range(0, 3_000).Select(i => $"{i:0000}.csv"));
        offered.ShouldAllBe(file => file.IsInOrder && file.Rejected == null);
    }

    /// <summary>Makes what .NET can neither name nor delete.</summary>
    private async Task ShellAsync(string script)
    {
        isBeyondNet = true;
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder.FullName })!;
        await shell.WaitForExitAsync();
        shell.ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData(null, null, "Snapshot", "The bundled snapshot is not beside the app.")]
    [InlineData("snapshot", null, "Snapshot", "The bundled snapshot is not beside the app.")]
    [InlineData("Folder", null, "Folder", "Ingestion:Folder is not set")]
    [InlineData("Folder", " ", "Folder", "Ingestion:Folder is not set")]
    [InlineData("FOLDER", "no-such-folder", "Folder", "Ingestion:Folder is 'no-such-folder', which is not a directory.")]
    [InlineData("Lvie", null, "Unknown", "Ingestion:Origin is 'Lvie'; it may be Snapshot, Folder, Live or Raw.")]
    public async Task An_origin_that_cannot_be_had_says_what_to_set(string? choice, string? path, string name, string message)
    {
        var origin = Chosen(choice, path);
        origin.Name.ShouldBe(name);
        (await Should.ThrowAsync<OriginUnavailableException>(() => OfferAsync(origin))).Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_live_origin_that_cannot_be_had_as_configured_says_what_to_set()
    {
        var origin = Chosen("live", null, ("Ingestion:Live:Retries", "many"));
        origin.Name.ShouldBe("Live");
        (await Should.ThrowAsync<OriginUnavailableException>(() => OfferAsync(origin))).Message.ShouldContain(
            "Ingestion:Live:Retries is 'many'; it may be a whole number from 1 to 10."
        );
    }

    [Fact]
    public async Task A_file_is_no_folder()
    {
        Write("a.csv", "x");
        await Should.ThrowAsync<OriginUnavailableException>(() => OfferAsync(Folder(At("a.csv"))));
    }

    [Fact]
    public async Task Cancelled_it_stops()
    {
        Write("a.csv", "x");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => OfferAsync(Folder(), cancelled.Token));
    }

    private IEditionOrigin Chosen(string? choice, string? path, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Ingestion:Origin"] = choice, ["Ingestion:Folder"] = path })
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
            .Build();
        var services = new ServiceCollection().AddBudgetWatchStorage(configuration).BuildServiceProvider();
        provided.Add(services);
        return services.GetRequiredService<IEditionOrigin>();
    }

    /// <summary>The folder, and the names of the files that were opened.</summary>
    private (FolderOrigin Origin, List<string> Opened) Counted()
    {
        var opened = new List<string>();
        return (
            new FolderOrigin(
                "Folder",
                folder.FullName,
                "missing",
                open: path =>
                {
                    opened.Add(Path.GetFileName(path));
                    return File.OpenRead(path);
                }
            ),
            opened
        );
    }

    private static string Sha256(OfferedFile file) => file.Content.ShouldNotBeNull().Sha256;

    private static Task<List<OfferedFile>> OfferAsync(IEditionOrigin origin, CancellationToken cancellation = default) =>
        OfferAsync(origin, "run", cancellation);

    private static async Task<List<OfferedFile>> OfferAsync(IEditionOrigin origin, string run, CancellationToken cancellation = default)
    {
        var files = new List<OfferedFile>();
        await foreach (var file in origin.OfferAsync(source, run, cancellation))
            files.Add(file);
        return files;
    }

    private static string Text(OfferedFile file) => file.Content.ShouldNotBeNull().Text();

    private IEditionOrigin Folder(string? path = null)
    {
        var origin = Chosen("Folder", path ?? folder.FullName);
        origin.Name.ShouldBe("Folder");
        return origin;
    }

    private string At(string path) => Path.Combine(folder.FullName, path);

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), content);
    }
}
