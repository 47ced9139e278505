using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Storage.Origins.Live;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.Storage.Tests.Live;

/// <summary>Editions at addresses that do not change: the register of charities.</summary>
public sealed class FixedEditionsTests(AzuriteServer azurite) : LiveTest(azurite)
{
    private const string Register = "charity-register";

    private static readonly string[] tables =
    [
        "charity",
        "charity_area_of_operation",
        "charity_classification",
        "charity_annual_return_history",
    ];

    [Fact]
    public void The_register_is_asked_where_the_Commission_publishes_it_and_its_host_may_be_asked()
    {
        var settings = LiveSettings.From(new ConfigurationBuilder().Build());
        var addresses = EditionPlaces.Of(Register).Cast<FixedPlace>().Select(place => new Uri(place.Site(settings), place.Path)).ToList();

        addresses
            .Select(address => address.AbsoluteUri)
            .ShouldBe([
                "https://ccewuksprdoneregsadata1.blob.core.windows.net/data/json/publicextract.charity.zip",
                "https://ccewuksprdoneregsadata1.blob.core.windows.net/data/json/publicextract.charity_area_of_operation.zip",
                "https://ccewuksprdoneregsadata1.blob.core.windows.net/data/json/publicextract.charity_classification.zip",
                "https://ccewuksprdoneregsadata1.blob.core.windows.net/data/json/publicextract.charity_annual_return_history.zip",
            ]);
        addresses.ShouldAllBe(address => new AddressPolicy(settings).Refuse(address) == null);
    }

    [Fact]
    public async Task Every_table_is_offered_as_the_publisher_has_it()
    {
        Publish("week 1");

        var files = await OfferAsync(Instance(), Register);

        files
            .Select(file => (file.Name, Text(file), file.Url))
            .ShouldBe(tables.Select(table => ($"publicextract.{table}.zip", $"{table}, week 1", (Uri?)new Uri(At(PathOf(table))))));
        files.ShouldAllBe(file =>
            file.IsOfSource && file.Rejected == null && file.ETag != null && file.Title!.StartsWith("Register of charities")
        );
        Publisher.Requests.Select(request => request.Path).ShouldBe(tables.Select(PathOf));
    }

    [Fact]
    public async Task A_second_look_asks_whether_they_have_changed_and_fetches_what_has()
    {
        Publish("week 1");
        var first = await OfferAsync(Instance(), Register);
        Publisher.ForgetRequests();

        (await OfferAsync(Instance(), Register))
            .Select(file => file.KeptAs)
            .ShouldBe(first.Select(file => file.Content.ShouldNotBeNull().Sha256));
        Publisher.Requests.ShouldAllBe(request => request.IsConditional && request.Status == 304);

        Publisher.ForgetRequests();
        Publisher.Publish(PathOf(tables[2]), "week 2"u8.ToArray(), "application/zip");
        var changed = (await OfferAsync(Instance(), Register)).Where(file => file.KeptAs is null).ShouldHaveSingleItem();
        (changed.Name, Text(changed)).ShouldBe(("publicextract.charity_classification.zip", "week 2"));
        Publisher.Requests.Count(request => request.Status == 200).ShouldBe(1);
    }

    [Fact]
    public async Task One_that_cannot_be_had_is_told_and_the_others_are_offered()
    {
        Publish("week 1");
        Publisher.Fail(PathOf(tables[0]), PublisherFaults.Status(404));
        Publisher.Fail(PathOf(tables[1]), PublisherFaults.Body("<html><title>Blob gone</title></html>", "application/zip"));
        Publisher.Fail(
            PathOf(tables[3]),
            PublisherFaults.Redirect("https://example.org/data/json/publicextract.charity_annual_return_history.zip")
        );

        var files = await OfferAsync(Instance(), Register);

        files
            .Select(file => file.Rejected?.Found)
            .ShouldBe(["HTTP 404", "a web page, 'Blob gone'", null, "a redirect to one at example.org"]);
        files.ShouldAllBe(file => (file.Content == null) == (file.Rejected != null));
    }

    [Theory]
    [InlineData(256L * 1024 * 1024, "at most 268,435,456 bytes", "268,435,457 bytes")]
    [InlineData(64L * 1024 * 1024, null, null)]
    public async Task A_table_may_be_as_large_as_its_source_allows(long bytes, string? expected, string? found)
    {
        Publish("week 1");
        Publisher.Fail(PathOf(tables[0]), PublisherFaults.Large(expected is null ? bytes + (1024 * 1024) : bytes + 1, saysSo: true));

        var file = (await OfferAsync(Instance(), Register, accept: false, most: 1)).ShouldHaveSingleItem();

        using (file.Content)
        {
            file.Rejected.ShouldBe(expected is null ? null : new Rejected(expected, found!));
            file.Content?.Length.ShouldBe(bytes + (1024 * 1024));
        }
    }

    private static string PathOf(string table) => $"/data/json/publicextract.{table}.zip";

    private void Publish(string week)
    {
        foreach (var table in tables)
            Publisher.Publish(PathOf(table), System.Text.Encoding.UTF8.GetBytes($"{table}, {week}"), "application/zip");
    }
}
