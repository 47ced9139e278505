using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Storage.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Tests;

public sealed class TableReleaseStoreTests(AzuriteServer azurite) : StorageTest(azurite)
{
    private const string Release = "20261123-abc";
    private static readonly LivePointer none = new(null, null);

    private IReleaseStore Store => Port<IReleaseStore>();

    [Fact]
    public async Task Rows_are_read_back_in_ordinal_order_however_they_were_written()
    {
        ReleaseRow[] rows = [.. Rows(1_234)];
        var shuffled = rows.OrderBy(row => row.Key.Select((c, i) => c * (i + 7)).Sum() % 97).ToList();
        var reports = new Reports();
        await Store.WriteAsync(Release, shuffled, reports, default);
        (await ReadAsync(Release, "")).ShouldBe(rows.OrderBy(row => row.Key, StringComparer.Ordinal));
        reports.Told[^1].ShouldBe(rows.Length);
        reports.Told.ShouldBe(reports.Told.Order());
    }

    /// <summary>Readers name releases, and Table Storage fails on a key of more than 1 KiB.</summary>
    [Theory]
    [InlineData("a", 10_000)]
    [InlineData("'", 2_000)]
    [InlineData("a", 504)]
    public async Task A_name_no_row_can_have_stands_for_no_release(string letter, int times) =>
        (await Store.FindAsync(string.Concat(Enumerable.Repeat(letter, times)), default)).ShouldBeNull();

    [Fact]
    public async Task Upper_case_digits_and_bars_are_in_ordinal_order()
    {
        string[] keys = ["a|b", "a-b", "ab", "a", "A|b", "AB", "Aa", "0", "9", "a0", "a|", "a||"];
        await Store.WriteAsync(Release, [.. keys.Select(key => new ReleaseRow(key, "{}"))], null, default);
        (await ReadAsync(Release, "")).Select(row => row.Key).ShouldBe(keys.Order(StringComparer.Ordinal));
        (await ReadAsync(Release, "a|")).Select(row => row.Key).ShouldBe(["a|", "a|b", "a||"]);
    }

