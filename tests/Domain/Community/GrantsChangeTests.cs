using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Community;

/// <summary>
/// What grants came to before and after, worked by hand. Twelve councils, the smaller n the deeper the cut; 1,000 residents at mid-2009 and 2,000 at
/// mid-2018. Publisher A gives each £1,000 in 2008-09, £2,000 in 2009-10 and £3,000 in 2010-11, and council n £1,000 n in each year from 2017-18 to
/// 2019-20; B gives each £4,800 in 2019-20 and nothing before.
/// </summary>
public class GrantsChangeTests
{
    private static readonly Council[] Councils =
    [
        .. Enumerable.Range(1, 12).Select(n => new Council(n, 1_000_000, 500_000 + (20_000 * n), 1000, 1000, 50 - n)),
    ];

    /// <summary>(1,000 x 2 + 2,000 x 1.5 + 3,000 x 1) / 3 / 1,000.</summary>
    private const double Before = 8.0 / 3;

    [Fact]
    public void Each_area_has_its_two_means_per_head_in_real_terms_and_their_difference()
    {
        var (all, same, whyNot) = GrantsChange.Of(Councils.Compare(), Grants());

        whyNot.ShouldBeNull();
        (string.Join(' ', all.ShouldNotBeNull().Before), string.Join(' ', all.After)).ShouldBe(
            ("2008-09 2009-10 2010-11", "2017-18 2018-19 2019-20")
        );
        (all.Publishers, all.Areas.Count, all.Without).ShouldBe((2, 12, 0));
        foreach (var n in Enumerable.Range(1, 12))
        {
            // A's 1,000 n at factors 1.25, 1.25, 1 and B's 4,800 at 1, over three years and 2,000 residents.
            var after = ((1_000.0 * n * 3.5) + 4_800) / 3 / 2_000;
            var area = all.Areas.Single(own => own.Area == new AreaCode($"E06{n:000000}"));
            area.Before.ShouldBe(Before, 1e-12);
            area.After.ShouldBe(after, 1e-12);
            area.Change.ShouldBe(after - Before, 1e-12);
        }

        // 3.5 n / 6 + 0.8 is above 8 / 3 from n = 4 on.
        (all.Gained, all.Lost).ShouldBe((9, 3));
        all.BeforePerHead.ShouldBe(Before, 1e-12);
        all.AfterPerHead.ShouldBe((3.5 * 6.5 / 6) + 0.8, 1e-12);

        // The deeper the cut, the less was gained.
        all.WithSupportChange.ShouldNotBeNull().Spearman.ShouldBe(1, 1e-12);
        all.WithSupportChange.P.ShouldBe(1.0 / 2000);
        same.ShouldNotBeNull().Publishers.ShouldBe(1);
    }

    [Fact]
    public void By_the_same_publishers_nothing_changes_that_only_a_later_publisher_gave()
    {
        var same = GrantsChange.Of(Councils.Compare(), Grants()).SamePublishers.ShouldNotBeNull();

        same.Areas.Single(own => own.Area == new AreaCode("E06000004")).After.ShouldBe(3.5 * 4 / 6, 1e-12);
        same.AfterPerHead.ShouldBe(3.5 * 6.5 / 6, 1e-12);

        // 3.5 n / 6 is above 8 / 3 from n = 5 on.
        (same.Gained, same.Lost).ShouldBe((8, 4));
    }

    [Fact]
    public void Pounds_are_made_real_by_the_deflator_of_the_question()
    {
        var grants = Grants();
        YearFactors Later(int year, double factor) => grants.Frames[^1] with { Year = new FinancialYear(year), RealFactor = factor };
        grants = grants with
        {
            Retrieved = MadeYears.Day("2022-10-30"),
            Frames = [.. grants.Frames, Later(2020, 9), Later(2021, 4)],
            Areas =
            [
                .. grants.Areas.Select(area =>
                    area with
                    {
                        Given =
                        [
                            .. area.Given.Select(given =>
                                given.Year.StartYear == 2017 ? given with { Year = new FinancialYear(2020) } : given
                            ),
                        ],
                    }
                ),
            ],
        };
        var query = Councils.Compare().Query with { To = new FinancialYear(2020) };

        // 2020-21 at 9 as published, and at the root of 1 x 4 as bridged; 2018-19 at 1.25, 2019-20 at 1; the residents of mid-2019 are 10.
        double After(DeflatorBasis basis) =>
            GrantsChange
                .Of(Councils.Compare() with { Query = query with { Deflator = basis } }, grants)
                .SamePublishers.ShouldNotBeNull()
                .Areas.Single(area => area.Area == new AreaCode("E06000003"))
                .After;
        After(DeflatorBasis.Published).ShouldBe(3_000 * (9 + 1.25 + 1) / 3 / 10, 1e-9);
        After(DeflatorBasis.Bridged).ShouldBe(3_000 * (2 + 1.25 + 1) / 3 / 10, 1e-9);
    }

    [Fact]
    public void A_publisher_that_does_not_say_who_it_is_cannot_be_followed() =>
        GrantsChange.Of(Councils.Compare(), Grants() with { Publishers = ["", "B"] }).SamePublishers.ShouldBeNull();

