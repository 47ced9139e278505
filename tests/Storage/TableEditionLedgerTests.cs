using System.Globalization;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Tests;

public sealed class TableEditionLedgerTests(AzuriteServer azurite) : StorageTest(azurite)
{
    private const string Source = "revenue-budgets";

    private static readonly EditionDecision decision = new(
        Source,
        "aa",
        1,
        "ra.csv",
        false,
        null,
        0,
        [new EditionFlag("non-filer", "Two.", "A1")],
        [new Refusal("ra.csv", "RA (£'000)", "B7", "a number", "n/a")],
        Noon,
        Noon
    );

    private IEditionLedger Ledger => Port<IEditionLedger>();

    [Fact]
    public async Task A_decision_comes_back()
    {
        (await Ledger.FindAsync(Source, "aa", 1, default)).ShouldBeNull();
        await Ledger.RecordAsync(decision, default);
        (await Ledger.FindAsync(Source, "aa", 1, default)).ShouldSayTheSameAs(decision);
        (await Ledger.FindAsync(Source, "aa", 2, default)).ShouldBeNull();
        (await Ledger.FindAsync("other", "aa", 1, default)).ShouldBeNull();
    }

    [Fact]
    public async Task The_same_decision_again_changes_only_when_it_was_last_seen()
    {
        await Ledger.RecordAsync(decision, default);
        var later = decision with
        {
            FileName = "copy.csv",
            Refusals = [decision.Refusals[0] with { File = "copy.csv" }],
            FirstSeen = Noon.AddDays(7),
            LastSeen = Noon.AddDays(7),
        };
        await Ledger.RecordAsync(later, default);
        (await Ledger.FindAsync(Source, "aa", 1, default)).ShouldSayTheSameAs(decision with { LastSeen = Noon.AddDays(7) });
        await Ledger.RecordAsync(decision with { LastSeen = Noon.AddDays(7).AddMinutes(-10) }, default);
        (await Ledger.FindAsync(Source, "aa", 1, default))!.LastSeen.ShouldBe(Noon.AddDays(7));

        // By a clock that was ahead, and is right again.
        await Ledger.RecordAsync(decision with { LastSeen = Noon.AddDays(400) }, default);
        await Ledger.RecordAsync(decision with { LastSeen = Noon.AddDays(14) }, default);
        (await Ledger.FindAsync(Source, "aa", 1, default))!.LastSeen.ShouldBe(Noon.AddDays(14));
        (await Ledger.DecisionsAsync(Source, default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_decision_of_the_same_reader_replaces_it()
    {
        await Ledger.RecordAsync(decision, default);
        var accepted = decision with { Accepted = true, Slot = "2025-26", Refusals = [], FirstSeen = Noon.AddDays(1) };
        await Ledger.RecordAsync(accepted, default);
        (await Ledger.FindAsync(Source, "aa", 1, default)).ShouldSayTheSameAs(accepted);
    }

    [Fact]
    public async Task Twenty_instances_at_once_leave_one_decision_with_the_latest_sight_of_it()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    NewInstance()
                        .GetRequiredService<IEditionLedger>()
                        .RecordAsync(decision with { LastSeen = Noon.AddMinutes(i * 7 % 20) }, default)
                )
        );
        (await Ledger.DecisionsAsync(Source, default)).ShouldHaveSingleItem().LastSeen.ShouldBe(Noon.AddMinutes(19));
    }

    [Fact]
    public async Task Decisions_are_listed_newest_first_for_their_source_only()
    {
        foreach (var day in (int[])[2, 5, 1])
            await Ledger.RecordAsync(
                decision with
                {
                    Sha256 = "d" + day.ToString(CultureInfo.InvariantCulture),
                    FirstSeen = Noon.AddDays(day),
                },
                default
            );
        await Ledger.RecordAsync(decision with { SourceId = "revenue-budgets-2" }, default);
        (await Ledger.DecisionsAsync(Source, default)).Select(found => found.Sha256).ShouldBe(["d5", "d2", "d1"]);
    }

    [Fact]
    public async Task A_thousand_refusals_fit()
    {
        var many = decision with
        {
            Refusals = [.. Enumerable.Range(0, 1_500).Select(i => decision.Refusals[0] with { Cell = $"B{i}", Found = "“—” / \\ # ?" })],
        };
        await Ledger.RecordAsync(many, default);
        (await Ledger.FindAsync(Source, "aa", 1, default)).ShouldSayTheSameAs(many);
    }

