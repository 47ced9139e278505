using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.TestKit.Publishers;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.Storage.Tests.Live;

public sealed class NomisEditionsTests(AzuriteServer azurite) : LiveTest(azurite)
{
    private const string Population = "population-estimates";

    private static readonly NomisFigure[] figures =
    [
        new("2023", "E06000001", "Hartlepool", "95366"),
        new("2022", "E06000001", "Hartlepool", "93847"),
        new("2023", "E06000019", "Herefordshire, County of", "191047"),
        new("2022", "E06000019", "Herefordshire, County of", ""),
        new("2023", "E06000001", "Hartlepool", "95366"),
    ];

    [Fact]
    public async Task All_pages_are_one_file_with_each_figure_once_in_order()
    {
        Publisher.Publish(new NomisDataset("NM_2002_1", figures, PageRows: 2));
        var file = await NomisAsync();
        Text(file)
            .ShouldBe(
                """
                DATE_NAME,GEOGRAPHY_CODE,GEOGRAPHY_NAME,OBS_VALUE
                "2022","E06000001","Hartlepool","93847"
                "2022","E06000019","Herefordshire, County of",""
                "2023","E06000001","Hartlepool","95366"
                "2023","E06000019","Herefordshire, County of","191047"

                """.ReplaceLineEndings("\n")
            );
        Publisher.Requests.Select(request => request.Path[^1]).ShouldBe(['0', '2', '4']);
        file.Url!.Query.ShouldNotContain("recordoffset");
    }

    [Fact]
    public async Task The_file_is_the_same_however_it_is_paged_and_ordered()
    {
        Publisher.Publish(new NomisDataset("NM_2002_1", figures, PageRows: 1));
        var one = Text(await NomisAsync());
        Publisher.Publish(new NomisDataset("NM_2002_1", [.. figures.Reverse()]));
        Text(await NomisAsync()).ShouldBe(one);
    }

    [Fact]
    public async Task It_is_not_asked_again_at_once_but_later_is()
    {
        Publisher.Publish(new NomisDataset("NM_2002_1", figures));
        await NomisAsync(accept: true);
        (await NomisAsync()).KeptAs.ShouldNotBeNull();
        Publisher.Requests.ShouldHaveSingleItem();
        (await NomisAsync(settings: ("RecheckAfter", "00:00:00"))).KeptAs.ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_snapshot_beside_the_app_what_nomis_has_is_offered_all_the_same()
    {
        Publisher.Publish(new NomisDataset("NM_2002_1", figures));
        (await OfferAsync(Instance(), Population)).ShouldHaveSingleItem().IsBundled.ShouldBeFalse();
    }

    [Theory]
    [InlineData("<html><title>Nomis is down</title></html>", "a workbook or comma-separated text", "a web page, 'Nomis is down'")]
    [InlineData("\"DATE_NAME\",\"OBS_VALUE\"\r\n\"2023\",1\r\n", "a column GEOGRAPHY_CODE of Nomis", "DATE_NAME, OBS_VALUE")]
    [InlineData(
        "DATE_NAME,GEOGRAPHY_CODE,GEOGRAPHY_NAME,OBS_VALUE,RECORD_COUNT\n",
        "1 records on all pages together",
        "a page of 0 records of 0 records"
    )]
    [InlineData(
        "DATE_NAME,GEOGRAPHY_CODE,GEOGRAPHY_NAME,OBS_VALUE,RECORD_COUNT\n2023,E1,A,1,x\n",
        "the same number of records in every row",
        "x"
    )]
    [InlineData(
        "DATE_NAME,GEOGRAPHY_CODE,GEOGRAPHY_NAME,OBS_VALUE,RECORD_COUNT\n2023,E1,A,1,900000\n",
        "at most 500,000 records",
        "900,000 records"
    )]
    [InlineData("DATE_NAME,GEOGRAPHY_CODE,GEOGRAPHY_NAME,OBS_VALUE,RECORD_COUNT\n2023,E1,A,1,1\n2023,E2,B,1,1\n", "1 records", "2 records")]
    public async Task An_answer_that_is_none_is_not_taken(string body, string expected, string found)
    {
        Publisher.Fail("/api/v01/dataset/NM_2002_1.data.csv", PublisherFaults.Body(body, "text/csv"));
        (await NomisAsync()).Rejected.ShouldBe(new Rejected(expected, found));
    }

    [Fact]
    public async Task Figures_that_change_between_pages_are_not_taken_together()
    {
        Publisher.Publish(new NomisDataset("NM_2002_1", figures, PageRows: 2));
        Publisher.Fail(
            "/api/v01/dataset/NM_2002_1.data.csv",
            (HttpContext _, int time) =>
            {
                if (time == 2)
                    Publisher.Publish(new NomisDataset("NM_2002_1", [.. figures, figures[0]], PageRows: 2));
                return Task.FromResult(false);
            }
        );
        (await NomisAsync()).Rejected.ShouldNotBeNull().Expected.ShouldBe("5 records on all pages together");
    }

    [Fact]
    public async Task Nomis_away_makes_the_origin_unavailable()
    {
        Publisher.Fail("/api/v01/dataset/NM_2002_1.data.csv", PublisherFaults.Status(500));
        await Should.ThrowAsync<OriginUnavailableException>(() => NomisAsync());
    }

    private async Task<OfferedFile> NomisAsync(bool accept = false, params (string Name, string? Value)[] settings) =>
        (await OfferAsync(Instance(settings), Population, accept, most: 1))[0];
}
