using BudgetWatch.Domain.Tests.Support;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Cuts;

public class ServiceSplitTests
{
    private const int Iterations = 150;

    private static readonly IReadOnlyList<Service> Eight = Services.In(Scopes.Comparable);

    private static readonly Gen<Measure> AnyMeasure = Gen.Int[0, 3].Select(i => Measures.All[i]);

    /// <summary>
    /// Two services, one area to a fifth. The most deprived spends 60 and 40 and cuts them by 25 % and 50 %, 35 % in all; the least deprived 80 and 20,
    /// by 10 % and 30 %, 14 % in all.
    /// </summary>
    [Fact]
    public void The_gap_of_a_worked_example_is_split_as_by_hand()
    {
        var two = new Scope(
            "two",
            "Two",
            [
                [
                    [Lines.Libraries],
                ],
                [
                    [Lines.OpenSpaces],
                ],
            ]
        );
        Spender[] spenders =
        [
            new(new Council(1, 100, 65, 10, 10, 50), [(60, 45), (40, 20)]),
            .. Enumerable.Range(2, 3).Select(i => Spender.Of(i, 50 - i, (50, 50), (50, 50))),
            new(new Council(5, 100, 86, 10, 10, 45), [(80, 72), (20, 14)]),
        ];

        var gradient = GradientOf(spenders, Measure.CashPerHead, two);

        gradient.Gap.ShouldNotBeNull().Value.ShouldBe(-21, 1e-12);
        var split = gradient.Split.ShouldNotBeNull();
        split.Mix.ShouldBe(-4.5, 1e-12);
        split.Within.ShouldBe(-16.5, 1e-12);
        split.Services.Select(effect => effect.Service.Id).ShouldBe(["libraries", "open-spaces"]);
        split.Services[0].MostDeprived.Share.ShouldBe(0.6, 1e-15);
        split.Services[0].LeastDeprived.Share.ShouldBe(0.8, 1e-15);
        split.Services[0].MostDeprived.ChangePercent.ShouldBe(-25, 1e-12);
        split.Services[0].LeastDeprived.ChangePercent.ShouldBe(-10, 1e-12);
        split.Services[0].Mix.ShouldBe(3.5, 1e-12);
        split.Services[0].Within.ShouldBe(-10.5, 1e-12);
        split.Services[1].Mix.ShouldBe(-8, 1e-12);
        split.Services[1].Within.ShouldBe(-6, 1e-12);
        gradient.WhyNoSplit.ShouldBeNull();
    }

    [Fact]
    public void The_effects_add_up_to_the_gap_and_each_fifths_services_to_its_change() =>
        Gen.Select(Spenders(5, 30), AnyMeasure)
            .Sample(
                (spenders, measure) =>
                {
                    var gradient = GradientOf(spenders, measure);

                    var split = gradient.Split.ShouldNotBeNull(gradient.WhyNoSplit);
                    (split.Mix + split.Within).ShouldBeNear(gradient.Gap!.Value, 1e-9, "gap");
                    split.Services.Sum(effect => effect.Mix).ShouldBeNear(split.Mix, 1e-12, "mix");
                    split.Services.Sum(effect => effect.Within).ShouldBeNear(split.Within, 1e-12, "within");
                    foreach (
                        var (fifth, part) in (ReadOnlySpan<(GroupChange, Func<ServiceEffect, ServicePart>)>)
                            [(gradient.Fifths[0], effect => effect.MostDeprived), (gradient.Fifths[4], effect => effect.LeastDeprived)]
                    )
                    {
                        split.Services.Sum(effect => part(effect).Share).ShouldBe(1, 1e-12);
                        split
                            .Services.Sum(effect => part(effect).Share * part(effect).ChangePercent)
                            .ShouldBeNear(fifth.Pooled.ChangePercent!.Value, 1e-9);
                    }
                },
                iter: Iterations
            );

    [Fact]
    public void Where_every_service_is_cut_alike_everywhere_the_gap_is_all_mix() =>
        Gen.Select(Spenders(5, 30), Gen.Int[0, 150].Array[8])
            .Sample(
                (spenders, kept) =>
                {
                    var gradient = GradientOf(Kept(spenders, (_, service) => kept[service]));

                    gradient.Split.ShouldNotBeNull().Within.ShouldBe(0, 1e-9);
                    gradient.Split.Services.ShouldAllBe(effect => Math.Abs(effect.Within) <= 1e-9);
                    gradient.Split.Mix.ShouldBe(gradient.Gap!.Value, 1e-9);
                },
                iter: Iterations
            );

    [Fact]
    public void Where_each_area_cuts_all_its_services_alike_the_gap_is_all_within() =>
        Gen.Select(Spenders(5, 5), Gen.Int[0, 150].Array[5])
            .Sample(
                (spenders, kept) =>
                {
                    var gradient = GradientOf(Kept(spenders, (area, _) => kept[area]));

                    gradient.Split.ShouldNotBeNull().Mix.ShouldBe(0, 1e-9);
                    gradient.Split.Within.ShouldBe(gradient.Gap!.Value, 1e-9);
                },
                iter: Iterations
            );

