using System.Diagnostics;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Storage.Origins.Live;
using BudgetWatch.TestKit.Publishers;

namespace BudgetWatch.Storage.Tests.Live;

public sealed class PublisherClientTests(AzuriteServer azurite) : LiveTest(azurite)
{
    private const string File = "/media/a.csv";

    [Fact]
    public async Task A_body_comes_whole_with_what_to_ask_conditionally_with_and_we_say_who_asks()
    {
        Publisher.Publish(File, "x,y"u8.ToArray(), "text/csv");
        var fetched = (await GetAsync(File)).ShouldBeOfType<Answer.Fetched>();
        fetched.Content.Text().ShouldBe("x,y");
        fetched.ETag.ShouldNotBeNull().ShouldStartWith("\"");
        fetched.LastModified.ShouldBe(new DateTimeOffset(2026, 6, 25, 8, 30, 0, TimeSpan.Zero));
        Publisher.Requests.ShouldHaveSingleItem().UserAgent.ShouldBe("BudgetWatch/1.0 (+tests@example.org)");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(408)]
    public async Task What_passes_is_tried_again_until_it_has(int status)
    {
        Publisher.Publish(File, "x"u8.ToArray(), "text/csv");
        Publisher.Fail(File, PublisherFaults.Times(3, PublisherFaults.Status(status)));
        (await GetAsync(File)).ShouldBeOfType<Answer.Fetched>();
        Publisher.Requests.Select(request => request.Status).ShouldBe([status, status, status, 200]);
    }

    [Fact]
    public async Task What_does_not_pass_is_given_up_after_the_tries_there_are()
    {
        Publisher.Fail(File, PublisherFaults.Status(503));
        (await GetAsync(File, settings: ("Retries", "2"))).ShouldBe(new Answer.Unreachable("HTTP 503"));
        Publisher.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(204)]
    [InlineData(304)]
    public async Task What_asking_again_would_not_change_is_asked_once(int status)
    {
        Publisher.Fail(File, PublisherFaults.Status(status));
        (await GetAsync(File)).ShouldBe(new Answer.Refused(new Rejected("HTTP 200", $"HTTP {status}")));
        Publisher.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_server_that_names_a_wait_is_given_it()
    {
        Publisher.Publish(File, "x"u8.ToArray(), "text/csv");
        Publisher.Fail(File, PublisherFaults.Times(1, PublisherFaults.Status(429, "1")));
        var watch = Stopwatch.StartNew();
        (await GetAsync(File)).ShouldBeOfType<Answer.Fetched>();
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(900));
    }

