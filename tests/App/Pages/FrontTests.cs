using System.Text;
using System.Text.Json;
using BudgetWatch.App.Pages;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.TestKit;

namespace BudgetWatch.App.Tests.Pages;

/// <summary>What pages are styled and followed with.</summary>
public sealed class FrontTests
{
    [Fact]
    public void It_loads_nothing_from_elsewhere()
    {
        foreach (var name in SiteAssets.Names.Where(name => name != "icon.svg"))
        {
            var text = Encoding.UTF8.GetString(SiteAssets.Find(name)!.Answer.Body.Plain);
            text.ShouldNotContain("http://");
            text.Replace("https://YOUR-BUDGETWATCH", "", StringComparison.Ordinal).ShouldNotContain("https://");
            text.ShouldNotContain("@import");
            text.ShouldNotContain("url(", Case.Sensitive);
        }
    }

    /// <summary>Published as HexJSON; the places are carried over as they are.</summary>
    [Fact]
    public void Hexagons_stand_where_their_publisher_put_them()
    {
        Hexagons.All.Count.ShouldBe(151);
        Hexagons.All.Select(hexagon => (hexagon.Q, hexagon.R)).Distinct().Count().ShouldBe(151);
        const string file = "geo/uk-upper-tier-local-authorities.hexjson";
        Assert.SkipWhen(PublishedFiles.ReasonToSkip(file) is not null, PublishedFiles.ReasonToSkip(file) ?? "");
        using var published = JsonDocument.Parse(File.ReadAllBytes(PublishedFiles.PathOf(file)));
        published.RootElement.GetProperty("layout").GetString().ShouldBe("odd-r");
        Hexagons.All.ShouldBe(
            published
                .RootElement.GetProperty("hexes")
                .EnumerateObject()
                .Select(hexagon => (hexagon.Name, hexagon.Value.GetProperty("q").GetInt32(), hexagon.Value.GetProperty("r").GetInt32())),
            ignoreOrder: true
        );
    }
}