    [Fact]
    public async Task Written_again_and_by_two_at_once_nothing_changes()
    {
        ReleaseRow[] rows = [.. Rows(350)];
        var other = NewInstance().GetRequiredService<IReleaseStore>();
        await Task.WhenAll(Store.WriteAsync(Release, rows, null, default), other.WriteAsync(Release, rows, null, default));
        await Store.WriteAsync(Release, rows, null, default);
        (await ReadAsync(Release, "")).ShouldBe(rows.OrderBy(row => row.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Readers_are_told_since_when_a_release_is_live_by_whoever_moved_the_pointer_and_by_others()
    {
        (await Store.LiveSinceAsync(default)).ShouldBeNull();
        (await Store.PublishAsync(Published("r1"), none, default)).ShouldBeTrue();
        var pointer = await Store.PointerAsync(default);
        var since = pointer.Since.ShouldNotBeNull();

        (await Store.LiveSinceAsync(default)).ShouldBe(new LiveRelease("r1", since));
        (await NewInstance().GetRequiredService<IReleaseStore>().LiveSinceAsync(default)).ShouldBe(new LiveRelease("r1", since));

        (await Store.MoveAsync("r1", pointer, since.AddMinutes(1), isHeld: false, default)).ShouldBeTrue();
        (await Store.LiveSinceAsync(default)).ShouldBe(new LiveRelease("r1", since.AddMinutes(1)));
        (await Store.LiveAsync(default)).ShouldBe("r1");
    }

    [Fact]
    public async Task Nothing_to_write_is_nothing_written()
    {
        await Store.WriteAsync(Release, [], null, default);
        (await ReadAsync(Release, "")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Long_rows_and_batches_over_four_megabytes_are_written()
    {
        // Quotation marks and accents weigh six bytes on the wire; the pair of surrogates falls on the seam.
        var text = "\"" + new string('é', 31_998) + "\U0001F600" + string.Concat(Enumerable.Repeat("\"£1\",", 20_000)) + "\"";
        ReleaseRow[] rows =
        [
            .. Enumerable.Range(0, 24).Select(i => new ReleaseRow($"long|{i:D3}", text)),
            new("long|997", new string('"', 166_666)),
            new("long|998", new string('x', 480_000)),
            new("long|999", ""),
        ];
        await Store.WriteAsync(Release, rows, null, default);
        (await ReadAsync(Release, "long|")).ShouldBe(rows);
        (await Store.FindRowAsync(Release, "long|007", default)).ShouldBe(rows[7]);
    }

    [Fact]
    public async Task A_row_that_is_there_twice_or_too_large_is_a_bug()
    {
        await Should.ThrowAsync<ArgumentException>(() =>
            Store.WriteAsync(Release, [new("a", "1"), new("b", "1"), new("a", "2")], null, default)
        );
        await Should.ThrowAsync<ArgumentException>(() => Store.WriteAsync(Release, [new("a", new string('x', 480_001))], null, default));
        await Should.ThrowAsync<ArgumentException>(() => Store.WriteAsync(Release, [new("a", new string('"', 166_667))], null, default));
        (await ReadAsync(Release, "")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("' or PartitionKey ne '")]
    [InlineData("x' or '1' eq '1")]
    [InlineData("area|%27 or true")]
    [InlineData("/../\\#?")]
    [InlineData("\0\uffff\u2603")]
    public async Task A_prefix_is_only_ever_a_prefix(string odd)
    {
        await Store.WriteAsync(Release, [new("area|E1", "1"), new(odd + "z", "2"), new("zz", "3")], null, default);
        await Store.WriteAsync("other' release", [new(odd + "other", "4")], null, default);
        (await ReadAsync(Release, odd)).ShouldHaveSingleItem().ShouldBe(new ReleaseRow(odd + "z", "2"));
        (await ReadAsync("other' release", odd)).ShouldHaveSingleItem().Json.ShouldBe("4");
        (await Store.FindRowAsync(Release, odd + "z", default)).ShouldBe(new ReleaseRow(odd + "z", "2"));
        (await Store.FindRowAsync(Release, odd, default)).ShouldBeNull();
        (await ReadAsync(odd, "")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Releases_do_not_see_each_other()
    {
        await Store.WriteAsync("r1", [new("a", "1")], null, default);
        await Store.WriteAsync("r10", [new("a", "10"), new("b", "10")], null, default);
        (await ReadAsync("r1", "")).ShouldBe([new ReleaseRow("a", "1")]);
    }

    [Fact]
    public async Task Cancelled_it_stops()
    {
        using var cancelled = new CancellationTokenSource();
        var reports = new Reports { After = cancelled.Cancel };
        ReleaseRow[] rows = [.. Rows(3_000)];
        await Should.ThrowAsync<OperationCanceledException>(() => Store.WriteAsync(Release, rows, reports, cancelled.Token));
        (await ReadAsync(Release, "")).Count.ShouldBeLessThan(rows.Length);
    }

    [Fact]
    public async Task Before_the_first_release_the_pointer_points_nowhere()
    {
        (await Store.PointerAsync(default)).ShouldBe(none);
        (await Store.ListAsync(default)).ShouldBeEmpty();
        (await Store.FindAsync(Release, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Publishing_enters_the_release_and_moves_the_pointer()
    {
        var release = Published("r1");
        (await Store.PublishAsync(release, none, default)).ShouldBeTrue();
        var pointer = await Store.PointerAsync(default);
        pointer.ReleaseId.ShouldBe("r1");
        pointer.Version.ShouldNotBeNullOrEmpty();
        (await Store.FindAsync("r1", default)).ShouldSayTheSameAs(release with { Number = 1 });
        (await Store.PublishAsync(Published("r2"), pointer, default)).ShouldBeTrue();
        var next = await Store.PointerAsync(default);
        next.ReleaseId.ShouldBe("r2");
        next.Version.ShouldNotBe(pointer.Version);
    }

    [Fact]
    public async Task A_stale_pointer_publishes_nothing_and_enters_nothing()
    {
        (await Store.PublishAsync(Published("r1"), none, default)).ShouldBeTrue();
        var stale = await Store.PointerAsync(default);
        (await Store.PublishAsync(Published("r2"), stale, default)).ShouldBeTrue();
        (await Store.PublishAsync(Published("r3"), stale, default)).ShouldBeFalse();
        (await Store.PublishAsync(Published("r4"), none, default)).ShouldBeFalse();
        (
            await Store.PublishAsync(Published("r5"), new LivePointer("r9", "W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\""), default)
        ).ShouldBeFalse();
        (await Store.PointerAsync(default)).ReleaseId.ShouldBe("r2");
        (await Store.ListAsync(default)).Select(release => release.Id).ShouldBe(["r2", "r1"]);
        (await Store.FindAsync("r3", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_pointer_that_is_not_there_has_moved()
    {
        (
            await Store.PublishAsync(Published("r1"), new LivePointer("r0", "W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\""), default)
        ).ShouldBeFalse();
        (await Store.ListAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_publishers_who_race_exactly_one_wins_and_index_and_pointer_agree()
    {
        var expected = none;
        for (var round = 0; round < 5; round++)
        {
            var stores = Enumerable.Range(0, 4).Select(_ => NewInstance().GetRequiredService<IReleaseStore>()).ToList();
            var won = await Task.WhenAll(
                stores.Select(
                    async (store, i) => (Id: $"r{round}-{i}", Won: await store.PublishAsync(Published($"r{round}-{i}"), expected, default))
                )
            );
            var winner = won.Where(one => one.Won).ShouldHaveSingleItem().Id;
            expected = await Store.PointerAsync(default);
            expected.ReleaseId.ShouldBe(winner);
            var index = await Store.ListAsync(default);
            index.Count.ShouldBe(round + 1);
            index.ShouldContain(release => release.Id == winner);
        }
    }

    [Fact]
    public async Task Of_publishers_of_the_same_release_exactly_one_wins()
    {
        var stores = Enumerable.Range(0, 6).Select(_ => NewInstance().GetRequiredService<IReleaseStore>()).ToList();
        var won = await Task.WhenAll(stores.Select(store => store.PublishAsync(Published("r1"), none, default)));
        won.Count(one => one).ShouldBe(1);
        (await Store.ListAsync(default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_pointer_moves_back_to_a_release_entered_before()
    {
        (await Store.PublishAsync(Published("r1"), none, default)).ShouldBeTrue();
        (await Store.PublishAsync(Published("r2"), await Store.PointerAsync(default), default)).ShouldBeTrue();
        var again = Published("r1") with { PublishedAt = Noon.AddYears(1) };
        (await Store.PublishAsync(again, await Store.PointerAsync(default), default)).ShouldBeTrue();
        (await Store.PointerAsync(default)).ReleaseId.ShouldBe("r1");
        (await Store.FindAsync("r1", default))!.PublishedAt.ShouldBe(Published("r1").PublishedAt);
        (await Store.ListAsync(default)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Every_move_of_the_pointer_is_kept_in_order_and_the_pointer_says_since_when()
    {
        (await Store.MovesAsync(default)).ShouldBeEmpty();
        (await Store.PublishAsync(Published("r1"), none, default)).ShouldBeTrue();
        (await Store.PublishAsync(Published("r2"), await Store.PointerAsync(default), default)).ShouldBeTrue();
        (await Store.MoveAsync("r1", await Store.PointerAsync(default), Noon.AddDays(1), isHeld: false, default)).ShouldBeTrue();
        (await Store.MovesAsync(default)).ShouldBe([
            new PointerMove(Published("r1").PublishedAt, "r1"),
            new PointerMove(Published("r2").PublishedAt, "r2"),
            new PointerMove(Noon.AddDays(1), "r1"),
        ]);
        var pointer = await Store.PointerAsync(default);
        (pointer.ReleaseId, pointer.Since).ShouldBe(("r1", Noon.AddDays(1)));
        (await Store.ListAsync(default)).Select(release => release.Id).ShouldBe(["r2", "r1"]);
    }

    [Fact]
    public async Task A_move_by_a_clock_that_is_behind_is_noted_after_the_one_it_follows()
    {
        (await Store.PublishAsync(Published("r1"), none, default)).ShouldBeTrue();
        (await Store.PublishAsync(Published("r2"), await Store.PointerAsync(default), default)).ShouldBeTrue();
        (await Store.MoveAsync("r1", await Store.PointerAsync(default), Noon.AddDays(-1), isHeld: false, default)).ShouldBeTrue();
        (await Store.MoveAsync("r2", await Store.PointerAsync(default), Noon.AddDays(-1), isHeld: false, default)).ShouldBeTrue();
        var moves = await Store.MovesAsync(default);
        moves.Select(move => move.ReleaseId).ShouldBe(["r1", "r2", "r1", "r2"]);
        moves.Select(move => move.At).ShouldBeInOrder(SortDirection.Ascending);
        moves.Select(move => move.At).ShouldBeUnique();
    }

    [Fact]
    public async Task A_move_from_a_stale_pointer_moves_and_notes_nothing()
    {
        (await Store.PublishAsync(Published("r1"), none, default)).ShouldBeTrue();
        var stale = await Store.PointerAsync(default);
        (await Store.PublishAsync(Published("r2"), stale, default)).ShouldBeTrue();
        (await Store.MoveAsync("r1", stale, Noon.AddDays(1), isHeld: false, default)).ShouldBeFalse();
        (await Store.PointerAsync(default)).ReleaseId.ShouldBe("r2");
        (await Store.MovesAsync(default)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_movers_who_race_exactly_one_wins_and_one_move_is_noted()
    {
        (await Store.PublishAsync(Published("r1"), none, default)).ShouldBeTrue();
        (await Store.PublishAsync(Published("r2"), await Store.PointerAsync(default), default)).ShouldBeTrue();
        var expected = await Store.PointerAsync(default);
        var stores = Enumerable.Range(0, 4).Select(_ => NewInstance().GetRequiredService<IReleaseStore>()).ToList();
        var won = await Task.WhenAll(
            stores.Select((store, i) => store.MoveAsync("r1", expected, Noon.AddDays(1).AddMinutes(i), isHeld: false, default))
        );
        won.Count(one => one).ShouldBe(1);
        (await Store.MovesAsync(default)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_last_that_was_made_is_listed_first_whatever_the_clock_said()
    {
        foreach (var (id, day) in ((string, int)[])[("a", 2), ("b", 409), ("d", 1), ("c", 9)])
            (
                await Store.PublishAsync(
                    Published("r1") with
                    {
                        Id = id,
                        PublishedAt = Noon.AddDays(day),
                    },
                    await Store.PointerAsync(default),
                    default
                )
            ).ShouldBeTrue();
        (await Store.ListAsync(default)).Select(release => (release.Id, release.Number)).ShouldBe([("c", 4), ("d", 3), ("b", 2), ("a", 1)]);
        (await Store.MovesAsync(default)).Select(move => move.ReleaseId).ShouldBe(["a", "b", "d", "c"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pointer_that_is_lost_is_worked_out_from_the_moves(bool isRolledBack)
    {
        (await Store.PublishAsync(Published("r1"), none, default)).ShouldBeTrue();
        (await Store.PublishAsync(Published("r2"), await Store.PointerAsync(default), default)).ShouldBeTrue();
        if (isRolledBack)
            (await Store.MoveAsync("r1", await Store.PointerAsync(default), Noon.AddDays(1), isHeld: true, default)).ShouldBeTrue();
        var before = await Store.PointerAsync(default);
        await Tables.GetTableClient(Prefix + "Releases").DeleteEntityAsync("releases", "live");
        var lost = await Store.PointerAsync(default);
        lost.ShouldBe(before with { Version = null });

        (await Store.PublishAsync(Published("r3"), lost, default)).ShouldBeTrue();
        (await Store.PointerAsync(default)).ReleaseId.ShouldBe(isRolledBack ? "r1" : "r3");
        (await Store.ListAsync(default)).Select(release => release.Id).ShouldBe(["r3", "r2", "r1"]);
    }

    [Fact]
    public async Task A_published_release_that_is_lost_is_missed()
    {
        (await Store.PublishAsync(Published("r1"), none, default)).ShouldBeTrue();
        (await Store.PublishAsync(Published("r2"), await Store.PointerAsync(default), default)).ShouldBeTrue();
        await Tables.GetTableClient(Prefix + "Releases").DeleteEntityAsync("releases", "release|r1");
        (await Should.ThrowAsync<DamagedDataException>(() => Store.FindAsync("r1", default))).Message.ShouldContain(
            "Release r1 was published"
        );
        (await Should.ThrowAsync<DamagedDataException>(() => Store.ListAsync(default))).Message.ShouldContain(
            "2 releases were published, but the records of 1 of them"
        );
        (await Store.FindAsync("r2", default))!.Id.ShouldBe("r2");
        (await Store.FindAsync("r9", default)).ShouldBeNull();

        // The next release is made all the same.
        (await Store.PublishAsync(Published("r3"), await Store.PointerAsync(default), default)).ShouldBeTrue();
    }

    [Fact]
    public async Task While_the_pointer_is_held_releases_are_entered_and_wait()
    {
        (await Store.PublishAsync(Published("r1"), none, default)).ShouldBeTrue();
        (await Store.PublishAsync(Published("r2"), await Store.PointerAsync(default), default)).ShouldBeTrue();
        (await Store.MoveAsync("r1", await Store.PointerAsync(default), Noon.AddDays(1), isHeld: true, default)).ShouldBeTrue();
        var held = await Store.PointerAsync(default);
        (await Store.PublishAsync(Published("r3"), held, default)).ShouldBeTrue();

        // A pointer that was read before is out of date although it stands where it stood.
        (await Store.PublishAsync(Published("r4"), held, default)).ShouldBeFalse();
        var pointer = await Store.PointerAsync(default);
        (pointer.ReleaseId, pointer.IsHeld, pointer.Since).ShouldBe(("r1", true, Noon.AddDays(1)));
        (await Store.ListAsync(default)).Select(release => release.Id).ShouldBe(["r3", "r2", "r1"]);
        (await Store.MovesAsync(default)).Count.ShouldBe(3);
        (await Store.LiveSinceAsync(default))!.ShouldBe(new LiveRelease("r1", Noon.AddDays(1), IsHeld: true));

        (await Store.MoveAsync("r3", pointer, Noon.AddDays(2), isHeld: false, default)).ShouldBeTrue();
        (await Store.PublishAsync(Published("r5"), await Store.PointerAsync(default), default)).ShouldBeTrue();
        (await Store.PointerAsync(default)).ReleaseId.ShouldBe("r5");
    }

    private static IEnumerable<ReleaseRow> Rows(int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => new ReleaseRow(
                string.Create(CultureInfo.InvariantCulture, $"area|E{i * 7919 % count:D8}|{(i % 2 == 0 ? "Total" : "total")}"),
                string.Create(CultureInfo.InvariantCulture, $$"""{"value":{{i}},"name":"Môn"}""")
            ));

    private static PublishedRelease Published(string id) =>
        new(
            id,
            Noon.AddMinutes(id[^1]),
            "in",
            "out",
            3,
            12,
            [new ReleaseInput("revenue-budgets", "2025-26", "aa", 1, "It's 2025-26", new Uri("https://www.gov.uk/x"))],
            [new ReturnSource(Return.Budget, new FinancialYear(2025), "aa")],
            [new ReleaseCheck("totals", true, "12 = 12"), new ReleaseCheck("golden", null, "2026-11-23T12:00:00Z")]
        );

    private async Task<List<ReleaseRow>> ReadAsync(string release, string prefix)
    {
        var rows = new List<ReleaseRow>();
        await foreach (var row in Store.ReadAsync(release, prefix, default))
            rows.Add(row);
        return rows;
    }

    private sealed class Reports : IProgress<int>
    {
        public List<int> Told { get; } = [];

        public Action? After { get; init; }

        public void Report(int value)
        {
            Told.Add(value);
            After?.Invoke();
        }
    }
}
