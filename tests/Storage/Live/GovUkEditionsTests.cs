using System.Text;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Storage.Origins.Live.GovUk;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BudgetWatch.Storage.Tests.Live;

public sealed class GovUkEditionsTests(AzuriteServer azurite) : LiveTest(azurite)
{
    private const string Budgets = "revenue-budgets";
    private const string Collection = PublishedSnapshotFiles.RevenueCollection;
    private const string Release =
        "/government/statistics/local-authority-revenue-expenditure-and-financing-england-2023-to-2024-budget-individual-local-authority-data--6";

    /// <summary>2010-11 to 2019-20, 2021-22 and 2024-25.</summary>
    private const int BudgetsPublished = 12;
    private const string Changed = "2023-07-01T09:30:00.000+01:00";

    [Fact]
    public async Task All_of_the_snapshot_is_found_where_publishers_have_it_and_nothing_else_is_asked_for()
    {
        Publisher.PublishSnapshot();
        var instance = Instance();
        var budgets = await OfferAsync(instance, Budgets);
        budgets
            .Select(file => file.Name)
            .ShouldBe([
                "RA_2024-25_data_Part_1.csv",
                "RA_2021-22_data_by_LA.csv",
                "RA_2019-20_data_by_LA.csv",
                "RA_2018-19_data_by_LA.csv",
                "RA_2017-18_data_by_LA.csv",
                "RA_2016-17_data_by_LA.csv",
                "RA_2015-16_data_by_LA.csv",
                "RA_2014-15_data_by_LA.csv",
                "RA_2013-14_data_by_LA.csv",
                "RA_2012-13_data_by_LA.csv",
                "RA_2011-12_data_by_LA.csv",
                "1934015.csv",
            ]);
        budgets.ShouldAllBe(file => file.Rejected == null && file.IsOfSource && file.Origin == null && file.ETag != null);
        budgets
            .Select(file => file.Content.ShouldNotBeNull().ToArray())
            .ShouldBe(
                budgets.Select(file =>
                    PublishedSnapshotFiles.Read(
                        $"revenue-budgets-{(file.Name.StartsWith("RA", StringComparison.Ordinal) ? file.Name[3..10] : "2010-11")}.csv"
                    )
                )
            );

        (await OfferAsync(instance, "indices-of-deprivation"))
            .Select(file => file.Name[..7])
            .ShouldBe(["File_10", "File_10", "File_11", "File_10"]);
        (await OfferAsync(instance, "revenue-outturn-summaries")).Count(file => file.Rejected is null).ShouldBe(11);
        (await OfferAsync(instance, "revenue-outturn-service-tables"))
            .Select(file => file.Name)
            .ShouldBe(["RSX_2023-24_data_by_LA.csv", "RSX_2021-22_data_by_LA.csv"]);
        (await OfferAsync(instance, "revenue-outturn-time-series")).Count(file => file.Rejected is null).ShouldBe(4);
        (await OfferAsync(instance, "gdp-deflators"))
            .ShouldHaveSingleItem()
            .Name.ShouldBe("GDP_Deflators_Qtrly_National_Accounts_March_2026_update.csv");
        // The collection of budgets and outturn is read once, and then only asked whether it has changed.
        Publisher.Requests.Where(request => request.Status is not (200 or 304)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_page_says_goes_with_the_file()
    {
        Publisher.PublishSnapshot();
        var file = (await OfferAsync(Instance(), Budgets)).Single(file => file.Name == "RA_2019-20_data_by_LA.csv");
        file.Title.ShouldBe("Revenue Account (RA) 2019-20: data by local authority");
        file.Publisher.ShouldBe("Department for Communities and Local Government");
        file.Url.ShouldBe(new Uri(At(PublishedSnapshotFiles.BudgetPath("2019-20"))));
        file.PublishedAt.ShouldBe(new DateTimeOffset(2026, 6, 25, 8, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_second_look_fetches_no_file_again_and_reads_its_pages_from_before()
    {
        Publisher.PublishSnapshot();
        var first = await OfferAsync(Instance(), Budgets);
        Publisher.ForgetRequests();
        var second = await OfferAsync(Instance(), Budgets);
        Publisher.Requests.ShouldAllBe(request => request.IsConditional && request.Status == 304);
        second.Select(file => file.KeptAs).ShouldBe(first.Select(file => Sha256(file)));
        second.ShouldAllBe(file => file.Content == null && file.Rejected == null);
        second.Select(file => file with { KeptAs = null }).ShouldBe(first.Select(file => file with { Content = null }));
    }

    [Fact]
    public async Task A_change_under_the_same_address_is_fetched_and_nothing_else()
    {
        Publisher.PublishSnapshot();
        await OfferAsync(Instance(), Budgets);
        Publisher.ForgetRequests();
        Publisher.PublishBudget("2019-20", "corrected,1"u8.ToArray());
        var changed = (await OfferAsync(Instance(), Budgets)).Where(file => file.KeptAs is null).ShouldHaveSingleItem();
        (changed.Name, Text(changed)).ShouldBe(("RA_2019-20_data_by_LA.csv", "corrected,1"));
        Publisher.Requests.Count(request => request.Status == 200).ShouldBe(1);
    }

    [Fact]
    public async Task A_run_cut_off_half_way_goes_on_where_it_was()
    {
        Publisher.PublishSnapshot();
        var clock = new FakeTimeProvider();
        Clock = clock;
        var isAsked = new TaskCompletionSource();
        Publisher.Fail(
            PublishedSnapshotFiles.BudgetPath("2015-16"),
            async (context, _) =>
            {
                isAsked.TrySetResult();
                return await PublisherFaults.Slow(TimeSpan.FromHours(1))(context, 1);
            }
        );
        var cutOff = OfferAsync(Instance(), Budgets);
        await isAsked.Task.WaitAsync(Waiting.Limit);
        clock.Advance(TimeSpan.FromHours(1));
        await Should.ThrowAsync<OriginUnavailableException>(() => cutOff);
        var fetched = Publisher.Requests.Where(request => request.Status == 200).Select(request => request.Path).ToList();
        fetched.ShouldContain(PublishedSnapshotFiles.BudgetPath("2021-22"));
        Publisher.ForgetRequests();

        Publisher.Fail(PublishedSnapshotFiles.BudgetPath("2015-16"), null);
        (await OfferAsync(Instance(), Budgets)).Count.ShouldBe(BudgetsPublished);
        Publisher
            .Requests.Where(request => request.Status == 200)
            .Select(request => request.Path)
            .Intersect(fetched.Where(path => path.EndsWith(".csv", StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_not_accepted_is_fetched_whole_again()
    {
        Publisher.PublishSnapshot();
        var first = await OfferAsync(Instance(), "gdp-deflators", accept: false);
        var again = await OfferAsync(Instance(), "gdp-deflators", accept: false);
        again.ShouldHaveSingleItem().KeptAs.ShouldBeNull();
        again[0].Content.ShouldNotBeNull().ToArray().ShouldBe(first[0].Content.ShouldNotBeNull().ToArray());
    }

    [Fact]
    public async Task Without_a_validator_a_file_just_fetched_is_not_fetched_again()
    {
        OneRelease(new Attached("RA", At("/media/RA_2023-24_data_Part_1.ods"), "RA_2023-24_data_Part_1.ods"));
        Publisher.Publish("/media/RA_2023-24_data_Part_1.ods", "a,b"u8.ToArray(), "text/csv", hasValidators: false);
        await OfferAsync(Instance(), Budgets);
        (await OfferAsync(Instance(), Budgets)).ShouldHaveSingleItem().KeptAs.ShouldNotBeNull();
        Publisher.Requests.Count(request => request.Path.StartsWith("/media", StringComparison.Ordinal)).ShouldBe(1);

        (await OfferAsync(Instance(("RecheckAfter", "00:00:00")), Budgets)).ShouldHaveSingleItem().KeptAs.ShouldBeNull();
        Publisher.Requests.Count(request => request.Path.StartsWith("/media", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Of_a_split_year_part_1_is_taken()
    {
        OneRelease(
            new Attached("Revenue Account (RA) 2023-24: Part 2", At("/media/RA_2023-24_data_Part_2.ods"), "RA_2023-24_data_Part_2.ods"),
            new Attached("Revenue Account (RA) 2023-24: Part 1", At("/media/RA_2023-24_data_Part_1.ods"), "RA_2023-24_data_Part_1.ods")
        );
        Publisher.Publish("/media/RA_2023-24_data_Part_1.ods", "a,b"u8.ToArray(), "text/csv");
        (await OfferAsync(Instance(), Budgets)).ShouldHaveSingleItem().Name.ShouldBe("RA_2023-24_data_Part_1.ods");
    }

    [Fact]
    public async Task A_release_without_its_attachment_is_a_file_not_taken_with_what_was_there()
    {
        OneRelease(new Attached("Guidance", At("/media/guidance.pdf"), "guidance.pdf"));
        var file = (await OfferAsync(Instance(), Budgets)).ShouldHaveSingleItem();
        file.Rejected.ShouldBe(new Rejected("an attachment that is an edition", "guidance.pdf"));
        (file.Name, file.IsOfSource).ShouldBe((Release, true));
    }

    [Fact]
    public async Task A_withdrawn_release_is_left_out_though_its_collection_does_not_say_so()
    {
        OneRelease(new Attached("RA", At("/media/x"), "RA_2023-24_data_Part_1.ods"));
        Publish(Release, ContentApi.Withdrawn(ContentApi.Release(Release, "T", Changed)));
        (await OfferAsync(Instance(), Budgets)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_taken_from_a_release_before_it_was_withdrawn_is_said_to_be_withdrawn(bool isSaidByItsCollection)
    {
        var attached = new Attached("RA", At("/media/x.csv"), "RA_2023-24_data_Part_1.csv");
        OneRelease(attached);
        Publisher.Publish("/media/x.csv", PublishedSnapshotFiles.Read("revenue-budgets-2021-22.csv"), "text/csv");
        var instance = Instance();
        var taken = Sha256((await OfferAsync(instance, Budgets, accept: false)).ShouldHaveSingleItem());

        Publish(Release, ContentApi.Withdrawn(ContentApi.Release(Release, "T", Changed, attached)));
        Publish(Collection, ContentApi.Collection(Collection, "T", new Listed(Release, "T", IsWithdrawn: isSaidByItsCollection)));

        var withdrawn = (await OfferAsync(instance, Budgets)).Single(file => file.WithdrawnBecause is not null);
        (withdrawn.KeptAs, withdrawn.WithdrawnBecause).ShouldBe((taken, $"Its publisher withdrew the page it was on, {Release}."));
    }

    [Fact]
    public async Task An_attachment_on_a_host_off_the_list_is_not_asked_for()
    {
        OneRelease(new Attached("RA", "https://example.org/RA_2023-24_data_Part_1.ods", "RA_2023-24_data_Part_1.ods"));
        (await OfferAsync(Instance(), Budgets)).ShouldHaveSingleItem().Rejected!.Found.ShouldBe("one at example.org");
    }

    [Fact]
    public async Task A_file_that_fails_is_said_to_and_the_others_are_offered()
    {
        Publisher.PublishSnapshot();
        Publisher.Fail(PublishedSnapshotFiles.BudgetPath("2021-22"), PublisherFaults.Status(500));
        Publisher.Fail(PublishedSnapshotFiles.BudgetPath("2019-20"), PublisherFaults.Status(404));
        Publisher.Fail(PublishedSnapshotFiles.BudgetPath("2018-19"), PublisherFaults.Large(65L * 1024 * 1024, saysSo: false));
        Publisher.Fail(
            PublishedSnapshotFiles.BudgetPath("2017-18"),
            PublisherFaults.Body("<!DOCTYPE html><html><head><title>Sorry, we’re experiencing technical difficulties</title>", "text/csv")
        );
        Publisher.Fail(PublishedSnapshotFiles.BudgetPath("2015-16"), PublisherFaults.Body("", "text/csv"));
        var offered = await OfferAsync(Instance(), Budgets);
        offered
            .Where(file => file.Rejected is not null)
            .Select(file => file.Rejected!.Found)
            .ShouldBe(["HTTP 500", "HTTP 404", "more", "a web page, 'Sorry, we’re experiencing technical difficulties'", "nothing"]);
        offered.Count.ShouldBe(BudgetsPublished);
    }

    [Fact]
    public async Task What_a_server_calls_a_file_does_not_matter()
    {
        OneRelease(new Attached("RA", At("/media/RA_2023-24_data_Part_1.ods"), "RA_2023-24_data_Part_1.ods"));
        Publisher.Publish("/media/RA_2023-24_data_Part_1.ods", "a,b"u8.ToArray(), "text/html");
        Text((await OfferAsync(Instance(), Budgets)).ShouldHaveSingleItem()).ShouldBe("a,b");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"title\":\"x\"}")]
    [InlineData("{\"details\":{},\"links\":{}")]
    [InlineData("<html></html>")]
    [InlineData("")]
    public async Task A_collection_that_is_none_makes_the_origin_unavailable_and_is_asked_for_whole_again(string body)
    {
        Publisher.PublishSnapshot();
        Publisher.Fail(ContentApi.PathOf(Collection), PublisherFaults.Body(body, "application/json"));
        (await Should.ThrowAsync<OriginUnavailableException>(() => OfferAsync(Instance(), Budgets))).Message.ShouldContain(Collection);
        Publisher.Fail(ContentApi.PathOf(Collection), null);
        (await OfferAsync(Instance(), Budgets)).Count.ShouldBe(BudgetsPublished);
    }

    [Fact]
    public async Task A_page_that_is_huge_or_deep_is_not_read()
    {
        Publisher.PublishSnapshot();
        Publisher.Fail(ContentApi.PathOf(Collection), PublisherFaults.Body(new string('[', 100_000), "application/json"));
        await Should.ThrowAsync<OriginUnavailableException>(() => OfferAsync(Instance(), Budgets));
        Publisher.Fail(ContentApi.PathOf(Collection), PublisherFaults.Large(9L * 1024 * 1024, saysSo: false));
        (await Should.ThrowAsync<OriginUnavailableException>(() => OfferAsync(Instance(), Budgets))).Message.ShouldContain(
            "8,388,608 bytes"
        );
    }

    [Fact]
    public async Task A_publisher_that_is_away_makes_the_origin_unavailable()
    {
        Publisher.Fail(ContentApi.PathOf(Collection), PublisherFaults.Status(503));
        (await Should.ThrowAsync<OriginUnavailableException>(() => OfferAsync(Instance(), Budgets))).Message.ShouldContain("HTTP 503");
    }

    [Fact]
    public async Task A_collection_that_lists_none_of_the_releases_says_so()
    {
        Publish(Collection, ContentApi.Collection(Collection, "T", new Listed("/government/statistics/other", "Other")));
        var file = (await OfferAsync(Instance(), Budgets)).ShouldHaveSingleItem();
        (file.Name, file.IsOfSource).ShouldBe((Collection, true));
        file.Rejected!.Found.ShouldContain("moved or renamed");
    }

    [Fact]
    public async Task A_release_that_is_gone_is_a_file_not_taken()
    {
        Publish(Collection, ContentApi.Collection(Collection, "T", new Listed(Release, "T")));
        var file = (await OfferAsync(Instance(), Budgets)).ShouldHaveSingleItem();
        (file.Name, file.Rejected!.Found).ShouldBe((Release, "HTTP 404"));
    }

    [Fact]
    public async Task Hostile_listings_and_names_do_no_harm()
    {
        Publish(
            Collection,
            ContentApi.Collection(
                Collection,
                "T",
                new Listed("//example.org/-budget-individual-local-authority-data", "T"),
                new Listed("https://example.org/-budget-individual-local-authority-data", "T"),
                new Listed("/../../admin-budget-individual-local-authority-data", "T"),
                new Listed(Release, "T"),
                new Listed(Release, "T")
            )
        );
        Publish(
            Release,
            ContentApi.Release(
                Release,
                "T",
                Changed,
                new Attached("RA", "file:///etc/RA_2023-24_data_Part_1.ods", "RA_2023-24_data_Part_1.ods"),
                new Attached("RA", At("/media/1"), "../../RA_2023-24_data_Part_1.ods"),
                new Attached("RA", At("/media/1"), "RA_2023-24_data_Part_1.ods")
            )
        );
        Publisher.Publish("/media/1", "a,b"u8.ToArray(), "text/csv");
        var offered = await OfferAsync(Instance(), Budgets);
        offered.Select(file => file.Rejected?.Found).ShouldBe([null, "HTTP 404"], ignoreOrder: true);
        offered.Single(file => file.Rejected is null).Name.ShouldBe("RA_2023-24_data_Part_1.ods");
        Publisher.Requests.ShouldAllBe(request =>
            request.Path.StartsWith("/api/content/", StringComparison.Ordinal)
            || request.Path == "/media/1"
            || request.Path.StartsWith("/admin", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_no_publisher_has_an_api_for_comes_from_the_snapshot_and_says_so()
    {
        // The snapshot is beside the app, and there is none beside these tests.
        (await Should.ThrowAsync<OriginUnavailableException>(() => OfferAsync(Instance(), "authority-register"))).Message.ShouldContain(
            "snapshot"
        );
        Publisher.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task File_named_otherwise_twice_is_set_aside_and_once_is_fetched()
    {
        OneRelease(
            new Attached("Revenue Account (RA) 2023-24: Part 2", At("/media/2"), "RA_2023-24_data_Part_2.ods"),
            new Attached("Revenue Account (RA) 2023-24", At("/media/3"), "RA_2023-24_data_part_2_.ods")
        );
        Publisher.Publish("/media/3", "a,b"u8.ToArray(), "text/csv");
        var offered = await OfferAsync(Instance(), Budgets, withSetAside: true);
        offered.Select(file => (file.SetAside is null, file.Content is null)).ShouldBe([(true, false), (false, true)]);
        offered.ShouldAllBe(file => file.Release == Release);
        Publisher.Requests.ShouldAllBe(request => request.Path != "/media/2");
    }

    [Fact]
    public async Task What_was_set_aside_is_asked_for_only_if_it_changed()
    {
        OneRelease(new Attached("Annex", At("/media/annex"), "annex.csv"));
        Publisher.Publish("/media/annex", "a,b"u8.ToArray(), "text/csv");
        var instance = Instance();
        var file = (await OfferAsync(instance, Budgets, accept: false)).ShouldHaveSingleItem();
        file.IsChosenLoosely.ShouldBeTrue();
        var now = Clock.GetUtcNow();
        await instance
            .GetRequiredService<IEditionLedger>()
            .RecordAsync(
                new EditionDecision(Budgets, Sha256(file), Source(Budgets).ReaderVersion, file.Name, false, null, 0, [], [], now, now)
                {
                    SetAside = "Contacts.",
                },
                CancellationToken.None
            );
        (await OfferAsync(instance, Budgets)).ShouldHaveSingleItem().KeptAs.ShouldBe(Sha256(file));
    }

    [Fact]
    public async Task Unchanged_file_of_another_source_is_read_from_the_raw_zone()
    {
        OneRelease(new Attached("Data", At("/media/data"), "data.csv"));
        Publisher.Publish("/media/data", "a,b"u8.ToArray(), "text/csv");
        var instance = Instance();
        var file = (await OfferAsync(instance, Budgets, accept: false)).ShouldHaveSingleItem();
        var content = file.Content.ShouldNotBeNull();
        await using (var bytes = content.OpenRead())
        {
            var now = Clock.GetUtcNow();
            await instance
                .GetRequiredService<IEditionArchive>()
                .KeepAsync(
                    new EditionManifest(
                        content.Sha256,
                        content.Length,
                        file.Name,
                        "T",
                        "P",
                        new Uri(At("/media/data")),
                        null,
                        null,
                        now,
                        null,
                        "text/csv",
                        "L",
                        "A",
                        "Live",
                        null
                    ),
                    bytes,
                    CancellationToken.None
                );
        }

        var again = (await OfferAsync(instance, Budgets, accept: false)).ShouldHaveSingleItem();
        Publisher.Requests[^1].Status.ShouldBe(304);
        (await again.Content.ShouldNotBeNull().HoldAsync(CancellationToken.None)).ShouldBeTrue();
        Text(again).ShouldBe("a,b");
    }

    [Fact]
    public async Task Of_a_release_of_many_files_no_more_than_a_few_are_fetched_the_likely_ones_among_them()
    {
        OneRelease([
            .. Enumerable.Range(0, 30).Select(number => new Attached($"Area {number}", At($"/media/{number}"), $"area{number}.csv")),
            new Attached("RA", At("/media/ra"), "RA_2023-24.csv"),
        ]);
        foreach (var name in Enumerable.Range(0, 30).Select(number => $"{number}").Append("ra"))
            Publisher.Publish($"/media/{name}", Encoding.UTF8.GetBytes($"{name},b"), "text/csv");
        var offered = await OfferAsync(Instance(), Budgets, withSetAside: true);
        offered[0].Name.ShouldBe("RA_2023-24.csv");
        offered.Count.ShouldBe(31);
        Publisher.Requests.Count(request => request.Path.StartsWith("/media", StringComparison.Ordinal)).ShouldBe(GovUkEditions.MostFiles);
        offered.Count(file => file.SetAside is not null).ShouldBe(31 - GovUkEditions.MostFiles);
    }

    [Fact]
    public async Task An_attachment_at_an_address_of_the_site_itself_is_found()
    {
        OneRelease(
            new Attached("RA", "/government/uploads/system/uploads/attachment_data/file/7/RA 2023-24 data.xls", "RA%202023-24%20data.xls")
        );
        Publisher.Publish("/government/uploads/system/uploads/attachment_data/file/7/RA 2023-24 data.xls", "a,b"u8.ToArray(), "text/csv");
        Text((await OfferAsync(Instance(), Budgets)).ShouldHaveSingleItem()).ShouldBe("a,b");
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_collection_that_is_gone_is_a_refusal_and_not_tried_again(int status)
    {
        Publisher.Fail(ContentApi.PathOf(Collection), PublisherFaults.Status(status));
        var file = (await OfferAsync(Instance(), Budgets)).ShouldHaveSingleItem();
        (file.Name, file.Rejected!.Found).ShouldBe((Collection, $"HTTP {status}"));
    }

    [Fact]
    public async Task Where_the_newest_release_has_no_table_yet_the_one_before_is_looked_at()
    {
        Publisher.PublishSnapshot();
        const string older =
            "/government/statistics/gdp-deflators-at-market-prices-and-money-gdp-december-2025-quarterly-national-accounts";
        const string newer = "/government/statistics/gdp-deflators-at-market-prices-and-money-gdp-march-2026-quarterly-national-accounts";
        Publish(newer, ContentApi.Release(newer, "T", Changed, new Attached("Commentary", At("/media/c"), "c.pdf")));
        Publish(older, ContentApi.Release(older, "T", Changed, new Attached("Annex", At("/media/d"), "CGDP_D.csv")));
        Publisher.Publish("/media/d", "a,b"u8.ToArray(), "text/csv");
        (await OfferAsync(Instance(), "gdp-deflators"))
            .Where(file => file.Rejected is null)
            .ShouldHaveSingleItem()
            .Name.ShouldBe("CGDP_D.csv");
    }

    private void OneRelease(params Attached[] attachments)
    {
        Publish(Collection, ContentApi.Collection(Collection, "T", new Listed(Release, "T")));
        Publish(Release, ContentApi.Release(Release, "T", Changed, attachments));
    }

    private static string Sha256(OfferedFile file) => file.Content.ShouldNotBeNull().Sha256;
}
