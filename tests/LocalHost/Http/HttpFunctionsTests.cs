using System.Net;
using System.Text;
using BudgetWatch.TestKit;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Tests.Http;

public sealed class HttpFunctionsTests(SampleFixture sample) : IClassFixture<SampleFixture>
{
    private static readonly byte[] FiveMegabytes = new byte[5 * 1024 * 1024];

    [Theory]
    [InlineData("/api/areas/7", 200, "area 7")]
    [InlineData("/api/areas/seven", 404, "")]
    [InlineData("/api/Unrouted", 200, "by its own name, GET")]
    [InlineData("/api/unrouted", 200, "by its own name, GET")]
    [InlineData("/areas/7", 404, "")]
    [InlineData("/api/nothing", 404, "")]
    [InlineData("/", 404, "")]
    public async Task Answers_at_the_route_and_nowhere_else(string path, int status, string body)
    {
        using var response = await sample.App.HttpClient.GetAsync(path);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldBe(body);
    }

    [Theory]
    [InlineData("/api/told/a%20b?extra=from%20query", "a b a b none from query")]
    [InlineData("/api/told/gr%C3%BC%C3%9Fe/m", "grüße grüße m none")]
    [InlineData("/api/told/a?name=b&extra=c&extra=d", "a a none c,d")]
    public async Task Tells_the_function_route_values_and_query(string path, string told) =>
        (await sample.App.HttpClient.GetStringAsync(path)).ShouldBe(told);

    [Theory]
    [InlineData("POST", "/api/areas/7", 404)]
    [InlineData("HEAD", "/api/areas/7", 404)]
    [InlineData("HEAD", "/api/headed", 200)]
    [InlineData("DELETE", "/api/Unrouted", 200)]
    [InlineData("get", "/api/areas/7", 200)]
    public async Task Answers_404_to_a_verb_that_is_not_listed_and_GET_does_not_bring_HEAD(string verb, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);

        using var response = await sample.App.HttpClient.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("GET", "/api/order/exact", "first exact")]
    [InlineData("POST", "/api/order/exact", "second")]
    public async Task Gives_a_request_to_the_first_function_by_name_that_fits_and_not_to_the_one_that_fits_best(
        string verb,
        string path,
        string body
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);

        using var response = await sample.App.HttpClient.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe(body);
    }

    [Fact]
    public async Task Answers_200_without_a_word_to_an_exception_as_the_Functions_host_does_and_logs_it()
    {
        using var response = await sample.App.HttpClient.GetAsync("/api/throws");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        await Waiting.UntilAsync(() =>
            sample.App.Logs.Lines.Any(line =>
                line.Category == "Function.Throws"
                && line.Level == LogLevel.Error
                && line.Message.StartsWith("Executed 'Throws' (Failed", StringComparison.Ordinal)
                && line.Exception!.Message.Contains("secret detail", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public async Task Does_not_pass_off_half_an_answer_as_a_whole_one() =>
        await Should.ThrowAsync<HttpRequestException>(() => sample.App.HttpClient.GetStringAsync("/api/cutshalfway"));

    [Theory]
    [InlineData("/api/keyed", null, null, 401)]
    [InlineData("/api/keyed", "wrong", null, 401)]
    [InlineData("/api/keyed", null, "wrong", 401)]
    [InlineData("/api/keyed", "", null, 401)]
    [InlineData("/api/keyed", "function-key-of-tests", null, 200)]
    [InlineData("/api/keyed", null, "function-key-of-tests", 200)]
    [InlineData("/api/keyed", "host-key-of-tests", null, 200)]
    [InlineData("/api/keyed", "master-key-of-tests", null, 200)]
    [InlineData("/api/administered", "function-key-of-tests", null, 401)]
    [InlineData("/api/administered", "host-key-of-tests", null, 401)]
    [InlineData("/api/administered", null, null, 401)]
    [InlineData("/api/administered", "master-key-of-tests", null, 200)]
    public async Task Asks_for_the_key_of_the_authorization_level(string path, string? header, string? code, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, code is null ? path : path + "?code=" + code);
        if (header is not null)
            request.Headers.TryAddWithoutValidation("x-functions-key", header);

        using var response = await sample.App.HttpClient.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Refuses_a_body_that_is_too_large()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/length") { Content = new ByteArrayContent(FiveMegabytes) };
        request.Headers.ExpectContinue = true;

        using var response = await sample.App.HttpClient.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Gives_the_function_the_request_body()
    {
        using var content = new StringContent("twelve bytes", Encoding.ASCII);

        using var response = await sample.App.HttpClient.PostAsync("/api/length", content);

        (await response.Content.ReadAsStringAsync()).ShouldBe("12");
    }
}
