using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Claims;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>A claim is checked against the numbers that its readings give when each is asked alone, and those numbers are worked out once.</summary>
public sealed class ClaimReadingsTests(PublishedSnapshot snapshot)
{
    private readonly LoadedRelease _release = new(
        new PublishedRelease("2026-11-23-0123456789ab", default, "", "", ReleaseIdentity.MethodVersion, 0, [], [], []),
        snapshot.Figures
    );

    [Theory]
    [InlineData("group=england&return=budget&to=2019-20")]
    [InlineData("group=fifth-1&return=budget&to=2019-20")]
    [InlineData("group=fifth-4&return=outturn&to=2017-18&unit=pounds")]
    [InlineData("group=gap&return=budget&to=2019-20&scope=all-social-care")]
    [InlineData("area=E08000006&return=budget")]
    [InlineData("area=E09000007&return=budget&london=included&unit=pounds")]
    public void Each_reading_gives_the_number_that_it_gives_when_it_is_asked_by_itself(string asked)
    {
        var claim = Check($"claim=-30&{asked}");
        claim.Readings.Count.ShouldBeGreaterThan(10);
        foreach (var reading in claim.Readings)
        {
            reading.Value.ShouldBe(Number(asked, snapshot.Figures.Compare(reading.Query)), 1e-9, reading.Query.ToString());
        }
    }

    [Theory]
    [InlineData("group=fifth-2", "")]
    [InlineData("group=england", "imd groups weights")]
    [InlineData("area=E08000006", "imd groups weights london")]
    public void Every_reading_is_there_once_but_for_choices_that_the_number_does_not_depend_on(string about, string irrelevant)
    {
        var passedOver = irrelevant.Split(' ');
        ComparisonQuery Relevant(ComparisonQuery query) =>
            query with
            {
                Imd = passedOver.Contains("imd") ? 0 : query.Imd,
                Groups = passedOver.Contains("groups") ? default : query.Groups,
                Weights = passedOver.Contains("weights") ? default : query.Weights,
                WithLondon = passedOver.Contains("london") || query.WithLondon,
            };
        var figures = snapshot.Figures;
        var expected = SpecificationGrid
            .Chunks(ComparisonQuery.Headline.Scope, figures)
            .SelectMany(chunk => SpecificationGrid.Questions(chunk, figures))
            .Select(Relevant)
            .Distinct();
        Check($"claim=-30&{about}").Readings.Select(reading => Relevant(reading.Query)).ShouldBe(expected, ignoreOrder: true);
    }

    /// <summary>What is allocated stands for the work: it is the same on every machine.</summary>
    [Fact]
    public void Another_number_and_another_area_only_choose_among_numbers_that_are_there()
    {
        var first = Allocated(() => Check("claim=-30&group=fifth-1"));
        first.ShouldBeGreaterThan(200_000_000, "the first asks every question of the curve");
        Allocated(() => Check("claim=-31.25&group=fifth-1")).ShouldBeLessThan(first / 20);
        Allocated(() => Check("claim=-31.25&group=gap&unit=pounds")).ShouldBeLessThan(first / 20);
        Allocated(() => Check("claim=-31.25&area=E08000006")).ShouldBeLessThan(first / 20);
    }

    [Fact]
    public void Nobody_waiting_nothing_is_worked_out()
    {
        using var left = new CancellationTokenSource();
        left.Cancel();
        Should.Throw<OperationCanceledException>(() =>
            AnswerClaims.Check(_release, Asked("claim=-30&group=england&scope=community-support"), left.Token)
        );
        Check("claim=-30&group=england&scope=community-support").Readings.ShouldNotBeEmpty();
    }

    /// <summary>Methodology: a group's change is that of its areas pooled, or where areas count equally the mean of theirs; the gap is that of the most deprived fifth less the least.</summary>
    private static double Number(string asked, Comparison comparison)
    {
        var isPercent = !asked.Contains("unit=pounds", StringComparison.Ordinal);
        double Pooled(List<AreaCut> areas)
        {
            double from = areas.Sum(area => area.PoundsFrom) / areas.Sum(area => (double)area.PeopleFrom),
                to = areas.Sum(area => area.PoundsTo) / areas.Sum(area => (double)area.PeopleTo);
            return isPercent ? 100 * (to - from) / from : to - from;
        }

        double Fifth(int fifth)
        {
            List<AreaCut> areas = [.. comparison.Areas.Where(area => area.Deprivation.Fifth == fifth)];
            return comparison.Query.Weights == Weighting.Equal
                ? areas.Average(area => isPercent ? 100 * (area.To - area.From) / area.From : area.To - area.From)
                : Pooled(areas);
        }

        return asked.Split('&')[0].Split('=') switch
        {
            ["area", var code] => Pooled([comparison.Areas.Single(area => area.Area.Code.Value == code)]),
            [_, "england"] => Pooled([.. comparison.Areas]),
            [_, "gap"] => Fifth(1) - Fifth(5),
            [_, var fifth] => Fifth(fifth[^1] - '0'),
            _ => throw new InvalidOperationException(asked),
        };
    }

    private static long Allocated(Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Parameters Asked(string query) => MadeRelease.Parameters(query, AnswerClaims.Parameters);

    private CheckedClaim Check(string query) => AnswerClaims.Check(_release, Asked(query)).Answer.ShouldNotBeNull();
}