    [Theory]
    [InlineData("86400")]
    [InlineData("Fri, 31 Dec 2399 23:59:59 GMT")]
    public async Task A_wait_longer_than_ours_is_not_waited_for(string retryAfter)
    {
        Publisher.Fail(File, PublisherFaults.Status(503, retryAfter));
        (await GetAsync(File)).ShouldBe(new Answer.Unreachable("HTTP 503"));
        Publisher.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_slow_attempt_is_given_up_and_the_next_one_made()
    {
        Publisher.Publish(File, "x"u8.ToArray(), "text/csv");
        Publisher.Fail(File, PublisherFaults.Times(1, PublisherFaults.Slow(TimeSpan.FromMinutes(1))));

        // However slow this machine is, one of so many attempts is answered in time.
        (await GetAsync(File, 1_000_000, ("AttemptTimeout", "00:00:01"), ("Retries", "10"))).ShouldBeOfType<Answer.Fetched>();
    }

    [Fact]
    public async Task A_body_that_stands_still_does_not_hold_us()
    {
        Publisher.Fail(File, PublisherFaults.Stalled("x", TimeSpan.FromMinutes(1)));
        (await GetAsync(File, 1_000_000, ("AttemptTimeout", "00:00:00.300"), ("Retries", "1"))).ShouldBe(
            new Answer.Unreachable("no whole answer in time")
        );
        Publisher.Requests.Count.ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task All_attempts_together_have_their_time()
    {
        Publisher.Fail(File, PublisherFaults.Slow(TimeSpan.FromHours(1)));
        (await GetAsync(File, 1_000_000, ("AttemptTimeout", "00:05:00"), ("RequestTimeout", "00:00:00.500"))).ShouldBe(
            new Answer.Unreachable("no whole answer in time")
        );
    }

    [Fact]
    public async Task A_connection_cut_in_a_body_is_tried_again_and_half_a_body_is_never_taken()
    {
        Publisher.Publish(File, "whole"u8.ToArray(), "text/csv");
        Publisher.Fail(File, PublisherFaults.Times(2, PublisherFaults.Cut("who")));
        var fetched = (await GetAsync(File)).ShouldBeOfType<Answer.Fetched>();
        fetched.Content.Text().ShouldBe("whole");

        Publisher.Fail(File, PublisherFaults.Cut("who"));
        (await GetAsync(File)).ShouldBe(new Answer.Unreachable("a connection that broke off"));
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_unreachable()
    {
        await using var gone = await LocalPublisher.StartAsync();
        var address = gone.Address;
        await gone.DisposeAsync();
        (await GetAsync(address.AbsoluteUri, 1_000, ("Hosts", address.Authority), ("Retries", "1"))).ShouldBe(
            new Answer.Unreachable("no connection")
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_may_be_is_not_read_whatever_its_length_says(bool saysSo)
    {
        Publisher.Fail(File, PublisherFaults.Large(200L * 1024 * 1024, saysSo));
        var before = GC.GetTotalAllocatedBytes();
        (await GetAsync(File, 1_000_000)).ShouldBe(
            new Answer.Refused(new Rejected("at most 1,000,000 bytes", saysSo ? "209,715,200 bytes" : "more"))
        );
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(100L * 1024 * 1024);
        Publisher.Requests.Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task As_much_as_may_be_is_taken()
    {
        Publisher.Publish(File, new byte[1_000], "text/csv");
        (await GetAsync(File, 1_000)).ShouldBeOfType<Answer.Fetched>().Content.Length.ShouldBe(1_000);
        (await GetAsync(File, 999)).ShouldBeOfType<Answer.Refused>();
    }

    [Fact]
    public async Task A_body_that_is_small_on_the_way_counts_by_what_it_becomes()
    {
        Publisher.Fail(File, PublisherFaults.Bomb(100L * 1024 * 1024));
        (await GetAsync(File, 1_000_000)).ShouldBe(new Answer.Refused(new Rejected("at most 1,000,000 bytes", "more")));
    }

    [Fact]
    public async Task Redirects_on_the_list_are_followed()
    {
        Publisher.Publish(File, "x"u8.ToArray(), "text/csv");
        Publisher.Fail("/1", PublisherFaults.Redirect(At("/2")));
        Publisher.Fail("/2", PublisherFaults.Redirect("media/a.csv"));
        (await GetAsync("/1")).ShouldBeOfType<Answer.Fetched>();
    }

    [Theory]
    [InlineData("https://example.org/a.csv", "a redirect to one at example.org")]
    [InlineData("//example.org/a.csv", "a redirect to one at example.org")]
    [InlineData("http://169.254.169.254/metadata/identity/oauth2/token", "a redirect to one at 169.254.169.254")]
    [InlineData("http://10.0.0.1/", "a redirect to one at 10.0.0.1")]
    [InlineData("http://[::1]/", "a redirect to one at [::1]")]
    [InlineData("http://127.0.0.1:1/", "a redirect to one at 127.0.0.1:1")]
    [InlineData("file:///etc/hostname", "a redirect to file:///etc/hostname")]
    [InlineData("gopher://example.org/", "a redirect to gopher://example.org/")]
    public async Task Redirects_off_the_list_are_not_followed(string location, string found)
    {
        Publisher.Fail(File, PublisherFaults.Redirect(location));
        (await GetAsync(File)).ShouldBeOfType<Answer.Refused>().Reason.Found.ShouldBe(found);
        Publisher.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_redirect_with_a_user_name_is_not_followed()
    {
        Publisher.Fail(File, PublisherFaults.Redirect($"http://user@{Publisher.Address.Authority}/a"));
        (await GetAsync(File)).ShouldBeOfType<Answer.Refused>().Reason.Expected.ShouldBe("an address without a user name");
    }

    [Fact]
    public async Task Redirects_in_a_circle_and_without_end_end()
    {
        Publisher.Fail("/a", PublisherFaults.Redirect("/b"));
        Publisher.Fail("/b", PublisherFaults.Redirect("/a"));
        (await GetAsync("/a")).ShouldBe(new Answer.Refused(new Rejected("redirects that end", "redirects in a circle")));
        Publisher.ForgetRequests();

        for (var i = 0; i < 10; i++)
            Publisher.Fail($"/{i}", PublisherFaults.Redirect($"/{i + 1}"));
        (await GetAsync("/0")).ShouldBe(new Answer.Refused(new Rejected("at most 5 redirects", "more")));
        Publisher.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task An_address_off_the_list_is_not_asked() =>
        (await GetAsync("https://example.org/")).ShouldBe(
            new Answer.Refused(new Rejected($"an address at {Publisher.Address.Authority}", "one at example.org"))
        );

    [Fact]
    public async Task A_name_on_the_list_that_is_of_another_machine_is_not_connected_to() =>
        (await GetAsync("http://192.0.2.1/", settings: ("Hosts", "192.0.2.1"))).ShouldBe(
            new Answer.Refused(new Rejected("an address of this machine", "192.0.2.1 at 192.0.2.1"))
        );

    [Fact]
    public async Task Without_the_setting_of_tests_neither_http_nor_this_machine_is_asked()
    {
        var authority = Publisher.Address.Authority;
        (string, string?)[] real =
        [
            ("LoopbackOnly", null),
            ("GovUk", null),
            ("Nomis", null),
            ("CharityRegister", null),
            ("Hosts", authority),
        ];
        (await GetAsync("/", 1_000, real)).ShouldBeOfType<Answer.Refused>().Reason.Expected.ShouldBe("an https address");
        (await GetAsync($"https://{authority}/", 1_000, real)).ShouldBe(
            new Answer.Refused(new Rejected("an address of the public internet", "127.0.0.1 at 127.0.0.1"))
        );
        Publisher.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_host_is_asked_faster_than_it_allows()
    {
        Publisher.Publish(File, "x"u8.ToArray(), "text/csv");
        var client = Instance(("RequestsPerSecond", "10")).GetClient();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 11).Select(_ => client.GetAsync(new Uri(At(File)), 10, null, CancellationToken.None)));
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(900));
    }
}
