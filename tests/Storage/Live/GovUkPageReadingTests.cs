using System.Text;
using BudgetWatch.Storage.Origins.Live.GovUk;

namespace BudgetWatch.Storage.Tests.Live;

/// <summary>Over the publishing API's own examples where they are here, and over shapes no example has.</summary>
public sealed class GovUkPageReadingTests
{
    private static readonly Uri site = new("https://www.gov.uk");

    [Fact]
    public void A_collection_lists_its_documents()
    {
        var page = Example("document_collection");
        page.Title.ShouldBe("National standards for driving and riding");
        page.Documents.Count.ShouldBe(9);
        page.Documents.ShouldContain(
            new GovUkDocument(
                "/government/publications/car-and-light-van-driver-competence-framework",
                "Car and light van driver competence framework",
                false,
                new DateTimeOffset(2014, 2, 24, 15, 0, 2, TimeSpan.Zero)
            )
        );
        page.Attachments.ShouldBeEmpty();
    }

    [Fact]
    public void A_publication_lists_its_attachments()
    {
        var page = Example("publication-with-featured-attachments");
        page.Attachments.ShouldBe([
            new GovUkAttachment(
                "PUBLIC_1392629965.pdf",
                "Number of ex-regular service personnel now part of FR20",
                new Uri(
                    "https://assets.publishing.service.gov.uk/government/uploads/system/uploads/attachment_data/file/315163/PUBLIC_1392629965.pdf"
                )
            ),
        ]);
        page.Publisher.ShouldBe("Ministry of Defence");
        page.PublishedAt.ShouldBe(new DateTimeOffset(2014, 5, 29, 10, 48, 35, TimeSpan.Zero));
        page.IsWithdrawn.ShouldBeFalse();
    }

    [Theory]
    [InlineData("best-practice-national-statistics", "Department for Transport")]
    [InlineData("statistics_publication", "Department for Communities and Local Government")]
    public void An_old_page_lists_none(string name, string publisher)
    {
        var page = Example(name);
        page.Attachments.ShouldBeEmpty();
        page.Publisher.ShouldBe(publisher);
        page.PublishedAt.ShouldNotBeNull();
    }

    [Fact]
    public void The_files_of_an_old_page_are_the_links_in_its_documents()
    {
        var page = Read(
            """
            {"title":"T","links":{},"details":{"documents":[
              "<section class='attachment'><a aria-hidden='true' href='/government/uploads/1934015.xls'><img alt=''></a><h2><a class=\"x\" href=\"/government/uploads/1934015.xls\">Revenue account (RA) budget 2010-11 &amp; notes</a></h2></section>",
              "<a href='https://assets.publishing.service.gov.uk/x/RA%202011-12.xls'>RA</a><a href='mailto:a@b.c'>Ask</a><a name='x'>None</a><a href='javascript:alert(1)'>No</a>",
              17, null]}}
            """
        );
        page.Attachments.ShouldBe([
            new GovUkAttachment(
                "1934015.xls",
                "Revenue account (RA) budget 2010-11 & notes",
                new Uri("https://www.gov.uk/government/uploads/1934015.xls")
            ),
            new GovUkAttachment("RA 2011-12.xls", "RA", new Uri("https://assets.publishing.service.gov.uk/x/RA%202011-12.xls")),
        ]);
    }

    [Fact]
    public void What_is_not_as_it_should_be_is_left_out()
    {
        var page = Read(
            """
            {"title":7,"public_updated_at":"soon","withdrawn_notice":[],"links":{"documents":[1,{"base_path":null},{"base_path":"relative"},"x"],"organisations":{}},
             "details":{"change_history":{"a":1},"attachments":[null,{"url":5},{"url":"/html"},{"attachment_type":"html","url":"https://www.gov.uk/x"},
             {"attachment_type":"file","url":"ftp://a/b"},{"url":"https://a.example/b.csv","title":"\u0000","filename":"  "}]}}
            """
        );
        page.ShouldBe(page with { Title = "/p", Publisher = null, IsWithdrawn = false, PublishedAt = null });
        page.Documents.ShouldBeEmpty();
        page.Attachments.ShouldBe([new GovUkAttachment("b.csv", null, new Uri("https://a.example/b.csv"))]);
    }

    [Theory]
    [InlineData("-england-2026-to-2027-budget-individual-local-authority-data", 2026, 4)]
    [InlineData("-england-2024-to-2025-individual-local-authority-data-outturn", 2024, 4)]
    [InlineData("-england-2015-to-2016-budget-individual-local-authority-data--6", 2015, 4)]
    [InlineData("-england-2015-to-2016", 2015, 4)]
    [InlineData("-financing-2023-24-budget-england", 2023, 4)]
    [InlineData("-money-gdp-june-2026-quarterly-national-accounts", 2026, 6)]
    [InlineData("-money-gdp-march-2026-spring-statement", 2026, 3)]
    public void The_time_of_a_release_is_in_its_path(string path, int year, int month) =>
        ReleasePeriod.Of(path).ShouldBe(new DateOnly(year, month, 1));

    [Theory]
    [InlineData("/government/statistics/english-indices-of-deprivation-2019")]
    [InlineData("-2015-to-2019-")]
    [InlineData("-2015-17-budget")]
    [InlineData("-9999-to-0000-")]
    public void Or_it_has_none(string path) => ReleasePeriod.Of(path).ShouldBeNull();

    private static GovUkPage Example(string name)
    {
        var file = $"govuk_content_api/{name}.json";
        Assert.SkipWhen(PublishedFiles.ReasonToSkip(file) is not null, PublishedFiles.ReasonToSkip(file) ?? "");
        return Read(File.ReadAllText(PublishedFiles.PathOf(file)));
    }

    private static GovUkPage Read(string json) => GovUkPageReading.Read(Encoding.UTF8.GetBytes(json), "/p", site).Page.ShouldNotBeNull();
}
