using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Tests.Support;
using static BudgetWatch.Pipeline.Tests.Support.EditionsInMemory;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Of the editions of a slot one counts; the digest never says which, and where nothing certain does it shows.</summary>
public sealed class WhichEditionCountsTests : IDisposable
{
    private static readonly DateTimeOffset Day = new(2026, 10, 22, 0, 0, 0, TimeSpan.Zero);

    private readonly EditionsInMemory _editions = new();

    public void Dispose() => _editions.Dispose();

    /// <summary>Where the one in force does not fit its release, what would have counted next takes its place.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_others_of_a_slot_come_in_the_order_in_which_they_would_count_whatever_the_digests(bool isDigestLower)
    {
        var inForce = Deflators("now.csv", 60, "HMT March 2026");
        var older = Deflators("older.csv", 61, "HMT March 2025");
        var undated = Deflators("undated.csv", 62);
        var later = Deflators("later.csv", 63, undated, isDigestLower);
        var dated = Deflators("dated.csv", 64, later, isDigestLower) with { PublishedAt = Day };
        var revised = Deflators("revised 1-Oct-2026.csv", 65, dated, isDigestLower);
        await _editions.LookAsync(dated, revised, older);
        await _editions.LookAsync(undated);
        await _editions.LookAsync(later);
        await _editions.LookAsync(inForce);
        var others = await EditionChoice.OthersAsync(
            _editions,
            _editions,
            (Source, Slot, inForce.Content!.Sha256, _editions.Decisions.First().ReaderVersion),
            EditionVerdicts.None,
            default
        );
        others
            .Select(decision => decision.FileName)
            .ShouldBe(["older.csv", "dated.csv", "revised 1-Oct-2026.csv", "later.csv", "undated.csv"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task In_a_folder_the_later_name_counts_whatever_the_digests(bool isDigestLower)
    {
        var first = Deflators("1.csv", 60);
        var second = Deflators("2.csv", 61, first, isDigestLower);
        await _editions.LookAsync(Folder(first), Folder(second));
        _editions.InForce.ShouldBe("2.csv");
        var flag = _editions.Flag.ShouldNotBeNull();
        (flag.Slot, flag.Kind).ShouldBe((Slot, SlotFlag.UncertainOrder));
        flag.Detail.ShouldStartWith("'2.csv' is in force and '1.csv' is not");
        flag.Detail.ShouldContain("To decide, remove the wrong one");
        flag.IsQuestion().ShouldBeTrue();
    }

    [Fact]
    public async Task In_a_folder_the_name_counts_even_where_the_other_was_retrieved_later()
    {
        await _editions.LookAsync(Folder(Deflators("2.csv", 60)));
        await _editions.LookAsync(Folder(Deflators("1.csv", 61)), Folder(Deflators("2.csv", 60)));
        _editions.InForce.ShouldBe("2.csv");
        _editions.Flag!.Kind.ShouldBe(SlotFlag.UncertainOrder);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Elsewhere_the_one_retrieved_later_counts_whatever_the_digests(bool isDigestLower)
    {
        var first = Deflators("z.csv", 60);
        var second = Deflators("a.csv", 61, first, isDigestLower);
        await _editions.LookAsync(first);
        _editions.InForce.ShouldBe("z.csv");
        _editions.Flag.ShouldBeNull();
        await _editions.LookAsync(second, first);
        _editions.InForce.ShouldBe("a.csv");
        _editions.Flag!.Kind.ShouldBe(SlotFlag.UncertainOrder);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_the_raw_zone_the_one_kept_later_counts_whatever_the_digests(bool isDigestLower)
    {
        var first = Deflators("z.csv", 60) with { KeptAt = Day };
        var second = Deflators("a.csv", 61, first, isDigestLower) with { KeptAt = Day.AddDays(7) };
        await _editions.LookAsync(second, first);
        _editions.InForce.ShouldBe("a.csv");
        _editions.Flag!.Kind.ShouldBe(SlotFlag.UncertainOrder);
    }

    [Fact]
    public async Task What_the_publishers_page_dates_later_counts_and_is_certain()
    {
        await _editions.LookAsync(
            Folder(Deflators("1.csv", 60)) with
            {
                PublishedAt = Day,
            },
            Folder(Deflators("2.csv", 61)) with
            {
                PublishedAt = Day.AddDays(-1),
            }
        );
        _editions.InForce.ShouldBe("1.csv");
        _editions.Flag.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_dated_counts_before_what_is_not_and_that_is_uncertain()
    {
        await _editions.LookAsync(Folder(Deflators("1.csv", 60)) with { PublishedAt = Day }, Folder(Deflators("2.csv", 61)));
        _editions.InForce.ShouldBe("1.csv");
        _editions.Flag!.Kind.ShouldBe(SlotFlag.UncertainOrder);
    }

    [Theory]
    [InlineData("1 Revised 22-Oct-2014.csv", "2.csv", null)]
    [InlineData("1 Revised 22-Oct-2014.csv", "2 Revised 21-Oct-2014.csv", null)]
    [InlineData("1_v2.csv", "2_v1.csv", null)]
    [InlineData("1.csv", "2.csv", "Deflators (revised)")]
    public async Task A_file_named_revised_counts_before_one_that_says_the_same_inside(string revised, string other, string? title)
    {
        await _editions.LookAsync(Folder(Deflators(revised, 61)) with { Title = title }, Folder(Deflators(other, 60)));
        _editions.InForce.ShouldBe(revised);
        _editions.Flag.ShouldBeNull();
    }

    [Fact]
    public async Task On_one_page_with_one_date_the_name_tells_the_correction()
    {
        await _editions.LookAsync(
            Deflators("1 Revised 22-Oct-2014.csv", 61) with
            {
                PublishedAt = Day,
            },
            Deflators("2.csv", 60) with
            {
                PublishedAt = Day,
            }
        );
        _editions.InForce.ShouldBe("1 Revised 22-Oct-2014.csv");
        _editions.Flag.ShouldBeNull();
    }

    [Fact]
    public async Task What_an_edition_says_inside_comes_before_its_name_and_its_page()
    {
        await _editions.LookAsync(
            Folder(Deflators("2 Revised 22-Oct-2026.csv", 60, "HMT March 2026 QNA")) with
            {
                PublishedAt = Day,
            },
            Folder(Deflators("1.csv", 61, "HMT June 2026 QNA"))
        );
        _editions.InForce.ShouldBe("1.csv");
        _editions.Flag.ShouldBeNull();
    }

    [Fact]
    public async Task A_publishers_own_file_counts_before_a_copy_of_its_figures()
    {
        var copy = Folder(Deflators("2.csv", 60)) with
        {
            CarriedFrom = new OriginalFile("original.xlsx", new string('a', 64), null, null, [], []),
        };
        await _editions.LookAsync(Folder(Deflators("1.csv", 61)), copy);
        _editions.InForce.ShouldBe("1.csv");
        _editions.Flag.ShouldBeNull();
    }

    [Fact]
    public async Task Two_files_with_the_same_figures_are_no_question()
    {
        await _editions.LookAsync(Folder(Deflators("1.csv", 60)), Folder(Deflators("2.csv", 60, blankLines: 1)));
        _editions.InForce.ShouldBe("2.csv");
        _editions.Flag.ShouldBeNull();
    }

    [Fact]
    public async Task One_edition_under_two_names_is_no_question()
    {
        await _editions.LookAsync(Folder(Deflators("1.csv", 60)), Folder(Deflators("2.csv", 60)));
        _editions.InForce.ShouldNotBeNull();
        _editions.Flag.ShouldBeNull();
    }

    [Fact]
    public async Task A_question_is_open_until_one_file_is_taken_away_or_dated()
    {
        var (one, two) = (Folder(Deflators("1.csv", 60)), Folder(Deflators("2.csv", 61)));
        await _editions.LookAsync(one, two);
        await _editions.LookAsync(one, two);
        _editions.Flag.ShouldNotBeNull();
        await _editions.LookAsync(one with { PublishedAt = Day }, two with { PublishedAt = Day.AddDays(-1) });
        (_editions.InForce, _editions.Flag).ShouldBe(("1.csv", null));
        await _editions.LookAsync(two);
        (_editions.InForce, _editions.Flag).ShouldBe(("2.csv", null));
    }

    [Fact]
    public async Task Undated_correction_counts_while_it_is_the_one_offered()
    {
        var (published, corrected) = (Deflators("deflators.csv", 60), Deflators("deflators (1).csv", 61));
        await _editions.LookAsync(published);
        await _editions.LookAsync(corrected);
        (_editions.InForce, _editions.Flag).ShouldBe(("deflators (1).csv", null));
        await _editions.LookAsync(published);
        (_editions.InForce, _editions.Flag).ShouldBe(("deflators.csv", null));
    }

    [Fact]
    public async Task An_edition_that_is_no_longer_offered_stays_where_no_other_is_and_that_shows()
    {
        await _editions.LookAsync(Deflators("1.csv", 60));
        await _editions.LookAsync();
        _editions.InForce.ShouldBe("1.csv");
        var flag = _editions.Flag.ShouldNotBeNull();
        (flag.Kind, flag.IsQuestion()).ShouldBe((SlotFlag.NotOffered, false));
        flag.Detail.ShouldContain("'1.csv'");
        await _editions.LookAsync(Deflators("1.csv", 60));
        _editions.Flag.ShouldBeNull();
    }

    [Fact]
    public async Task Edition_no_longer_offered_stays_and_a_person_is_asked()
    {
        var (march, june) = (Deflators("march.csv", 60, "HMT March 2026 QNA"), Deflators("june.csv", 61, "HMT June 2026 QNA"));
        await _editions.LookAsync(march, june);
        await _editions.LookAsync(march);
        _editions.InForce.ShouldBe("june.csv");
        var flag = _editions.Flag.ShouldNotBeNull();
        (flag.Kind, flag.IsQuestion()).ShouldBe((SlotFlag.OlderOffered, true));
        flag.Detail.ShouldStartWith("'june.csv' is in force but no longer offered; the older 'march.csv' is.");

        // The operator decides: from a folder of the older one alone.
        await _editions.LookAsync(Folder(march));
        (_editions.InForce, _editions.Flag).ShouldBe(("march.csv", null));
        await _editions.LookAsync(march);
        (_editions.InForce, _editions.Flag).ShouldBe(("march.csv", null));
    }

    [Fact]
    public async Task Edition_taken_out_of_a_folder_gives_way_to_the_older_one()
    {
        var (march, june) = (
            Folder(Deflators("march.csv", 60, "HMT March 2026 QNA")),
            Folder(Deflators("june.csv", 61, "HMT June 2026 QNA"))
        );
        await _editions.LookAsync(march, june);
        _editions.InForce.ShouldBe("june.csv");
        await _editions.LookAsync(
            march,
            new OfferedFile("june.csv", null, new Rejected("a file that can be read", "a file that could not be read"))
        );
        _editions.InForce.ShouldBe("june.csv");
        _editions.Flag!.Kind.ShouldBe(SlotFlag.OlderOffered);
        await _editions.LookAsync(march);
        (_editions.InForce, _editions.Flag).ShouldBe(("march.csv", null));
    }

    private static OfferedFile Folder(OfferedFile file) => file with { IsInOrder = true };
}