    [Fact]
    public void Where_all_areas_spend_in_the_same_shares_the_gap_is_all_within() =>
        Gen.Select(Spenders(5, 30), Gen.Int[1, 1000].Array[8])
            .Sample(
                (spenders, weights) =>
                {
                    var gradient = GradientOf([
                        .. spenders.Select(spender =>
                            Spender.Of(
                                spender.Council,
                                [
                                    .. spender.Pounds.Select(
                                        (pounds, service) => ((decimal)weights[service] * spender.Council.PeopleFrom, pounds.To)
                                    ),
                                ]
                            )
                        ),
                    ]);

                    gradient.Split.ShouldNotBeNull().Services.ShouldAllBe(effect => Math.Abs(effect.Mix) <= 1e-6);
                    gradient.Split.Within.ShouldBeNear(gradient.Gap!.Value, 1e-9);
                },
                iter: Iterations
            );

    [Fact]
    public void The_same_cut_of_everything_everywhere_has_nothing_to_split() =>
        Gen.Select(Spenders(5, 30), Gen.Int[0, 150])
            .Sample(
                (spenders, kept) =>
                {
                    var split = GradientOf(Kept(spenders, (_, _) => kept)).Split.ShouldNotBeNull();

                    split.Mix.ShouldBe(0, 1e-9);
                    split.Within.ShouldBe(0, 1e-9);
                },
                iter: Iterations
            );

    [Fact]
    public void Calling_the_most_deprived_the_least_turns_both_effects_round() =>
        Gen.Int[1, 6]
            .SelectMany(each => Spenders(5 * each, 5 * each))
            .Sample(
                spenders =>
                {
                    var before = GradientOf(spenders).Split.ShouldNotBeNull();
                    var after = GradientOf([
                        .. spenders.Select(spender => spender with { Council = spender.Council with { Score = -spender.Council.Score } }),
                    ])
                        .Split.ShouldNotBeNull();

                    after.Mix.ShouldBe(-before.Mix);
                    after.Within.ShouldBe(-before.Within);
                    after.Services.Select(effect => effect.MostDeprived).ShouldBe(before.Services.Select(effect => effect.LeastDeprived));
                },
                iter: Iterations
            );

    [Fact]
    public void Neither_the_order_of_the_areas_nor_the_unit_of_money_matters_to_the_bit() =>
        Spenders(5, 30)
            .SelectMany(spenders => Gen.Shuffle((Spender[])spenders.Clone()).Select(shuffled => (spenders, shuffled)))
            .Sample(
                (spenders, shuffled) =>
                {
                    var split = GradientOf(spenders).Split.ShouldNotBeNull();

                    Numbers.ShouldBeTheSameToTheBit(GradientOf(shuffled).Split, split);
                    Numbers.ShouldBeTheSameToTheBit(
                        GradientOf([
                            .. spenders.Select(spender =>
                                Spender.Of(spender.Council, [.. spender.Pounds.Select(pounds => (pounds.From * 1024, pounds.To * 1024))])
                            ),
                        ]).Split,
                        split
                    );
                },
                iter: Iterations
            );

    [Theory]
    [InlineData(0)]
    [InlineData(-1000)]
    public void A_service_without_positive_spending_in_an_end_fifth_has_no_rate_and_the_answer_says_which(int from)
    {
        Spender[] spenders =
        [
            .. Enumerable
                .Range(1, 10)
                .Select(i => Spender.Of(i, 50 - i, [(i > 8 ? from : 1000, 500), .. Enumerable.Repeat((5000m, 4000m), 7)])),
        ];

        var gradient = GradientOf(spenders);

        gradient.Gap.ShouldNotBeNull();
        gradient.Split.ShouldBeNull();
        gradient.WhyNoSplit.ShouldBe("spending on highways-transport was not positive in 2010-11 in fifth 5: it has no change in per cent");
    }

    [Fact]
    public void An_area_without_a_figure_for_a_service_by_itself_leaves_the_gap_unsplit()
    {
        var spenders = Enumerable.Range(1, 10).Select(i => Spender.Of(i, 50 - i, [.. Enumerable.Repeat((5000m, 4000m), 8)])).ToArray();
        var comparison = spenders.Select(spender => spender.Council).ToArray().Compare();

        var gradient = Gradient
            .Of(comparison, (service, area) => service.Id == "planning" && area == spenders[9].Council.Code ? null : (5000, 4000))
            .ShouldNotBeNull();

        gradient.Split.ShouldBeNull();
        gradient.WhyNoSplit.ShouldBe("Council 10 has no figure for planning by itself");
    }

    [Fact]
    public void One_service_has_no_mix()
    {
        var spenders = Enumerable.Range(1, 10).Select(i => Spender.Of(i, 50 - i, (5000, 4000))).ToArray();

        var gradient = GradientOf(spenders, scope: Scopes.AllSocialCare);

        gradient.Split.ShouldBeNull();
        gradient.WhyNoSplit.ShouldBe("the scope is one service: there is no mix to split");
    }