    [Fact]
    public async Task One_edition_is_in_force_for_a_slot_and_slots_come_in_order()
    {
        var edition = new EditionInForce(Source, "2025-26", "aa", 1, "ra.csv", 1, Noon, Noon);
        await Ledger.PutInForceAsync(edition, default);
        await Ledger.PutInForceAsync(edition with { Slot = "2023-24" }, default);
        await Ledger.PutInForceAsync(edition with { Slot = "2024/25 'rev'" }, default);
        await Ledger.PutInForceAsync(edition with { Sha256 = "bb", Since = Noon.AddDays(1), PublishedAt = null }, default);
        await Ledger.PutInForceAsync(edition with { SourceId = "other" }, default);
        var inForce = (await Ledger.RecordOfAsync(Source, default)).InForce;
        inForce.Select(found => found.Slot).ShouldBe(["2023-24", "2024/25 'rev'", "2025-26"]);
        inForce[2].ShouldBe(edition with { Sha256 = "bb", Since = Noon.AddDays(1), PublishedAt = null });
    }

    [Fact]
    public async Task The_same_edition_put_in_force_again_has_been_in_force_since_the_first_time()
    {
        var edition = new EditionInForce(Source, "2025-26", "aa", 1, "ra.csv", 1, Noon, Noon);
        await Ledger.PutInForceAsync(edition, default);
        await Ledger.PutInForceAsync(edition with { Since = Noon.AddDays(7) }, default);
        (await Ledger.RecordOfAsync(Source, default)).InForce.ShouldHaveSingleItem().ShouldBe(edition);
    }

    [Theory]
    [InlineData("\u0001")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("£")]
    [InlineData("💷")]
    public async Task As_many_reasons_and_flags_as_are_kept_fit_a_row_whatever_a_file_holds(string held)
    {
        var text = string.Concat(Enumerable.Repeat(held, 32_767 / held.Length));
        var refused = decision with
        {
            FileName = text,
            Flags = [],
            Refusals = [.. Enumerable.Range(0, 51).Select(_ => new Refusal(text, text, text, text, text))],
        };
        await Ledger.RecordAsync(refused, default);
        (await Ledger.FindAsync(Source, "aa", 1, default)).ShouldSayTheSameAs(refused);
        var flag = new EditionFlag("", text[..30], null);
        var accepted = decision with
        {
            Accepted = true,
            Refusals = [],
            Flags = [.. Enumerable.Repeat(flag, 1_500), .. Enumerable.Repeat(new EditionFlag(text, text, text), 7)],
        };
        await Ledger.RecordAsync(accepted, default);
        (await Ledger.FindAsync(Source, "aa", 1, default)).ShouldSayTheSameAs(accepted);
        var check = new SourceCheck(
            Source,
            Noon,
            "Folder",
            9_999,
            0,
            [.. Enumerable.Repeat(new string('f', 64), SourceCheck.MostListed)],
            new string('x', 300),
            9_799,
            [.. Enumerable.Range(0, SourceCheck.MostSlots).Select(_ => new SlotFlag("2016-17", SlotFlag.UncertainOrder, text))]
        );
        await Ledger.RecordCheckAsync(check, default);
        (await Ledger.LastChecksAsync(default)).GetValueOrDefault(Source).ShouldSayTheSameAs(check);
    }

    [Fact]
    public async Task The_last_check_is_the_latest_however_they_arrive()
    {
        (await Ledger.LastChecksAsync(default)).GetValueOrDefault(Source).ShouldBeNull();
        var check = new SourceCheck(Source, Noon, "Folder", 3, 2, ["aa"], null);
        await Ledger.RecordCheckAsync(check, default);
        await Ledger.RecordCheckAsync(check with { At = Noon.AddDays(1), Failure = "gone" }, default);
        await Ledger.RecordCheckAsync(check with { At = Noon.AddDays(1).AddMinutes(-10) }, default);
        (await Ledger.LastChecksAsync(default))
            .GetValueOrDefault(Source)
            .ShouldSayTheSameAs(check with { At = Noon.AddDays(1), Failure = "gone" });
    }

    /// <summary>The clock was 400 days ahead at a look, and is right again.</summary>
    [Fact]
    public async Task A_check_that_is_dated_far_in_the_future_does_not_stay_the_last()
    {
        var check = new SourceCheck(Source, Noon.AddDays(400), "Folder", 3, 2, ["aa"], null);
        await Ledger.RecordCheckAsync(check, default);
        await Ledger.RecordCheckAsync(check with { At = Noon }, default);
        (await Ledger.LastChecksAsync(default)).GetValueOrDefault(Source)!.At.ShouldBe(Noon);
    }

