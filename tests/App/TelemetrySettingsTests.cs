using System.Diagnostics;
using BudgetWatch.App.Telemetry;
using BudgetWatch.Pipeline.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace BudgetWatch.App.Tests;

/// <summary>Where telemetry goes is said by settings, and what they say wrongly stops the app at its start.</summary>
public sealed class TelemetrySettingsTests
{
    private const string Insights = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://example.invalid/";

    [Fact]
    public void Unless_a_setting_says_where_to_nothing_is_added()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var before = builder.Services.Count;
        TelemetryExport.AddTo(builder);
        builder.Services.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")]
    public void Where_one_does_both_spans_and_measurements_are_sent(string name, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([
            new(name, value),
            new("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD;ClientId=c"),
        ]);
        TelemetryExport.AddTo(builder);
        builder.Services.ShouldContain(service => service.ServiceType == typeof(TracerProvider));
        builder.Services.ShouldContain(service => service.ServiceType == typeof(MeterProvider));
    }

    /// <summary>Of a request the parent is the web server's span, which is never sampled: what is under it is sent all the same, by its share.</summary>
    [Theory]
    [InlineData(
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://127.0.0.1:9/",
        "1",
        true
    )]
    [InlineData(
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://127.0.0.1:9/",
        "0",
        false
    )]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9", "1", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9", "0", false)]
    public async Task The_share_alone_says_what_is_sent(string name, string value, string share, bool isSent)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new(name, value), new("Telemetry:TraceShare", share)]);
        TelemetryExport.AddTo(builder);
        await using var services = builder.Services.BuildServiceProvider();
        services.GetRequiredService<TracerProvider>();
        using var parent = new Activity("of the web server").SetIdFormat(ActivityIdFormat.W3C).Start();
        parent.Recorded.ShouldBeFalse();
        (await Traces.StepAsync(Step.AnswerMade, span => Task.FromResult(span?.Recorded == true))).ShouldBe(isSent);
    }

    [Fact]
    public void The_identity_is_the_one_that_is_named_and_counts_for_insights_alone()
    {
        Of(
                ("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights),
                ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD;ClientId=3f1c")
            )
            .ShouldBe(new TelemetrySettings(Insights, "3f1c", false, 1));
        Of(("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights)).ClientId.ShouldBeNull();
        Of(("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "of the host")).ShouldBe(new TelemetrySettings(null, null, false, 1));
        Of(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317"), ("Telemetry:TraceShare", "0.25"))
            .ShouldBe(new TelemetrySettings(null, null, true, 0.25));
        Of(("OTEL_EXPORTER_OTLP_ENDPOINT", " ")).ToCollector.ShouldBeFalse();
    }

    [Theory]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=3f1c")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD;ClientId=")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "key")]
    [InlineData("Telemetry:TraceShare", "1.01")]
    [InlineData("Telemetry:TraceShare", "-0.1")]
    [InlineData("Telemetry:TraceShare", "NaN")]
    [InlineData("Telemetry:TraceShare", "0,5")]
    public void What_is_said_wrongly_is_named(string name, string value) =>
        Should
            .Throw<InvalidOperationException>(() => Of(("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights), (name, value)))
            .Message.ShouldContain(name);

    [Theory]
    [InlineData("/", "/")]
    [InlineData("", "/")]
    [InlineData("/api/v1/areas", "/api/v1/areas")]
    [InlineData("/API/v1/areas", "/api/v1/areas")]
    [InlineData("/api/v1/areas/E08000012", "/api/v1/areas/{code}")]
    [InlineData("/api/v1/areas/Jane Doe/series", "/api/v1/areas/{code}/series")]
    [InlineData("/api/v1/releases/live", "/api/v1/releases/live")]
    [InlineData("/api/v1/releases/2026", "/api/v1/releases/{id}")]
    [InlineData("/areas/E08000012", "/areas/{code}")]
    [InlineData("/assets/site.css", "/assets/{file}")]
    [InlineData("/wp-admin/1 High Street", "/{*path}")]
    public void An_address_is_told_by_its_template(string path, string template)
    {
        RouteTemplates.Of(path).ShouldBe(template);
        RouteTemplates.All.ShouldContain(template);
    }

    private static TelemetrySettings Of(params (string Name, string Value)[] settings) =>
        TelemetrySettings.Of(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value)))
                .Build()
        );
}