    [Fact]
    public void An_area_without_a_grant_in_one_span_or_without_residents_is_left_out_and_counted()
    {
        var grants = Grants();
        grants = grants with
        {
            Areas =
            [
                .. grants.Areas.Select(
                    (area, i) => i == 0 ? area with { Given = [.. area.Given.Where(given => given.Year.StartYear > 2010)] } : area
                ),
            ],
            Frames =
            [
                .. grants.Frames.Select(frame =>
                    frame.Year.StartYear == 2018
                        ? frame with
                        {
                            People = frame.People.Where(pair => pair.Key != new AreaCode("E06000002")).ToDictionary(),
                        }
                        : frame
                ),
            ],
        };

        var all = GrantsChange.Of(Councils.Compare(), grants).All.ShouldNotBeNull();

        (all.Areas.Count, all.Without).ShouldBe((10, 2));
        all.Areas.ShouldNotContain(area => area.Area == new AreaCode("E06000001") || area.Area == new AreaCode("E06000002"));
    }

    [Fact]
    public void Areas_that_lost_more_and_gained_more_go_the_other_way()
    {
        var grants = Grants();
        grants = grants with { Areas = [.. grants.Areas.Zip(grants.Areas.Reverse(), (area, other) => area with { Given = other.Given })] };

        GrantsChange.Of(Councils.Compare(), grants).All.ShouldNotBeNull().WithSupportChange.ShouldNotBeNull().Spearman.ShouldBe(-1, 1e-12);
    }

    [Fact]
    public void Where_it_cannot_be_told_the_reason_is()
    {
        var (support, grants) = (Councils.Compare(), Grants());

        WhyNot(support with { Query = support.Query with { To = new FinancialYear(2012) } }, grants)
            .ShouldBe("the three years to 2010-11 and the three to 2012-13 overlap");
        WhyNot(support with { Query = support.Query with { To = new FinancialYear(2016) } }, grants)
            .ShouldBe("the grants loaded do not cover the three years to 2016-17 in full");
        WhyNot(support, grants with { First = MadeYears.Day("2008-04-01") })
            .ShouldBe("the grants loaded do not cover the three years to 2010-11 in full");
        WhyNot(support, grants with { Retrieved = MadeYears.Day("2020-03-30") })
            .ShouldBe("the grants loaded do not cover the three years to 2019-20 in full");
        WhyNot(
                support,
                grants with
                {
                    Frames = [.. grants.Frames.Select(frame => frame.Year.StartYear == 2009 ? frame with { RealFactor = null } : frame)],
                }
            )
            .ShouldBe("there is no deflator for 2009-10");
        WhyNot(support, grants with { Areas = [] }).ShouldBe("no area has published grants in both spans");

        static string? WhyNot(Comparison support, GrantsByYear grants)
        {
            var (all, same, whyNot) = GrantsChange.Of(support, grants);
            (all, same).ShouldBe((null, null));
            return whyNot;
        }
    }

    [Fact]
    public void Resources_tell_it_where_years_are_at_hand_and_why_not_where_they_are_not()
    {
        var mean = GrantsByArea.Of(Grants(), new FinancialYear(2010)).ShouldNotBeNull();
        var resources = ResourcesFollow.Of(Councils.Compare(), mean).ShouldNotBeNull();
        resources.Change.ShouldNotBeNull().Gained.ShouldBe(9);
        resources.ChangeOfSamePublishers.ShouldNotBeNull().Gained.ShouldBe(8);
        resources.WhyNoChange.ShouldBeNull();

        // 6,000 pounds of three years over 1,000 residents.
        resources.Fifths.ShouldAllBe(fifth => Math.Abs(fifth.PerHead - 2) < 1e-12);

        var totals = ResourcesFollow.Of(Councils.Compare(), mean with { ByYear = null }).ShouldNotBeNull();
        (totals.Change, totals.ChangeOfSamePublishers, totals.WhyNoChange).ShouldBe((null, null, "which years the grants sum is not said"));
    }

    private static GrantsByYear Grants()
    {
        YearFactors Frame(int year, double factor, long people) =>
            new(new FinancialYear(year), factor, 2019, Councils.ToDictionary(council => council.Code, _ => people));
        return new GrantsByYear(
            MadeYears.Day("2020-10-30"),
            MadeYears.Day("2007-06-01"),
            MadeYears.Day("2020-10-01"),
            ["A", "B"],
            [
                Frame(2008, 2, 10),
                Frame(2009, 1.5, 1_000),
                Frame(2010, 1, 10),
                Frame(2017, 1.25, 10),
                Frame(2018, 1.25, 2_000),
                Frame(2019, 1, 10),
            ],
            [
                .. Councils.Select(council => new AreaGrantsByYear(
                    council.Code,
                    [
                        new(new(2008), 0, 1_000, 1),
                        new(new(2009), 0, 2_000, 1),
                        new(new(2010), 0, 3_000, 1),
                        new(new(2017), 0, 1_000 * council.Number, 1),
                        new(new(2018), 0, 1_000 * council.Number, 1),
                        new(new(2019), 0, 1_000 * council.Number, 1),
                        new(new(2019), 1, 4_800, 1),
                    ],
                    []
                )),
            ],
            []
        );
    }
}
