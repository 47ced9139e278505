using System.Text.Json;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.TestKit;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>
/// What a release serves of a detail of a service is the cell of the published file, as SheetJS reads it there: 20 lines and 5 councils drawn by a seed, in every year
/// that has the line.
/// </summary>
public sealed class DetailLinesOfAReleaseTests(PublishedSnapshot snapshot) : IClassFixture<PublishedSnapshot>
{
    private const int Seed = 20_261_201;

    [Fact]
    public async Task A_figure_that_is_served_is_the_cell_of_the_published_file()
    {
        if (PublishedFiles.ReasonToSkip("revenue/ra/RA_2024-25_data_Part_1.ods") is { } reason)
        {
            Assert.Skip(reason);
        }

        var npm = new NpmFolder("tests/Benchmarks/SheetJs");
        await npm.EnsureAsync("node_modules/xlsx/package.json");
        var random = new Random(Seed);
        Line[] lines = [.. Lines.All.Where(line => Concordance.Of(line).Any())];
        random.Shuffle(lines);
        // One council from beginning to end, so that its area is its row of every budget.
        Area[] councils =
        [
            .. snapshot.Figures.Areas.Where(area =>
                area is { SetAside: null, Kind: not (AreaKind.County or AreaKind.Merged), Members: [{ Authority: not null }] }
            ),
        ];
        random.Shuffle(councils);
        var drawn = (
            from line in lines.Take(20)
            from council in councils.Take(5)
            from edition in snapshot.Inputs.Returns.Select(edition => edition.Content)
            where edition.Return == Return.Budget
            let label = Concordance.Of(line).FirstOrDefault(label => label.IsIn(edition.Year))
            where label is not null
            select (line, council, edition.Year, label.Heading)
        ).ToList();

        var published = await ReadAsync(npm, drawn.Select(own => (PathOf(own.Year), own.council.Members[0].Authority!.Value, own.Heading)));

        drawn.Count.ShouldBeGreaterThan(500);
        published.Count(figure => figure is not null and not 0).ShouldBeGreaterThan(200);
        foreach (var ((line, council, year, heading), expected) in drawn.Zip(published))
        {
            var served = snapshot.Figures.Series[(Return.Budget, Scopes.Find(line.Id)!)][council.Code].Of(year)?.CashPounds;
            var told = $"{line} ('{heading}') of {council.Name} in {year}";
            if (expected is { } thousands)
            {
                served.ShouldNotBeNull(told).ShouldBe((decimal)thousands * 1000m, 0.01m, told);
            }
            else
            {
                served.ShouldBeNull(told);
            }
        }
    }

    [Fact]
    public void A_split_line_taken_together_is_the_sum_of_its_parts_after_and_the_line_before()
    {
        foreach (var scope in Scopes.Together)
        {
            var together = snapshot.Figures.Returns[Return.Budget].Series(scope);
            var ways = scope.Parts.Single();
            foreach (var area in snapshot.Figures.Areas.Select(area => area.Code))
            {
                foreach (var figure in together[area].Figures.Where(figure => figure.CashPounds is not null))
                {
                    var parts = ways.Select(way => way.Select(line => Pounds(line, area, figure.Year)).ToList())
                        .Where(way => way.Any(pounds => pounds is not null))
                        .ShouldHaveSingleItem($"{scope} {area} {figure.Year}");
                    figure.CashPounds.ShouldBe(parts.Sum(pounds => pounds ?? 0));
                }
            }

            snapshot.Figures.YearsOf(Return.Budget, scope).Count.ShouldBeGreaterThan(8, scope.Id);
        }
    }

    private decimal? Pounds(Line line, AreaCode area, FinancialYear year) =>
        snapshot.Figures.Series[(Return.Budget, Scopes.Find(line.Id)!)][area].Of(year)?.CashPounds;

    private static string PathOf(FinancialYear year) =>
        Directory.EnumerateFiles(PublishedFiles.PathOf("revenue/ra"), $"RA_{year}_*").Single();

    private static async Task<IReadOnlyList<double?>> ReadAsync(
        NpmFolder npm,
        IEnumerable<(string Path, AuthorityCode Code, string Heading)> cells
    )
    {
        var asked = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                asked,
                JsonSerializer.Serialize(
                    cells.Select(cell => new
                    {
                        path = cell.Path,
                        code = cell.Code.Value,
                        heading = cell.Heading,
                    })
                )
            );
            var (code, said) = await npm.RunAsync("node", ["cells.js", asked]);
            code.ShouldBe(0, said);
            return JsonSerializer.Deserialize<double?[]>(said)!;
        }
        finally
        {
            File.Delete(asked);
        }
    }
}