    [Fact]
    public async Task What_was_chosen_is_told_from_what_is_in_force_and_without_a_choice_is_it()
    {
        var edition = new EditionInForce(Source, "2023-24", "aa", 1, "a.csv", 0, null, Noon);
        await Ledger.PutInForceAsync(edition, default);
        (await Ledger.ChosenAsync(Source, default)).ShouldHaveSingleItem().ShouldBe(edition);
        (await Ledger.RecordOfAsync(Source, default)).Chosen.ShouldHaveSingleItem().ShouldBe(edition);

        await Ledger.ChooseAsync(edition with { Sha256 = "bb" }, default);
        (await Ledger.ChosenAsync(Source, default)).ShouldHaveSingleItem().Sha256.ShouldBe("bb");
        (await Ledger.RecordsAsync(default))[Source].Chosen.ShouldHaveSingleItem().Sha256.ShouldBe("bb");
        (await Ledger.RecordOfAsync(Source, default)).InForce.ShouldHaveSingleItem().ShouldBe(edition);

        await Ledger.TakeOutOfForceAsync(Source, "2023-24", default);
        await Ledger.TakeOutOfForceAsync(Source, "never there", default);
        (await Ledger.RecordOfAsync(Source, default)).InForce.ShouldBeEmpty();
        await Ledger.PutInForceAsync(edition with { Sha256 = "bb" }, default);
        (await Ledger.RecordOfAsync(Source, default)).InForce.ShouldHaveSingleItem().Sha256.ShouldBe("bb");
    }

    [Fact]
    public async Task What_is_held_is_kept_with_its_questions_until_it_is_let_go()
    {
        var held = new HeldEdition(Source, "2023-24", "aa", 1, "a.csv", [new("of-this-test", "Is it right?")], Noon);
        await Ledger.HoldAsync(held, default);
        var read = (await Ledger.RecordOfAsync(Source, default)).Held.ShouldHaveSingleItem();
        (read.Sha256, read.Questions.Single().Text, read.Since).ShouldBe(("aa", "Is it right?", Noon));

        await Ledger.LetGoAsync(Source, "2023-24", default);
        await Ledger.LetGoAsync(Source, "never held", default);
        (await Ledger.RecordOfAsync(Source, default)).Held.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_that_is_recorded_of_sources_is_what_each_part_says()
    {
        await Ledger.RecordAsync(decision, default);
        await Ledger.RecordAsync(decision with { Sha256 = "cc", FirstSeen = Noon.AddDays(1) }, default);
        var edition = new EditionInForce(Source, "2023-24", "aa", 1, "a.csv", 0, null, Noon);
        await Ledger.PutInForceAsync(edition, default);
        await Ledger.PutInForceAsync(edition with { Slot = "2024-25" }, default);
        await Ledger.TakeOutOfForceAsync(Source, "2024-25", default);
        await Ledger.HoldAsync(new HeldEdition(Source, "2025-26", "bb", 1, "b.csv", [new("of-this-test", "Is it right?")], Noon), default);
        var check = new SourceCheck("another", Noon, "Folder", 3, 2, ["aa"], null);
        await Ledger.RecordCheckAsync(check, default);

        var records = await Ledger.RecordsAsync(default);
        var one = records[Source];
        one.Decisions.Select(own => own.Sha256).ShouldBe(["cc", "aa"]);
        one.InForce.ShouldHaveSingleItem().ShouldBe(edition);
        one.Held.ShouldHaveSingleItem().Sha256.ShouldBe("bb");
        one.LastCheck.ShouldBeNull();
        records["another"].LastCheck.ShouldSayTheSameAs(check);
        records["another"].Decisions.ShouldBeEmpty();

        (await Ledger.RecordOfAsync("another", default)).LastCheck.ShouldSayTheSameAs(check);
        (await Ledger.RecordOfAsync("never seen", default)).ShouldBe(SourceRecord.None);
    }

    [Fact]
    public async Task A_verdict_is_kept_once_and_a_withdrawal_goes_before_an_acceptance()
    {
        var archive = Port<IEditionArchive>();
        var sha256 = new string('a', 64);
        (await archive.VerdictsAsync(default)).All.ShouldBeEmpty();
        await archive.KeepVerdictAsync(
            new EditionVerdict(sha256, VerdictKind.Accepted, Noon, VerdictGiver.Operator, "It is right."),
            default
        );
        await archive.KeepVerdictAsync(
            new EditionVerdict(sha256, VerdictKind.Accepted, Noon.AddDays(1), VerdictGiver.Operator, "Said again."),
            default
        );
        (await archive.VerdictsAsync(default)).All.ShouldHaveSingleItem().Reason.ShouldBe("It is right.");
        (await archive.VerdictsAsync(default)).IsAccepted(sha256).ShouldBeTrue();

        await archive.KeepVerdictAsync(new EditionVerdict(sha256, VerdictKind.Withdrawn, Noon, VerdictGiver.Publisher, ""), default);
        var verdicts = await archive.VerdictsAsync(default);
        (verdicts.IsAccepted(sha256), verdicts.IsWithdrawn(sha256)).ShouldBe((false, true));
    }
}
