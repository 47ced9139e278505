using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Grants by area of the bundled snapshot, compared with its file read alone.</summary>
public sealed class GrantsOfAReleaseTests(PublishedSnapshot snapshot)
{
    private static readonly Dictionary<string, decimal> Published = File.ReadLines(
            Path.Combine(AppContext.BaseDirectory, "snapshot", "grants-by-district-to-2018-19.csv")
        )
        .Skip(1)
        .Select(line => line.Split(','))
        .ToDictionary(
            cells => cells[0],
            cells => Math.Round(decimal.Parse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture), 2),
            StringComparer.Ordinal
        );

    private GrantsByArea Grants => snapshot.Figures.Grants.ShouldNotBeNull();

    [Fact]
    public void Every_pound_published_is_in_an_area()
    {
        Published.Count.ShouldBe(326);
        Grants.Areas.Sum(area => area.Pounds ?? 0).ShouldBe(Published.Values.Sum());
        Grants.Areas.Count.ShouldBe(snapshot.Figures.Areas.Count);
    }

    [Fact]
    public void An_area_has_the_sum_of_its_districts_by_residents_of_mid_2018()
    {
        // Cumbria's six districts of the time; residents of mid-2018 from the newest vintage that has them.
        Of("X-CUMBRIA").Pounds.ShouldBe(Enumerable.Range(26, 6).Sum(n => Published[$"E070000{n}"]));
        Of("E08000037").Pounds.ShouldBe(Published.TryGetValue("E08000037", out var gateshead) ? gateshead : Published["E08000020"]);
        (Grants.Period, Grants.MidYear).ShouldBe(("to 2018-19", 2018));
        Of("E06000001").PerHead.ShouldBe((double)Published["E06000001"] / Of("E06000001").People!.Value);
        Of("E06000001").People!.Value.ShouldBeInRange(91_500, 94_500);
        Grants.Areas.ShouldAllBe(area => area.People > 0 && area.Pounds > 0);
        Grants.Areas.SelectMany(area => area.Without).ShouldBeEmpty();
    }

    [Fact]
    public async Task They_are_read_back_as_written_and_a_release_without_them_has_none()
    {
        var rows = ReleaseRows.Of(snapshot.Figures).ToList();
        var back = (await ReleaseRows.ReadAsync(rows.ToAsyncEnumerable(), CancellationToken.None)).Grants.ShouldNotBeNull();
        ReleaseRows.Of(snapshot.Figures with { Grants = back }).Select(row => row.Json).ShouldBe(rows.Select(row => row.Json));
        back.Areas.Select(area => (area.Area, area.Pounds, area.Grants, area.People))
            .ShouldBe(Grants.Areas.Select(area => (area.Area, area.Pounds, area.Grants, area.People)));

        var without = (snapshot.Inputs with { Grants = null }).Harmonise().Figures.ShouldNotBeNull();
        var read = await ReleaseRows.ReadAsync(ReleaseRows.Of(without).ToAsyncEnumerable(), CancellationToken.None);
        read.Grants.ShouldBeNull();
        read.Capacity().ShouldBeNull();
        read.Areas.Count.ShouldBe(without.Areas.Count);
    }

    [Fact]
    public void Grants_in_a_district_of_no_area_are_never_left_out_in_silence()
    {
        var grants = snapshot.Inputs.Grants.ShouldNotBeNull();
        var (figures, problems) = (
            snapshot.Inputs with
            {
                Grants = grants with
                {
                    Districts = [.. grants.Districts, new DistrictGrants(new GssCode("E07009999"), "Nowhere", 1, 1, "A1")],
                },
            }
        ).Harmonise();
        figures.ShouldBeNull();
        problems.ShouldHaveSingleItem().ShouldContain("E07009999 Nowhere");
    }

    private AreaGrants Of(string area) => Grants.Areas.Single(own => own.Area.Value == area);
}