    [Fact]
    public void Where_areas_count_equally_the_gap_is_one_of_plain_means_and_not_split()
    {
        var comparison = Enumerable.Range(1, 10).Select(i => new Council(i, 40_000, 32_000, 100, 100, 50 - i)).ToArray().Compare();

        var gradient = Gradient
            .Of(comparison with { Query = comparison.Query with { Weights = Weighting.Equal } }, (_, _) => (5000, 4000))
            .ShouldNotBeNull();

        gradient.Gap.ShouldNotBeNull();
        gradient.Split.ShouldBeNull();
        gradient.WhyNoSplit.ShouldBe("areas count equally: a gap of plain means is not a sum over services");
    }

    [Fact]
    public void Fewer_than_five_fifths_have_no_gap_to_split() =>
        GradientOf([.. Enumerable.Range(1, 4).Select(i => Spender.Of(i, 50 - i, [.. Enumerable.Repeat((5000m, 4000m), 8)]))])
            .WhyNoSplit.ShouldBe("there is no gap between fifths in per cent");

    [Fact]
    public void Hostile_but_legal_figures_are_split_into_numbers_or_not_at_all_and_then_say_why() =>
        Gen.Select(Gen.Select(Hostile, Hostile).Array[8], Gen.Int[1, 3_000_000], Gen.Double[0, 60])
            .Array[1, 25]
            .Sample(
                areas =>
                {
                    var gradient = GradientOf([
                        .. areas.Select(
                            (area, i) => Spender.Of(new Council(i + 1, null, null, area.Item2, area.Item2, area.Item3), area.Item1)
                        ),
                    ]);

                    (gradient.Split is null).ShouldBe(gradient.WhyNoSplit is not null);
                    foreach (var (path, value) in Numbers.In(gradient.Split))
                    {
                        double.IsFinite(value ?? 0).ShouldBeTrue($"{path} is {value}");
                    }

                    if (gradient.Split is { } split)
                    {
                        var steepest = split.Services.Max(effect => Math.Max(Math.Abs(effect.Mix), Math.Abs(effect.Within)));
                        (split.Mix + split.Within).ShouldBe(gradient.Gap!.Value, 1e-9 * Math.Max(1, steepest));
                    }
                },
                iter: 400
            );

    private static Gen<decimal> Hostile =>
        Gen.OneOf(
            Gen.Int[0, 5].Select(i => ((decimal[])[0m, 1m, -1m, 0.01m, 1e13m, -1e13m])[i]),
            Gen.Decimal[-1_000_000m, 900_000_000m],
            Gen.Decimal[1_000_000m, 900_000_000m]
        );

    private static Gen<Spender[]> Spenders(int least, int most) =>
        Gen.Select(Council.Many(least, most), Gen.Select(Gen.Int[1_000, 90_000_000], Gen.Int[0, 90_000_000]).Array[8].Array[most])
            .Select(
                (councils, pounds) =>
                    councils
                        .Select(
                            (council, i) =>
                                Spender.Of(council, [.. pounds[i].Select(service => ((decimal)service.Item1, (decimal)service.Item2))])
                        )
                        .ToArray()
            );

    /// <summary>The same areas, each keeping so many per cent of each service, with the people they had.</summary>
    private static Spender[] Kept(Spender[] spenders, Func<int, int, int> percent) =>
        [
            .. spenders.Select(
                (spender, area) =>
                    Spender.Of(
                        spender.Council with
                        {
                            PeopleTo = spender.Council.PeopleFrom,
                        },
                        [.. spender.Pounds.Select((pounds, service) => (pounds.From, pounds.From * percent(area, service) / 100))]
                    )
            ),
        ];

    private static Gradient GradientOf(Spender[] spenders, Measure measure = Measure.RealPerHead, Scope? scope = null)
    {
        var (realFrom, realTo) = measure is Measure.RealPerHead or Measure.Real ? (Council.RealFrom, Council.RealTo) : (1, 1);
        var services = scope is null ? Eight : Services.In(scope);
        var comparison = spenders.Select(spender => spender.Council).ToArray().Compare(measure);
        return Gradient
            .Of(
                comparison with
                {
                    Query = comparison.Query with { Scope = scope ?? Scopes.Comparable },
                },
                (service, area) =>
                {
                    var (from, to) = spenders.Single(spender => spender.Council.Code == area).Pounds[
                        services.ToList().IndexOf(services.Single(one => one.Id == service.Id))
                    ];
                    return ((double)from * realFrom, (double)to * realTo);
                }
            )
            .ShouldNotBeNull();
    }

    /// <summary>A made-up council and what it spends on each service; together that is all it spends.</summary>
    private sealed record Spender(Council Council, (decimal From, decimal To)[] Pounds)
    {
        public static Spender Of(int number, double score, params (decimal From, decimal To)[] pounds) =>
            Of(new Council(number, null, null, 100, 100, score), pounds);

        public static Spender Of(Council council, (decimal From, decimal To)[] pounds) =>
            new(council with { From = pounds.Sum(part => part.From), To = pounds.Sum(part => part.To) }, pounds);
    }
}
