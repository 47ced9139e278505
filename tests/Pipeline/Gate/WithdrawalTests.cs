using System.Globalization;
using System.Text;
using BudgetWatch.Pipeline.Gate;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Tests.Support;

namespace BudgetWatch.Pipeline.Tests.Gate;

/// <summary>An edition that a person took out stays out, whatever its publisher and its owner do in the year after.</summary>
public sealed class WithdrawalTests : IDisposable
{
    private const int Weeks = 52;

    private readonly EditionsInMemory _editions = new() { IsGated = true };

    public void Dispose() => _editions.Dispose();

    /// <summary>Deflators of which one year is out by as little as no rule can tell.</summary>
    private static OfferedFile Series(string name, decimal wrong, int blankLines = 0, string edition = "HMT March 2026 QNA") =>
        new(
            name,
            new ContentInMemory(
                Encoding.UTF8.GetBytes(
                    "year,deflator_index,source\n"
                        + string.Concat(
                            Enumerable
                                .Range(2010, 15)
                                .Select(year =>
                                    string.Create(
                                        CultureInfo.InvariantCulture,
                                        $"{year}-{(year + 1) % 100:00},{(year == 2020 ? 88 + wrong : year == 2024 ? 100m : 70 + (2m * (year - 2010)))},{edition} (outturn)\n"
                                    )
                                )
                        )
                        + new string('\n', blankLines)
                )
            )
        );

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nothing_that_happens_in_a_year_brings_a_withdrawn_edition_back(int seed)
    {
        var (sound, bad) = (Series("sound.csv", 0), Series("bad.csv", 1.3m) with { PublishedAt = _editions.Now.AddDays(1) });
        await _editions.LookAsync(sound);
        await _editions.LookAsync(sound, bad);
        _editions.InForce.ShouldBe("bad.csv", "nothing tells that it is wrong");

        await _editions.WithdrawAsync(bad.Content!.Sha256);
        await _editions.LookAsync(bad);
        _editions.InForce.ShouldBe("sound.csv");

        var chance = new Random(seed);
        for (var week = 0; week < Weeks; week++)
        {
            OfferedFile[] offered = chance.Next(8) switch
            {
                0 => [bad with { PublishedAt = _editions.Now }],
                1 => [sound, bad with { Name = $"Revised {_editions.Now:d-MMM-yyyy}.csv" }],
                2 => [bad with { IsInOrder = true, Name = "zzz.csv" }],
                3 => [Series($"saved again {week}.csv", 1.3m, blankLines: 1 + week) with { PublishedAt = _editions.Now }],
                4 => [sound],
                5 => [],
                6 => [bad with { KeptAt = _editions.Now }],
                _ => [bad, sound with { PublishedAt = _editions.Now }],
            };
            await _editions.LookAsync(offered);
            _editions.InForce.ShouldNotBeNull();
            _editions.InForceSays.ShouldNotContain(
                "89.3",
                Case.Sensitive,
                $"week {week}: {string.Join(", ", offered.Select(file => file.Name))}"
            );
        }

        // What its publisher corrects comes in as ever.
        var corrected = Series("corrected.csv", 0.2m) with
        {
            PublishedAt = _editions.Now,
        };
        await _editions.LookAsync(corrected);
        _editions.InForce.ShouldBe("corrected.csv");
    }

    [Fact]
    public async Task The_only_edition_of_a_slot_is_withdrawn_and_the_slot_is_empty()
    {
        var bad = Series("bad.csv", 1.3m);
        await _editions.LookAsync(bad);
        await _editions.WithdrawAsync(bad.Content!.Sha256);
        await _editions.LookAsync(bad);
        _editions.InForce.ShouldBeNull();
    }

    [Fact]
    public async Task What_says_the_same_as_a_withdrawn_edition_is_held_and_a_person_may_accept_it()
    {
        var (sound, bad, again) = (
            Series("sound.csv", 0),
            Series("bad.csv", 1.3m) with
            {
                PublishedAt = _editions.Now,
            },
            Series("again.csv", 1.3m, blankLines: 3) with
            {
                PublishedAt = _editions.Now.AddDays(30),
            }
        );
        await _editions.LookAsync(sound);
        await _editions.LookAsync(bad);
        await _editions.WithdrawAsync(bad.Content!.Sha256);
        _editions.Advance(TimeSpan.FromDays(40));
        await _editions.LookAsync(again);

        _editions.InForce.ShouldBe("sound.csv");
        _editions.Held.ShouldHaveSingleItem().Questions.ShouldHaveSingleItem().Kind.ShouldBe("as-withdrawn");
        _editions.Open.ShouldHaveSingleItem().About.ShouldBe("held gdp-deflators gdp-deflator");

        await _editions.AcceptAsync(again.Content!.Sha256);
        await _editions.LookAsync(again);
        _editions.InForce.ShouldBe("again.csv");
        (_editions.Held.Count, _editions.Open.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_held_edition_leaves_the_one_before_in_force_until_it_is_answered_or_another_is_offered()
    {
        await _editions.LookAsync(Series("sound.csv", 0));
        await _editions.LookAsync(Series("wrong.csv", -80) with { PublishedAt = _editions.Now.AddDays(1) });

        _editions.InForce.ShouldBe("sound.csv");
        var held = _editions.Held.ShouldHaveSingleItem();
        held.Questions.ShouldContain(question =>
            question.Kind == "growth-of-prices" && question.Text.Contains("2020-21", StringComparison.Ordinal)
        );
        var open = _editions.Open.ShouldHaveSingleItem();
        open.Summary.ShouldStartWith("'wrong.csv' (gdp-deflators gdp-deflator) is held: Prices change by");

        // The same question at the next look is the same incident.
        await _editions.LookAsync(Series("wrong.csv", -80) with { PublishedAt = _editions.Now.AddDays(-7) });
        _editions.Open.ShouldHaveSingleItem().ShouldBe(open);
        _editions.Held.ShouldHaveSingleItem().Since.ShouldBe(held.Since);

        await _editions.LookAsync(Series("corrected.csv", 0.1m) with { PublishedAt = _editions.Now.AddDays(1) });
        _editions.InForce.ShouldBe("corrected.csv");
        (_editions.Held.Count, _editions.Open.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_file_dated_to_come_is_refused_and_taken_when_its_day_has_come()
    {
        var early = Series("early.csv", 0) with { PublishedAt = _editions.Now.AddDays(30) };
        await _editions.LookAsync(early);
        _editions.InForce.ShouldBeNull();
        _editions.Check().Refused.Count.ShouldBe(1);

        _editions.Advance(TimeSpan.FromDays(30));
        await _editions.LookAsync(early);
        _editions.InForce.ShouldBe("early.csv");
    }
}
